// A scenario file: what is built at the start, what happens when, which constants differ, and the story and
// goal around it. Plain data; the run gives the seed and the log, the lesson what its words mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/command.h"
#include "model/json.h"
#include "model/story.h"

namespace scale::model {

inline constexpr int kScenarioVersion = 1;
inline constexpr std::uint32_t kLargestPacket = 32'768;

// 0: by the rule.
constexpr bool is_packet(std::uint32_t k) {
  return k <= kLargestPacket && (k & (k - 1)) == 0;
}

struct CatalogOverride {
  std::string name;
  double value = 0;

  friend bool operator==(const CatalogOverride&, const CatalogOverride&) = default;
};

struct Scenario {
  Story story;
  std::uint64_t seed = 1;    // in JSON beyond 2^53 as text, since its numbers are not exact there
  std::uint32_t packet = 0;  // requests in a packet, a power of two to 32 768; 0: by the rule
  Architecture architecture;
  std::vector<Command> commands;  // in the order of their times
  std::vector<CatalogOverride> catalog;
};

struct ParsedScenario {
  std::optional<Scenario> scenario;
  std::optional<JsonError> error;
};
// The first fault is named with its line, its field, what is allowed and, for an unknown name, the nearest.
ParsedScenario parse_scenario(std::string_view json);
// Parses back to the same scenario. Only what differs from a new one is written.
std::string to_json(const Scenario& scenario);
// The JSON schema of all the above, made from the tables of commands and constants.
std::string scenario_schema();

Catalog catalog_of(const std::vector<CatalogOverride>& overrides);
Catalog catalog_of(const Scenario& scenario);

}  // namespace scale::model
