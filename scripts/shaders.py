#!/usr/bin/env python3
"""Embeds shaders: shaders.py OUT.h FILE...

shaders/grain.vert becomes scale::render::shaders::grain_vert, a string without comments and indentation. The renderer
puts the #version line of GLSL ES 3.00 or GL 3.3 before it."""

import os
import re
import sys


def lean(source):
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    lines = (re.sub(r"//.*", "", line).strip() for line in source.splitlines())
    return "".join(line + "\n" for line in lines if line)


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: shaders.py OUT.h FILE...")
    os.makedirs(os.path.dirname(sys.argv[1]), exist_ok=True)
    text = "// Made by scripts/shaders.py from shaders/.\n#pragma once\n\n#include <string_view>\n\n"
    text += "namespace scale::render::shaders {\n\n"
    for path in sorted(sys.argv[2:]):
        with open(path, encoding="utf-8") as file:
            text += f"inline constexpr std::string_view {os.path.basename(path).replace('.', '_')} = R\"glsl({lean(file.read())})glsl\";\n"
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(text + "\n}  // namespace scale::render::shaders\n")


if __name__ == "__main__":
    main()
