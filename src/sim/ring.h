// A queue in a vector of a power of two, as a ring: entry i, of those from head to tail, lies at i modulo its
// size.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace scale::sim {

// Doubles a full ring; an empty vector becomes one of `fewest`.
template <typename T>
void widen(std::vector<T>& ring, std::uint64_t head, std::uint64_t tail, std::size_t fewest) {
  std::vector<T> wider(std::max(fewest, 2 * ring.size()));
  for (std::uint64_t i = head; i != tail; ++i) wider[i & (wider.size() - 1)] = ring[i & (ring.size() - 1)];
  ring = std::move(wider);
}

}  // namespace scale::sim
