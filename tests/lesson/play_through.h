// A play with its run, watched as a program would.
#pragma once

#include <algorithm>
#include <utility>

#include "lesson/play.h"

namespace scale::lesson {

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
