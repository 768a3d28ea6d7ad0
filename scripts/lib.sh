# What scripts/run, scripts/test and scripts/bench share: saying things, and setting the machine up.
# Set-up touches nothing that is there: each step asks first, so a second start takes seconds and needs no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
deps="$PWD/.deps"
log="$PWD/build/log"
mkdir -p build

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
misuse() { printf '%s\n' "$*" >&2; exit 2; }

# quietly <what> <command...>: runs it with its output in build/log, shown only when it fails.
quietly() {
  local what="$1" from=$SECONDS; shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    fail "$what failed; the whole output is in build/log."
  fi
  say "  $what ($((SECONDS - from)) s)"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1
  fi
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# need_packages <package or command:package...>: installs Debian packages that are missing. The second form is for
# programs that a machine may have from elsewhere (node, npm, a compiler).
need_packages() {
  command -v dpkg-query >/dev/null || fail "This needs Debian's packages (dpkg was not found): $*"
  local missing=() want
  for want in "$@"; do
    case "$want" in
      *:*) command -v "${want%%:*}" >/dev/null || missing+=("${want#*:}") ;;
      *) installed "$want" || missing+=("$want") ;;
    esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]}"
  as_root true || fail "Missing packages, and neither root nor sudo to install them: ${missing[*]}"
  as_root apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 || say "  (the package lists could not be refreshed)"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
    fail "Debian could not install: ${missing[*]} ($(grep -m1 '^E:' "$log" || echo 'see build/log'))"
}

# need_source <name> <version pattern> <suite...>: a Debian source package, unpacked in .deps/<name>. Taken with apt's
# own keyring from lists and caches of our own, so the system's apt knows nothing of the other suites.
need_source() {
  local name="$1" pattern="$2" apt="$deps/apt" suite version; shift 2
  [ -d "$deps/$name" ] && return 0
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts"
  local options=(-o "Dir::Etc::SourceList=$apt/sources.list" -o "Dir::Etc::SourceParts=$apt/parts"
                 -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o "APT::Sandbox::User=root")
  for suite in "$@"; do
    python3 scripts/apt_sources.py "$suite" >"$apt/sources.list" || fail "No Debian sources are configured on this machine."
    apt-get "${options[@]}" update >"$log" 2>&1 || continue
    version=$(apt-cache "${options[@]}" showsrc "$name" 2>/dev/null | sed -n 's/^Version: //p' | grep -m1 "^$pattern" || true)
    [ -n "$version" ] || continue
    say "Fetching the sources of $name $version"
    rm -rf "$apt/fetch" && mkdir "$apt/fetch"
    (cd "$apt/fetch" && apt-get "${options[@]}" source --download-only "$name=$version" &&
       dpkg-source -x ./*.dsc unpacked) >"$log" 2>&1 || continue
    mv "$apt/fetch/unpacked" "$deps/$name" && rm -rf "$apt"
    return 0
  done
  fail "The sources of $name ($pattern) could not be had from Debian ($*): no network, or the version is gone."
}

# need_npm [--tests]: the packages of scripts/npm/package-lock.json, in .deps/npm.
need_npm() {
  local omit=(--omit=dev) kind=build
  [ "${1:-}" != --tests ] || { omit=(); kind=tests; }
  local sum; sum=$(cat scripts/npm/package-lock.json | sha256sum)
  [ "$(cat "$deps/npm/.tests" 2>/dev/null)" != "$sum" ] || return 0
  [ "$(cat "$deps/npm/.$kind" 2>/dev/null)" != "$sum" ] || return 0
  need_packages npm:npm
  say "Fetching npm packages"
  mkdir -p "$deps/npm" && rm -f "$deps"/npm/.tests "$deps"/npm/.build
  cp scripts/npm/package.json scripts/npm/package-lock.json "$deps/npm/"
  (cd "$deps/npm" && npm ci "${omit[@]}" --no-audit --no-fund) >"$log" 2>&1 ||
    fail "npm could not fetch its packages (scripts/npm/package.json): $(grep -m1 -i 'error' "$log" || echo 'see build/log')"
  echo "$sum" >"$deps/npm/.$kind"
}

need_native() {  # the tests' libraries too: configuring asks for them, whatever is built then
  need_packages g++:g++ cmake:cmake ninja-build python3:python3 rapidjson-dev libcli11-dev libgtest-dev libbenchmark-dev
}
need_desktop() {
  need_native
  need_packages libsdl2-dev libgl-dev dpkg-dev python3-fonttools fonts-inter nodejs:nodejs
  need_source imgui 1.92. forky sid
  need_npm
}
need_web() {
  need_packages cmake:cmake ninja-build python3:python3 nodejs:nodejs rapidjson-dev emscripten dpkg-dev brotli \
    python3-fonttools fonts-inter
  need_source imgui 1.92. forky sid
  need_source libsdl2 2.26. bookworm
  need_npm
}
need_tests() {
  need_npm --tests  # before need_web, whose packages it includes
  need_native
  need_web
  need_packages googletest clang:clang clang-tidy:clang-tidy clang-format:clang-format \
    libclang-rt-14-dev libsdl2-dev libgl-dev chromium:chromium firefox-esr:firefox-esr \
    WebKitWebDriver:webkit2gtk-driver libegl1 libgles2 \
    Xvfb:xvfb xdotool:xdotool openbox:openbox libgl1-mesa-dri groff:groff-base appstreamcli:appstream \
    desktop-file-validate:desktop-file-utils file:file
  need_npm --tests
}

# build <preset> [target...]: configures once (a changed list of sources reconfigures by itself) and builds. Once more
# where a target is not known: what it needs was not there then. Without Dear ImGui's sources nothing that draws is
# built, and nothing is fetched for it.
build() {
  local preset="$1" apart=(); shift
  [ -d "$deps/imgui" ] || apart=(-DFETCHCONTENT_FULLY_DISCONNECTED=ON)
  [ -f "build/$preset/build.ninja" ] && ninja -C "build/$preset" -t query "${@:-all}" >/dev/null 2>&1 ||
    quietly "configure $preset" cmake --preset "$preset" "${apart[@]}"
  quietly "build $preset" cmake --build --preset "$preset" ${1:+--target "$@"}
}

# build_bundle: the module of the page, and build/web/ of it.
build_bundle() {
  export NODE_PATH=/usr/share/nodejs
  build web-release app
  local sum; sum=$(cat build/web-release/app.js build/web-release/app.wasm scripts/{bundle,handbook,third_parties}.py scripts/split/*.{txt,py} $(git ls-files web 2>/dev/null || find web -type f) | sha256sum)
  if [ "$(cat build/web.sum 2>/dev/null)" != "$sum" ] || [ ! -d build/web ]; then
    python3 scripts/bundle.py build/web-release
    echo "$sum" >build/web.sum
  fi
}
