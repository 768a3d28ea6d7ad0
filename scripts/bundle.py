#!/usr/bin/env python3
"""Makes build/web/ from web/ and the built module: hashed names, small scripts, precompressed copies, third parties' notice.

bundle.py <folder with app.js and app.wasm>. Prints the sizes; fails where one exceeds its limit.
In a page, script or style sheet {{name}} stands for that file's hashed name as seen from there, {{bytes:name}} for its
size, {{digest}} for a hash of all files, {{texts:part}} for that part of the texts (web/texts/en.json) as JSON, {{lessons}}
for the names of the lessons' files, {{lessons:begun}} for what an embed of each begins with, {{lessons:stages}} for the
names of the stages'.
"""
import gzip
import hashlib
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys

import handbook
import third_parties

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts/split"))
from split_module import split  # noqa: E402

WEB, OUT, DEPS = ROOT / "web", ROOT / "build" / "web", ROOT / ".deps"
TEXTS = WEB / "texts" / "en.json"
CLOSURE = DEPS / "npm/node_modules/.bin/google-closure-compiler"
INTER = pathlib.Path("/usr/share/fonts/opentype/inter")
NOT_SHIPPED = {"texts", "pictures"}
COMPRESSED = {".html", ".js", ".css", ".wasm", ".json", ".ts", ".txt", ".svg", ".webmanifest"}
HASHED = {".js", ".css", ".wasm", ".woff"}
LINKED_TO = {"v1/embed.js", "sw.js"}  # by others, or by their own name only
# The scripts of a page and of an embed's frame, in the order they run, each in one file: a browser fetches six files at
# once of a host without HTTP/2, and what came seventh kept the program waiting.
JOINED = {"page.js": ("notes.js", "controls.js", "boot.js", "lesson.js", "keep.js", "exchange.js"),
          "frame.js": ("notes.js", "controls.js", "boot.js", "keep.js", "v1/frame.js")}
# What each may weigh in brotli: all that is fetched before the first live picture, of the page and of an embed; the
# element; an embed's frame beside the module, which the element hands over.
ELEMENT, FRAME = ("v1/embed.js", "v1/live.js"), ("v1/frame.html", "page.css", "frame.js")
LIMITS = (("first download", ("index.html", "page.css", "page.js", "app.js", "app.wasm"), 350_000),
          ("an embed's first download", (*ELEMENT, *FRAME, "app.js", "v1/app.wasm.js"), 350_000),
          ("embed.js", ("v1/embed.js",), 3_000),
          ("frame without app.js", FRAME, 15_000))


STAGES = {0: "stage-1", 4: "stage-4", 5: "stage-5", 6: "stage-6", 7: "stage-7", 8: "stage-8"}


def begun():
    """By name: of each lesson what an embed keeps, which has no room for its words (take_lesson in src/app)."""
    kept = ("version", "kind", "architecture", "catalog", "commands", "goals")
    out = {}
    for file in sorted((WEB / "lessons").glob("*.json")):
        lesson = json.loads(file.read_text())
        tools = ("tools",) if lesson["kind"] != "stage" else ()
        out[file.stem] = {key: lesson[key] for key in kept + tools if key in lesson}
    return out


# Two bytes a UTF-16 unit; the few units that no string may have stand after a mark, with two bits changed.
MARK, CHANGE = 0x7F7F, 0x4040
UNPACK = """text => {
  const units = new Uint16Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; ++at) {
    const unit = text.charCodeAt(at);
    units[count++] = unit === %d ? text.charCodeAt(++at) ^ %d : unit;
  }
  return units.slice(0, count);
}""" % (MARK, CHANGE)


def wasm_as_script(data):
    """For frames that may not fetch (web/boot.js, web/v1/live.js): leaves the bytes at its element, as `module`. The byte
    order mark counts for more than a host's charset."""
    refused = {MARK, *b'\n\r"\\', *range(0xD800, 0xE000)}
    data += b"\0\1\0" if len(data) % 2 else b""  # an empty section
    units = struct.unpack(f"<{len(data) // 2}H", data)
    text = "".join(chr(MARK) + chr(unit ^ CHANGE) if unit in refused else chr(unit) for unit in units)
    return f'\ufeffdocument.currentScript.module = ({UNPACK})("{text}");'.encode("utf-16-le")


