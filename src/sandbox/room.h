// What a run may hold. An overloaded system holds ever more requests, and every packet of them takes memory:
// whoever makes a run go on looks between two slices whether there is room left.
#pragma once

#include <cstdint>

namespace scale::sandbox {

// Packets, at some 350 bytes each: 1.5 GB, while a list of them grows 2 GB.
inline constexpr std::uint64_t kMostUnderWay = 4'000'000;

// So many events at a time between two looks: no event makes more than some dozens of new requests.
inline constexpr std::uint64_t kEventsBetweenLooks = 500'000;

// The smallest packet, doubled from this one, that has room until then: requests that have become too many by
// now_s become as many more in each second to come.
std::uint32_t packet_with_room(std::uint64_t under_way, std::uint64_t most, std::uint32_t packet,
                               double now_s, double until_s);

}  // namespace scale::sandbox
