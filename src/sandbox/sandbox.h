// One running sandbox: clock, command log, engine, ghost and history. A value: a copy is a saved state.
// Knows no wall clock: the program says how far to go and how much work a frame may cost.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "model/command.h"
#include "sandbox/snapshot.h"

namespace scale::sandbox {

struct Settings {
  std::uint64_t seed = 1;
  std::uint32_t packet = 0;  // requests a packet; 0: by the rule
  model::Catalog catalog = model::default_catalog();
  std::vector<model::Command> opening;  // applied at time 0, before the first request
  bool ghost = true;
};

struct SandboxState;

class Sandbox {
 public:
  explicit Sandbox(const Settings& settings);
  Sandbox(const Sandbox&);
  Sandbox(Sandbox&&) noexcept;
  Sandbox& operator=(const Sandbox&);
  Sandbox& operator=(Sandbox&&) noexcept;
  ~Sandbox();

  // Why a command would be refused as the run stands; nothing where it would not.
  std::optional<model::CommandError> refusal(const model::Command& command) const;
  // At the run's present time, whatever the command says. A refused command changes nothing.
  std::optional<model::CommandError> apply(model::Command command);
  // What is planned for both, as a ramp of users or an incident: the ghost takes part in it. Not to be
  // undone.
  std::optional<model::CommandError> apply_to_both(model::Command command);
  void undo();
  void redo();

  // Half the work and memory; for good: the next change makes none either.
  void forget_ghost(bool for_good);

  // Goes on to time_s, or stops after about most_events; returns the time reached. Slicing never changes a
  // run.
  double run_until(double time_s, std::uint64_t most_events);

  const Settings& settings() const;
  double time_s() const;
  double speed() const;  // as commanded; 0 is never returned, a pause is the program's own affair
  const std::vector<model::Command>& log() const;
  bool was_for_both(std::size_t command) const;  // of the log
  const model::Architecture& architecture() const;
  std::uint64_t hash() const;
  // Packets that run and ghost hold now.
  std::uint64_t under_way() const;
  // What run and ghost take of memory, about; a copy without the ghost takes what the run does.
  std::size_t memory_bytes() const;
  std::size_t memory_bytes_of_run() const;

  // What goals are checked against: the last 60 simulated seconds, and as many more, up to 20 minutes, as it
  // takes to hold 200 page views.
  Figures last_minute() const;

  // Refreshes `out` in place; cheap when nothing has changed since its revision.
  void snapshot(Snapshot& out) const;
  // The replays finished since the last call (snapshot() does not carry them away).
  std::vector<Replay> take_replays();

 private:
  std::unique_ptr<SandboxState> state_;
};

}  // namespace scale::sandbox
