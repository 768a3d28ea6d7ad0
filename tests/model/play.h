// Plays commands on a sandbox: what most tests of the model do.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "model/command.h"
#include "sandbox/sandbox.h"

namespace scale::test {

inline constexpr auto kEap = static_cast<std::size_t>(model::Region::eap);
inline constexpr auto kSas = static_cast<std::size_t>(model::Region::sas);

using Words = std::initializer_list<std::pair<std::string_view, std::string_view>>;

inline model::Command command(std::string_view id, std::string_view value = "") {
  return model::parse_command(id, value).command.value();
}

inline sandbox::Sandbox play(Words opening, std::uint64_t seed = 1, std::uint32_t packet = 1,
                             const model::Catalog& catalog = model::default_catalog()) {
  sandbox::Settings settings;
  settings.catalog = catalog;
  settings.seed = seed;
  settings.packet = packet;
  settings.ghost = false;
  for (const auto& [id, value] : opening) settings.opening.push_back(command(id, value));
  return sandbox::Sandbox(settings);
}

inline void run_to(sandbox::Sandbox& sandbox, double time_s) {
  sandbox.run_until(time_s, UINT64_MAX);
}

inline sandbox::Snapshot look(const sandbox::Sandbox& sandbox) {
  sandbox::Snapshot snapshot;
  sandbox.snapshot(snapshot);
  return snapshot;
}

// Nullptr where the architecture has no such node.
inline const sandbox::NodeView* node(const sandbox::Snapshot& snapshot, std::string_view id) {
  for (const sandbox::NodeView& view : snapshot.nodes)
    if (view.node.id == id) return &view;
  return nullptr;
}

}  // namespace scale::test
