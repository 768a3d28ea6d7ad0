"""--help, the manual, progress and exit codes: one source, and every example in it runs."""
import json
import os
import pty
import re
import shutil
import subprocess
import tempfile
import unittest

from command import PROGRAM, ROOT, output, refusal, run


def commands():
    return re.findall(r"^  (\w+) ", output("--help").split("Subcommands:")[1].split("Exit codes")[0], re.MULTILINE)


class Manual(unittest.TestCase):
    def test_groff_formats_it_without_a_warning(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not here")
        ended = subprocess.run(["groff", "-man", "-Tutf8", "-P-cbou", "-ww", "-Kutf8"], input=output("manual"), capture_output=True,
                               text=True, check=True)
        self.assertEqual(ended.stderr, "")
        self.assertIn("EXIT STATUS", ended.stdout)

    def test_it_says_of_every_command_and_option_what_help_says(self):
        plain = output("manual").replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")
        squeezed = " ".join(plain.split())
        self.assertGreaterEqual(len(commands()), 13)
        for name in commands():
            self.assertIn(f".SS {name}", plain)
            text = output(name, "--help")
            for option in re.findall(r"^  (?:-h,)?(--[\w-]+)", text, re.MULTILINE):
                if option != "--help":
                    self.assertIn(option, plain, name)
            description = " ".join(text.splitlines()[0].split())
            self.assertIn(description, squeezed)
            self.assertRegex(text.partition("Examples:")[2], rf"scale-sandbox {name}\b", name)
            self.assertNotIn("COMMAND", text, f"{name} shows the program's examples")

    def test_every_example_of_the_help_runs(self):
        seen = set()
        with tempfile.TemporaryDirectory() as folder:
            for path in ("before.json", "after.json", "my-scenario.json", "my-lesson.json"):
                shutil.copy(ROOT / ("web/lessons/stage-4.json" if "lesson" in path else "tests/data/free.json"), f"{folder}/{path}")
            link = output("link", "stage-4").strip()
            with open(f"{folder}/class.txt", "w") as file:
                file.write(f"ada {link}\n")
            os.makedirs(f"{folder}/tests/data")
            for name in commands():
                for line in output(name, "--help").splitlines():
                    example = line.strip()
                    if not example.startswith("scale-sandbox ") or name in ("cases", "stages", "validate"):
                        continue  # minutes; they have tests of their own
                    # Shorter, but to the same letter of the syntax.
                    short = example.replace("r2.AQEAAA...", link).replace("log 40", "log 2").replace("1..20 20", "1..2 2")
                    short = short.replace("--runs 20", "--runs 2").replace("| man -l -", "> page.1")
                    if re.search(r"scale-sandbox (run|explain|sweep|compare)\b", short) and "--duration" not in short:
                        short += " --duration 5"
                    short = short.replace("--duration 300", "--duration 5").replace(" --next", "")
                    script = f'scale-sandbox() {{ "{PROGRAM}" "$@"; }}; {short}'
                    ended = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=300)
                    self.assertIn(ended.returncode, (0, 1) if name in ("grade", "fit") else (0,), (example, ended.stderr))
                    seen.add(name)
        self.assertGreaterEqual(len(seen), 10)

    def test_the_shards_of_the_batch_examples_are_real(self):
        text = output("sweep", "--help")
        self.assertIn("sbatch --array=1-8", text)
        with tempfile.TemporaryDirectory() as folder:
            # What a job array of two would do, and how its parts are put together.
            wrap = re.search(r"--wrap '(.*)'", text).group(1).replace("/8", "/2").replace("log 40", "log 4")
            script = f'scale-sandbox() {{ "{PROGRAM}" "$@"; }}; for SLURM_ARRAY_TASK_ID in 1 2; do {wrap} --duration 1; done; '
            script += re.search(r"^ *(head -n 1 .*)$", text, re.MULTILINE).group(1)
            subprocess.run(["bash", "-e", "-c", script], cwd=folder, check=True, capture_output=True)
            with open(f"{folder}/all.csv") as file:
                self.assertEqual(len(file.readlines()), 5)


class Json(unittest.TestCase):
    def test_every_layout_carries_its_version(self):
        link = output("link").strip()
        for arguments in (("run", "--users", "1K", "--duration", "1"), ("catalog",),
                          ("compare", link, link, "--runs", "2", "--duration", "1"), ("grade", "stage-4", link),
                          ("stages", "--users", "100K", "--stage", "4a-100K", "--packet", "128"),
                          ("cases", ROOT / "tests/data/cases.json", "--most-events", "1e4"),
                          ("validate", "--rows", "processor sharing at 0.85", "--packet", "2", "--most-events", "1e5"),
                          ("fit", "--p50", "0.034", "--p99", "0.2", "--requests", "46", "--set", "web-servers=3")):
            self.assertEqual(json.loads(run(*arguments, "--format", "json").stdout)["format"], 1, arguments)


class Manners(unittest.TestCase):
    def test_exit_codes(self):
        self.assertEqual(run("--help").returncode, 0)
        self.assertEqual(run("--version").stdout.count("."), 2)
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("rnu").returncode, 2)
        self.assertEqual(run("run", "--nothing").returncode, 2)
        self.assertIn("run", refusal("run", "--users", "x"))

    def test_an_unknown_command_or_option_is_named_with_the_nearest_known_one(self):
        self.assertEqual(refusal("swep"), "scale-sandbox: swep is no command; nearest is sweep; see scale-sandbox --help")
        self.assertEqual(refusal("run", "--uses", "3"),
                         "scale-sandbox run: --uses is no option; nearest is --users; see scale-sandbox run --help")
        self.assertEqual(refusal("run", "--zzzzzzzzzzzz=3"),
                         "scale-sandbox run: --zzzzzzzzzzzz is no option; see scale-sandbox run --help")

    def test_progress_is_for_a_terminal_and_for_what_takes_longer_than_2_seconds(self):
        long_one = ("run", "--users", "2M", "--packet", "1", "--duration", "400", "--format", "csv")
        self.assertEqual(run(*long_one).stderr, "")

        def at_a_terminal(*arguments):
            master, slave = pty.openpty()
            process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=slave)
            os.close(slave)
            said = b""
            try:
                while chunk := os.read(master, 4096):
                    said += chunk
            except OSError:
                pass  # the terminal is gone with the process
            process.wait()
            os.close(master)
            return said.decode()

        self.assertRegex(at_a_terminal(*long_one), r"\d+ of 400 simulated seconds, about \d+ s left")
        self.assertEqual(at_a_terminal("run", "--users", "1K", "--duration", "5"), "")


if __name__ == "__main__":
    unittest.main()
