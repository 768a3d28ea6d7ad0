#include "model/situation.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "model/edges.h"
#include "model/failover.h"
#include "model/regions.h"
#include "model/sharding.h"

namespace scale::model {

bool is(const Incident& incident, std::string_view id) {
  return info(incident.id).id == id;
}

namespace {

std::uint32_t count_until(const Situation& situation, std::string_view id, double now_s) {
  std::uint32_t n = 0;
  for (const Incident& incident : situation.incidents)
    if (is(incident, id) && incident.start_s <= now_s) ++n;
  return n;
}

// A server's way through a crash: answers nobody from `down_s`, is taken out at `noticed_s`, replaced at
// `back_s`.
struct Outage {
  double drained_s, down_s, noticed_s, back_s;
};

Outage crash_of(const Incident& incident, const Catalog& catalog) {
  const double noticed = incident.start_s + catalog.health_check_s * catalog.health_check_failures;
  return {noticed, incident.start_s, noticed, incident.start_s + catalog.server_replacement_s};
}

// A rolling deploy restarts one server after the other; the balancer is told, so no request meets a dead one.
Outage deploy_of(const Incident& incident, const Catalog& catalog, int index) {
  const double drained = incident.start_s + index * catalog.deploy_server_s;
  const double down = drained + catalog.deploy_drain_s;
  return {drained, down, drained, drained + catalog.deploy_server_s};
}

template <typename Visit>
void for_each_outage(const Situation& situation, const Catalog& catalog, int index, int servers,
                     Visit visit) {
  for (const Incident& incident : situation.incidents) {
    if (is(incident, "server-crash") && static_cast<int>(incident.value) % servers == index)
      visit(crash_of(incident, catalog));
    if (is(incident, "deploy")) visit(deploy_of(incident, catalog, index));
  }
}

}  // namespace

ServerState web_server_state(const Situation& situation, const Catalog& catalog, int index, int servers,
                             double now_s) {
  ServerState state;
  for_each_outage(situation, catalog, index, servers, [&](const Outage& outage) {
    if (now_s >= outage.down_s) ++state.life;
    if (now_s >= outage.down_s && now_s < outage.back_s) state.up = false;
    if (now_s >= outage.drained_s && now_s < outage.back_s) state.in_rotation = false;
  });
  return state;
}

std::uint32_t purges(const Situation& situation, double now_s) {
  return count_until(situation, "cache-flush", now_s);
}

std::uint32_t file_changes(const Situation& situation, double now_s) {
  return count_until(situation, "file-change", now_s);
}

std::uint32_t store_restarts(const Situation& situation, double now_s) {
  return count_until(situation, "store-restart", now_s);
}

bool is_under_way(const Situation& situation, std::string_view id, double length_s, double now_s) {
  return std::any_of(situation.incidents.begin(), situation.incidents.end(), [&](const Incident& incident) {
    return is(incident, id) && now_s >= incident.start_s && now_s < incident.start_s + length_s;
  });
}

bool store_is_up(const Situation& situation, const Catalog& catalog, bool standby, double now_s) {
  return !is_under_way(situation, "store-restart",
                       standby ? catalog.store_takeover_s : catalog.store_restart_s, now_s);
}

double next_change_s(const Situation& situation, const Catalog& catalog, int servers, double now_s) {
  double next = std::min(
      {next_region_change_s(situation, catalog, now_s), next_failover_change_s(situation, catalog, now_s),
       next_resharding_change_s(situation, now_s), next_edge_change_s(catalog, situation, now_s)});
  const auto consider = [&](double at) {
    if (at > now_s) next = std::min(next, at);
  };
  for (int index = 0; index < servers; ++index)
    for_each_outage(situation, catalog, index, servers, [&](const Outage& outage) {
      for (const double at : {outage.drained_s, outage.down_s, outage.noticed_s, outage.back_s}) consider(at);
    });
  for (const Incident& incident : situation.incidents) {
    consider(incident.start_s);
    if (is(incident, "viral")) consider(incident.start_s + catalog.viral_hold_s);
    if (is(incident, "show")) consider(incident.start_s + catalog.show_arrival_s);
    if (is(incident, "report")) consider(incident.start_s + catalog.report_hold_s);
    if (is(incident, "store-restart")) consider(incident.start_s + catalog.store_takeover_s);
    if (is(incident, "store-restart")) consider(incident.start_s + catalog.store_restart_s);
    if (is(incident, "worker-crash")) consider(incident.start_s + catalog.worker_restart_s);
    if (is(incident, "broker-down")) consider(incident.start_s + catalog.broker_restart_s);
    if (is(incident, "newsletter")) consider(incident.start_s + catalog.mail_publish_s);
    if (is(incident, "push")) consider(incident.start_s + catalog.push_s);
    if (is(incident, "flood")) consider(incident.start_s + catalog.flood_detection_s);
    if (is(incident, "flood")) consider(incident.start_s + catalog.flood_hold_s);
  }
  return next;
}

}  // namespace scale::model
