#!/usr/bin/env python3
"""clang-tidy (.clang-tidy) over the sources of src/, or of the named folders of it, that build/native-release knows; prints
what it finds."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
build = root / "build" / "native-release"
known = sorted({entry["file"] for entry in json.loads((build / "compile_commands.json").read_text())
                if entry["file"].startswith(tuple(f"{root}/src/{folder}" for folder in sys.argv[1:] or [""]))})


def tidy(file):
    found = subprocess.run(["clang-tidy", "-p", str(build), "--quiet", file], capture_output=True, text=True)
    return found.returncode, found.stdout


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(tidy, known))
# A header's finding is met once for each file that includes it.
lines = {line.replace(str(root) + "/", "") for _, text in results for line in text.splitlines()
         if re.search(r": (error|warning): ", line)}
print("\n".join(sorted(lines)), end="\n" if lines else "")
sys.exit(1 if any(code for code, _ in results) else 0)
