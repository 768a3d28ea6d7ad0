// The primary dies, and a replica takes its place.
// Gain of replicas: a successor within minutes. Price: no writes until it is promoted, and what it had not
// applied yet is lost. Without a replica the machine itself must come back, which takes longer and loses
// nothing. When a site with the primary is lost, a replica of the nearest other site is promoted, and stays.
// Not modelled: a primary that is dead only for some (split brain), failing back.
#pragma once

#include <array>
#include <cstdint>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/situation.h"

namespace scale::model {

struct PrimaryState {
  Region site = Region::eu;
  bool site_up = true;     // false: no database can be written
  bool machine_up = true;  // false: the busiest one cannot, or its first shard
  std::uint32_t site_life = 0, machine_life = 0;
  bool replica_is_missing = false;  // it was promoted and is not replaced yet
  // How often a replica of this site was promoted: what it lacked is lost.
  std::array<std::uint32_t, kRegions> promotions{};
};

// With a primary in each region: of the first one, which the incident strikes.
PrimaryState primary_state(const Architecture& architecture, const Catalog& catalog,
                           const Situation& situation, double now_s);

double next_failover_change_s(const Situation& situation, const Catalog& catalog, double now_s);

}  // namespace scale::model
