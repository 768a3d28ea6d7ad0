#!/usr/bin/env python3
"""A folder of src/ includes only itself and folders above it in this list."""
import pathlib
import re
import sys

ORDER = ["sim", "theory", "model", "sandbox", "lesson", "render", "ui", "app"]
SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
CORE = set(ORDER[:5])
SCREEN = re.compile(r"^(SDL|imgui|GL/|GLES|emscripten)")


def main():
    wrong = 0
    for path in sorted(SRC.rglob("*")):
        if path.suffix not in {".h", ".cpp"}:
            continue
        folder = path.relative_to(SRC).parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*["<]([^">]+)', line)
            if not match:
                continue
            target = match.group(1)
            other = target.split("/")[0]
            if other in ORDER and "/" in target and ORDER.index(other) > ORDER.index(folder):
                print(f"{path.relative_to(SRC.parent)}:{number}: {folder} may not include {other}")
                wrong += 1
            if folder in CORE and SCREEN.match(target):
                print(f"{path.relative_to(SRC.parent)}:{number}: {folder} knows no screen; it may not include {target}")
                wrong += 1
    sys.exit(1 if wrong else 0)


main()
