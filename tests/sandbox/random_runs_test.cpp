// Random architectures under random changes and incidents: nothing crashes, and at any time what has arrived
// is completed, failed or in flight.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/apply.h"
#include "model/sharding.h"
#include "sandbox/run.h"

namespace scale::sandbox {
namespace {

using model::Command;
using model::CommandInfo;
using model::CommandKind;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t below(std::uint64_t n) {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return (x ^ (x >> 31)) % n;
  }
  double share() { return static_cast<double>(below(1'000'001)) / 1e6; }

 private:
  std::uint64_t state_;
};

// Any allowed value; of counts the small ones mostly, so that a network stays quick to build.
double random_value(const CommandInfo& row, Dice& dice) {
  if (row.id == "speed") return dice.below(2) != 0 ? 10 : 60;
  if (row.id == "time-of-day") return -1 + 25 * dice.share();
  if (row.kind == CommandKind::amount && row.low == 0) return row.high * dice.share() * dice.share();
  if (row.kind == CommandKind::amount) return row.low * std::pow(row.high / row.low, dice.share());
  if (row.kind == CommandKind::count) {
    const double high = dice.below(20) == 0 ? std::min(row.high, 300.0) : std::min(row.high, 12.0);
    return row.low + std::floor(dice.share() * (high - row.low));
  }
  return row.low + static_cast<double>(dice.below(static_cast<std::uint64_t>(row.high - row.low) + 1));
}

Command random_command(Dice& dice, double time_s) {
  const auto& table = model::command_table();
  for (;;) {
    const auto id = static_cast<model::CommandId>(dice.below(table.size()));
    const Command command{time_s, id, random_value(table[id], dice)};
    if (!model::check(command)) return command;
  }
}

void carry_out(Run& run, const Command& command) {
  const CommandInfo& row = model::info(command.id);
  const model::Architecture before = run.architecture;
  if (row.id == "speed") {
    run.speed = command.value;
  } else if (row.id == "time-of-day") {
    run.situation.clock.reset();
    if (command.value >= 0) run.situation.clock = {command.value, command.time_s};
  } else if (row.kind == CommandKind::incident) {
    run.situation.incidents.push_back({command.id, command.value, command.time_s});
  } else if (!model::apply(run.architecture, command)) {
    model::note_change(run.situation, run.catalog, before, run.architecture, command.time_s);
  }
  rebuild(run);
}

void expect_conserved(const Run& run, const std::string& after) {
  const auto violation = run.engine.check_conservation();
  EXPECT_FALSE(violation) << after << ": " << violation.value_or("");
}

void play_random(std::uint64_t seed, int changes) {
  Dice dice(seed);
  Run run;
  run.catalog.server_replacement_s = 3;  // so that incidents end within the run
  run.catalog.region_detection_s = 1;
  run.catalog.dns_ttl_s = 1;
  run.catalog.region_outage_s = 4;
  run.catalog.database_failover_s = 2;
  run.catalog.store_restart_s = 1;
  run.catalog.link_cut_s = 2;
  run.catalog.broker_restart_s = run.catalog.worker_restart_s = 1;
  run.catalog.redelivery_s = 0.5;
  run.catalog.mail_publish_s = 1;
  run.catalog.edge_detection_s = 1;
  run.catalog.edge_dns_ttl_s = 1;
  run.catalog.edge_outage_s = 3;
  run.catalog.push_s = 1;
  run.catalog.flood_detection_s = 1;
  run.catalog.flood_hold_s = 2;
  for (int i = 0; i < 25; ++i) {
    const Command command = random_command(dice, 0);
    if (model::info(command.id).kind != CommandKind::incident) model::apply(run.architecture, command);
  }
  start(run, seed);
  for (int i = 0; i < changes; ++i) {
    advance(run, run.engine.now_s() + 0.25 * dice.share(), UINT64_MAX);
    const Command command = random_command(dice, run.engine.now_s());
    carry_out(run, command);
    expect_conserved(run, "seed " + std::to_string(seed) + ", " + model::to_text(command));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(RandomRuns, ConserveRequestsWhateverIsChanged) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) play_random(seed, 12);
}

TEST(RandomRuns, AHundredArchitecturesUnderAHundredChangesEachLong) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) play_random(seed, 100);
}

}  // namespace
}  // namespace scale::sandbox
