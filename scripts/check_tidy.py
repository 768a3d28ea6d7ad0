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
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent
build = root / "build" / "native-release"
# The tests' precompiled header is gcc's: clang cannot read it, and nothing in src/ needs it.
commands = json.loads(re.sub(r"-include \S+/cmake_pch\.hxx|-fpch-preprocess", "", (build / "compile_commands.json").read_text()))
known = sorted({entry["file"] for entry in commands
                if entry["file"].startswith(tuple(f"{root}/src/{folder}" for folder in sys.argv[1:] or [""]))})


def tidy(file):
    found = subprocess.run(["clang-tidy", "-p", folder, "--quiet", file], capture_output=True, text=True)
    return found.returncode, found.stdout


with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    (pathlib.Path(folder) / "compile_commands.json").write_text(json.dumps(commands))
    results = list(pool.map(tidy, known))
# A header's finding is met once for each file that includes it.
lines = {line.replace(str(root) + "/", "") for _, text in results for line in text.splitlines()
         if re.search(r": (error|warning): ", line)}
print("\n".join(sorted(lines)), end="\n" if lines else "")
sys.exit(1 if any(code for code, _ in results) else 0)
