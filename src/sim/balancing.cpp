#include "sim/balancing.h"

#include <algorithm>

namespace scale::sim {

void LeastConnections::reset(std::uint32_t members) {
  links_.assign(members, Link());
  std::fill(lines_.begin(), lines_.end(), Line());
  lowest_ = 0;
  included_ = 0;
}

void LeastConnections::include(std::uint32_t member, std::uint32_t connections) {
  if (connections >= lines_.size())
    lines_.resize(std::max<std::size_t>({connections + 1, 2 * lines_.size(), 64}));
  Line& line = lines_[connections];
  links_[member] = Link{kNone, line.tail, connections};
  (line.tail == kNone ? line.head : links_[line.tail].next) = member;
  line.tail = member;
  lowest_ = included_ == 0 ? connections : std::min(lowest_, connections);
  ++included_;
}

void LeastConnections::exclude(std::uint32_t member) {
  const Link link = links_[member];
  if (link.connections == kNone) return;
  Line& line = lines_[link.connections];
  (link.previous == kNone ? line.head : links_[link.previous].next) = link.next;
  (link.next == kNone ? line.tail : links_[link.next].previous) = link.previous;
  links_[member] = Link();
  --included_;
}

void LeastConnections::change(std::uint32_t member, std::uint32_t connections) {
  if (links_[member].connections == kNone) return;
  exclude(member);
  include(member, connections);
}

std::uint32_t LeastConnections::least() {
  if (included_ == 0) return kNone;
  while (lines_[lowest_].head == kNone) ++lowest_;
  return lines_[lowest_].head;
}

Folding fold_pool(std::uint32_t n, std::int32_t servers, Balancing balancing, std::uint32_t k) {
  // Fewest members that still behave as many (engine.md, rule 4): as many as have 300 servers between them, 4
  // to 16. Large ones need no more, and what follows them (their uplinks) gets the fewer requests at once.
  const auto cores = static_cast<std::uint32_t>(servers);
  const std::uint32_t enough = (300u + cores - 1) / cores;
  std::uint32_t fewest = std::clamp(enough, 4u, 16u);
  if (balancing == Balancing::power_of_two) fewest = 38;
  if (balancing == Balancing::least_connections) fewest = std::max(fewest, enough);
  for (std::uint32_t fold = 1; fold < k; fold *= 2) {
    const auto members = static_cast<std::uint32_t>((std::uint64_t{n} * fold + k / 2) / k);
    if (members >= fewest && members <= n) return {members, fold};
  }
  return {n, k};
}

}  // namespace scale::sim
