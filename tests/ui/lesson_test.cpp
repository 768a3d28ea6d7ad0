// The lesson on the screen without a window: what a learner would find and press at each size.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "lesson/lessons.h"
#include "sandbox/sandbox.h"
#include "ui/ui.h"

namespace scale::ui {
namespace {

struct Size {
  float width, height;
};
constexpr Size kWide{1920, 1080}, kDesk{1280, 720}, kTablet{768, 1024}, kPhone{360, 640};

lesson::Play lesson_named(const char* name) {
  std::string path = SCALE_LESSONS;
  path.append("/").append(name).append(".json");
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  model::ParsedScenario parsed = model::parse_scenario(text.str());
  EXPECT_TRUE(parsed.scenario.has_value());
  return lesson::start_play(name, parsed.scenario.value_or(model::Scenario{}));
}

class LessonScreen : public testing::Test {
 protected:
  void SetUp() override {
    ImGui::CreateContext();
    set_up_imgui();
    play_on(play.name.c_str(), {});
  }
  void TearDown() override { ImGui::DestroyContext(); }

  // A lesson some seconds after it began, with these tools switched on.
  void play_on(const char* name, const std::vector<std::string>& on) {
    play = lesson_named(name);
    sandbox::Settings settings = lesson::settings_of(play);
    for (const std::string& tool : on) settings.opening.push_back(*model::parse_command(tool, "on").command);
    sandbox::Sandbox sandbox(settings);
    lesson::go_on(play, sandbox, 24, UINT64_MAX);
    sandbox.snapshot(run);
    lesson::watch(play, sandbox, run);
    state = {};
  }

  Wishes show(Size size) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {size.width, size.height};
    io.DeltaTime = 1.0f / 60;
    now_s_ += 1.0 / 60;
    ImGui::NewFrame();
    commands.clear();
    const Learning learning{.play = &play, .progress = &progress};
    const Wishes wishes =
        draw(state, run, {size.width, size.height, 1, now_s_, 1.0f / 60}, scene, commands, learning);
    ImGui::Render();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
    return wishes;
  }

  const Control* find(std::string_view id) const {
    const auto found = std::find_if(state.controls.begin(), state.controls.end(),
                                    [&](const Control& control) { return control.id == id; });
    return found == state.controls.end() ? nullptr : &*found;
  }

  // Pressed and released in the middle of it; the wishes of the release.
  Wishes press(std::string_view id, Size size) {
    show(size);
    const Control* control = find(id);
    EXPECT_NE(control, nullptr) << id;
    if (control == nullptr) return {};
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(control->rect.x + control->rect.width / 2,
                        control->rect.y + control->rect.height / 2);
    show(size);
    io.AddMouseButtonEvent(0, true);
    show(size);
    io.AddMouseButtonEvent(0, false);
    return show(size);
  }

  bool begins(std::string_view id) const {
    return std::any_of(state.controls.begin(), state.controls.end(),
                       [&](const Control& control) { return control.id.rfind(id, 0) == 0; });
  }

  lesson::Play play = lesson_named("stage-4");
  lesson::Progress progress;
  sandbox::Snapshot run;
  UiState state;
  render::Scene scene;
  std::vector<model::Command> commands;

