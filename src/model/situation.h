// What has happened to the architecture, as data: incidents with their times. Their course in time (a crash
// is noticed after the health checks, the server replaced after minutes) is worked out from these and the
// clock, so that compile(architecture, situation, now) needs no memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/command.h"

namespace scale::model {

struct Incident {
  CommandId id = 0;
  double value = 0;
  double start_s = 0;
};

// Rows on their way to other shards. What is before it is the architecture that they come from.
struct Resharding {
  double start_s = 0, duration_s = 0;
  Architecture before;
};

// The hour at a moment of the run, from which every region's own clock goes on.
struct Clock {
  double utc_hour = 0, at_s = 0;
};

struct Situation {
  std::vector<Incident> incidents;  // in the order of their times
  std::optional<Clock> clock{};     // none: every region stands at its evening peak
  std::optional<Resharding> resharding{};
};

bool is(const Incident& incident, std::string_view id);

struct ServerState {
  bool up = true;           // false: it answers nobody
  bool in_rotation = true;  // false: the balancer has noticed, or drains it
  std::uint32_t life = 0;   // grows with each restart
};

// Of web server `index` (counted over all sites) among `servers` at now_s.
ServerState web_server_state(const Situation& situation, const Catalog& catalog, int index, int servers,
                             double now_s);

// How often the edges were purged, files changed, the session store restarted, by now_s.
std::uint32_t purges(const Situation& situation, double now_s);
std::uint32_t file_changes(const Situation& situation, double now_s);
std::uint32_t store_restarts(const Situation& situation, double now_s);
// A store with a standby is away until that has taken over, another until it has restarted.
bool store_is_up(const Situation& situation, const Catalog& catalog, bool standby, double now_s);
// Is an incident of this name and length under way?
bool is_under_way(const Situation& situation, std::string_view id, double length_s, double now_s);

// The next time after now_s at which something above changes; infinity: never.
double next_change_s(const Situation& situation, const Catalog& catalog, int servers, double now_s);

}  // namespace scale::model
