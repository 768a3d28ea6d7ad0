#include "model/scenario.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "model/apply.h"
#include "model/words.h"

namespace scale::model {
namespace {

JsonError fault(const std::string& json) {
  const ParsedScenario parsed = parse_scenario(json);
  EXPECT_FALSE(parsed.scenario.has_value()) << json;
  return parsed.error.value_or(JsonError{});
}

TEST(Scenario, AnEmptyOneIsANewSandbox) {
  const ParsedScenario parsed = parse_scenario(R"({"version": 1})");
  ASSERT_TRUE(parsed.scenario.has_value()) << to_text(*parsed.error);
  EXPECT_TRUE(commands_to_build(parsed.scenario->architecture).empty());
  EXPECT_EQ(parsed.scenario->seed, 1u);
}

TEST(Scenario, ReadsEverythingItKnows) {
  const ParsedScenario parsed = parse_scenario(R"({
    "version": 1, "title": "A show", "story": "It is 20:00.", "hints": ["Look at the uplink"], "seed": 7,
    "architecture": {"users": 250000, "cdn": true, "web-servers": 3},
    "commands": [{"time_s": 60, "command": "spike"}, {"time_s": 20, "command": "stateless", "value": true}],
    "catalog": {"views_per_user_day": 30, "round_trip_s.eu.na": 0.1, "round_trip_s.na.eu": 0.1},
    "goals": [{"measure": "slow-share", "at_most": 0.2}]
  })");
  ASSERT_TRUE(parsed.scenario.has_value()) << to_text(*parsed.error);
  const Scenario& scenario = *parsed.scenario;
  EXPECT_EQ(scenario.architecture.users, 250e3);
  EXPECT_TRUE(scenario.architecture.cdn);
  EXPECT_EQ(scenario.architecture.web_servers, 3);
  ASSERT_EQ(scenario.commands.size(), 2u);
  EXPECT_EQ(info(scenario.commands[0].id).id, "stateless");
  EXPECT_EQ(scenario.commands[1].time_s, 60);
  EXPECT_EQ(catalog_of(scenario).views_per_user_day, 30);
  EXPECT_EQ(catalog_of(scenario).round_trip_s[2][0], 0.1);
  ASSERT_EQ(scenario.story.goals.size(), 1u);
  EXPECT_EQ(scenario.story.goals[0].limit.measure, "slow-share");
  EXPECT_EQ(scenario.story.goals[0].limit.at_most, 0.2);
  EXPECT_EQ(scenario.seed, 7u);
  EXPECT_EQ(scenario.story.hints, std::vector<std::string>{"Look at the uplink"});
}

TEST(Scenario, WrittenAndReadAgainIsTheSame) {
  Scenario scenario;
  scenario.story.title = "Quotes \" and umlauts \xc3\xbc\n";
  scenario.seed = 1ull << 53;
  scenario.architecture.users = 1.5e6;
  scenario.architecture.stateless = true;
  scenario.architecture.cache = false;
  scenario.architecture.replicas = 0;
  scenario.architecture.cdn_ttl_s = 1.0 / 3 + 60;
  scenario.commands = {{0.1, *find_command("cdn"), 1}, {30, *find_command("server-crash"), 1}};
  scenario.catalog = {{"write_share", 0.1}, {"patience_s", 7.7}};
  Story& story = scenario.story;
  story.kind = "challenge";
  story.ramp = Ramp{50e3, 120};
  story.tools = {"cdn", "web-servers"};
  story.goals = {{.limit = {.measure = "failed-pages", .region = {}, .at_most = 5},
                  .for_s = 0,
                  .after = "server-crash",
                  .after_s = 240},
                 {.limit = {.measure = "page-load-p50-s", .region = Region::eap, .at_most = 1},
                  .for_s = 30,
                  .after = {}}};
  story.hints = {"Where is Singapore?"};
  story.notes = {{.text = "{0}",
                  .when = {{.measure = "busiest", .region = {}, .at_least = 0.9}},
                  .with = {"cdn"},
                  .without = {"stateless"},
                  .after = "spike",
                  .after_s = 10}};
  story.predictions = {{"cdn",
                        "Singapore's page will",
                        "distance",
                        "stay",
                        {"halve", "stay"},
                        {0.7},
                        {"page-load-p50-s", Region::eap}}};
  story.solutions = {{"files near", {{5, *find_command("cdn"), 1}}}};
  story.bands = {{.limit = {.measure = "edge-hit-ratio", .region = {}, .at_most = 0.7, .at_least = 0.5},
                  .published = "58 %",
                  .at_s = 60}};

  const std::string json = to_json(scenario);
  const ParsedScenario back = parse_scenario(json);
  ASSERT_TRUE(back.scenario.has_value()) << to_text(*back.error) << "\n" << json;
  EXPECT_EQ(back.scenario->story.title, story.title);
  EXPECT_EQ(back.scenario->seed, scenario.seed);
  EXPECT_EQ(commands_to_build(back.scenario->architecture), commands_to_build(scenario.architecture));
  EXPECT_EQ(back.scenario->commands, scenario.commands);
  EXPECT_EQ(back.scenario->catalog, scenario.catalog);
  EXPECT_EQ(back.scenario->story, story);
  EXPECT_EQ(to_json(*back.scenario), json);
}

TEST(Scenario, NamesLineFieldAndAllowedRange) {
  const JsonError error =
      fault("{\"version\": 1,\n \"architecture\": {\n  \"cdn\": true,\n  \"users\": -3}}");
  EXPECT_EQ(error.line, 4);
  EXPECT_EQ(error.field, "architecture.users");
  EXPECT_EQ(to_text(error), "line 4: users must be 1 to 500000000, not -3");
}

TEST(Scenario, NamesTheNearestKnownName) {
  EXPECT_EQ(fault(R"({"version": 1, "archtecture": {}})").message,
            "unknown name archtecture; nearest is architecture");
  EXPECT_EQ(fault(R"({"version": 1, "architecture": {"cnd": true}})").message,
            "unknown name cnd; nearest is cdn");
  EXPECT_EQ(fault(R"({"version": 1, "commands": [{"command": "spkie"}]})").message,
            "unknown name spkie; nearest is spike");
  EXPECT_EQ(fault(R"({"version": 1, "catalog": {"write_shar": 0.1}})").message,
            "unknown name write_shar; nearest is write_share");
  EXPECT_EQ(fault(R"({"version": 1, "goals": [{"measure": "slow-shar", "at_most": 1}]})").message,
            "unknown name slow-shar; nearest is slow-share");
}

TEST(Scenario, RefusesTheWrongKindInWords) {
  EXPECT_EQ(fault(R"({"version": 1, "architecture": {"cdn": "on"}})").message,
            "cdn must be true or false, not a text");
  EXPECT_EQ(fault(R"({"version": 1, "architecture": {"users": "many"}})").message,
            "users must be 1 to 500000000, not a text");
  EXPECT_EQ(fault(R"({"version": 1, "commands": {}})").message, "commands must be a list, not an object");
  EXPECT_EQ(fault(R"({"version": 1, "seed": 1.5})").message, "seed must be a whole number");
  EXPECT_EQ(fault(R"([])").message, "the scenario must be an object, not a list");
  EXPECT_EQ(fault(R"({"version": 1, "commands": [{"command": "users"}]})").message,
            "users needs a value: 1 to 500000000");
}

TEST(Scenario, RefusesACauseForAChoiceThatThereIsNot) {
  EXPECT_EQ(fault(R"({"version": 1, "predictions": [{"command": "cdn", "question": "It will", "cause": "so",
                     "explains": "double", "choices": ["fall", "rise"], "ratios": [1],
                     "measure": "slow-share"}]})")
                .message,
            "predictions[0].explains must be one of its choices, not double");
}

