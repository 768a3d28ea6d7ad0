"""What a run takes of memory: an hour of 500 million users with everything on ends, and its memory is flat; one that is too
full stops with a sentence. Long: scripts/test --all."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

from command import PROGRAM, run

EVERYTHING = "cdn,stateless,regions,queue,replicas,vertical-partitioning,sharding,nosql,cache"
FINALE = ("--users", "500M", "--on", EVERYTHING, "--set", "shards=32")


class NoRoom(unittest.TestCase):
    """500 million users on everything but servers enough, every request by itself."""

    @unittest.skipUnless(os.environ.get("SCALE_LONG"), "long")
    def test_a_run_that_is_too_full_stops_with_a_sentence_and_not_with_the_machine(self):
        overloaded = ("run", *FINALE, "--duration", "60", "--packet")
        script = "import resource, subprocess, sys; ended = subprocess.run(sys.argv[1:], capture_output=True, text=True); " \
                 "print(ended.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, ended.stderr)"
        said = subprocess.run([sys.executable, "-c", script, PROGRAM, *overloaded, "1"], capture_output=True, text=True).stdout
        code, kilobytes, sentence = said.split(" ", 2)
        self.assertEqual(int(code), 2)
        self.assertLess(int(kilobytes), 3_000_000)
        self.assertRegex(sentence.strip(), r"^scale-sandbox run: after [\d.]+ s .* are under way at packet 1, .*--packet \d+ should have it$")
        packet = re.search(r"--packet (\d+)", sentence).group(1)
        self.assertEqual(run(*overloaded, packet).returncode, 0, "as it said")


class LongSoak(unittest.TestCase):
    @unittest.skipUnless(os.environ.get("SCALE_LONG"), "long")
    def test_an_hour_at_500_million_users_needs_no_more_memory_than_its_first_minutes(self):
        with tempfile.TemporaryFile("w+") as out:
            process = subprocess.Popen([PROGRAM, "run", *FINALE, "--duration", "3600", "--format", "json"], stdout=out)
            resident = []
            while process.poll() is None:
                try:
                    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
                    resident.append(int(status.split("VmRSS:")[1].split()[0]))
                except (OSError, IndexError):
                    pass
                time.sleep(0.5)
            self.assertEqual(process.returncode, 0)
            out.seek(0)
            self.assertEqual(json.load(out)["snapshot"]["time_s"], 3600)
        quarter = len(resident) // 4
        self.assertGreater(quarter, 5)
        early, late = max(resident[quarter:2 * quarter]), max(resident[-quarter:])
        self.assertLess(late, 1.05 * early, f"{early} kB in the second quarter, {late} kB in the last")


if __name__ == "__main__":
    unittest.main()
