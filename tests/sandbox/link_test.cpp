#include "sandbox/link.h"

#include <gtest/gtest.h>

#include "model/play.h"

namespace scale::sandbox {
namespace {

RunRecord record() {
  RunRecord run;
  run.seed = 0xFEDCBA9876543210u;
  run.packet = 8;
  const auto at = [](double time_s, model::Command command) {
    command.time_s = time_s;
    return command;
  };
  run.commands = {at(0, test::command("users", "250K")), at(10.5, test::command("cdn", "on")),
                  at(10.5, test::command("cdn-ttl", "60.25")),
                  at(200 + 1 / kTicksPerSecond, test::command("server-crash", "1"))};
  return run;
}

TEST(Link, ARunComesBackAsItWas) {
  const DecodedLink decoded = from_link(to_link(record()));
  ASSERT_TRUE(decoded.record.has_value()) << decoded.problem;
  EXPECT_EQ(*decoded.record, record());
  EXPECT_EQ(*from_link(to_link(RunRecord{})).record, RunRecord{});
}

TEST(Link, FiftyCommandsFitIntoTwoKilobytes) {
  RunRecord run = record();
  for (int i = 0; i < 50; ++i) {
    run.commands.push_back(test::command("users", i % 2 == 0 ? "123457" : "7654321"));
    run.commands.back().time_s = 300 + i * 7;
  }
  EXPECT_LE(to_link(run).size(), 2048u);
}

TEST(Link, AnyChangedCharacterIsNoticed) {
  const std::string link = to_link(record());
  for (std::size_t i = 0; i < link.size(); ++i)
    for (const char c : {'A', 'z', '~', '.'}) {
      if (link[i] == c) continue;
      std::string damaged = link;
      damaged[i] = c;
      const DecodedLink decoded = from_link(damaged);
      // The spare bits of the last character carry nothing; any other change is refused in a sentence.
      EXPECT_TRUE(decoded.record ? i == link.size() - 1 : !decoded.problem.empty());
    }
}

TEST(Link, AShortenedOrInventedOneIsRefusedInASentence) {
  const std::string link = to_link(record());
  for (std::size_t n = 0; n < link.size(); ++n)
    EXPECT_FALSE(from_link(link.substr(0, n)).record.has_value()) << n;
  for (const char* text : {"", "r1.", "r2.AAAA", "javascript:alert(1)", "r1.////", "r1.AAAAAAAAAAAAAAAA"})
    EXPECT_FALSE(from_link(text).problem.empty()) << text;
  EXPECT_FALSE(from_link(std::string(kLongestLink + 1, 'A')).record.has_value());
}

TEST(Link, TheRunItDescribesHasTheSameHash) {
  Settings settings;
  settings.seed = 11;
  settings.packet = 1;
  Sandbox original(settings);
  ASSERT_FALSE(original.apply(test::command("users", "200K")).has_value());
  test::run_to(original, 1.2345);
  ASSERT_FALSE(original.apply(test::command("cdn", "on")).has_value());
  test::run_to(original, 3.14159);
  ASSERT_FALSE(original.apply(test::command("web-servers", "3")).has_value());
  test::run_to(original, 6);

  RunRecord told;
  told.seed = settings.seed;
  told.packet = settings.packet;
  told.commands = original.log();
  const RunRecord run = *from_link(to_link(told)).record;
  Settings again;
  again.seed = run.seed;
  again.packet = run.packet;
  Sandbox replayed(again);
  for (const model::Command& command : run.commands) {
    test::run_to(replayed, command.time_s);
    ASSERT_FALSE(replayed.apply(command).has_value());
  }
  test::run_to(replayed, 6);
  EXPECT_EQ(test::look(replayed).hash, test::look(original).hash);
}

}  // namespace
}  // namespace scale::sandbox
