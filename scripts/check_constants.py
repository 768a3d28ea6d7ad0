#!/usr/bin/env python3
"""Each constant of the catalog (src/model/catalog.h) is read somewhere: one that nothing reads can be set and changes nothing."""
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
DECLARED = re.compile(r"(?:double|std::array<.*>)\s+([a-z][a-z0-9_, \n]*);")
READER = r"(?:\bc|\w*[cC]atalog\w*(?:\(\))?|\bC::|\bCatalog::)\s*(?:\.|->)?\s*"


def constants():
    text = (SRC / "model/catalog.h").read_text()
    struct = re.search(r"struct Catalog \{(.*?)\n\};", text, re.S).group(1)
    for names in DECLARED.findall(re.sub(r"//.*", "", struct)):
        yield from (name.strip() for name in names.split(","))


def main():
    # sim/ and theory/ know no catalog; a field of theirs may have the name of a constant.
    readers = [p for folder in ("model", "sandbox", "lesson", "ui", "app") for p in sorted((SRC / folder).iterdir())]
    text = "\n".join(p.read_text() for p in readers if p.is_file() and not p.name.startswith("catalog"))
    unread = [name for name in constants() if not re.search(READER + name + r"\b", text)]
    for name in unread:
        print(f"src/model/catalog.h: nothing in src/ reads {name}; let the model read it, or take it and its row out")
    sys.exit(1 if unread else 0)


main()
