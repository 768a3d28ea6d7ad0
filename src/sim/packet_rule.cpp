#include "sim/packet_rule.h"

#include <algorithm>

namespace scale::sim {
namespace {

// Measured (scale-sandbox validate): processor sharing at 0.85 is 1 % off at k = 2 and 7 % at 8; a closed
// class of 164 packets loses 2.6 % of its throughput, one of 656 nothing.
constexpr std::uint32_t kSharingPacket = 2;
constexpr std::uint32_t kFewestCustomerPackets = 512;

}  // namespace

std::uint32_t packet_for(const Network& network, std::uint32_t k) {
  if (k > kMostPromisedPacket) return k;
  const bool shares = std::any_of(network.stations.begin(), network.stations.end(), [](const Station& s) {
    return s.discipline == Discipline::processor_sharing;
  });
  return shares ? std::min(k, kSharingPacket) : k;
}

std::uint32_t packet_of_closed_class(std::uint32_t customers, std::uint32_t k) {
  while (k > 1 && customers / k < kFewestCustomerPackets) k /= 2;
  return k;
}

}  // namespace scale::sim