 private:
  double now_s_ = 0;
};

TEST_F(LessonScreen, OnlyTheToolsOfTheStageAreOnOffer) {
  for (const Size size : {kWide, kDesk, kTablet, kPhone}) {
    show(size);
    EXPECT_NE(find("cdn"), nullptr) << size.width;
    EXPECT_EQ(find("stateless"), nullptr) << size.width;
    EXPECT_EQ(find("sharding"), nullptr) << size.width;
  }
}

// A switch, a row of sizes or the slider of users; else a knob of a node that is there when the rest is on.
TEST_F(LessonScreen, EveryToolOfEveryLessonHasAControl) {
  for (const char* name : {"stage-1", "stage-500", "stage-1000", "stage-10000", "stage-4", "stage-4-crash",
                           "stage-5", "stage-6", "stage-7", "challenge-sold-out"}) {
    std::vector<std::string> on;
    for (const std::string& tool : lesson_named(name).scenario.story.tools)
      if (model::info(*model::find_command(tool)).kind == model::CommandKind::toggle) on.push_back(tool);
    play_on(name, on);
    ASSERT_FALSE(play.scenario.story.tools.empty()) << name;
    for (const std::string& tool : play.scenario.story.tools) {
      state.selected.clear();
      show(kDesk);
      const bool toggle = model::info(*model::find_command(tool)).kind == model::CommandKind::toggle;
      bool there = find(tool) != nullptr || (!toggle && find(tool + "+") != nullptr);
      for (std::size_t i = 0; i < run.nodes.size() && !there && !toggle; ++i) {
        state.selected = run.nodes[i].node.id;
        show(kDesk);
        there = begins("knob." + tool + "+") || begins("knob." + tool + ".");
      }
      EXPECT_TRUE(there) << tool << " of " << name;
    }
  }
}

TEST_F(LessonScreen, TheDatabaseOfStage500IsAPressAwayOnEveryScreen) {
  play_on("stage-500", {});
  for (const Size size : {kWide, kDesk, kTablet, kPhone}) {
    state = {};
    press("own-database", size);
    ASSERT_EQ(commands.size(), 1u) << size.width;
    EXPECT_EQ(model::info(commands[0].id).id, "own-database") << size.width;
  }
}

TEST_F(LessonScreen, OnAPhoneASizeOfTheLessonOpensTheNodeWhoseKnobItIs) {
  play_on("stage-1000", {});
  press("web-servers", kPhone);
  EXPECT_EQ(state.selected, "web.eu");
  show(kPhone);
  EXPECT_NE(find("knob.web-servers+"), nullptr);
}

TEST_F(LessonScreen, ANodesKnobsAreThoseOfTheLesson) {
  state.selected = "primary";
  show(kDesk);
  EXPECT_NE(find("knob.database-cores+"), nullptr);
  EXPECT_FALSE(begins("knob.writes")) << "is not on offer at stage 4";
  EXPECT_FALSE(begins("knob.pooler"));
  const auto users = std::find_if(run.nodes.begin(), run.nodes.end(), [](const sandbox::NodeView& node) {
    return node.node.kind == model::NodeKind::users;
  });
  ASSERT_NE(users, run.nodes.end());
  state.selected = users->node.id;
  show(kDesk);
  EXPECT_TRUE(begins("knob.retries")) << "how people behave may always be changed";
}

TEST_F(LessonScreen, AHintIsAPressAway) {
  EXPECT_TRUE(press("hint", kWide).hint);
  state = {};
  EXPECT_TRUE(press("hint", kDesk).hint);
}

TEST_F(LessonScreen, AHintThatIsOpenedIsInSight) {
  show(kDesk);
  EXPECT_EQ(state.scrolls[play.name].at, 0);
  play.hints_opened = 3;
  show(kDesk);
  show(kDesk);
  EXPECT_GT(state.scrolls[play.name].at, 0) << "three hints are longer than the drawer";
  const float moved = state.scrolls[play.name].at;
  show(kDesk);
  EXPECT_EQ(state.scrolls[play.name].at, moved) << "moved once, then the reader's own";
}

TEST_F(LessonScreen, AQuestionStandsOnEveryScreenAndTakesAGuess) {
  ASSERT_NE(lesson::to_ask(play, *model::parse_command("cdn", "on").command), nullptr);
  for (const Size size : {kWide, kDesk, kTablet, kPhone}) {
    state = {};
    EXPECT_EQ(press("guess.2", size).guess, 2) << size.width;
    EXPECT_TRUE(press("skip", kWide).skip);
  }
}

TEST_F(LessonScreen, ALineMayBeDrawnInstead) {
  ASSERT_NE(lesson::to_ask(play, *model::parse_command("cdn", "on").command), nullptr);
  show(kWide);
  const Rect pad = find("draw")->rect;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(pad.x + 4, pad.y + pad.height / 3);
  show(kWide);
  io.AddMouseButtonEvent(0, true);
  show(kWide);
  for (int i = 1; i <= 20; ++i) {
    io.AddMousePosEvent(pad.x + (pad.width - 4) * static_cast<float>(i) / 20,
                        pad.y + pad.height * (0.33f + 0.02f * static_cast<float>(i)));
    show(kWide);
  }
  io.AddMouseButtonEvent(0, false);
  const Wishes wishes = show(kWide);
  ASSERT_EQ(wishes.line.size(), lesson::kLinePoints);
  EXPECT_NEAR(wishes.line.front(), 1, 0.1);
  EXPECT_LT(wishes.line.back(), 0.6f);
  for (const float point : wishes.line) EXPECT_GT(point, 0);
}

TEST_F(LessonScreen, UnderTheRaisedSheetNothingIsPressed) {
  state.lesson_raised = true;
  show(kPhone);
  const Control* cdn = find("cdn");
  ASSERT_NE(cdn, nullptr);
  press("cdn", kPhone);
  EXPECT_TRUE(commands.empty());
  press("close-lesson", kPhone);
  EXPECT_FALSE(state.lesson_raised);
}

TEST_F(LessonScreen, EveryLessonOfTheListCanBeChosen) {
  state.overlay = Overlay::lessons;
  show(kWide);
  for (const lesson::LessonInfo& info : lesson::kStages)
    EXPECT_NE(find("lesson." + std::string(info.name)), nullptr) << info.name;
  for (const lesson::LessonInfo& info : lesson::kCases)
    EXPECT_NE(find("lesson." + std::string(info.name)), nullptr) << info.name;
  EXPECT_EQ(press("lesson.challenge-deploy", kWide).lesson, "challenge-deploy");
  EXPECT_EQ(state.overlay, Overlay::none);
  EXPECT_TRUE(press("free-play", kWide).free_play);
  EXPECT_EQ(press("stage.5", kWide).lesson, "stage-5");
}

TEST_F(LessonScreen, EverySheetStandsWithinEveryScreen) {
  for (const Overlay overlay : {Overlay::lessons, Overlay::advisor, Overlay::glossary, Overlay::beside})
    for (const Size size : {kWide, kDesk, kTablet, kPhone}) {
      state = {};
      state.overlay = overlay;
      show(size);
      for (const Control& control : state.controls) {
        EXPECT_GE(control.rect.x, -12) << control.id << " at " << size.width;
        EXPECT_LE(control.rect.right(), size.width + 1) << control.id << " at " << size.width;
        EXPECT_LE(control.rect.bottom(), size.height + 1) << control.id << " at " << size.width;
      }
      press("close-sheet", size);
      EXPECT_EQ(state.overlay, Overlay::none);
    }
}

TEST_F(LessonScreen, TheTimeAxisDraggedBackAsksForThePast) {
  show(kWide);
  const Rect axis = find("time")->rect;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(axis.right() - 2, axis.y + 8);
  show(kWide);
  io.AddMouseButtonEvent(0, true);
  show(kWide);
  io.AddMousePosEvent(axis.x + axis.width / 2, axis.y + 8);
  EXPECT_LT(show(kWide).back_to_s, 0) << "while it is dragged nothing happens yet";
  io.AddMouseButtonEvent(0, false);
  const double back = show(kWide).back_to_s;
  EXPECT_GT(back, 0);
  EXPECT_LT(back, run.time_s);
}

TEST_F(LessonScreen, WonItSaysSoWithoutBeingScrolled) {
  for (const char* name : {"stage-4", "stage-1000", "stage-6"}) {
    play_on(name, {});
    play.met = true;
    for (const Size size : {kWide, kDesk, kTablet, kPhone}) {
      state = {};
      state.lesson_raised = true;
      show(size);
      const Control* next = find("next-lesson");
      ASSERT_NE(next, nullptr);
      EXPECT_GE(next->rect.height, 28) << name << " at " << size.width;
    }
  }
}

TEST_F(LessonScreen, AReaderFarDownIsBroughtToTheAnswerOnce) {
  play.hints_opened = 3;
  show(kDesk);
  show(kDesk);
  float& at = state.scrolls[play.name].at;
  ASSERT_GT(at, 0) << "three hints are longer than the drawer";
  play.predictions.at(0).asked = lesson::Asked::answered;
  show(kDesk);
  EXPECT_EQ(at, 0);
  at = 20;
  show(kDesk);
  EXPECT_GT(at, 0) << "then it is the reader's own";
}

TEST_F(LessonScreen, ALongLinkStaysWithinItsColumn) {
  play_on("stage-1000", {});
  play.met = true;
  show(kDesk);
  const Control* next = find("next-lesson");
  ASSERT_NE(next, nullptr);
  EXPECT_LE(next->rect.right(), 24 + 240 + 8);
}

TEST_F(LessonScreen, WonItNamesTheNextLessonWithinEveryScreen) {
  play.met = true;
  play.stars_won = 2;
  for (const Size size : {kWide, kDesk, kTablet, kPhone}) {
    state = {};
    state.lesson_raised = true;
    show(size);
    show(size);
    for (const Control& control : state.controls) {
      EXPECT_LE(control.rect.right(), size.width + 1) << control.id << " at " << size.width;
      EXPECT_LE(control.rect.bottom(), size.height + 1) << control.id << " at " << size.width;
    }
  }
  EXPECT_EQ(press("next-lesson", kWide).lesson, "stage-4-crash");
}

}  // namespace
}  // namespace scale::ui
