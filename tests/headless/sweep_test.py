"""sweep: its points, parts and memory; what stops it costs the points in hand only."""
import csv
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from command import PROGRAM, output, refusal, run

QUICK = ("--duration", "5")


def rows_of(text):
    return list(csv.DictReader(text.splitlines()))


class Sweep(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name) / "sweep.csv"

    def test_two_ranges_give_every_pair_in_their_order(self):
        rows = rows_of(output("sweep", "users 1e3..1e5 log 3 by shards 1,4", "--on", "sharding", *QUICK))
        self.assertEqual([(row["users"], row["shards"]) for row in rows],
                         [("1000", "1"), ("1000", "4"), ("10000", "1"), ("10000", "4"), ("100000", "1"), ("100000", "4")])
        self.assertEqual(len({row["point"] for row in rows}), 6)
        header = output("sweep", "users", "1e3,2e3", *QUICK).splitlines()[0].split(",")
        self.assertEqual(len(header), len(set(header)), "no column twice")

    def test_a_point_is_the_run_of_the_same_flags(self):
        row = rows_of(output("sweep", "web-servers", "1,3", "--users", "50K", *QUICK))[1]
        alone = rows_of(output("run", "--users", "50K", "--set", "web-servers=3", *QUICK, "--format", "csv"))[0]
        for name, value in alone.items():
            self.assertEqual(row[name], value, name)

    def test_any_kind_of_parameter_may_vary(self):
        for ranges in ("cdn off,on", "app_service_s 0.02..0.04 3", "seed 1..3 3"):
            self.assertGreaterEqual(len(rows_of(output("sweep", ranges, "--users", "1K", "--duration", "1"))), 2, ranges)

    def test_parts_make_the_whole_whatever_the_processes(self):
        ranges = ("sweep", "users", "1e3..2e4", "log", "7", *QUICK)
        whole = output(*ranges, "--jobs", "1")
        self.assertEqual(whole, output(*ranges, "--jobs", "3"))
        parts = [output(*ranges, "--shard", f"{i}/3").splitlines() for i in (1, 2, 3)]
        self.assertEqual([len(part) - 1 for part in parts], [3, 2, 2])
        self.assertEqual(sorted(whole.splitlines()[1:]), sorted(line for part in parts for line in part[1:]))

    def test_it_goes_on_where_it_ended_and_is_then_as_if_never_stopped(self):
        ranges = ("sweep", "users", "1e3..2e4", "log", "5", *QUICK, "--out", self.file)
        output(*ranges)
        whole = self.file.read_text()
        lines = whole.splitlines(keepends=True)
        self.file.write_text("".join(lines[:3]) + lines[3][:20])  # the last line torn
        again = run(*ranges)
        self.assertEqual(again.returncode, 0)
        self.assertIn("2 of 5 points are there already", again.stderr)
        self.assertEqual(self.file.read_text(), whole)

    def test_kill_minus_9_loses_only_the_points_in_hand(self):
        ranges = ("sweep", "seed", "1..40", "40", "--users", "300K", "--duration", "20", "--jobs", "2", "--out", self.file)
        process = subprocess.Popen([PROGRAM, *map(str, ranges)], stderr=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and (not self.file.exists() or self.file.read_text().count("\n") < 4):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kept = self.file.read_text()
        done = kept.count("\n") - 1
        self.assertGreaterEqual(done, 3)
        self.assertLess(done, 40)
        again = run(*ranges)
        self.assertEqual(again.returncode, 0)
        self.assertIn(f"{done} of 40 points are there already", again.stderr)
        whole = self.file.read_text()
        for line in kept[:kept.rfind("\n")].splitlines():
            self.assertIn(line, whole.splitlines())
        self.assertEqual(whole.count("\n"), 41)

    def test_a_dead_process_is_a_missing_point_and_the_next_start_makes_it(self):
        ranges = ("sweep", "seed", "1..6", "6", "--users", "300K", "--duration", "60", "--jobs", "1", "--out", self.file)
        process = subprocess.Popen([PROGRAM, *map(str, ranges)], stderr=subprocess.PIPE, text=True)
        victim, deadline = "", time.monotonic() + 60
        while not victim and time.monotonic() < deadline:
            victim = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split(" ")[0]
        os.kill(int(victim), signal.SIGKILL)
        said = process.communicate(timeout=300)[1]
        self.assertEqual(process.returncode, 1)
        self.assertIn("1 of 6 points are missing", said)
        self.assertEqual(run(*ranges).returncode, 0)
        self.assertEqual(self.file.read_text().count("\n"), 7)

    def test_the_file_of_another_sweep_is_not_touched(self):
        output("sweep", "users", "1e3,2e3", *QUICK, "--out", self.file)
        before = self.file.read_text()
        for other in (("sweep", "users", "1e3,2e3", "--on", "cdn", *QUICK), ("sweep", "shards", "1,2", *QUICK),
                      ("sweep", "users", "1e3,2e3", "--duration", "6")):
            self.assertIn("holds something else", refusal(*other, "--out", self.file))
        self.assertEqual(self.file.read_text(), before)
        # More points of the same sweep are welcome.
        self.assertEqual(run("sweep", "users", "1e3,2e3,3e3", *QUICK, "--out", self.file).returncode, 0)

    def test_a_part_or_a_narrower_range_into_the_same_file_deletes_no_point(self):
        wide = ("sweep", "users", "1e3,2e3,3e3", *QUICK, "--out", self.file)
        output(*wide)
        whole = self.file.read_text()
        part = run(*wide, "--shard", "1/3")
        self.assertEqual((part.returncode, part.stderr.strip()),
                         (0, "scale-sandbox sweep: 1 of 1 points are there already"))
        self.assertEqual(self.file.read_text(), whole)
        for users, there in (("2e3", "1 of 1"), ("2e3,4e3", "1 of 2")):
            other = run("sweep", "users", users, *QUICK, "--out", self.file)
            self.assertIn(f"{there} points are there already", other.stderr)
            self.assertLessEqual(set(whole.splitlines()), set(self.file.read_text().splitlines()), users)
        self.assertIn("3 of 3 points are there already", run(*wide).stderr)
        self.assertEqual(self.file.read_text().count("\n"), 5)
        self.assertTrue(self.file.read_text().startswith(whole), "in the order of its ranges")

    def test_a_point_is_known_by_64_bits(self):
        for row in rows_of(output("sweep", "users", "1e3,2e3", "--duration", "1")):
            self.assertRegex(row["point"], r"^[0-9a-f]{16}-[0-9a-f]{16}$")

    def test_refusals_name_parameter_and_range(self):
        for words, part in (
            (("users",), "a range is NAME"),
            (("users", "0..5", "3"), "users must be 1 to 500000000"),
            (("users", "0..5", "log", "3"), "above 0"),
            (("users", "1..5", "log", "1"), "2 to 100000 points"),
            (("shrds", "1,2"), "nearest is shards"),
            (("server-crash", "1,2"), "no parameter of an architecture"),
            (("users", "1,2", "by", "users", "3,4"), "named twice"),
            (("app_service_s", "5,6"), "app_service_s must be"),
            (("users", "1,2", "--shard", "3/2"), "shard must be"),
            (("users", "1,2", "--shard", "1.5/2"), "shard must be"),
            (("users", "1,2", "--jobs", "-1"), "jobs must be"),
            (("users", "1..100000", "100000", "by", "shards", "1,2"), "at most 100000 points"),
        ):
            self.assertIn(part, refusal("sweep", *words), words)


class FullDisk(unittest.TestCase):
    def test_a_full_disk_and_an_unwritable_folder_are_one_sentence(self):
        with open("/dev/full", "w") as full:
            for command in (("run", "--users", "1K", "--duration", "1"), ("schema",), ("catalog",), ("manual",), ("link",)):
                self.assertIn("No space left on device", refusal(*command, stdout=full), command)
        self.assertIn("No space left", refusal("sweep", "users", "1,2", *QUICK, "--out", "/dev/full"))
        self.assertIn("cannot be opened", refusal("sweep", "users", "1,2", *QUICK, "--out", "/proc/nowhere/sweep.csv"))
        self.assertIn("cannot be opened", refusal("sweep", "users", "1,2", *QUICK, "--out", "/dev/null/sweep.csv"))

    def test_a_disk_that_fills_up_on_the_way_keeps_what_was_written(self):
        folder = tempfile.mkdtemp()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "none", folder], capture_output=True).returncode:
            os.rmdir(folder)
            self.skipTest("no right to mount a small disk here")
        try:
            file = pathlib.Path(folder) / "sweep.csv"
            ranges = ("sweep", "seed", "1..100", "100", "--users", "1K", "--duration", "1", "--out", file)
            self.assertIn("No space left on device", refusal(*ranges))
            kept = file.read_text()
            self.assertGreater(kept.count("\n"), 3)
            subprocess.run(["mount", "-o", "remount,size=1m", folder], check=True)
            self.assertEqual(run(*ranges).returncode, 0)
            self.assertEqual(file.read_text().count("\n"), 101)
        finally:
            subprocess.run(["umount", folder], check=True)
            os.rmdir(folder)


if __name__ == "__main__":
    unittest.main()
