#!/usr/bin/env python3
"""The handbook: web/handbook/*.md as pages in the look of the project; bundle.py puts them beside the sandbox.

handbook.py FOLDER writes them as plain files. The text may say {{catalog}}, {{toggles}}, {{incidents}}, {{lessons}},
{{not-modelled}} or {{table:name}} (web/handbook/tables/name.md): these come out of the schema, the lessons and the
sources, so that they are never old. Examples are fenced blocks of "$ command" lines; tests/headless runs them.
"""
import html
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "web" / "handbook"
# The order of the contents.
PAGES = ("index", "engine", "validation", "catalog", "scenario", "command", "embed", "teach", "limits")


def inline(text):
    parts = re.split(r"(`[^`]+`)", text)
    for at, part in enumerate(parts):
        if part.startswith("`") and part.endswith("`") and len(part) > 1:
            parts[at] = f"<code>{html.escape(part[1:-1])}</code>"
            continue
        part = html.escape(part, quote=False)
        part = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', part)
        part = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", part)
        parts[at] = re.sub(r"(?<![\w*])\*([^*]+)\*(?![\w*])", r"<em>\1</em>", part)
    return "".join(parts)


def anchor(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def table(lines):
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, body = rows[0], [row for row in rows[1:] if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    cells = lambda tag, row: "".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in row)
    return ('<div class="wide" role="region" tabindex="0" aria-label="Table"><table><thead><tr>' + cells("th", head) +
            "</tr></thead><tbody>" + "".join(f"<tr>{cells('td', row)}</tr>" for row in body) + "</tbody></table></div>")


def render(text):
    """Headings, paragraphs, lists, tables, fenced code: what the handbook uses."""
    out, lines, at = [], text.splitlines(), 0

    def run_of(pattern):
        nonlocal at
        start = at
        while at < len(lines) and re.match(pattern, lines[at]):
            at += 1
        return lines[start:at]

    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.startswith("```"):
            at += 1
            code = run_of(r"(?!```)")
            at += 1
            out.append('<pre tabindex="0"><code>' + html.escape("\n".join(code), quote=False) + "</code></pre>")
        elif line.startswith("    "):
            code = [each[4:] for each in run_of("    ")]
            out.append('<pre tabindex="0"><code>' + html.escape("\n".join(code), quote=False) + "</code></pre>")
        elif match := re.match(r"(#{1,3}) (.*)", line):
            level, words = len(match.group(1)), match.group(2)
            out.append(f'<h{level} id="{anchor(words)}">{inline(words)}</h{level}>')
            at += 1
        elif line.startswith("|"):
            out.append(table(run_of(r"\|")))
        elif re.match(r"(- |\d+\. )", line):
            tag = "ul" if line.startswith("- ") else "ol"
            items = re.split(r"\n(?=- |\d+\. )", "\n".join(run_of(r"(- |\d+\. |  \S)")))
            shown = [re.sub(r"^(- |\d+\. )", "", item).replace("\n", " ") for item in items]
            out.append(f"<{tag}>" + "".join(f"<li>{inline(' '.join(item.split()))}</li>" for item in shown) + f"</{tag}>")
        else:
            words = run_of(r"(?!```|#|\||- |\d+\. )\s*\S")
            out.append(f"<p>{inline(' '.join(' '.join(words).split()))}</p>")
    return "\n".join(out)


def number(value):
    return f"{value:,.10g}".replace(",", "\u202f") if value >= 1e5 else f"{value:.10g}"


def schema():
    return json.loads((ROOT / "web/schema/scenario.schema.json").read_text())["properties"]


def catalog():
    rows = ["| constant | default | range | unit | meaning | source | grade |", "|-|-|-|-|-|-|-|"]
    for name, row in schema()["catalog"]["properties"].items():
        rows.append(f"| `{name}` | {number(row['default'])} | {number(row['minimum'])} to {number(row['maximum'])} | "
                    f"{row['x-unit']} | {row['x-meaning']} | {row['x-source']} | {row['x-grade']} |")
    return "\n".join(rows)


def allowed(row):
    if row.get("type") == "boolean":
        return "`true`, `false`"
    if "enum" in row:
        return ", ".join(f"`{word}`" for word in row["enum"])
    return f"{number(row['minimum'])} to {number(row['maximum'])}" if "minimum" in row else ""


def toggles():
    rows = ["| name | value | what it is |", "|-|-|-|"]
    for name, row in schema()["architecture"]["properties"].items():
        rows.append(f"| `{name}` | {allowed(row)} | {row['description']} |")
    return "\n".join(rows)


def incidents():
    whole = json.loads((ROOT / "web/schema/scenario.schema.json").read_text())
    rows = ["| name | value | what it is |", "|-|-|-|"]
    for row in whole["$defs"]["command"]["oneOf"]:
        command = row["properties"]["command"]
        if command["const"] in whole["properties"]["architecture"]["properties"]:
            continue
        rows.append(f"| `{command['const']}` | {allowed(row['properties']['value'])} | {command['description']} |")
    return "\n".join(rows)


def lessons():
    rows = ["| lesson | title |", "|-|-|"]
    for path in sorted((ROOT / "web/lessons").glob("*.json")):
        rows.append(f"| `{path.stem}` | {json.loads(path.read_text()).get('title', '')} |")
    return "\n".join(rows)


def not_modelled():
    """The lesson's own list, then what each mechanism says of itself in its header."""
    source = (ROOT / "src/lesson/glossary.h").read_text()
    inside = source[source.index("kNotModelled"):]
    pieces = lambda item: re.findall(r'"((?:[^"\\]|\\.)*)"', item)
    items = re.split(r",\n", inside[inside.index("{\n") + 2:inside.index("});")])
    whole = ["- " + "".join(pieces(item)) for item in items if pieces(item)]
    parts = []
    for path in sorted((ROOT / "src/model").glob("*.h")) + sorted((ROOT / "src/model").glob("*.cpp")):
        comment = " ".join(line[3:] for line in path.read_text().splitlines() if line.startswith("// "))
        if match := re.search(r"Not modelled: (.*?\.)(?: [A-Z]|$)", comment):
            parts.append(f"- **{path.stem.replace('_', ' ')}**: {match.group(1)}")
    return "\n".join(whole) + "\n\n## Mechanism by mechanism\n\n" + "\n".join(dict.fromkeys(parts))


def filled(text):
    made = {"catalog": catalog, "toggles": toggles, "incidents": incidents, "lessons": lessons, "not-modelled": not_modelled}

    def one(match):
        name = match.group(1)
        if name.startswith("table:"):
            return (SOURCE / "tables" / f"{name[6:]}.md").read_text()
        return made[name]()

    return re.sub(r"^\{\{([\w:-]+)\}\}$", one, text, flags=re.MULTILINE)


def title_of(name):
    return re.match(r"# (.*)", (SOURCE / f"{name}.md").read_text()).group(1)


def page(name):
    names = [each for each in PAGES if (SOURCE / f"{each}.md").exists()]
    at = names.index(name)
    link = lambda each, words: f'<a href="{each}.html"{" aria-current=page" if each == name else ""}>{html.escape(words)}</a>'
    contents = "".join(f"<li>{link(each, title_of(each))}</li>" for each in names)
    after = link(names[at + 1], "Next: " + title_of(names[at + 1])) if at + 1 < len(names) else link("index", "Contents")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:">
<meta name="color-scheme" content="dark light">
<title>{html.escape(title_of(name))} - Scale Sandbox handbook</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{{{handbook/handbook.css}}}}">
</head>
<body>
<header><a href="../index.html">Scale Sandbox</a> <span>Handbook</span></header>
<nav aria-label="Handbook"><ol>{contents}</ol></nav>
<main>
{render(filled((SOURCE / f"{name}.md").read_text()))}
<p class="next">{after}</p>
</main>
</body>
</html>
"""


def pages():
    """Bytes by their names in the bundle."""
    made = {f"handbook/{name}.html": page(name).encode() for name in PAGES if (SOURCE / f"{name}.md").exists()}
    unlisted = {path.stem for path in SOURCE.glob("*.md")} - set(PAGES)
    if unlisted:
        sys.exit(f"scripts/handbook.py: PAGES does not name {', '.join(sorted(unlisted))}")
    return made


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    (folder / "handbook").mkdir(parents=True, exist_ok=True)
    (folder / "handbook/handbook.css").write_bytes((SOURCE / "handbook.css").read_bytes())
    for name, data in pages().items():
        (folder / name).write_bytes(data.replace(b"{{handbook/handbook.css}}", b"handbook.css"))
