#include "model/failover.h"

#include <algorithm>
#include <limits>

#include "model/regions.h"

namespace scale::model {
PrimaryState primary_state(const Architecture& a, const Catalog& c, const Situation& situation,
                           double now_s) {
  PrimaryState state;
  state.site = home_site(a);
  const bool has_heir = a.replicas > 0;
  for (const Incident& incident : situation.incidents) {
    if (incident.start_s > now_s) continue;
    if (is(incident, "db-failover")) {
      const double back_s = incident.start_s + (has_heir ? c.database_failover_s : c.database_restore_s);
      ++state.machine_life;
      if (has_heir) ++state.promotions[static_cast<std::size_t>(state.site)];
      if (now_s < back_s) state.machine_up = false;
      if (has_heir && now_s >= back_s && now_s < back_s + c.server_replacement_s)
        state.replica_is_missing = true;
    }
    if (is(incident, "region-outage") && static_cast<Region>(incident.value) == state.site) {
      std::array<bool, kRegions> shut{};
      shut[static_cast<std::size_t>(state.site)] = true;
      const Region heir = nearest_site(a, c, state.site, shut);
      const bool moves = has_heir && heir != state.site && a.writes == Writes::single;
      const double back_s = incident.start_s + (moves ? c.database_failover_s : c.region_outage_s);
      ++state.site_life;
      if (now_s < back_s) state.site_up = false;
      if (moves) ++state.promotions[static_cast<std::size_t>(heir)];
      if (moves && now_s >= back_s) state.site = heir;
    }
  }
  return state;
}

double next_failover_change_s(const Situation& situation, const Catalog& c, double now_s) {
  double next = std::numeric_limits<double>::infinity();
  const auto consider = [&](double at) {
    if (at > now_s) next = std::min(next, at);
  };
  for (const Incident& incident : situation.incidents) {
    if (!is(incident, "db-failover") && !is(incident, "region-outage")) continue;
    consider(incident.start_s + c.database_failover_s);
    consider(incident.start_s + c.database_restore_s);
    consider(incident.start_s + c.database_failover_s + c.server_replacement_s);
  }
  return next;
}

}  // namespace scale::model
