// What is up of a site's message queue.
#pragma once

#include <cstdint>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/situation.h"

namespace scale::model {

bool broker_is_up(const Situation& situation, const Catalog& catalog, double now_s);

struct WorkerState {
  int up = 0;                 // of a site's workers
  std::uint32_t crashes = 0;  // how many have crashed so far
};
// Workers are counted over all sites, as web servers are; a crashed one is back after a while.
WorkerState worker_state(const Architecture& architecture, const Situation& situation, const Catalog& catalog,
                         Region site, double now_s);

}  // namespace scale::model
