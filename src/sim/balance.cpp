// Which member of a pool gets the next request.
#include <algorithm>

#include "sim/state.h"

namespace scale::sim {
namespace {

// Salt of the hash by which a request is placed on a pool's ring.
constexpr std::uint64_t kHashed = 0x68617368ull;

// Each representative's circle: itself and those it stands for.
void link_alike(PoolState& p) {
  const auto n = static_cast<std::uint16_t>(p.stations.size());
  p.next_alike.resize(n);
  p.latest_entry.resize(n);
  p.place.assign(n, PoolState::kNowhere);
  for (std::size_t i = 0; i < p.active.size(); ++i) p.place[p.active[i]] = static_cast<std::uint16_t>(i);
  for (std::uint16_t m = 0; m < n; ++m) p.next_alike[m] = p.latest_entry[m] = m;
  for (const std::uint16_t m : p.standing) {
    const std::uint16_t r = p.representative[m];
    if (r == m) continue;
    p.next_alike[m] = p.next_alike[r];
    p.next_alike[r] = m;
  }
}

// Which members stand for all of them.
void fold_members(EngineState& e, PoolState& p) {
  const auto n = static_cast<std::uint32_t>(p.stations.size());
  const auto standing = static_cast<std::uint32_t>(p.standing.size());
  const std::int32_t servers = n > 0 ? e.stations[p.stations[0]].servers : 1;
  const std::uint32_t k = e.network.packet;
  Folding folding{standing, k};
  if (!p.named && standing > 0) folding = fold_pool(standing, servers, p.balancing, k);
  p.fold = folding.fold;

  // Members that stood for others before go on doing so: their queues are there.
  std::vector<std::uint8_t> chosen(n, 0), stands(n, 0);
  for (const std::uint16_t m : p.standing) stands[m] = 1;
  std::uint32_t count = 0;
  const auto take = [&](std::uint32_t m) {
    if (count == folding.members || m >= n || stands[m] == 0 || chosen[m] != 0) return;
    chosen[m] = 1;
    ++count;
  };
  for (const std::uint16_t m : p.active) take(m);
  // Others are spread over the pool first, then whoever is left.
  for (std::uint32_t i = 0; i < folding.members; ++i)
    take(p.standing[static_cast<std::uint32_t>(std::uint64_t{i} * standing / folding.members)]);
  for (const std::uint16_t m : p.standing) take(m);
  p.active.clear();
  p.representative.resize(n);
  for (std::uint32_t m = 0; m < n; ++m) {
    if (chosen[m] != 0) p.active.push_back(static_cast<std::uint16_t>(m));
    p.representative[m] = static_cast<std::uint16_t>(m);
  }
  // Each of these stands for itself and for as many of the others as the rest of them do.
  std::uint32_t others = 0;
  for (const std::uint16_t m : p.standing)
    if (chosen[m] == 0)
      p.representative[m] =
          p.active[static_cast<std::uint32_t>(std::uint64_t{others++} * count / (standing - count))];
  link_alike(p);
  if (p.credit.accounts() != p.active.size()) p.credit.reset(p.active.size());
  // With fewer members than k would leave, each works as much longer as makes the capacity right.
  p.stretch = count > 0 ? static_cast<double>(count) * k / (static_cast<double>(standing) * p.fold) : 1;
}

void tell_stations(EngineState& e, const PoolState& p) {
  for (const std::uint32_t station : p.stations) {
    StationState& s = e.stations[station];
    s.requests_per_weight = static_cast<double>(p.fold) / e.network.packet;
    s.hold_per_weight = p.stretch;  // finished where the slots are fitted
  }
}

void refresh_pool(EngineState& e, PoolState& p) {
  const auto n = static_cast<std::uint32_t>(p.stations.size());
  const auto up = [&](std::uint32_t m) {
    return e.stations[p.stations[m]].up && !e.stations[p.stations[m]].gone;
  };
  const auto in_rotation = [&](std::uint32_t m) { return p.in_rotation.empty() || p.in_rotation[m] != 0; };
  p.standing.clear();
  p.dead.clear();
  for (std::uint32_t m = 0; m < n; ++m) {
    if (!in_rotation(m)) continue;
    (up(m) ? p.standing : p.dead).push_back(static_cast<std::uint16_t>(m));
  }
  fold_members(e, p);
  if (p.balancing == Balancing::consistent_hash) {
    std::vector<std::uint64_t> hashes;
    for (const std::uint16_t m : p.active) hashes.push_back(hash_name(e.stations[p.stations[m]].name));
    p.ring = HashRing(hashes, 100);
  }
}

// Two members drawn, the one with fewer requests taken; those collected for it but not yet sent count.
std::uint32_t less_loaded_of_two(const EngineState& e, const PoolState& p, Generator& g) {
  const auto n = static_cast<std::uint32_t>(p.active.size());
  const auto a = static_cast<std::uint32_t>(draw_below(g, n));
  auto b = static_cast<std::uint32_t>(draw_below(g, n - 1));
  b += b >= a;
  const auto load = [&](std::uint32_t m) {
    return p.fold * static_cast<double>(e.stations[p.stations[p.active[m]]].present) + p.credit.held(m);
  };
  const double at_a = load(a), at_b = load(b);
  if (at_a != at_b) return at_a < at_b ? a : b;
  return (g.next() & 1) != 0 ? a : b;
}

}  // namespace

void refresh_pools(EngineState& e) {
  for (StationState& s : e.stations) {
    s.least_pool = kNone;
    s.requests_per_weight = 1;
    s.hold_per_weight = 1;
  }
  for (PoolState& p : e.pools) {
    if (p.gone || p.leader != kNone) continue;
    refresh_pool(e, p);
    tell_stations(e, p);
  }
  for (PoolState& p : e.pools) {
    if (p.gone || p.leader == kNone) continue;
    const PoolState& leader = e.pools[p.leader];
    p.standing = leader.standing;
    p.dead = leader.dead;
    p.active = leader.active;
    p.representative = leader.representative;
    p.place = leader.place;
    p.next_alike = leader.next_alike;
    p.latest_entry = leader.latest_entry;
    p.fold = leader.fold;
    p.stretch = leader.stretch;
    tell_stations(e, p);
  }
}

void refresh_connections(EngineState& e) {
  for (std::uint32_t i = 0; i < e.pools.size(); ++i) {
    PoolState& p = e.pools[i];
    if (p.gone || p.balancing != Balancing::least_connections) continue;
    const auto n = static_cast<std::uint32_t>(p.stations.size());
    p.least.reset(n);
    for (const std::uint16_t m : p.active) p.least.include(m, e.stations[p.stations[m]].present);
    for (std::uint32_t m = 0; m < n; ++m) {
      e.stations[p.stations[m]].least_pool = i;
      e.stations[p.stations[m]].member = m;
    }
  }
}

std::uint32_t choose_member(EngineState& e, std::uint32_t pool, std::uint32_t request) {
  PoolState& p = e.pools[pool];
  const std::size_t all = p.standing.size() + p.dead.size();
  if (p.gone || all == 0) return kNone;
  Request& r = e.requests[request];
  Generator g = draws_of(e, r, kFresh);
  if (!p.dead.empty()) {
    // A dead member gets its share, no more: its connections hang as if it were as busy as the others.
    const std::uint64_t i = draw_below(g, all);
    if (i < p.dead.size()) return p.dead[i];
    if (p.active.empty()) return kNone;
  }
  const auto n = static_cast<std::uint32_t>(p.active.size());
  const bool collect = p.fold > 1 && r.weight > 1;
  const auto any = [&] { return static_cast<std::uint32_t>(draw_below(g, n)); };
  // How many of the packet's requests are one member's, and who gets them: each draws for itself.
  const auto collected = [&](auto pick) {
    const auto k = static_cast<std::uint32_t>(r.weight * p.fold / e.network.packet);
    return p.active[credit_packet(p.credit, std::max(1u, k), pick)];
  };
  switch (p.balancing) {
    case Balancing::random:
      return collect ? collected(any) : p.active[any()];
    case Balancing::round_robin:
      return p.active[p.turn++ % n];
    case Balancing::least_connections: {
      const std::uint32_t m = p.least.least();
      return m != kNone ? m : p.active[0];
    }
    case Balancing::power_of_two: {
      if (collect && n > 1) return collected([&] { return less_loaded_of_two(e, p, g); });
      const std::uint32_t a = any();
      if (n == 1) return p.active[a];
      std::uint32_t b = static_cast<std::uint32_t>(draw_below(g, n - 1));
      b += b >= a;
      const std::uint32_t at_a = e.stations[p.stations[p.active[a]]].present;
      const std::uint32_t at_b = e.stations[p.stations[p.active[b]]].present;
      if (at_a != at_b) return p.active[at_a < at_b ? a : b];
      return p.active[(g.next() & 1) != 0 ? a : b];
    }
    case Balancing::consistent_hash: {
      if (collect) return collected([&] { return p.ring.member_of(g.next()); });
      const std::uint64_t root = r.extra != kNone ? e.requests.extras[r.extra].root_key : r.key;
      return p.active[p.ring.member_of(combine(kHashed, root))];
    }
  }
  return kNone;
}

}  // namespace scale::sim
