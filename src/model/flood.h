// A flood of hostile requests, and who turns them away.
#pragma once

#include <cstdint>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/situation.h"

namespace scale::model {

// The shield that is really there: a balancer's filter needs the balancer, a CDN's shield the CDN.
Shield shield_in_place(const Architecture& architecture);

int floods_under_way(const Situation& situation, const Catalog& catalog, double now_s);
// Whoever may turn hostile requests away knows them by now.
bool flood_is_recognised(const Situation& situation, const Catalog& catalog, double now_s);

// Hostile requests in a packet: the smallest power of two, not below the network's own, that leaves at most
// 20 000 packets in a second of the wall clock.
std::uint32_t hostile_packet_by_rule(const Catalog& catalog, double speed);

}  // namespace scale::model
