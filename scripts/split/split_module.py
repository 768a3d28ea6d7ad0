"""The page's module in two: what the first picture needs, and the rest, which web/boot.js fetches once that stands.

later.txt names the functions of the second part, by their linker names; record.py writes it from runs in a browser. A name
that is not in the module is passed over, and a function that is called before its part has come is waited for: a stale list
costs bytes, never correctness. The tools are Binaryen's, which comes with emscripten.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from functions import functions

LATER = pathlib.Path(__file__).resolve().parent / "later.txt"


def binaryen(name, *arguments):
    """Runs a tool of Binaryen, which is in the path or where emscripten has it."""
    found = shutil.which(name)
    if not found:
        root = subprocess.run(["em-config", "BINARYEN_ROOT"], capture_output=True, text=True).stdout.strip()
        found = shutil.which(name, path=f"{root}/bin")
    if not found:
        sys.exit(f"{name} was not found; it is part of Binaryen, which comes with emscripten.")
    run = subprocess.run([found, "--enable-mutable-globals", *map(str, arguments)], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{name}: {run.stderr.strip()}")


def split(module):
    """The first part, the later part, and the whole for those who take it in one piece; none with functions' names."""
    wanted = set(LATER.read_text().split()) & functions(module.read_bytes()).keys()
    with tempfile.TemporaryDirectory() as folder:
        first, later, whole, listed = (pathlib.Path(folder) / name for name in ("first", "later", "whole", "listed"))
        listed.write_text("\n".join(sorted(wanted)))
        binaryen("wasm-split", module, f"--split-funcs=@{listed}", "--export-prefix=%", "-o1", first, "-o2", later)
        binaryen("wasm-opt", "--strip-debug", module, "-o", whole)
        return tuple(part.read_bytes() for part in (first, later, whole))
