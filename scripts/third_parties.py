#!/usr/bin/env python3
"""The notice of others' work: third_parties.py web|desktop prints it; bundle.py puts it beside the page."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEPS = ROOT / ".deps"
DOC = pathlib.Path("/usr/share/doc")
IMGUI = ("Dear ImGui", DEPS / "imgui/LICENSE.txt")
RAPIDJSON = ("RapidJSON", DOC / "rapidjson-dev/copyright")
INTER = ("Inter, the typeface", DOC / "fonts-inter/copyright")
PARTS = {
    "web": (IMGUI, ("SDL 2", DEPS / "libsdl2/LICENSE.txt"), RAPIDJSON, INTER),
    "desktop": (IMGUI, ("SDL 2 (linked, not contained)", DOC / "libsdl2-dev/copyright"), RAPIDJSON,
                ("CLI11", DOC / "libcli11-dev/copyright"), INTER),
}


def notice(kind):
    parts = ["Scale Sandbox is under the MIT licence (LICENSE). It contains:\n"]
    for name, path in PARTS[kind]:
        parts.append(f"== {name} ==\n{path.read_text(errors='replace') if path.exists() else 'See its own distribution.'}\n")
    parts.append("== Land outlines ==\nNatural Earth, public domain, by way of the npm package world-atlas (ISC).\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(notice(sys.argv[1]))
