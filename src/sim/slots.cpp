// How many packets a station serves at once, and so how long each keeps its slot.
//
// Where packets come as evenly as they set out, one packet takes the place of the requests that would be
// served together: servers / k slots, each held as long as a request (engine.md, rule 2). Where each has come
// by a random way of its own they come at random, and so few slots would be taken by a few packets of slow
// requests and block all others. There the station keeps its servers, up to 16, and a packet holds one of
// them for all its requests, one after the other: as many are busy, for the same reasons, as with single
// requests.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/state.h"

namespace scale::sim {
namespace {

// A queue of packets that holds fewer would refuse what single requests would not.
constexpr double kFewestWaitingPackets = 4;

// Enough that one slow packet is no great part of the station; and no packet stays for so long that the
// station is late to tell of a change.
constexpr double kEnoughSlots = 16, kLongestStay = 16;

bool is_random(const Law& law) {
  return law.mean > 0 && law.kind != LawKind::deterministic;
}

// A step that takes each packet a time of its own.
bool scatters(const Network& network, const Step& s) {
  switch (s.op) {
    case Op::delay:
      return is_random(s.law);
    case Op::trip:
      return is_random(network.paths[s.index].access_round_trip);
    case Op::transfer:
      return is_random(s.law) || is_random(network.paths[s.index].access_round_trip) ||
             is_random(network.paths[s.index].bandwidth_bytes_per_s);
    default:
      return false;
  }
}

// For each class: may it start as evenly as requests come? One that is forked or spawned does where whoever
// starts it has come straight so far.
std::vector<std::uint8_t> find_straight_starts(const Network& network) {
  std::vector<std::uint8_t> straight(network.classes.size(), 0);
  for (std::size_t c = 0; c < straight.size(); ++c) {
    const Arrivals& a = network.classes[c].arrivals;
    straight[c] = a.rate_per_s > 0 || a.customers > 0;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t c = 0; c < straight.size(); ++c) {
      if (straight[c] == 0) continue;
      for (const Step& s : network.classes[c].program) {
        if (scatters(network, s)) break;
        const bool starts = s.op == Op::fork || s.op == Op::fork_each || s.op == Op::spawn;
        if (!starts || straight[s.index] != 0) continue;
        straight[s.index] = 1;
        changed = true;
      }
    }
  }
  return straight;
}

// Stations that packets visit at random times. Not where a server is kept across steps, nor where one goes
// while it keeps another's: how long that takes is the time that passes, which must be a request's.
std::vector<std::uint8_t> find_scattered(const EngineState& e) {
  const Network& network = e.network;
  const std::vector<std::uint8_t> straight = find_straight_starts(network);
  std::vector<std::uint8_t> scattered(e.stations.size(), 0), kept(e.stations.size(), 0);
  const auto mark = [&](std::vector<std::uint8_t>& marks, const Step& s) {
    if (s.pool == kNone) {
      marks[e.station_names.current[s.index]] = 1;
      return;
    }
    for (std::uint32_t m = 0; m < network.pools[s.pool].count; ++m)
      marks[e.station_names.current[network.pools[s.pool].first + m]] = 1;
  };
  for (std::size_t c = 0; c < network.classes.size(); ++c) {
    bool random = straight[c] == 0, keeps = false;
    for (const Step& s : network.classes[c].program) {
      random = random || scatters(network, s);
      if (s.op == Op::acquire) keeps = true;
      if (s.op == Op::visit && random) mark(scattered, s);
      if (keeps && (s.op == Op::acquire || s.op == Op::visit)) mark(kept, s);
      if (s.op == Op::release) keeps = false;
    }
  }
  for (std::size_t i = 0; i < scattered.size(); ++i) scattered[i] = scattered[i] != 0 && kept[i] == 0;
  return scattered;
}

// fold: requests of a packet that are served here.
std::int32_t slots_for(const StationState& s, double fold, bool scattered) {
  const double as_long = s.servers / fold;
  const auto slots = std::max(1, static_cast<std::int32_t>(as_long + 0.5));
  const bool in_line = s.discipline == Discipline::fifo || s.discipline == Discipline::link;
  if (fold <= 1 || !scattered || !in_line) return slots;
  const double most = std::min({kEnoughSlots, static_cast<double>(s.servers), kLongestStay * as_long});
  return std::max(slots, static_cast<std::int32_t>(most));
}

}  // namespace

// Servers, packet size and pools decide the slots. Those who are being served under another packet size keep
// the share of the capacity that they had.
void fit_slots(EngineState& e, bool first) {
  const std::uint32_t k = e.network.packet;
  const std::vector<std::uint8_t> scattered = find_scattered(e);
  std::vector<std::uint8_t> rescaled(e.stations.size(), 0);
  std::vector<double> old_per_slot(e.stations.size(), 1);
  bool any = false;
  for (std::uint32_t i = 0; i < e.stations.size(); ++i) {
    StationState& s = e.stations[i];
    if (s.gone) continue;
    const double fold = s.requests_per_weight * k;
    const std::int32_t slots = slots_for(s, fold, scattered[i] != 0);

    s.hold_per_weight *= s.requests_per_weight * slots / s.servers;

    s.exact = s.requests_per_weight == 1 && s.hold_per_weight == 1;
    if (s.weight_limit < ~std::uint64_t{0} >> 1 && s.weight_limit > 0) {
      const double packets = static_cast<double>(s.weight_limit) / fold;
      s.weight_limit =
          static_cast<std::uint64_t>(std::max(packets, fold > 1 ? kFewestWaitingPackets : 0) * k + 0.5);
    }
    const double per_slot = static_cast<double>(s.servers) / slots;
    const bool other_scatter = (scattered[i] != 0) != s.scattered || (s.scattered && per_slot != s.per_slot);
    const bool other_fold = (s.fold != fold || (fold > 1 && other_scatter)) && !first;
    old_per_slot[i] = s.per_slot;
    s.fold = fold;
    s.per_slot = per_slot;
    s.scattered = scattered[i] != 0;
    integrate(e, s);
    if (other_fold && (s.discipline == Discipline::fifo || s.discipline == Discipline::link)) {
      rescaled[i] = 1;
      any = true;
    } else {
      s.free += slots - s.slots;
    }
    s.slots = slots;
  }
  if (!any) return;
  std::vector<std::uint32_t> serving(e.stations.size(), 0), holding(e.stations.size(), 0);
  for (Request& r : e.requests.all) {
    if (r.stage == Stage::free) continue;
    if ((r.stage == Stage::in_service || r.stage == Stage::abandoned) && rescaled[r.place] != 0) {
      r.legacy = 1;
      ++serving[r.place];
    }
    if (r.extra == kNone) continue;
    for (const std::uint32_t held : e.requests.extras[r.extra].held)
      if (held != kNone) ++holding[held];
  }
  for (std::uint32_t i = 0; i < e.stations.size(); ++i) {
    if (rescaled[i] == 0) continue;
    StationState& s = e.stations[i];
    s.legacy = serving[i];
    s.legacy_slots = old_per_slot[i] / s.per_slot;
    s.legacy_taken = static_cast<std::int32_t>(s.legacy * s.legacy_slots + 0.999999);
    s.free = s.slots - s.legacy_taken - static_cast<std::int32_t>(holding[i]);
  }
}

}  // namespace scale::sim
