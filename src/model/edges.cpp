#include "model/edges.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "model/addresses.h"

namespace scale::model {
namespace {

using Sick = std::array<bool, kRegions>;

struct Outage {
  Region edge;
  double start_s, noticed_s, end_s, back_s;
};

std::vector<Outage> outages(const Catalog& c, const Situation& situation) {
  std::vector<Outage> list;
  for (const Incident& incident : situation.incidents) {
    if (!is(incident, "edge-outage")) continue;
    const double end_s = incident.start_s + c.edge_outage_s;
    list.push_back({static_cast<Region>(incident.value), incident.start_s,
                    incident.start_s + c.edge_detection_s, end_s, end_s + c.edge_dns_ttl_s});
  }
  return list;
}

// The edges that nobody is sent to.
Sick sick_at(const std::vector<Outage>& list, double now_s) {
  Sick sick{};
  for (const Outage& outage : list)
    if (now_s >= outage.noticed_s && now_s < outage.back_s)
      sick[static_cast<std::size_t>(outage.edge)] = true;
  return sick;
}

Region nearest(const Catalog& c, Region users, const Sick& sick) {
  Region best = users;
  bool found = false;
  for (const Region edge : kAllRegions) {
    if (sick[static_cast<std::size_t>(edge)]) continue;
    if (found && edge_round_trip_s(c, users, edge) >= edge_round_trip_s(c, users, best)) continue;
    best = edge;
    found = true;
  }
  return best;
}

}  // namespace

double edge_round_trip_s(const Catalog& c, Region users, Region edge) {
  const double between = c.round_trip_s[static_cast<std::size_t>(users)][static_cast<std::size_t>(edge)];
  return users == edge ? c.edge_round_trip_s : c.edge_round_trip_s + between;
}

bool edge_is_up(const Catalog& c, const Situation& situation, Region edge, double now_s) {
  const std::vector<Outage> list = outages(c, situation);
  return std::none_of(list.begin(), list.end(), [&](const Outage& outage) {
    return outage.edge == edge && now_s >= outage.start_s && now_s < outage.end_s;
  });
}

EdgeService edge_service(const Catalog& c, const Situation& situation, Region users, double now_s) {
  const std::vector<Outage> list = outages(c, situation);
  EdgeService service;
  service.edge = nearest(c, users, sick_at(list, now_s));
  service.lost_edge = service.edge;

  std::vector<double> changes;
  for (const Outage& outage : list)
    for (const double at : {outage.noticed_s, outage.back_s})
      if (at <= now_s) changes.push_back(at);
  std::sort(changes.begin(), changes.end());
  Region address = nearest(c, users, Sick{});
  for (const double at : changes) {
    const Region before = address;
    address = nearest(c, users, sick_at(list, at));
    if (address == before || now_s >= at + c.edge_dns_ttl_s || edge_is_up(c, situation, before, now_s))
      continue;
    service.lost_edge = before;
    service.lost_share = share_with_old_address(at, c.edge_dns_ttl_s, now_s);
  }
  if (!edge_is_up(c, situation, service.edge, now_s)) {
    service.lost_edge = service.edge;
    service.lost_share = 1;
  }
  return service;
}

double next_edge_change_s(const Catalog& c, const Situation& situation, double now_s) {
  double next = std::numeric_limits<double>::infinity();
  for (const Outage& outage : outages(c, situation)) {
    for (const double at : {outage.start_s, outage.end_s, outage.back_s})
      if (at > now_s) next = std::min(next, at);
    next = std::min(next, next_expiry_step_s(outage.noticed_s, c.edge_dns_ttl_s, now_s));
  }
  return next;
}

}  // namespace scale::model
