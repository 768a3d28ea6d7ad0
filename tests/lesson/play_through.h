// A play with its run, watched as a program would.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "lesson/play.h"
#include "model/words.h"

namespace scale::lesson {

// The file web/lessons/NAME.json.
inline Play lesson(std::string_view name) {
  const std::string path = std::string(SCALE_LESSONS "/") + std::string(name) + ".json";
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  model::ParsedScenario parsed = model::parse_scenario(text.str());
  EXPECT_TRUE(parsed.scenario.has_value())
      << path << ": " << (parsed.error ? model::to_text(*parsed.error) : "");
  return start_play(std::string(name), parsed.scenario.value_or(model::Scenario{}));
}

struct Played {
  Play play;
  sandbox::Sandbox sandbox;
  sandbox::Snapshot now;

  explicit Played(Play played, bool ghost = true) : play(std::move(played)), sandbox(settings(play, ghost)) {}

  static sandbox::Settings settings(const Play& play, bool ghost) {
    sandbox::Settings out = settings_of(play);
    out.ghost = ghost;
    return out;
  }

  void to(double time_s) {
    while (sandbox.time_s() < time_s) {
      go_on(play, sandbox, std::min(time_s, sandbox.time_s() + 2), UINT64_MAX);
      sandbox.snapshot(now);
      watch(play, sandbox, now);
    }
  }
  void act(const model::Command& command) { sandbox.apply(command); }
  // The commands of a solution at their times.
  void follow(const model::Solution& solution) {
    for (const model::Command& command : solution.commands) {
      to(command.time_s);
      act(command);
    }
  }
};

}  // namespace scale::lesson
