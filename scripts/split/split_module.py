"""A module in two: what the first picture needs, and the rest, which web/boot.js joins to it once that stands.

later_page.txt and later_embed.txt name the functions of the second part, by their linker names; record.py writes them from
runs in a browser. A name that is not in the module is passed over, and whoever calls a function before its part has come
waits for it or starts over with both: a stale list costs bytes and time, never correctness. The tools are Binaryen's, which
comes with emscripten.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

from functions import functions


def list_of_later(name):
    """The file for the module of the `page` or of an `embed`'s frame, which shows less."""
    return pathlib.Path(__file__).resolve().parent / f"later_{name}.txt"


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


def split(module, name):
    """The first part and the later one, none with functions' names."""
    wanted = set(list_of_later(name).read_text().split()) & functions(module.read_bytes()).keys()
    with tempfile.TemporaryDirectory() as folder:
        first, later, listed = (pathlib.Path(folder) / name for name in ("first", "later", "listed"))
        listed.write_text("\n".join(sorted(wanted)))
        binaryen("wasm-split", module, f"--split-funcs=@{listed}", "--export-prefix=%", "-o1", first, "-o2", later)
        return first.read_bytes(), later.read_bytes()
