"""run, link, scenario, schema, catalog, explain, compare: what they print, and what they refuse."""
import csv
import io
import json
import pathlib
import re
import tempfile
import unittest

from command import ROOT, output, refusal, run


class Run(unittest.TestCase):
    def test_the_same_command_gives_the_same_bytes_in_every_format(self):
        for form in ("table", "json", "csv"):
            arguments = ("run", "--users", "20K", "--duration", "10", "--format", form)
            self.assertEqual(output(*arguments), output(*arguments))

    def test_json_carries_the_figures_of_the_csv(self):
        arguments = ("run", "--users", "20K", "--duration", "30", "--format")
        whole = json.loads(output(*arguments, "json"))
        row = next(csv.DictReader(io.StringIO(output(*arguments, "csv"))))
        self.assertEqual(whole["format"], 1)
        self.assertEqual(list(whole["last_minute"]), list(row))
        for name, text in row.items():
            if text:
                self.assertAlmostEqual(whole["last_minute"][name], float(text), delta=1e-8 * abs(float(text)))

    def test_the_series_has_a_row_for_every_point_of_the_charts(self):
        arguments = ("run", "--users", "20K", "--duration", "120", "--speed", "10", "--series", "--format")
        rows = list(csv.DictReader(io.StringIO(output(*arguments, "csv"))))
        times = [float(row["time_s"]) for row in rows]
        self.assertEqual(times, sorted(set(times)))
        self.assertEqual(times[-1], 120)
        steps = {round(b - a, 6) for a, b in zip(times, times[1:])}
        self.assertEqual(len(steps), 1, "no point is forgotten")
        series = json.loads(output(*arguments, "json"))["series"]
        self.assertEqual(series["columns"], list(rows[0]))
        self.assertEqual(len(series["rows"]), len(rows))

    def test_page_views_answered_have_one_name_in_series_and_figures(self):
        too_many = ("run", "--users", "2M", "--set", "web-servers=1", "--duration", "20", "--format", "csv")
        figures = next(csv.DictReader(io.StringIO(output(*too_many))))
        point = list(csv.DictReader(io.StringIO(output(*too_many, "--series"))))[-1]
        self.assertNotIn("pages_per_s", point)
        self.assertIn("goodput_per_s", set(point) & set(figures))
        self.assertLess(float(point["goodput_per_s"]), 0.5 * float(figures["pages_per_s"]))

    def test_a_share_of_no_page_view_is_left_empty(self):
        row = next(csv.DictReader(io.StringIO(output("run", "--users", "1", "--duration", "1", "--format", "csv"))))
        self.assertEqual((row["goodput_per_s"], row["failed_share"], row["slow_share"]), ("0", "", ""))

    def test_every_flag_changes_the_run(self):
        base = ("run", "--users", "50K", "--duration", "20", "--format", "csv")
        plain = output(*base)
        for flag in (("--on", "cdn"), ("--off", "cache"), ("--set", "web-servers=1"), ("--seed", "2"),
                     ("--incident", "t=5:server-crash"), ("--packet", "2")):
            self.assertNotEqual(plain, output(*base, *flag), flag)

    def test_a_lesson_is_played_with_its_ramp_and_goals(self):
        text = output("run", "stage-4", "--on", "cdn", "--duration", "30")
        self.assertIn("goal", text)
        self.assertIn("Slow pages at most 20 %", text)
        self.assertIn("10000", output("run", "stage-4", "--duration", "1", "--format", "csv"))

    def test_file_link_and_flags_are_one_run(self):
        flags = ("--users", "30K", "--on", "cdn", "--incident", "t=4:server-crash", "--seed", "7")
        hash_of = lambda *what: json.loads(output("run", *what, "--duration", "20", "--format", "json"))["snapshot"]["hash"]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "mine.json"
            file.write_text(output("scenario", *flags))
            link = output("link", file).strip()
            back = pathlib.Path(folder) / "back.json"
            back.write_text(output("scenario", link))
            self.assertEqual(output("link", back).strip(), link)
            self.assertEqual(back.read_text(), file.read_text())
            expected = hash_of(*flags)
            for what in (file, back, link, f"https://example.org/sandbox/#{link}", f"?run={link}&theme=dark"):
                self.assertEqual(hash_of(what), expected, what)

    def test_a_run_beyond_what_a_link_holds_is_told_so(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "late.json"
            file.write_text(json.dumps({"version": 1, "commands": [{"time_s": 700000, "command": "server-crash"}]}))
            said = "This run has no link: it goes on to 700000 s, and a link goes on to at most 604800 s."
            self.assertIn(said, refusal("link", str(file)))
            ran = json.loads(output("run", str(file), "--users", "20K", "--duration", "5", "--format", "json"))
            self.assertEqual((ran["link"], ran["no_link"]), ("", said))

    def test_a_seed_beyond_2_to_53_and_changed_constants_survive_file_and_link(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "mine.json"
            file.write_text(json.dumps({"version": 1, "seed": str(2**64 - 1), "packet": 4,
                                        "catalog": {"app_service_s": 0.03, "web_cores": 4}}))
            back = json.loads(output("scenario", output("link", file).strip()))
            self.assertEqual((back["seed"], back["packet"], back["catalog"]),
                             (str(2**64 - 1), 4, {"app_service_s": 0.03, "web_cores": 4}))

    def test_refusals_name_field_and_range(self):
        for arguments, part in (
            (("--users", "-3"), "users must be 1 to 500000000, not -3"),
            (("--users", "abc"), "users must be"),
            (("--on", "cnd"), "may not name cnd, which is no toggle; nearest is cdn"),
            (("--set", "web-servers"), "NAME=VALUE"),
            (("--set", "web-severs=3"), "set may not name web-severs; nearest is web-servers"),
            (("--set", "app_servise_s=3"), "set may not name app_servise_s; nearest is app_service_s"),
            (("--set", "app_service_s=300"), "app_service_s must be "),
            (("--set", "site-eu=off"), "at least one of site-na, site-la, site-eu, site-mea, site-sas and site-eap must be on"),
            (("--off", "site-eu"), "at least one of site-na"),
            (("--set", "round_trip_s.eu.na=0.08"), "give both"),
            (("--set", "user_share.eu=0.3"), "the six user_share must add up to 1"),
            (("--speed", "7"), "speed must be 1, 10, 60 or 600"),
            (("--seed", "1.5"), "seed must be a whole number"),
            (("--packet", "2000000"), "packet must be 0"),
            (("--packet", "3"), "packet must be 0 (by the rule) or a power of two up to 32768, not 3"),
            (("--packet", "65536"), "a power of two up to 32768"),
            (("--duration", "90000"), "duration must be"),
            (("--duration", "long"), "--duration must be a number, not long"),
            (("--format", "xml"), "format must be table, json or csv, not xml"),
            (("--incident", "server-crash"), "t=SECONDS:NAME"),
            (("--incident", "t=-1:server-crash"), "t=0 to t=86400"),
            (("--incident", "t=5:server-crush"), "server-cr"),
            (("stage-44",), "nearest lesson is stage-4"),
            (("r2.broken",), "damaged"),
            (("nowhere.json",), "nowhere.json cannot be read"),
        ):
            self.assertIn(part, refusal("run", *arguments), arguments)
        self.assertIn("/tmp cannot be read: it is a folder", refusal("grade", "stage-4", "--links", "/tmp"))

    def test_a_flag_that_may_be_repeated_leaves_the_next_word_alone(self):
        short = ("--duration", "1", "--format", "csv")
        expected = output("run", "stage-4", "--set", "web-servers=4", *short)
        self.assertEqual(output("run", "--set", "web-servers=4", "stage-4", *short), expected)
        both = ("--incident", "t=0.5:server-crash", "--set", "web-servers=4", "--set", "shards=2")
        self.assertEqual(output("run", *both, "stage-4", *short), output("run", "stage-4", *both, *short))

    def test_a_constant_of_the_catalog_is_set_like_a_row_of_the_table(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "slow.json"
            file.write_text(json.dumps({"version": 1, "catalog": {"app_service_s": 0.05}}))
            self.assertEqual(output("link", "--set", "app_service_s=0.05"), output("link", file))


    def test_what_is_set_together_is_judged_together(self):
        built = lambda *flags: json.loads(output("scenario", *flags))
        moved = built("--set", "site-eu=off", "--set", "site-na=on")
        self.assertEqual(moved["architecture"], built("--set", "site-na=on", "--set", "site-eu=off")["architecture"])
        self.assertEqual((moved["architecture"]["site-eu"], moved["architecture"]["site-na"]), (False, True))
        last = built("--set", "regions=on", "--set", "site-eu=off")["architecture"]
        self.assertNotEqual(last, built("--set", "site-eu=on", "--set", "regions=on")["architecture"])
        both = ("--set", "round_trip_s.eu.na=0.08", "--set", "round_trip_s.na.eu=0.08")
        self.assertEqual(built(*both)["catalog"], {"round_trip_s.eu.na": 0.08, "round_trip_s.na.eu": 0.08})
        shares = {row["name"]: row["value"] for row in json.loads(output("catalog", "--format", "json"))["constants"]}
        eu, na = shares["user_share.eu"], shares["user_share.na"]
        self.assertEqual(len(built("--set", f"user_share.eu={na}", "--set", f"user_share.na={eu}")["catalog"]), 2)


class ScenarioFiles(unittest.TestCase):
    def refuse(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "mine.json"
            file.write_text(text)
            return refusal("run", file).replace(str(file), "mine.json")

    def test_a_fault_is_named_with_file_line_field_and_what_is_allowed(self):
        self.assertIn("mine.json, line 3: users must be 1 to 500000000, not 0",
                      self.refuse('{\n "version": 1,\n "architecture": {"users": 0}}'))
        sentence = self.refuse('{"version": 1,\n "architecture": {"web-severs": 3}}')
        self.assertIn("line 2", sentence)
        self.assertIn("unknown name web-severs; nearest is web-servers", sentence)
        self.assertIn("version must be 1, not 2", self.refuse('{"version": 2}'))
        self.assertIn("version is missing", self.refuse("{}"))
        self.assertIn("line 2", self.refuse('{"version": 1,\n'))
        self.assertIn("packet must be 0 (by the rule) or a power of two up to 32768, not 3",
                      self.refuse('{"version": 1, "packet": 3}'))

    def test_the_schema_is_the_published_one(self):
        self.assertEqual(output("schema"), (ROOT / "web/schema/scenario.schema.json").read_text())

    def test_every_lesson_comes_back_as_it_was(self):
        for file in sorted((ROOT / "web/lessons").glob("*.json")):
            with tempfile.TemporaryDirectory() as folder:
                again = pathlib.Path(folder) / "again.json"
                again.write_text(output("scenario", file))
                self.assertEqual(output("scenario", again), again.read_text(), file.name)
                self.assertEqual(output("link", file), output("link", again), file.name)


class Words(unittest.TestCase):
    def test_explain_says_the_advisors_words_of_a_lesson_and_of_flags(self):
        self.assertIn("In short", output("explain", "--users", "100K", "--duration", "30"))
        text = output("explain", "stage-4", "--duration", "40")
        self.assertIn("Lesson", text)
        self.assertIn("Goal", text)
        self.assertEqual(text, output("explain", "--lesson", "stage-4", "--duration", "40"))

    def test_explain_goes_on_until_every_goal_and_published_figure_has_been_checked(self):
        text = output("explain", "stage-500", "--solution", "2")
        self.assertRegex(text, r"\nGoal +Slowest answers \(p95\) at most 150 ms .*: \d+ ms, met\n")
        self.assertRegex(text, r"\nMet +after \d+ s")
        text = output("explain", "case-netflix-2018")
        self.assertEqual(len(re.findall(r"\nPublished .* Here: .*, met(?=\n)", text)), 3)
        self.assertNotIn("waiting", text)
        self.assertRegex(text, r"\nSource .*2018\nLeft out +The 4 minutes")

    def test_the_catalog_has_a_source_and_grade_for_every_constant(self):
        constants = json.loads(output("catalog", "--format", "json"))["constants"]
        self.assertGreater(len(constants), 100)
        for row in constants:
            self.assertTrue(row["source"] and row["grade"] and row["meaning"], row["name"])
            self.assertLessEqual(row["low"], row["value"], row["name"])
        self.assertEqual(len(output("catalog").splitlines()), len(constants))
        self.assertIn("format must be", refusal("catalog", "--format", "xml"))


class Compare(unittest.TestCase):
    FLAGS = ("--users", "20K", "--duration", "60", "--runs", "6", "--packet", "1")

    def test_common_random_numbers_show_a_difference_that_independent_ones_would_hide(self):
        with tempfile.TemporaryDirectory() as folder:
            slower = pathlib.Path(folder) / "slower.json"
            slower.write_text(json.dumps({"version": 1, "catalog": {"app_service_s": 0.026}}))
            text = output("compare", output("link").strip(), slower, *self.FLAGS, "--format", "json")
        rows = {row["figure"]: row for row in json.loads(text)["figures"]}
        response = rows["response_p50_s"]
        self.assertTrue(response["differs"])
        # A millisecond more of work is that, give or take what queues add.
        self.assertGreater(response["difference"], 0)
        self.assertLess(response["difference"], 0.004)
        self.assertLess(response["half_width"], 0.7 * response["half_width_independent"])
        self.assertFalse(rows["users"]["differs"])

    def test_a_run_does_not_differ_from_itself(self):
        link = output("link").strip()
        text = output("compare", link, link, *self.FLAGS)
        self.assertNotIn(" differs", text)
        self.assertNotIn("nan", text)
        self.assertEqual(text, output("compare", link, link, *self.FLAGS, "--jobs", "1"))

    def test_refusals(self):
        link = output("link").strip()
        self.assertIn("the second:", refusal("compare", link, "nowhere.json"))
        self.assertIn("runs must be 1 to 1000", refusal("compare", link, link, "--runs", "0"))
        self.assertEqual(run("compare", link).returncode, 2)


if __name__ == "__main__":
    unittest.main()
