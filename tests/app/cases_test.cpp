// The file of numeric cases, simulated: what is right comes out inside, what is wrong outside, and what is no
// case gets its sentence.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/headless_case.h"
#include "theory/erlang.h"

namespace scale::app {
namespace {

std::vector<Case> shared_cases() {
  std::ifstream file(SCALE_TEST_DATA "/cases.json");
  std::stringstream text;
  text << file.rdbuf();
  const auto cases = read_cases(text.str());
  EXPECT_TRUE(cases) << cases.why_not;
  return cases ? *cases : std::vector<Case>{};
}

// Those that a fraction of a second settles to 5 %: at least one of each kind.
bool is_quick(const Case& c) {
  const char* const names[] = {"mmc c=1 rho=0.500",
                               "mmck c=5 K=5 a=6.00",
                               "mg1 Erlang-4 rho=0.80",
                               "mva N=3 Z=0.0",
                               "priority (20, 20, 0.02, 0.02)",
                               "jackson 3 stations",
                               "lru zipf (10000, 0.8, 1000)",
                               "ttl zipf (10000, 0.8, 100, 60)",
                               "fork-join 2 (25, 0.02)",
                               "fan-out (100, 0.01)",
                               "power of two (45, 0.02)",
                               "m(t)/m/inf t=90",
                               "consistent hashing (10, 1)",
                               "resharding 3 to 4"};
  return std::find(std::begin(names), std::end(names), c.name) != std::end(names);
}

std::string described(const Measurement& m) {
  std::ostringstream out;
  out << m.case_name << ", " << m.figure << ": " << m.measured << " in [" << m.low << ", " << m.high
      << "], expected " << m.expected;
  return out.str();
}

TEST(Cases, TheQuickOnesComeOutInsideAndWrongOnesOutside) {
  int quick = 0;
  for (Case c : shared_cases()) {
    if (!is_quick(c)) continue;
    ++quick;
    c.relative_tolerance = std::max(c.relative_tolerance, 0.06);
    const auto right = run_case(c, {.most_events = 3'000'000});
    ASSERT_TRUE(right) << right.why_not;
    for (const Measurement& m : *right) EXPECT_EQ(m.verdict, Verdict::inside) << described(m);
    // Every quantity off by a quarter.
    for (Expectation& e : c.expect)
      for (double& value : e.values) value *= 1.25;
    const auto wrong = run_case(c, {.most_events = 3'000'000});
    ASSERT_TRUE(wrong) << wrong.why_not;
    for (const Measurement& m : *wrong) EXPECT_EQ(m.verdict, Verdict::outside) << described(m);
  }
  EXPECT_EQ(quick, 14);
}

TEST(Cases, AllOfThemLongEnoughHaveNoneOutsideLong) {
  for (const Case& c : shared_cases()) {
    const auto rows = run_case(c, {});
    ASSERT_TRUE(rows) << rows.why_not;
    for (const Measurement& m : *rows) EXPECT_NE(m.verdict, Verdict::outside) << described(m);
  }
}

// Numbers of another size: time in microseconds or years changes nothing but the unit.
TEST(Cases, TheUnitOfTimeIsFree) {
  for (const double unit : {1e-7, 1e7}) {
    std::ostringstream file;
    file.precision(15);
    file << R"({"cases":[{"name":"q","kind":"M/M/c","input":{"arrival_rate_per_s":)" << 1.4 / unit
         << R"(,"mean_service_s":)" << unit << R"(,"servers":2},"expect":{"sojourn_p95":)"
         << theory::mmc_sojourn_percentile_s({2, 1.4, 1}, 0.95) * unit << R"(},"relative_tolerance":0.03}]})";
    const auto cases = read_cases(file.str());
    ASSERT_TRUE(cases) << cases.why_not;
    const auto rows = run_case(cases->front(), {});
    ASSERT_TRUE(rows) << rows.why_not;
    EXPECT_EQ(rows->front().verdict, Verdict::inside) << described(rows->front());
  }
}

// In packets the cases run too; a large station keeps its throughput.
TEST(Cases, PacketsAreMeasuredTheSameWay) {
  for (const Case& c : shared_cases()) {
    if (c.name != "mmc c=1000 rho=0.920") continue;
    const auto rows = run_case(c, {.packet = 8, .most_events = 1'000'000});
    ASSERT_TRUE(rows) << rows.why_not;
    EXPECT_NEAR(rows->front().measured, 0.92, 0.01);
    EXPECT_EQ(rows->front().figure, "utilisation");
  }
}

std::string refusal(const std::string& json) {
  return read_cases(json).why_not;
}
// One M/M/c case with some of its text replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string json =
      R"({"cases":[{"name":"a","kind":"M/M/c","input":{"arrival_rate_per_s":1,"mean_service_s":0.5,"servers":1},)"
      R"("expect":{"mean_wait":0.5},"relative_tolerance":0.02}]})";
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}
std::string jackson(const std::string& external, const std::string& routing, const std::string& servers) {
  return R"({"cases":[{"name":"j","kind":"open Jackson network","input":{"external_rates_per_s":)" +
         external + R"(,"routing":)" + routing + R"(,"mean_service_s":[0.1,0.1],"servers":)" + servers +
         R"(},"expect":{"mean_sojourn":1},"relative_tolerance":0.02}]})";
}

TEST(Cases, AFileThatIsNoneGetsOneSentence) {
  EXPECT_EQ(refusal(with("a", "a")), "");
  const struct {
    std::string json, sentence;
  } files[] = {
      {"", "the file is not JSON: The document is empty. (at byte 0)"},
      {"[1", "the file is not JSON: Missing a comma or ']' after an array element. (at byte 2)"},
      {"{}", "the file must be an object with a list `cases` of at least one case"},
      {R"({"cases":[3]})", "cases[0]: must be an object, not 3"},
      {with(R"("name":"a")", R"("name":"")"), "cases[0]: name must be a text that is not empty, not \"\""},
      {with("0.02", "0"), "case \"a\": relative_tolerance must be a number above 0 and at most 1, not 0"},
      {with(R"("servers":1)", R"("servers":0)"),
       "case \"a\": input.servers must be a whole number from 1 to 100000, not 0"},
      {with(R"("servers":1)", R"("servers":1.5)"),
       "case \"a\": input.servers must be a whole number from 1 to 100000, not 1.5"},
      {with(R"("servers":1)", R"("servers":"two")"),
       "case \"a\": input.servers must be a whole number from 1 to 100000, not \"two\""},
      {with(R"("mean_service_s":0.5)", R"("mean_service_s":-1)"),
       "case \"a\": input.mean_service_s must be a number above 0 and at most 1000000000, not -1"},
      {with(R"(,"servers":1)", ""),
       "case \"a\": input.servers is missing; it must be a whole number from 1 to 100000"},
      {with(R"("servers":1)", R"("servers":1,"colour":2)"),
       "case \"a\": input.colour is unknown to this kind, which has arrival_rate_per_s, mean_service_s, "
       "servers"},
      {with(R"("arrival_rate_per_s":1)", R"("arrival_rate_per_s":2)"),
       "case \"a\": input.arrival_rate_per_s must be below 2, else the queue grows for ever; it is 2"},
      {with(R"("mean_wait":0.5)", R"("mean_wait":[1,2])"),
       "case \"a\": expect.mean_wait must be a number from -1e+300 to 1e+300, not a list"},
      {with(R"("mean_wait":0.5)", ""), "case \"a\": expect must name at least one quantity"},
      {jackson("[1,1]", "[[0,0.5],[0,0]]", "[1]"),
       "case \"j\": input.servers must have 2 entries, one for each of external_rates_per_s, not 1"},
      {jackson("[1,1]", "[[0,0.5,0.1],[0,0]]", "[1,1]"),
       "case \"j\": input.routing[0] must have 2 entries, one for each of external_rates_per_s, not 3"},
      {jackson("[1,1]", "[[0.6,0.5],[0,0]]", "[1,1]"),
       "case \"j\": input.routing[0] must have a sum of at most 1, not 1.100000"},
  };
  for (const auto& file : files) EXPECT_EQ(refusal(file.json), file.sentence);
  EXPECT_NE(refusal(with("M/M/c", "M/M/z")).find("kind must be one of \"M/M/c\", \"M/M/c/K\""),
            std::string::npos);
  EXPECT_NE(
      refusal(with("mean_wait", "mean_weight")).find("expect.mean_weight is unknown to this kind, which has"),
      std::string::npos);
  EXPECT_NE(refusal(with("mean_wait", "wait_pp")).find("expect.wait_pp is unknown"), std::string::npos);
  EXPECT_NE(refusal(jackson("[0,0]", "[[0,0],[0,0]]", "[1,1]")).find("input has no steady state"),
            std::string::npos);
}

}  // namespace
}  // namespace scale::app
