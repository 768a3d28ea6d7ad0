// What the CDN is asked to do, and how far its pushes have come.
#pragma once

#include <cstdint>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/situation.h"

namespace scale::model {

// Pages too go by way of the edges: in the dynamic mode, and behind the CDN's shield, which sees only what
// comes through it.
bool pages_through_edges(const Architecture& architecture);
bool files_are_pushed(const Architecture& architecture);

// Pushes that have arrived at the edges by now_s.
std::uint32_t pushes_done(const Situation& situation, const Catalog& catalog, double now_s);
bool push_is_under_way(const Situation& situation, const Catalog& catalog, double now_s);
// Changes of files that no push begun since has taken to the edges.
int unpushed_changes(const Situation& situation, double now_s);

}  // namespace scale::model