TEST(Scenario, RefusesAnotherVersionAndNone) {
  EXPECT_EQ(fault(R"({"version": 2})").message, "version must be 1, not 2: made for another release");
  EXPECT_EQ(fault(R"({})").message, "version is missing: it must be 1");
}

TEST(Scenario, RefusesConstantsOutOfRangeOrAgainstEachOther) {
  EXPECT_EQ(fault(R"({"version": 1, "catalog": {"write_share": 0.5}})").message,
            "catalog.write_share must be 0.02 to 0.1, not 0.5");
  EXPECT_EQ(fault(R"({"version": 1, "catalog": {"user_share.eu": 0.5}})").message,
            "the six user_share must add up to 1");
  EXPECT_EQ(fault(R"({"version": 1, "catalog": {"round_trip_s.eu.na": 0.1}})").message,
            "the round trip between eu and na must be the same both ways: give both");
}

TEST(Scenario, RefusesBrokenTextWithItsLine) {
  EXPECT_EQ(fault("{\"version\": 1,\n\n oops}").line, 3);
  EXPECT_EQ(fault("{\"version\": 1,\n\"version\": 1}").message, "version stands here for the second time");
  EXPECT_FALSE(parse_scenario(std::string(100, '[')).scenario.has_value());
  EXPECT_FALSE(parse_scenario(std::string(2'000'000, ' ')).scenario.has_value());
  EXPECT_FALSE(parse_scenario("").scenario.has_value());
  EXPECT_FALSE(parse_scenario("{\"title\": \"\xff\"}").scenario.has_value());
  EXPECT_FALSE(parse_scenario("{\"version\": 1} more").scenario.has_value());
}

