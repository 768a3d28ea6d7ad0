// Which site serves whom, and what a lost site does to its users.
// Gain of several sites: pages start nearer, and a lost one has successors. Price: until the loss is noticed
// and the addresses that users hold have expired they still go to the dead site; the survivors must have room
// for them; everything that is written must reach the other sites (replication.cpp, synchronisation.cpp).
// Active-passive: one site serves everybody, the others stand by. Gain: nothing that is read is older than
// its own site's replicas, and no two sites write. Price: far users stay far, the idle machines are paid for,
// and when the one is lost it is lost for everybody until the addresses have changed. Not modelled: resolvers
// that ignore the TTL, a site that is half dead, a gradual return (when a lost site is back, its users return
// together once a TTL has passed). Checked by theory/failover.h.
#pragma once

#include <cstdint>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/situation.h"

namespace scale::model {

struct SiteState {
  bool up = true;
  std::uint32_t life = 0;  // how often it was lost: what was in memory there is gone
};
SiteState site_state(const Situation& situation, const Catalog& catalog, Region site, double now_s);

// Where a region's users go.
struct Service {
  Region site = Region::eu;  // the address that the DNS gives now
  Region lost_site = Region::eu;
  double lost_share = 0;    // of the users: they hold the address of lost_site, which answers nobody
  std::uint32_t moves = 0;  // how often the address has changed
};
Service service_of(const Architecture& architecture, const Catalog& catalog, const Situation& situation,
                   Region users, double now_s);

// Europe, if it has a data centre, else the first that has: where a single primary is, and who serves all
// when the others only stand by.
Region home_site(const Architecture& architecture);

// Who serves these users: the nearest built site; where all are `shut`, the nearest of all. With sites that
// stand by it is the home site, as long as that is not shut.
Region nearest_site(const Architecture& architecture, const Catalog& catalog, Region users,
                    const std::array<bool, kRegions>& shut);

double next_region_change_s(const Situation& situation, const Catalog& catalog, double now_s);

int site_count(const Architecture& architecture);

}  // namespace scale::model
