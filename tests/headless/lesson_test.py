"""grade and fit: learners' links against a lesson, a dashboard's figures against the simulator."""
import csv
import json
import pathlib
import tempfile
import unittest

from command import ROOT, output, refusal, run


def link_of(lesson, *commands):
    """The link of a learner who played the lesson and did (time, command, value)."""
    scenario = json.loads((ROOT / f"web/lessons/{lesson}.json").read_text())
    scenario["commands"] = scenario.get("commands", []) + [
        {"time_s": time, "command": name, "value": value} for time, name, value in commands]
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "played.json"
        file.write_text(json.dumps(scenario))
        return output("link", file).strip()


class Grade(unittest.TestCase):
    def test_doing_the_right_thing_meets_the_goal_and_doing_nothing_does_not(self):
        right, idle = link_of("stage-4", (210, "cdn", True)), link_of("stage-4")
        ended = run("grade", "stage-4", right, idle, "--seeds", "1,2", "--format", "json")
        self.assertEqual(ended.returncode, 1, "somebody has missed it")
        first, second = json.loads(ended.stdout)["learners"]
        self.assertTrue(first["met"])
        self.assertEqual([seed["seed"] for seed in first["seeds"]], ["1", "2"])
        self.assertGreater(first["cost_usd_month"], 0)
        self.assertIn("Slow pages at most 20 %", first["seeds"][0]["goals"])
        self.assertFalse(second["met"])
        self.assertEqual(run("grade", "stage-4", right).returncode, 0)

    def test_rows_may_take_their_time_to_move(self):
        moved = link_of("stage-7", (220, "vertical-partitioning", True), (290, "sharding", True), (292, "shards", 4))
        ended = run("grade", "stage-7", moved, "--format", "json")
        self.assertTrue(json.loads(ended.stdout)["learners"][0]["met"], ended.stdout)

    def test_a_class_is_graded_from_a_file_of_names_and_links(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "class.txt"
            file.write_text(f"# Tuesday's class\nada {link_of('stage-4', (210, 'cdn', True))}\n\nbob r2.broken\n")
            ended = run("grade", "stage-4", "--links", file, "--format", "table")
            self.assertEqual(ended.returncode, 1)
            ada, seed, bob = ended.stdout.splitlines()
            self.assertRegex(ada, r"^ada +met, 1 of 1 seeds, \$ \d+ a month$")
            self.assertRegex(bob, r"^bob +cannot be graded\. This link is damaged")
            ada, bob = csv.DictReader(run("grade", "stage-4", "--links", file, "--format", "csv").stdout.splitlines())
            self.assertEqual(list(ada), ["name", "seed", "met", "met_s", "stars", "cost_usd_month", "problem"])
            self.assertEqual((ada["name"], ada["met"], ada["problem"]), ("ada", "1", ""))
            self.assertEqual((bob["name"], bob["met"]), ("bob", "0"))
            self.assertIn("damaged", bob["problem"])

    def test_a_name_with_a_comma_or_a_quote_shifts_no_column(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "class.txt"
            file.write_text(f'Doe,Ada {link_of("stage-4", (210, "cdn", True))}\n"Bob" r2.broken\n')
            ada, bob = csv.DictReader(run("grade", "stage-4", "--links", file, "--format", "csv").stdout.splitlines())
            self.assertEqual((ada["name"], ada["met"], ada["problem"]), ("Doe,Ada", "1", ""))
            self.assertEqual((bob["name"], bob["met"]), ('"Bob"', "0"))

    def test_another_run_is_not_taken_for_this_lesson(self):
        for link, part in (
            (output("link", "--users", "100K", "--on", "cdn").strip(), "it starts with 100000 users, the lesson with 10000"),
            (link_of("stage-4", (210, "sharding", True)), "it uses sharding, which the lesson does not offer"),
            (link_of("stage-4", (210, "cdn", True), (230, "users", 2000)), "with fewer users"),
        ):
            ended = run("grade", "stage-4", link)
            self.assertEqual(ended.returncode, 1)
            self.assertIn(part, ended.stdout)

    def test_refusals(self):
        self.assertIn("no goals to grade by", refusal("grade", ROOT / "tests/data/free.json", "r2.x"))
        self.assertIn("give a link", refusal("grade", "stage-4"))
        for seeds in ("1,b", "1.5", "-1", "1e17"):
            self.assertIn("seeds must be whole numbers from 0 to 9007199254740992 such as 1,2,3, not " + seeds,
                          refusal("grade", "stage-4", "r2.x", "--seeds", seeds))


class Fit(unittest.TestCase):
    def shown_by(self, users, work, spread, servers):
        """What a dashboard would show of a system with these parameters, and another seed than fit's."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "system.json"
            file.write_text(json.dumps({
                "version": 1, "seed": 11, "packet": 1,
                "architecture": {"users": users, "web-servers": servers},
                "catalog": {"app_service_s": work, "app_service_scv": spread, "job_share": 0}}))
            # 60 is the fastest at which every second is stepped; its figures are those of the last two minutes.
            runs = [json.loads(output("run", file, "--seed", seed, "--speed", "60", "--duration", "150", "--format",
                                      "json"))["snapshot"]["figures"] for seed in range(11, 31)]
        mean = lambda of: sum(map(of, runs)) / len(runs)
        return (mean(lambda run: run["response"]["p50"]["value"]), mean(lambda run: run["response"]["p99"]["value"]),
                mean(lambda run: run["pages_per_s"]))

    def test_known_parameters_are_recovered_within_a_tenth(self):
        for users, work, spread, servers in ((100_000, 0.020, 0.5, 2), (60_000, 0.040, 1.2, 3)):
            p50, p99, pages = self.shown_by(users, work, spread, servers)
            found = json.loads(output("fit", "--p50", p50, "--p99", p99, "--requests", pages,
                                      "--set", f"web-servers={servers}", "--format", "json"))
            self.assertTrue(found["fits"])
            parameters = found["parameters"]
            self.assertAlmostEqual(parameters["users"], users, delta=0.1 * users)
            self.assertAlmostEqual(parameters["app_service_s"], work, delta=0.1 * work)
            self.assertAlmostEqual(parameters["app_service_scv"], spread, delta=0.1 * spread)
            scenario = json.loads(output("scenario", found["link"]))
            self.assertAlmostEqual(scenario["catalog"]["app_service_s"], parameters["app_service_s"], delta=1e-9)

    def test_what_cannot_be_is_said(self):
        ended = run("fit", "--p50", "0.9", "--p99", "0.95", "--requests", "46", "--set", "web-servers=4")
        self.assertEqual(ended.returncode, 1)
        self.assertIn("as near as it gets", ended.stderr)
        self.assertIn("p99 must be above p50", refusal("fit", "--p50", "0.2", "--p99", "0.1", "--requests", "46"))
        self.assertIn("p50 must be 0.001 to 10", refusal("fit", "--p50", "0", "--p99", "0.1", "--requests", "46"))
        self.assertIn("500 million users", refusal("fit", "--p50", "0.1", "--p99", "0.2", "--requests", "1e6"))


if __name__ == "__main__":
    unittest.main()
