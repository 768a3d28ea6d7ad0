#include "sandbox/link.h"

#include <gtest/gtest.h>

#include "model/play.h"
#include "sandbox/replay.h"

namespace scale::sandbox {
namespace {

RunRecord record() {
  RunRecord run;
  run.seed = 0xFEDCBA9876543210u;
  run.packet = 8;
  run.end_s = 260.5;
  run.lesson = "stage-4-crash";
  run.catalog = {{"region_outage_s", 300}, {"patience_s", 9.8125}};
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

TEST(Link, APacketThatNoRunCanHaveIsRefused) {
  for (const std::uint32_t packet : {3u, 65'535u, 65'536u, 1'000'000u}) {
    RunRecord run = record();
    run.packet = packet;
    EXPECT_EQ(from_link(to_link(run)).problem, "This link's packets hold " + std::to_string(packet) +
                                                   " requests; it must be a power of two up to 32768.");
  }
  for (std::uint32_t packet = 1; packet <= 32'768; packet *= 2) {
    RunRecord run = record();
    run.packet = packet;
    EXPECT_TRUE(from_link(to_link(run)).record.has_value()) << packet;
  }
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
  for (const char* text : {"", "r2.", "r3.AAAA", "javascript:alert(1)", "r2.////", "r2.AAAAAAAAAAAAAAAA"})
    EXPECT_FALSE(from_link(text).problem.empty()) << text;
  EXPECT_FALSE(from_link(std::string(kLongestLink + 1, 'A')).record.has_value());
}

TEST(Link, OfAnotherVersionItSaysSo) {
  EXPECT_NE(from_link("r1.AAAAAAAAAAAA").problem.find("another version"), std::string::npos);
}

TEST(Link, AConstantOutOfItsRangeIsRefused) {
  RunRecord run = record();
  run.catalog = {{"region_outage_s", -5}};
  EXPECT_NE(from_link(to_link(run)).problem.find("constant"), std::string::npos);
  run.catalog = {{"no_such_constant", 1}};
  EXPECT_NE(from_link(to_link(run)).problem.find("constant"), std::string::npos);
}

TEST(Link, ALessonsNameCarriesNothingElse) {
  RunRecord run = record();
  run.lesson = "../etc";
  EXPECT_FALSE(from_link(to_link(run)).record.has_value());
}

TEST(Link, ARunBeyondItsLimitsHasNoneAndIsToldWhich) {
  EXPECT_EQ(why_no_link(record()), "");
  RunRecord run = record();
  for (int i = 0; i < 63; ++i) run.catalog.push_back({"region_outage_s", 300});
  EXPECT_EQ(why_no_link(run), "This run has no link: it changes 65 constants, and a link holds at most 64.");
  run.catalog.pop_back();
  EXPECT_EQ(why_no_link(run), "");
  EXPECT_TRUE(from_link(to_link(run)).record.has_value());

  run = record();
  run.commands.back().time_s = 700'000;
  EXPECT_EQ(why_no_link(run),
            "This run has no link: it goes on to 700000 s, and a link goes on to at most 604800 s.");
  run.commands.back().time_s = 604'800;
  EXPECT_EQ(why_no_link(run), "");
  EXPECT_TRUE(from_link(to_link(run)).record.has_value());

  run = record();
  for (int i = 0; i < 4'200; ++i) run.commands.push_back(run.commands.back());
  EXPECT_EQ(why_no_link(run), "This run has no link: it has 4204 commands, and a link holds at most 4096.");
  run.commands.resize(4'096);
  EXPECT_NE(why_no_link(run).find("characters, and a link has at most 16384."), std::string::npos);

  run = record();
  run.lesson = "My Lesson";
  EXPECT_NE(why_no_link(run).find("not My Lesson."), std::string::npos);
}

TEST(Link, ConstantsThatDifferTakePartInTheReplay) {
  RunRecord run;
  run.catalog = {{"spike_factor", 3}};
  run.commands = {test::command("users", "60K"), test::command("spike", "")};
  run.commands[1].time_s = 5;
  const double plain = [&] {
    RunRecord without = run;
    without.catalog.clear();
    return test::look(replayed(without, 80)).figures.pages_per_s;
  }();
  const RunRecord again = *from_link(to_link(run)).record;
  EXPECT_GT(test::look(replayed(again, 80)).figures.pages_per_s, 1.4 * plain);
  EXPECT_EQ(replayed(again, 80).hash(), replayed(run, 80).hash());
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

  const RunRecord shared{
      .seed = settings.seed, .packet = settings.packet, .end_s = 6, .commands = original.log()};
  const RunRecord run = *from_link(to_link(shared)).record;
  EXPECT_EQ(test::look(replayed(run, run.end_s)).hash, test::look(original).hash);
}

TEST(Link, IsFoundInWhateverItIsPastedWith) {
  EXPECT_EQ(link_in("r2.AQ_x"), "r2.AQ_x");
  EXPECT_EQ(link_in("https://user2.example/#r2.AQ_x\n"), "r2.AQ_x");
  EXPECT_EQ(link_in("https://example.org/?run=r2.AQ_x&theme=dark"), "r2.AQ_x");
  EXPECT_EQ(link_in("https://example.org/#r1.AQ_x"), "r1.AQ_x")
      << "from_link says that it is of another version";
  EXPECT_EQ(link_in("https://example.org/server2.html"), "");
}

}  // namespace
}  // namespace scale::sandbox
