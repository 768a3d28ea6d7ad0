#!/usr/bin/env python3
"""Writes later.txt: the functions of build/web-release/app.wasm that no first picture needs, by running it in Chromium.

To be run after ./scripts/run --build-only and the set-up of ./scripts/test, when the first download nears its limit.
"""
import pathlib
import subprocess
import tempfile

from functions import functions
from split_module import LATER, binaryen

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SMALLEST = 40  # bytes; each function that is apart costs some itself

module = ROOT / "build/web-release/app.wasm"
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    binaryen("wasm-split", "-g", "--instrument", module, "-o", folder / "instrumented.wasm")
    subprocess.run(["node", str(ROOT / "scripts/split/record.mjs"), str(folder)], check=True)
    binaryen("wasm-split", "--merge-profiles", *sorted(folder.glob("*.profile")), "-o", folder / "merged")
    binaryen("wasm-split", "-g", module, f"--profile={folder / 'merged'}", "-o1", folder / "first", "-o2", folder / "later")
    later = functions((folder / "later").read_bytes())
names = sorted(name for name, size in later.items() if size >= SMALLEST)
LATER.write_text("\n".join(names) + "\n")
print(f"{len(names)} functions of {sum(later[name] for name in names) / 1000:.0f} KB are for later.")
