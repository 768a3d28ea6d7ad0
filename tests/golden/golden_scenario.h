// 250 000 users; the CDN goes on after 10 s, sessions into a store after 15, a server crashes after 20.
#pragma once

#include <cstdint>

#include "model/command.h"
#include "sandbox/sandbox.h"

namespace scale::test {

inline constexpr std::uint64_t kGoldenScenarioHash = 0x65ca0f730c9ebeb2;

inline std::uint64_t golden_scenario_hash() {
  const auto command = [](const char* id, const char* value) {
    return model::parse_command(id, value).command.value();
  };
  sandbox::Settings settings;
  settings.seed = 2019;
  settings.packet = 1;
  settings.opening = {command("users", "250K"), command("web-servers", "5")};
  sandbox::Sandbox sandbox(settings);
  const auto at = [&](double time_s, const model::Command& what) {
    sandbox.run_until(time_s, UINT64_MAX);
    sandbox.apply(what);
  };
  at(10, command("cdn", "on"));
  at(15, command("stateless", "on"));
  at(20, command("server-crash", "1"));
  sandbox.run_until(40, UINT64_MAX);
  sandbox::Snapshot snapshot;
  sandbox.snapshot(snapshot);
  return snapshot.hash;
}

}  // namespace scale::test
