#!/usr/bin/env python3
"""Inter for the screen: font.py REGULAR.otf SEMIBOLD.otf OUT_FOLDER

Writes inter_400.otf, inter_600.otf and font_data.cpp (both faces and their kern pairs, see src/ui/font_data.h).
Kept: Latin-1 and the symbols our texts use. Dear ImGui applies no OpenType features, so tabular figures are put into
the character map, and the kern pairs that matter most go into a table for the text helper. About 10 KB a face."""

import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

SYMBOLS = "–—…·×→←↑↓↗↘≤≥≈∞′″−€\u2007\u2009•△▲▼✓‘’“”λμρ"
CHARACTERS = [chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x100)]] + list(SYMBOLS)
PAIRS = 300
# How often a letter stands in English text, per thousand (Norvig 2013); a capital counts a tenth, other signs 5.
FREQUENCY = dict(zip("etaoinsrhldcumfpgwybvkxjqz",
                     [125, 93, 80, 76, 76, 72, 65, 63, 51, 41, 38, 33, 27, 25, 24, 21, 19, 17, 17, 15, 11, 5, 2, 2, 1, 1]))


def tabular_figures(font):
    """The figures' glyph names -> those of equal width (GSUB feature tnum)."""
    table = font["GSUB"].table
    mapping = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    mapping.update(getattr(part, "ExtSubTable", part).mapping)
    return mapping


def kern_value(lookups, left, right):
    """The first subtable that knows the left glyph decides, as OpenType says."""
    for part in lookups:
        if left not in part.Coverage.glyphs:
            continue
        if part.Format == 1:
            for record in part.PairSet[part.Coverage.glyphs.index(left)].PairValueRecord:
                if record.SecondGlyph == right:
                    return getattr(record.Value1, "XAdvance", 0) or 0
        else:
            first = part.Class1Record[part.ClassDef1.classDefs.get(left, 0)]
            value = first.Class2Record[part.ClassDef2.classDefs.get(right, 0)].Value1
            return getattr(value, "XAdvance", 0) or 0
    return 0


def kern_pairs(font):
    """The PAIRS pairs that move most ink in English text: (left, right, thousandths of an em), sorted."""
    table = font["GPOS"].table
    indices = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    lookups = [getattr(part, "ExtSubTable", part) for i in sorted(indices) for part in table.LookupList.Lookup[i].SubTable]
    lookups = [part for part in lookups if hasattr(part, "ValueFormat1")]
    names = font.getBestCmap()
    letters = [c for c in map(chr, range(0x21, 0x7F)) if not c.isdigit()] + ["–", "—", "’", "…"]

    def weight(c):
        return FREQUENCY.get(c, FREQUENCY.get(c.lower(), 50) / 10)

    found = []
    for left in letters:
        for right in letters:
            value = kern_value(lookups, names[ord(left)], names[ord(right)])
            shift = round(1000 * value / font["head"].unitsPerEm)
            if shift:
                found.append((-abs(shift) * weight(left) * weight(right), ord(left), ord(right), shift))
    return sorted(pair[1:] for pair in sorted(found)[:PAIRS])


def make_face(path, out):
    font = TTFont(path)
    pairs = kern_pairs(font)
    tabular = tabular_figures(font)
    for table in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            if code in table.cmap:
                table.cmap[code] = tabular.get(table.cmap[code], table.cmap[code])
    missing = [c for c in CHARACTERS if ord(c) not in font.getBestCmap()]
    if missing:
        sys.exit(f"{path} lacks {' '.join(f'U+{ord(c):04X}' for c in missing)}")

    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, name_IDs=[1, 2], notdef_outline=True,
                             drop_tables=["DSIG", "GPOS", "GSUB", "GDEF", "STAT", "meta", "BASE"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in CHARACTERS])
    cutter.subset(font)
    font["head"].modified = font["head"].created  # the same input gives the same bytes
    font.recalcTimestamp = False
    font.save(out)
    return pairs


def as_cpp(label, data, pairs):
    numbers = [str(b) for b in data]
    lines = [",".join(numbers[i:i + 40]) for i in range(0, len(numbers), 40)]
    table = ",".join("{%d,%d,%d}" % pair for pair in pairs)
    return (f"const unsigned char k{label}Data[] = {{\n" + ",\n".join(lines) + "};\n"
            f"const KernPair k{label}Pairs[] = {{{table}}};\n")


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: font.py REGULAR.otf SEMIBOLD.otf OUT_FOLDER")
    regular, semibold, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    text = '// Made by scripts/font.py.\n#include "ui/font_data.h"\n\nnamespace scale::ui {\nnamespace {\n'
    faces = ""
    for label, weight, path in [("Regular", 400, regular), ("Semibold", 600, semibold)]:
        out = os.path.join(folder, f"inter_{weight}.otf")
        pairs = make_face(path, out)
        with open(out, "rb") as file:
            text += as_cpp(label, file.read(), pairs)
        faces += (f"const FontFace k{label}Face = {{k{label}Data, static_cast<int>(sizeof k{label}Data), k{label}Pairs, "
                  f"{len(pairs)}}};\n")
    with open(os.path.join(folder, "font_data.cpp"), "w", encoding="utf-8") as file:
        file.write(text + "}  // namespace\n" + faces + "}  // namespace scale::ui\n")


if __name__ == "__main__":
    main()
