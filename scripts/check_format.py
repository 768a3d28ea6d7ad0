#!/usr/bin/env python3
"""Every C++ file is as clang-format writes it; names those that are not."""
import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
files = sorted(p for folder in ("src", "tests") for p in (root / folder).rglob("*") if p.suffix in {".h", ".cpp"})
result = subprocess.run(["clang-format", "--dry-run", "--Werror", *map(str, files)], capture_output=True, text=True)
bad = sorted({line.split(":")[0] for line in result.stderr.splitlines() if "error:" in line})
for name in bad:
    print(f"{pathlib.Path(name).relative_to(root)}: not formatted; run clang-format -i on it")
sys.exit(1 if result.returncode else 0)
