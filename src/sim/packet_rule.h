// How large packets may be for a network: where the validation table shows that the percentiles of larger
// ones are off, smaller ones are used. Beyond 8 no percentile is promised, so nothing is gained by less.
#pragma once

#include <cstdint>

#include "sim/network.h"

namespace scale::sim {

inline constexpr std::uint32_t kMostPromisedPacket = 8;

// The packet to use for this network where cost alone would choose k.
std::uint32_t packet_for(const Network& network, std::uint32_t k);

// A closed class of so few customers is moved in smaller packets than the rest.
std::uint32_t packet_of_closed_class(std::uint32_t customers, std::uint32_t k);

}  // namespace scale::sim
