#!/usr/bin/env python3
"""Writes later_page.txt and later_embed.txt: the functions of build/web-release/app.wasm that no first picture of the page,
or of an embed, needs, by running them in Chromium.

To be run after ./scripts/run --build-only and the set-up of ./scripts/test, when a first download nears its limit.
"""
import pathlib
import subprocess
import tempfile

from functions import functions
from split_module import binaryen, list_of_later

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SMALLEST = 40  # bytes; each function that is apart costs some itself

module = ROOT / "build/web-release/app.wasm"


def record(name, folder):
    subprocess.run(["node", str(ROOT / "scripts/split/record.mjs"), name, str(folder)], check=True)
    binaryen("wasm-split", "--merge-profiles", *sorted(folder.glob(f"{name}-*.profile")), "-o", folder / "merged")
    binaryen("wasm-split", "-g", module, f"--profile={folder / 'merged'}", "-o1", folder / "first", "-o2", folder / "later")
    later = functions((folder / "later").read_bytes())
    names = sorted(function for function, size in later.items() if size >= SMALLEST)
    list_of_later(name).write_text("\n".join(names) + "\n")
    print(f"{name}: {len(names)} functions of {sum(later[function] for function in names) / 1000:.0f} KB are for later.")


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    binaryen("wasm-split", "-g", "--instrument", module, "-o", folder / "instrumented.wasm")
    for name in ("page", "embed"):
        record(name, folder)
