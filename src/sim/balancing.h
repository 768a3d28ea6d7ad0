// Interchangeable stations behind a balancer. In packets a large pool runs as fewer members that each stand
// for several (engine.md, rule 4): `fold` is how many requests of a packet one of them gets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/credit.h"
#include "sim/key_map.h"
#include "sim/network.h"

namespace scale::sim {

// Members by how many requests are at them; among equals, whoever has waited longest for that. O(1).
class LeastConnections {
 public:
  void reset(std::uint32_t members);
  void include(std::uint32_t member, std::uint32_t connections);
  void exclude(std::uint32_t member);
  void change(std::uint32_t member, std::uint32_t connections);
  std::uint32_t least();  // kNone: no member

 private:
  struct Link {
    std::uint32_t next = kNone, previous = kNone, connections = kNone;
  };
  struct Line {
    std::uint32_t head = kNone, tail = kNone;
  };
  std::vector<Link> links_;
  std::vector<Line> lines_;  // by number of connections
  std::uint32_t lowest_ = 0, included_ = 0;
};

struct PoolState {
  std::string name;
  Balancing balancing = Balancing::random;
  bool gone = false;
  bool named = false;                   // a key map or a fan-out tells its members apart: never folded
  std::uint32_t leader = kNone;         // members are chosen in that pool, and this one is folded as it is
  std::vector<std::uint32_t> stations;  // the engine's numbers
  std::vector<std::uint8_t> in_rotation;
  std::uint32_t fold = 1;
  double stretch = 1;

  std::vector<std::uint16_t> active;          // get new requests: up, in rotation, and standing for others
  std::vector<std::uint16_t> standing;        // up and in rotation, folded or not
  std::vector<std::uint16_t> dead;            // in rotation, but down: the balancer has not noticed
  std::vector<std::uint16_t> representative;  // of each member
  static constexpr std::uint16_t kNowhere = 0xFFFF;
  std::vector<std::uint16_t> place;         // of each member: where it is in `active`, or kNowhere
  std::vector<std::uint16_t> next_alike;    // the next one that the same member stands for, in a circle
  std::vector<std::uint16_t> latest_entry;  // of a representative: whose turn it was to get a table's entry
  std::uint64_t turn = 0;
  Credit credit;  // of `active`
  LeastConnections least;
  HashRing ring;
  std::uint64_t ring_of = 0;
};

// How a pool of n members with c servers each is run in packets of k: `members` of them, each getting `fold`
// requests of a packet.
struct Folding {
  std::uint32_t members = 1, fold = 1;
};
Folding fold_pool(std::uint32_t n, std::int32_t servers, Balancing balancing, std::uint32_t k);

}  // namespace scale::sim
