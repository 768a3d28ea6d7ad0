#include "sandbox/room.h"

#include <algorithm>

#include "model/scenario.h"

namespace scale::sandbox {

std::uint32_t packet_with_room(std::uint64_t under_way, std::uint64_t most, std::uint32_t packet,
                               double now_s, double until_s) {
  const double growth = now_s > 0 ? std::max(1.0, until_s / now_s) : 1;
  double packets = static_cast<double>(under_way) * growth;
  std::uint32_t larger = std::max(1u, packet);
  do {
    larger *= 2;
    packets /= 2;
  } while (packets > static_cast<double>(most) && larger < model::kLargestPacket);
  return std::min(larger, model::kLargestPacket);
}

}  // namespace scale::sandbox
