"""The handbook: its examples run, and what it shows is what the program says."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from command import PROGRAM, ROOT, output

sys.path.insert(0, str(ROOT / "scripts"))
import handbook  # noqa: E402


def commands_in(page):
    for block in re.findall(r"^```sh\n(.*?)^```", (handbook.SOURCE / f"{page}.md").read_text(), re.MULTILINE | re.DOTALL):
        yield from (line[2:] for line in block.splitlines() if line.startswith("$ "))


class Handbook(unittest.TestCase):
    def test_every_example_runs(self):
        count = 0
        for page in handbook.PAGES:
            with tempfile.TemporaryDirectory() as folder:
                os.symlink(ROOT / "tests", f"{folder}/tests")
                for command in commands_in(page):
                    count += 1
                    script = f'scale-sandbox() {{ "{PROGRAM}" "$@"; }}; {command}'
                    ended = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=600)
                    self.assertEqual((ended.returncode, ended.stderr), (0, ""), f"{page}: {command}")
        self.assertGreater(count, 15)

    def test_the_scenario_it_shows_is_one(self):
        text = (handbook.SOURCE / "scenario.md").read_text()
        shown = re.search(r'```json\n(\{\n.*?\n\})\n```', text, re.DOTALL).group(1)
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "shown.json"
            file.write_text(shown)
            self.assertEqual(json.loads(output("scenario", file))["title"], json.loads(shown)["title"])

    def test_its_catalog_is_the_programs(self):
        page = handbook.catalog()
        rows = json.loads(output("catalog", "--format", "json"))["constants"]
        self.assertEqual(page.count("\n"), len(rows) + 1)
        for row in rows:
            line = next(line for line in page.splitlines() if line.startswith(f"| `{row['name']}` |"))
            for part in (row["unit"], row["meaning"], row["source"], row["grade"]):
                self.assertIn(part, line)

    def test_it_names_every_command_and_what_is_left_out(self):
        listed = (handbook.SOURCE / "command.md").read_text()
        for name in re.findall(r"^  (\w+) ", output("--help").split("Subcommands:")[1].split("Exit codes")[0], re.MULTILINE):
            self.assertIn(f"`{name}`", listed)
        left_out = handbook.not_modelled()
        self.assertIn("Search, recommendation, advertising, payment", left_out)
        self.assertGreater(left_out.count("\n- "), 15)

    def test_every_page_is_made_and_names_only_what_is_there(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(ROOT / "scripts/handbook.py"), folder], check=True)
            for page in handbook.PAGES:
                text = (pathlib.Path(folder) / "handbook" / f"{page}.html").read_text()
                self.assertEqual(text.count("<h1"), 1, page)
                self.assertNotIn("{{", text.replace("{{handbook", ""), page)
                for link in re.findall(r'href="([a-z]+)\.html"', text):
                    self.assertIn(link, handbook.PAGES, page)


if __name__ == "__main__":
    unittest.main()
