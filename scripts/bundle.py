#!/usr/bin/env python3
"""Makes build/web/ from web/ and the built module: hashed names, precompressed copies, the notice of third parties.

bundle.py <folder with app.js and app.wasm>. Prints the sizes; fails where the first download exceeds its limit.
{{name}} in a page or script stands for that file's hashed name, {{bytes:name}} for its size.
"""
import gzip
import hashlib
import pathlib
import re
import shutil
import subprocess
import sys

import handbook
import third_parties

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEB, OUT = ROOT / "web", ROOT / "build" / "web"
FIRST_DOWNLOAD = ("index.html", "page.css", "boot.js", "controls.js", "exchange.js", "app.js", "app.wasm")
LIMIT_BYTES = 350_000
PLAIN_NAMES = {"index.html", "frame.html", "embed.js", "embed.d.ts"}  # what others link to
COMPRESSED = {".html", ".js", ".css", ".wasm", ".json", ".ts", ".txt"}


def wasm_as_script(data):
    """A call with one string, a code point a byte, for frames that may not fetch (web/boot.js, web/embed.js)."""
    escapes = {0: "\\0", 10: "\\n", 13: "\\r", 34: '\\"', 92: "\\\\"}
    text = "".join(escapes.get(b) or chr(b) for b in data)
    text = re.sub(r"\\0(?=[0-9])", r"\\x00", text)
    return f'scaleSandboxModule("{text}");'.encode("utf-8")


def collect(module):
    files = {str(p.relative_to(WEB)): p.read_bytes() for p in sorted(WEB.rglob("*"))
             if p.is_file() and p.suffix != ".md"}
    files.update(handbook.pages())
    files["app.js"] = (module / "app.js").read_bytes()
    files["app.wasm"] = (module / "app.wasm").read_bytes()
    files["app.wasm.js"] = wasm_as_script(files["app.wasm"])
    files["THIRD-PARTY.txt"] = third_parties.notice("web").encode()
    files["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    return files


def with_names(files):
    """Fills in names, from the files that name none to those that name them."""
    done = {}

    def finish(name):
        if name in done:
            return done[name]
        data = files[name]
        if pathlib.Path(name).suffix in {".html", ".js"} and not name.startswith("app."):
            def named(match):
                what = match.group(1)
                if what.startswith("bytes:"):
                    return str(len(files[what[6:]]))
                return finish(what)[0]
            data = re.sub(r"\{\{([^}]+)\}\}", named, data.decode()).encode()
        path = pathlib.Path(name)
        final = name
        if name not in PLAIN_NAMES and path.suffix in {".js", ".css", ".wasm"}:
            stem = name[:name.index(".")]
            final = f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}{name[len(stem):]}"
        done[name] = (final, data)
        return done[name]

    for name in files:
        finish(name)
    return done


def main():
    module = pathlib.Path(sys.argv[1])
    done = with_names(collect(module))
    shutil.rmtree(OUT, ignore_errors=True)
    total = 0
    for name, (final, data) in done.items():
        path = OUT / final
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.suffix not in COMPRESSED:
            continue
        pathlib.Path(f"{path}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        subprocess.run(["brotli", "-q", "11", "-f", "-k", str(path)], check=True)
        size = pathlib.Path(f"{path}.br").stat().st_size
        if name in FIRST_DOWNLOAD:
            total += size
            print(f"  {name:12} {len(data):8} bytes, {size:7} brotli")
    print(f"  first download {total / 1000:.1f} KB brotli (limit {LIMIT_BYTES // 1000})")
    if total > LIMIT_BYTES:
        sys.exit("The first download is over its limit.")


main()
