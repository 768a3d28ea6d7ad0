#include "model/command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "model/words.h"

namespace scale::model {
namespace {

std::string refusal(std::string_view id, std::string_view value) {
  const ParsedCommand parsed = parse_command(id, value);
  EXPECT_FALSE(parsed.command.has_value()) << id << "=" << value;
  return parsed.error ? parsed.error->message : "";
}

double value_of(std::string_view id, std::string_view value) {
  const ParsedCommand parsed = parse_command(id, value);
  EXPECT_TRUE(parsed.command.has_value()) << (parsed.error ? parsed.error->message : "");
  return parsed.command ? parsed.command->value : std::nan("");
}

TEST(CommandTable, EveryRowIsCompleteAndItsIdUnique) {
  std::set<std::string_view> ids;
  for (const CommandInfo& row : command_table()) {
    EXPECT_TRUE(ids.insert(row.id).second) << row.id;
    EXPECT_FALSE(row.label.empty() || row.gain.empty() || row.price.empty()) << row.id;
    EXPECT_LE(row.low, row.initial) << row.id;
    EXPECT_LE(row.initial, row.high) << row.id;
    EXPECT_EQ(row.get == nullptr, row.set == nullptr) << row.id;
    EXPECT_EQ(row.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos) << row.id;
    if (row.kind == CommandKind::choice) {
      EXPECT_FALSE(row.choices.empty()) << row.id;
    }
    if (row.kind == CommandKind::incident) {
      EXPECT_EQ(row.group, CommandGroup::incidents) << row.id;
    }
  }
}

TEST(CommandTable, HasEveryWordOfTheDesign) {
  for (const char* id : {"users",
                         "cdn",
                         "stateless",
                         "regions",
                         "queue",
                         "replicas",
                         "vertical-partitioning",
                         "sharding",
                         "nosql",
                         "spike",
                         "viral",
                         "flood",
                         "server-crash",
                         "region-outage",
                         "db-failover",
                         "link-cut",
                         "deploy",
                         "file-change",
                         "cache-flush",
                         "store-restart",
                         "worker-crash",
                         "broker-down",
                         "speed",
                         "time-of-day"})
    EXPECT_TRUE(find_command(id).has_value()) << id;
}

TEST(Command, TextOfEveryAvailableCommandParsesBackToIt) {
  const auto& table = command_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!table[i].available) continue;
    for (double value : {table[i].low, table[i].initial, table[i].high}) {
      const Command command{.time_s = 0, .id = static_cast<CommandId>(i), .value = value};
      const std::string text = to_text(command);
      const std::size_t equals = text.find('=');
      const ParsedCommand back =
          parse_command(text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1));
      ASSERT_TRUE(back.command.has_value()) << text << ": " << back.error->message;
      EXPECT_EQ(*back.command, command) << text;
    }
  }
}

TEST(Command, ReadsNumbersAsPeopleWriteThem) {
  EXPECT_EQ(value_of("users", "250000"), 250e3);
  EXPECT_EQ(value_of("users", "250K"), 250e3);
  EXPECT_EQ(value_of("users", "1.5M"), 1.5e6);
  EXPECT_EQ(value_of("users", "1e6"), 1e6);
  EXPECT_EQ(value_of("cdn", "on"), 1);
  EXPECT_EQ(value_of("cdn", "off"), 0);
  EXPECT_EQ(value_of("cdn", ""), 1);
  EXPECT_EQ(value_of("server-crash", ""), 0);
  EXPECT_EQ(value_of("server-crash", "1"), 1);
}

TEST(Command, RefusesWithTheAllowedRange) {
  EXPECT_EQ(refusal("users", "-3"), "users must be 1 to 500000000, not -3");
  EXPECT_EQ(refusal("users", "501M"), "users must be 1 to 500000000, not 501000000");
  EXPECT_EQ(refusal("web-servers", "2.5"), "web-servers must be a whole number, 1 to 1000, not 2.5");
  EXPECT_EQ(refusal("cdn", "maybe"), "cdn must be on or off, not maybe");
  EXPECT_EQ(refusal("speed", "20"), "speed must be 1, 10, 60 or 600, not 20");
  EXPECT_EQ(refusal("users", ""), "users needs a value: 1 to 500000000");
}

TEST(Command, NamesTheNearestKnownWord) {
  EXPECT_EQ(refusal("cnd", "on"), "unknown command cnd; nearest is cdn");
  EXPECT_EQ(refusal("statless", "on"), "unknown command statless; nearest is stateless");
  EXPECT_EQ(refusal("cdn-mode", "pul"), "cdn-mode must be pull, push or dynamic, not pul; nearest is pull");
  EXPECT_EQ(refusal("qqqqqqqqqq", "on"), "unknown command qqqqqqqqqq");
}

TEST(Command, RefusesWhatIsNotANumber) {
  for (const char* text : {"nan", "inf", "0x10", "1,5", "ten", " 5", "5 ", "1e999", "--5", "K"})
    EXPECT_FALSE(parse_command("users", text).command.has_value()) << text;
}

TEST(Command, RefusesWhatIsNotBuiltYetAndSaysSo) {
  for (const CommandInfo& row : command_table()) {
    if (row.available) continue;
    const ParsedCommand parsed = parse_command(row.id, value_text(row, row.initial));
    ASSERT_TRUE(parsed.error.has_value()) << row.id;
    EXPECT_EQ(parsed.error->message, std::string(row.id) + " is not built yet");
  }
}

TEST(Command, CheckRefusesAnyNumberOutsideItsRow) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const auto& table = command_table();
  for (std::size_t i = 0; i < table.size(); ++i)
    for (double value : {kNan, table[i].low - 1, table[i].high + 1}) {
      const auto error = check({.time_s = 0, .id = static_cast<CommandId>(i), .value = value});
      ASSERT_TRUE(error.has_value()) << table[i].id;
      EXPECT_EQ(error->field, table[i].id);
    }
  EXPECT_TRUE(check({.time_s = 0, .id = static_cast<CommandId>(table.size()), .value = 0}).has_value());
  EXPECT_TRUE(check({.time_s = -1, .id = *find_command("cdn"), .value = 1}).has_value());
  EXPECT_TRUE(check({.time_s = kNan, .id = *find_command("cdn"), .value = 1}).has_value());
}

TEST(Words, NumbersKeepTheirValueThroughText) {
  for (double value : {0.0, -0.0, 1.0, 0.1, 1.0 / 3, 500e6, 1e300, -2.5e-7, 123456789.123})
    EXPECT_EQ(parse_number(number_text(value)), value) << number_text(value);
  EXPECT_EQ(number_text(500e6), "500000000");
  EXPECT_EQ(number_text(0.1), "0.1");
}

TEST(Words, ASwapOfNeighboursIsOneEdit) {
  EXPECT_EQ(nearest_word("cnd", {"end", "cdn"}), "end");  // one edit each: the first of equals
  EXPECT_EQ(nearest_word("cnd", {"cab", "cdn"}), "cdn");
  EXPECT_EQ(nearest_word("zzz", {"cdn", "users"}), "");
}

}  // namespace
}  // namespace scale::model
