// key -> member: by range, by hash modulo, or on a ring with virtual nodes (Karger et al. 1997), with a move
// from an earlier number of members in progress or done. The hash of a member is that of its name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/network.h"
#include "sim/turns.h"
#include "sim/zipf.h"

namespace scale::sim {

// Points on a circle of hashes; a key belongs to the next point.
class HashRing {
 public:
  HashRing() = default;
  HashRing(const std::vector<std::uint64_t>& member_hashes, std::uint32_t virtual_nodes);
  std::uint32_t member_of(std::uint64_t hash) const;
  // Share of the circle that is each member's.
  std::vector<double> shares(std::uint32_t members) const;
  bool empty() const { return points_.empty(); }

 private:
  struct Point {
    std::uint64_t hash;
    std::uint32_t member;
  };
  std::vector<Point> points_;
  std::vector<std::uint32_t> first_;  // by the highest bits of the hash: where to start looking
  int shift_ = 63;
};

struct KeyMapState {
  KeyMap config;
  std::uint32_t pool = kNone;  // the engine's number of the pool
  std::uint32_t members = 0;
  std::vector<std::string> names;
  std::vector<std::uint64_t> member_hashes;
  KeyLaw law{1, 0};
  HashRing ring, ring_before;
  std::vector<double> range_ends;  // cumulative shares
  Turns turns;                     // of the members, in packets

  void configure(const KeyMap& m, std::uint32_t pool_number, const std::vector<std::string>& member_names);

  std::uint64_t draw_key(Generator& g) const;
  std::uint32_t place(std::uint64_t key) const;
  std::uint32_t place_among(std::uint64_t key, std::uint32_t count, const HashRing& r) const;
  // The member that gets a packet of k requests.
  std::uint32_t send_packet(std::uint32_t k, Generator& g);
  std::vector<double> shares() const;  // of the requests, each member's
};

}  // namespace scale::sim