TEST(Scenario, RefusesEveryTruncationOfAGoodOne) {
  Scenario scenario;
  scenario.story.title = "cut";
  scenario.commands = {{5, *find_command("cdn"), 1}};
  const std::string json = to_json(scenario);
  const std::size_t last_brace = json.rfind('}');
  for (std::size_t size = 0; size <= last_brace; ++size)
    EXPECT_FALSE(parse_scenario(json.substr(0, size)).scenario.has_value()) << json.substr(0, size);
}

TEST(Scenario, AnyChangedByteGivesAScenarioOrOneSentence) {
  Scenario scenario;
  scenario.story.title = "bytes";
  scenario.architecture.cdn = true;
  scenario.commands = {{5, *find_command("web-servers"), 4}};
  scenario.catalog = {{"write_share", 0.1}};
  scenario.story.goals = {{.limit = {.measure = "slow-share", .region = {}, .at_most = 0.2}, .after = {}}};
  const std::string json = to_json(scenario);
  for (std::size_t i = 0; i < json.size(); ++i) {
    for (char byte : {'"', '{', ']', '9', '-', '\\', '\0', '\n', '\xff', 'e'}) {
      std::string changed = json;
      changed[i] = byte;
      const ParsedScenario parsed = parse_scenario(changed);
      ASSERT_NE(parsed.scenario.has_value(), parsed.error.has_value()) << changed;
      if (parsed.error) {
        EXPECT_FALSE(parsed.error->message.empty()) << changed;
        EXPECT_GE(parsed.error->line, 1) << changed;
      }
    }
  }
}

TEST(Scenario, RefusesARunWithoutASite) {
  if (!info(*find_command("site-eu")).available) GTEST_SKIP() << "sites cannot be chosen yet";
  EXPECT_EQ(fault(R"({"version": 1, "architecture": {"site-eu": false}})").message,
            "at least one of the sites must be true");
}

// Run once with SCALE_UPDATE_SCHEMA=1 after a change of the tables.
TEST(Scenario, TheSchemaFileIsUpToDate) {
  const std::string path = SCALE_TEST_DATA "/../../web/schema/scenario.schema.json";
  if (std::getenv("SCALE_UPDATE_SCHEMA") != nullptr) std::ofstream(path) << scenario_schema();
  std::ifstream file(path);
  ASSERT_TRUE(file) << path << " cannot be read";
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), scenario_schema()) << "run core_tests with SCALE_UPDATE_SCHEMA=1";
}

TEST(Scenario, TheSchemaIsJsonAndKnowsEveryCommandAndConstant) {
  std::string schema = scenario_schema();
  for (const CommandInfo& row : command_table())
    EXPECT_NE(schema.find("\"const\": \"" + std::string(row.id) + "\""), std::string::npos) << row.id;
  for (const CatalogRow& row : catalog_rows())
    EXPECT_NE(schema.find("\"" + std::string(row.name) + "\": {"), std::string::npos) << row.name;
  EXPECT_TRUE(parse_json(schema).value.has_value());
}

}  // namespace
}  // namespace scale::model
