#include "app/parameters.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "model/region.h"
#include "sandbox/link.h"

namespace scale::app {
namespace {

double value_of(const Parameters& parameters, const char* id) {
  double value = -1;
  for (const model::Command& command : parameters.opening) {
    if (model::info(command.id).id == id) value = command.value;
  }
  return value;
}

TEST(Parameters, AnEmptyQueryIsTheDefault) {
  const ParsedParameters parsed = parse_query("");
  EXPECT_TRUE(parsed.errors.empty());
  EXPECT_EQ(parsed.parameters.stage, Parameters{}.stage);
  EXPECT_TRUE(parsed.parameters.opening.empty());
}

TEST(Parameters, EveryNameOfALinkIsRead) {
  const ParsedParameters parsed = parse_query(
      "?stage=5&seed=18446744073709551615&users=250000&on=cdn,stateless&off=cache&theme=light&show=toggles,"
      "slow"
      "&run-to=12.5&freeze=1&embed=1&packet=4&web-servers=7");
  EXPECT_TRUE(parsed.errors.empty()) << parsed.errors[0].message;
  const Parameters& parameters = parsed.parameters;
  EXPECT_EQ(parameters.stage, 5);
  EXPECT_EQ(parameters.seed, UINT64_MAX);
  EXPECT_EQ(value_of(parameters, "users"), 250000);
  EXPECT_EQ(value_of(parameters, "cdn"), 1);
  EXPECT_EQ(value_of(parameters, "stateless"), 1);
  EXPECT_EQ(value_of(parameters, "cache"), 0);
  EXPECT_EQ(value_of(parameters, "web-servers"), 7);
  EXPECT_EQ(parameters.theme, Theme::light);
  EXPECT_TRUE(parameters.show.toggles && parameters.show.slow);
  EXPECT_FALSE(parameters.show.charts || parameters.show.users);
  EXPECT_EQ(parameters.run_to_s, 12.5);
  EXPECT_TRUE(parameters.freeze && parameters.embed);
  EXPECT_EQ(parameters.packet, 4u);
}

TEST(Parameters, ShowNamesPartsAndUpToThreeToolsOrIncidentsAsLargeButtons) {
  const Show show = parse_query("?show=cdn,server-crash,diagram,slow").parameters.show;
  EXPECT_TRUE(show.chosen && show.diagram && show.slow);
  EXPECT_FALSE(show.toggles || show.anatomy || show.map || show.cost);
  ASSERT_EQ(show.leads.size(), 2u);
  EXPECT_EQ(model::info(show.leads[0]).id, "cdn");
  EXPECT_EQ(model::info(show.leads[1]).id, "server-crash");
  EXPECT_FALSE(parse_query("").parameters.show.chosen);

  const ParsedParameters four = parse_query("?show=cdn,stateless,regions,sharding");
  EXPECT_EQ(four.parameters.show.leads.size(), 3u);
  ASSERT_EQ(four.errors.size(), 1u);
  EXPECT_EQ(four.errors[0].message,
            "show may name at most three tools and incidents, not cdn,stateless,regions,sharding.");
  EXPECT_EQ(four.errors.size(), 1u);
  EXPECT_EQ(parse_query("?show=web-servers").errors.size(), 1u) << "a size is no button";
}

TEST(Parameters, RegionIsWhosePageIsTakenApart) {
  EXPECT_EQ(parse_query("?region=eap").parameters.region, static_cast<int>(model::Region::eap));
  EXPECT_EQ(parse_query("").parameters.region, -1);
  const ParsedParameters wrong = parse_query("?region=mars");
  ASSERT_EQ(wrong.errors.size(), 1u);
  EXPECT_EQ(wrong.errors[0].message, "region must be na, la, eu, mea, sas or eap, not mars.");
}

TEST(Parameters, PercentEscapesAreDecodedAndBrokenOnesStandForThemselves) {
  EXPECT_EQ(value_of(parse_query("?users=%32%350000").parameters, "users"), 250000);
  EXPECT_NE(parse_query("?theme=%").errors.at(0).message.find("not %"), std::string::npos);
  EXPECT_NE(parse_query("?theme=%4").errors.at(0).message.find("not %4"), std::string::npos);
}

TEST(Parameters, EachWrongValueIsOneSentenceThatNamesFieldAndRange) {
  const struct {
    const char *query, *field, *part;
  } cases[] = {
      {"users=-3", "users", "not -3"},
      {"users=501000000", "users", "1 to 500000000"},
      {"stage=3", "stage", "0 (prologue), 4, 5, 6, 7 or 8"},
      {"seed=-1", "seed", "0 to 18446744073709551615, not -1"},
      {"seed=1.5", "seed", "not 1.5"},
      {"theme=pink", "theme", "auto, dark or light, not pink"},
      {"show=all", "show", "toggles, users"},
      {"run-to=1801", "run-to", "0 to 1800"},
      {"run-to=nan", "run-to", "not nan"},
      {"freeze=yes", "freeze", "0 or 1"},
      {"on=users", "on", "which is no toggle"},
      {"xyzzy=red", "xyzzy", "is not known; the handbook lists"},
      {"userz=5", "userz", "is not known; nearest is users"},
      {"leson=stage-4", "leson", "is not known; nearest is lesson"},
      {"on=cnd", "on", "no toggle; nearest is cdn"},
      {"show=slw", "show", "not slw"},
      {"lesson=challange-flood", "lesson", "not challange-flood; nearest is challenge-flood"},
      {"lesson=zzz", "lesson", "must be the name of a stage, a challenge or a case, not zzz."},
      {"web-severs=3", "web-severs", "is not known; nearest is web-servers"},
      {"packet=3", "packet", "a power of two up to 32768, not 3"},
      {"packet=65536", "packet", "a power of two up to 32768"},
      {"run=r2.zzzz", "run", "."},
  };
  for (const auto& wrong : cases) {
    const ParsedParameters parsed = parse_query(wrong.query);
    ASSERT_EQ(parsed.errors.size(), 1u) << wrong.query;
    EXPECT_EQ(parsed.errors[0].field, wrong.field);
    EXPECT_NE(parsed.errors[0].message.find(wrong.part), std::string::npos) << parsed.errors[0].message;
    EXPECT_TRUE(parsed.parameters.opening.empty()) << wrong.query;
  }
}

TEST(Parameters, AStrangersTextIsQuotedShortAndPrintable) {
  const ParsedParameters parsed = parse_query("theme=" + std::string(500, 'x') + "%01%ff");
  ASSERT_EQ(parsed.errors.size(), 1u);
  EXPECT_LT(parsed.errors[0].message.size(), 120u);
  for (const char c : parsed.errors[0].message) EXPECT_TRUE(c >= ' ' && c <= '~');
}

TEST(Parameters, ManyMistakesStayAFewSentences) {
  std::string query;
  for (int i = 0; i < 1000; ++i) query += "&x" + std::to_string(i) + "=1";
  EXPECT_EQ(parse_query(query).errors.size(), kMostErrors);
}

TEST(Parameters, WhatLinkSharersAddIsPassedOver) {
  EXPECT_TRUE(parse_query("utm_source=mail&fbclid=abc").errors.empty());
}

TEST(Parameters, AnyBytesAreAnAnswer) {
  std::uint32_t state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string query;
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525u + 1013904223u;
      const std::string_view likely = "onusercdl=&,%-.0123456789";
      query += (state >> 28) == 0 ? static_cast<char>(state >> 16) : likely[(state >> 12) % likely.size()];
    }
    EXPECT_LE(parse_query(query).errors.size(), kMostErrors);
  }
}