def reading_font(style):
    """Inter for the pages that are read: Latin letters and our signs, OpenType features kept. fontTools is Debian's."""
    out = ROOT / "build" / f"inter-{style}.woff"
    if not out.exists():
        out.parent.mkdir(exist_ok=True)
        subprocess.run(["/usr/bin/python3", "-m", "fontTools.subset", str(INTER / f"Inter-{style}.otf"), f"--output-file={out}", "--flavor=woff",
                        "--unicodes=U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+2009,U+2013-2014,U+2018-201A,"
                        "U+201C-201E,U+2022,U+2026,U+202F,U+2032,U+2190-2193,U+2197,U+2212,U+00D7",
                        "--layout-features=kern,liga,calt,tnum,case,ccmp,locl,mark", "--desubroutinize"], check=True)
    return out.read_bytes()


def collect(module):
    files = {str(p.relative_to(WEB)): p.read_bytes() for p in sorted(WEB.rglob("*"))
             if p.is_file() and p.suffix != ".md" and p.relative_to(WEB).parts[0] not in NOT_SHIPPED}
    joined = {name: b"\n".join(files[part] for part in parts) for name, parts in JOINED.items()}
    for part in {part for parts in JOINED.values() for part in parts}:
        del files[part]
    files.update(joined)
    files.update(handbook.pages())
    files["app.js"] = (module / "app.js").read_bytes()
    files["app.wasm"], files["later.wasm"] = split(module / "app.wasm", "page")
    files["v1/app.wasm"], files["v1/later.wasm"] = split(module / "app.wasm", "embed")
    for part in ("v1/app.wasm", "v1/later.wasm"):
        files[f"{part}.js"] = wasm_as_script(files[part])
    for style in ("Regular", "Italic", "SemiBold"):
        files[f"fonts/inter-{style.lower()}.woff"] = reading_font(style)
    files["THIRD-PARTY.txt"] = third_parties.notice("web").encode()
    files["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    return files


def minified(script, name):
    run = subprocess.run([str(CLOSURE), "--compilation_level=SIMPLE", "--language_in=ECMASCRIPT_NEXT",
                          "--language_out=ECMASCRIPT_NEXT", "--warning_level=QUIET"], input=script, capture_output=True)
    if run.returncode:
        sys.exit(f"{name}: {run.stderr.decode()}")
    return run.stdout


def with_names(files):
    """Fills in names, from the files that name none to those that name them."""
    texts = json.loads(TEXTS.read_text())
    done = {}

    def finish(name):
        if name in done:
            return done[name]
        if name not in files:
            sys.exit(f"Something names {name}, which is not in web/.")
        data, path = files[name], pathlib.Path(name)
        if path.suffix in {".html", ".js", ".css", ".webmanifest"} and name != "app.js" and not name.endswith(".wasm.js"):
            def named(match):
                kind, _, what = match.group(1).rpartition(":")
                if kind == "bytes":
                    return str(len(files[what]))
                if what == "digest":
                    return hashlib.sha256(b"".join(files.values())).hexdigest()[:10]
                if kind == "lessons":
                    return json.dumps({"begun": begun(), "stages": STAGES}[what], ensure_ascii=False)
                if what == "lessons":
                    return json.dumps([file for file in files if re.fullmatch(r"lessons/[^/]+\.json", file)])
                if kind == "texts":
                    return json.dumps(texts[what], ensure_ascii=False)
                return os.path.relpath(finish(what)[0], path.parent)
            data = re.sub(r"\{\{([^}]+)\}\}", named, data.decode()).encode()
            if path.suffix == ".js":
                data = minified(data, name)
        final = name
        if path.suffix in HASHED and name not in LINKED_TO:
            stem, rest = path.name.split(".", 1)
            final = str(path.parent / f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{rest}")
        done[name] = (final, data)
        return done[name]

    for name in files:
        finish(name)
    return done


def write(done):
    """Files and their compressed copies; returns each one's size in brotli."""
    shutil.rmtree(OUT, ignore_errors=True)
    sizes = {}
    for name, (final, data) in done.items():
        path = OUT / final
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.suffix not in COMPRESSED:
            continue
        pathlib.Path(f"{path}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        subprocess.run(["brotli", "-q", "11", "-f", "-k", str(path)], check=True)
        sizes[name] = pathlib.Path(f"{path}.br").stat().st_size
    return sizes


def main():
    sizes = write(with_names(collect(pathlib.Path(sys.argv[1]))))
    over = []
    for what, names, limit in LIMITS:
        total = sum(sizes[name] for name in names)
        print(f"  {what}: {total / 1000:.1f} KB brotli (limit {limit / 1000:g})")
        if total > limit:
            over.append(what)
    if over:
        sys.exit(f"Over the limit: {', '.join(over)}.")


main()
