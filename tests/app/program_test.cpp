// The program without a window: what it begins with, and what its link says of it.
#include "app/program.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "sandbox/link.h"

namespace scale::app {
namespace {

// What a platform would have been asked for.
struct Asked {
  std::string copied, said;
};
Asked asked;

std::string lesson_file(std::string_view name) {
  std::string path = SCALE_LESSONS "/";
  path.append(name).append(".json");
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

sandbox::RunRecord record_of(const Program& program) {
  return sandbox::from_link(link(program)).record.value();
}

// One at a time: it has ImGui's one context. As when the page has been drawn and the lesson's file has come.
ProgramPointer opened(std::string_view query) {
  asked = {};
  const ParsedParameters parsed = parse_query(query);
  EXPECT_TRUE(parsed.errors.empty());
  ProgramPointer program = make_program(parsed.parameters);
  while (!prepare(*program, 1)) continue;
  const std::string& name = parsed.parameters.lesson;
  if (!name.empty()) {
    EXPECT_EQ(take_lesson(*program, name, lesson_file(name)), "");
  }
  return program;
}

std::string link_of_stage_4(std::uint64_t seed) {
  const ProgramPointer program = opened("?lesson=stage-4&seed=" + std::to_string(seed));
  run_to(*program, 5);
  return link(*program);
}

constexpr std::string_view kOwnFile =
    R"({"version": 1, "seed": 77, "packet": 1, "kind": "challenge", "title": "Mine",
  "goals": [{"measure": "failed-share", "at_most": 0.5}],
  "architecture": {"users": 20000}})";

TEST(Program, ALinkSaysThePacketThatItsLessonsFileChose) {
  const ProgramPointer program = opened("?on=cdn");
  ASSERT_EQ(take_lesson(*program, "own", kOwnFile), "");
  run_to(*program, 5);
  EXPECT_EQ(record_of(*program).packet, 1u);
  EXPECT_EQ(record_of(*program).seed, 77u);
}

TEST(Program, ALessonBeginsWithTheSeedThatIsAskedForElseWithItsOwn) {
  ProgramPointer own = opened("?lesson=stage-4");
  EXPECT_EQ(snapshot(*own).seed, lesson_of(*own)->scenario.seed);
  EXPECT_NE(lesson_of(*own)->scenario.seed, 7u);
  own.reset();
  const ProgramPointer given = opened("?lesson=stage-4&seed=7");
  run_to(*given, 5);
  EXPECT_EQ(snapshot(*given).seed, 7u);
  EXPECT_EQ(record_of(*given).seed, 7u);
}

TEST(Program, ALessonsLinkBegunAgainHasTheLinksSeed) {
  const ProgramPointer program = opened("?run=" + link_of_stage_4(9));
  ASSERT_FALSE(command(*program, "reset", "1").has_value());
  run_to(*program, 5);
  EXPECT_EQ(snapshot(*program).seed, 9u);
  EXPECT_EQ(record_of(*program).seed, 9u);
}

TEST(Program, ALinksRunBegunAgainBeginsAtItsBeginning) {
  const std::string seen = link_of_stage_4(9);
  const ProgramPointer program = opened("?run=" + seen);
  ASSERT_GT(snapshot(*program).time_s, 4);
  ASSERT_FALSE(command(*program, "reset", "1").has_value());
  while (!prepare(*program, 1)) continue;
  EXPECT_EQ(record_of(*program).end_s, 0);
}

TEST(Program, AFileOpenedAfterALinkBegins) {
  const ProgramPointer program = opened("?run=" + link_of_stage_4(9));
  ASSERT_EQ(take_lesson(*program, "own", kOwnFile), "");
  run_to(*program, 0);
  EXPECT_EQ(snapshot(*program).architecture.users, 20'000);
  EXPECT_EQ(snapshot(*program).seed, 77u);
  EXPECT_EQ(snapshot(*program).time_s, 0);
}

TEST(Program, WhereThereIsNoLinkItSaysWhyAndCopiesNothing) {
  const std::string other = link_of_stage_4(2);
  const ProgramPointer program = opened("?users=20K");
  ASSERT_FALSE(command(*program, "share", "1").has_value());
  EXPECT_EQ(asked.copied.substr(0, 4), "#r2.");
  asked = {};
  run_to(*program, 1);
  for (int i = 0; i < 4'200; ++i)
    ASSERT_FALSE(command(*program, "web-servers", i % 2 == 0 ? "3" : "2").has_value());
  run_to(*program, 2);
  EXPECT_EQ(link(*program), "");
  ASSERT_FALSE(command(*program, "share", "1").has_value());
  EXPECT_EQ(asked.copied, "");
  EXPECT_NE(asked.said.find("commands, and a link holds at most 4096"), std::string::npos) << asked.said;
  EXPECT_NE(compare_with_link(*program, other).find("equal commands"), std::string::npos);
}

}  // namespace

void copy_text(std::string_view text) {
  asked.copied = text;
}
bool say(std::string_view sentence) {
  asked.said = sentence;
  return true;
}
void open_link(std::string_view) {}
void keep_text(std::string_view) {}
std::optional<std::string> ask_for_lesson(std::string_view) {
  return std::nullopt;
}

}  // namespace scale::app