TEST(Parameters, ALinkBringsItsSeedAndItsCommandsAtTheirTimes) {
  const model::CommandId cdn = *model::find_command("cdn"), users = *model::find_command("users");
  sandbox::RunRecord record;
  record.seed = 92;
  record.packet = 1;
  record.commands = {{0, users, 250000}, {12.5, cdn, 1}};
  const ParsedParameters parsed = parse_query("run=" + sandbox::to_link(record));
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0].message;
  EXPECT_EQ(parsed.parameters.seed, 92u);
  EXPECT_TRUE(parsed.parameters.seed_given);
  EXPECT_EQ(parsed.parameters.opening, (std::vector<model::Command>{{0, users, 250000}}));
  EXPECT_EQ(parsed.parameters.later, (std::vector<model::Command>{{12.5, cdn, 1}}));
}

TEST(Parameters, ALinksLessonAndConstantsComeWithIt) {
  const sandbox::RunRecord record{.end_s = 44, .lesson = "stage-5", .catalog = {{"region_outage_s", 300}}};
  const ParsedParameters parsed = parse_query("run=https://radio.example/#" + sandbox::to_link(record));
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0].message;
  EXPECT_EQ(parsed.parameters.lesson, "stage-5");
  EXPECT_EQ(parsed.parameters.run_to_s, 44);
  EXPECT_TRUE(parsed.parameters.of_link);
  EXPECT_EQ(parsed.parameters.catalog, record.catalog);
}

TEST(Parameters, NothingAskedForIsTheFirstLessonAnythingBuiltIsFreePlay) {
  EXPECT_EQ(parse_query("").parameters.lesson, "stage-4");
  EXPECT_EQ(parse_query("theme=dark&utm_source=x").parameters.lesson, "stage-4");
  EXPECT_EQ(parse_query("stage=5&speed=60").parameters.lesson, "stage-5");
  EXPECT_EQ(parse_query("lesson=challenge-deploy").parameters.lesson, "challenge-deploy");
  EXPECT_EQ(parse_query("stage=4&on=cdn").parameters.lesson, "");
  EXPECT_EQ(parse_query("users=200K").parameters.lesson, "");
  EXPECT_EQ(parse_query("embed=1").parameters.lesson, "");
  EXPECT_EQ(parse_query("lesson=../x").errors.size(), 1u);
}

TEST(Parameters, AnEmbedPutsWhatItAsksForOnTopOfItsLesson) {
  const Parameters embed = parse_query("embed=1&lesson=challenge-viral&on=cdn").parameters;
  EXPECT_EQ(embed.lesson, "challenge-viral");
  EXPECT_EQ(embed.stage, 7) << "the lesson's own";
  EXPECT_EQ(value_of(embed, "cdn"), 1);
  EXPECT_EQ(parse_query("stage=5&lesson=challenge-viral").parameters.stage, 5);
}

TEST(Parameters, ACommandLineSaysTheSameAsALink) {
  const char* words[] = {"program", "--users=250000", "--freeze", "--on=cdn"};
  const Parameters parameters = parse_arguments(4, words).parameters;
  EXPECT_EQ(value_of(parameters, "users"), 250000);
  EXPECT_EQ(value_of(parameters, "cdn"), 1);
  EXPECT_TRUE(parameters.freeze);
}

}  // namespace
}  // namespace scale::app
