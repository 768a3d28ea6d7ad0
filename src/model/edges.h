// Which edge of the CDN serves whom, and what a sick one does to its users.
// Gain: the nearest edge serves; one that answers nobody is left for the next nearest. Price: until the CDN
// has noticed, and the addresses that users hold have expired, they still go to the sick one; then their way
// is longer. Where no edge is healthy all stay where they are, and fail.
// Not modelled: an edge that is only slow, or full (those of a CDN are wide: catalog, edge_cores); a return
// in parts.
#pragma once

#include "model/catalog.h"
#include "model/situation.h"

namespace scale::model {

// Where a region's users are sent.
struct EdgeService {
  Region edge = Region::eu;  // stands in that region
  Region lost_edge = Region::eu;
  double lost_share = 0;  // of the users: they hold the address of lost_edge, which answers nobody
};
EdgeService edge_service(const Catalog& catalog, const Situation& situation, Region users, double now_s);

bool edge_is_up(const Catalog& catalog, const Situation& situation, Region edge, double now_s);
// From a region's users to an edge, beside their own access line.
double edge_round_trip_s(const Catalog& catalog, Region users, Region edge);

double next_edge_change_s(const Catalog& catalog, const Situation& situation, double now_s);

}  // namespace scale::model
