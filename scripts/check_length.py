#!/usr/bin/env python3
"""A file holds one idea: none that is written by hand is longer than 600 lines."""
import pathlib
import subprocess
import sys

MOST = 600
ROOT = pathlib.Path(__file__).resolve().parent.parent
WRITTEN = {".h", ".cpp", ".c", ".glsl", ".js", ".mjs", ".py", ".sh", ".cmake", ".css", ".html"}


def main():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    files = [ROOT / name for name in tracked if pathlib.Path(name).suffix in WRITTEN]
    long = [(path, lines) for path in files if path.exists() and (lines := len(path.read_text().splitlines())) > MOST]
    for path, lines in long:
        print(f"{path.relative_to(ROOT)}: {lines} lines, {MOST} at most: give its second idea a file of its own")
    sys.exit(1 if long or not files else 0)


main()
