"""An hour of 500 million users with everything on: it ends, and its memory is flat. Long: scripts/test --all."""
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from command import PROGRAM

EVERYTHING = "cdn,stateless,regions,queue,replicas,vertical-partitioning,sharding,nosql,cache"
FINALE = ("--users", "500M", "--on", EVERYTHING, "--set", "shards=32")


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
