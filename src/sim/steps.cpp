// The interpreter: walks a request through its program until it has to wait.
#include <algorithm>
#include <array>

#include "sim/state.h"

namespace scale::sim {
namespace {

// A program that jumps in a circle without taking time is cut off here.
constexpr std::uint32_t kMostStepsAtOnce = 100000;

double access_round_trip(EngineState& e, Request& r, PathState& p) {
  if (p.access.mean <= 0) return p.round_trip_s;
  Generator g = draws_of(e, r, p.access_purpose);
  if (p.access_s == kInfinity || g.state != p.access_state) {
    p.access_state = g.state;
    p.access_s = draw(p.access, g);
  }
  return p.round_trip_s + p.access_s;
}

void hop_on_path(EngineState& e, const Request& r, const Instruction& in, double time) {
  if (r.extra == kNone) return;
  const std::uint32_t route = e.requests.extras[r.extra].route;
  if (route == kNone) return;
  const bool on_path = in.op == Op::trip || in.op == Op::transfer;
  note_hop(e, route,
           Hop{in.op, in.part, in.wait_part, kNone, on_path ? in.index : kNone, 0, static_cast<float>(time),
               false});
}

// Slow start (RFC 6928): a first flight of `window` bytes, doubled each round trip until the user's own link
// is full; the first round trip asks.
double transfer_time(double bytes, double round_trip, double window, double bandwidth) {
  if (window <= 0) window = 14600;
  double time = round_trip, sent = 0;
  for (int flight = 0; flight < 64; ++flight) {
    const bool full = bandwidth > 0 && window >= bandwidth * round_trip;
    if (full || sent + window >= bytes || round_trip <= 0) {
      return bandwidth > 0 ? time + (bytes - sent) / bandwidth : time;
    }
    sent += window;
    window *= 2;
    time += round_trip;
  }
  return time;
}

void wait_for(EngineState& e, std::uint32_t request, double seconds) {
  ++e.requests[request].pc;
  schedule(e, request, e.now + seconds, Stage::delayed);
}

// The clock of a fork starts with its first child.
void begin_fork(EngineState& e, std::uint32_t request) {
  Extra& x = e.requests.extras[e.requests[request].extra];
  if (x.children > 0 || x.ended > 0) return;
  x.fork_latency = latency_of(e, e.requests[request]);
  x.child_latency = 0;
}

void fork_each(EngineState& e, std::uint32_t request, const Instruction& in) {
  begin_fork(e, request);
  const std::size_t n = e.pools[in.pool].stations.size();
  const std::uint32_t klass = in.index;
  const std::uint8_t slot = in.slot;
  for (std::size_t m = 0; m < n; ++m) start_child(e, request, klass, static_cast<std::uint16_t>(m), slot);
}

void fork(EngineState& e, std::uint32_t request, const Instruction& in) {
  std::uint32_t n = in.times;
  if (in.law.mean > 0) {
    Generator g = draws_of(e, e.requests[request], in.purpose);
    n = static_cast<std::uint32_t>(draw(in.law, g) + 0.5);
  }
  const std::uint32_t klass = in.index;
  begin_fork(e, request);
  const std::uint16_t member = e.requests.extras[e.requests[request].extra].member[2];
  for (std::uint32_t i = 0; i < n; ++i) start_child(e, request, klass, member, 2);
}

// False: the request has failed.
bool end_join(EngineState& e, std::uint32_t request, const Instruction& in) {
  Request& r = e.requests[request];
  Extra& x = e.requests.extras[r.extra];
  const Reason reason = x.child_reason;
  const bool failed =
      reason != Reason::none && (in.times == 0 || (x.ended + x.children < in.times) || x.ended < in.times);
  // A packet's page takes as long as the last of its own that it waits for, whenever their packets came
  // through.
  if (r.weight > 1 && x.ended > 0) {
    const bool some = in.times > 0 && in.times <= std::min<std::uint32_t>(x.ended, kMostWanted);
    r.start = e.now - (x.fork_latency + (some ? x.fastest[in.times - 1] : x.child_latency));
  }
  ++x.fork_serial;
  x.children = x.ended = 0;
  x.child_reason = Reason::none;
  x.child_latency = 0;
  if (!failed) {
    ++r.pc;
    return true;
  }
  if (in.target2 != kNone) {
    r.pc = in.target2;
    return true;
  }
  fail(e, request, reason);
  return false;
}

// In packets each request draws its own member, and the packet goes to one that has collected enough.
std::uint16_t collected_for(PoolState& p, const TableState& t, const Request& r, std::uint32_t packet,
                            std::uint32_t member, Generator& g) {
  const std::uint32_t requests = r.weight * p.fold / packet;
  const auto place_of = [&p](std::uint32_t m) { return p.place[p.representative[m]]; };
  const std::uint32_t own = place_of(member);
  if (p.fold <= 1 || requests <= 1 || own == PoolState::kNowhere || p.credit.accounts() != p.active.size())
    return static_cast<std::uint16_t>(member);
  std::array<std::uint32_t, kMostDraws> members{};
  t.draw_members(std::min(requests, kMostDraws), g, members.data());
  const std::uint32_t* next = members.data();
  const std::uint32_t place = credit_packet(p.credit, requests, [&]() -> std::uint32_t {
    const std::uint32_t its = place_of(*next++);
    return its == PoolState::kNowhere ? own : its;
  });
  return p.active[place];
}

void pin(EngineState& e, std::uint32_t request, const Instruction& in) {
  Request& r = e.requests[request];
  Extra& x = e.requests.extras[r.extra];
  TableState& t = e.tables[in.index];
  Generator g = draws_of(e, r, in.purpose);
  const double u = draw_uniform(g);
  t.advance(e.now);
  if (u < t.first_share || t.empty()) {
    t.first += r.weight;
    r.pc = in.target;
    return;
  }
  const std::uint32_t member = t.look(e.now, r.weight * e.lapse.stands_for);
  if (member == TableState::kLost) {
    t.missed += r.weight;
    r.pc = in.target2;
    return;
  }
  t.kept += r.weight;
  if (e.table_pools[in.index] != kNone)
    x.member[in.slot] = collected_for(e.pools[e.table_pools[in.index]], t, r, e.network.packet, member, g);
  ++r.pc;
}

void assign(EngineState& e, std::uint32_t request, const Instruction& in) {
  Request& r = e.requests[request];
  TableState& t = e.tables[in.index];
  const std::uint32_t pool = e.table_pools[in.index];
  std::uint32_t member = 0;
  if (pool != kNone) {
    member = e.requests.extras[r.extra].member[in.slot];
    PoolState& p = e.pools[pool];
    // A member that stands for others shares its entries with them.
    if (member < p.representative.size() && p.representative[member] == member)
      member = p.latest_entry[member] = p.next_alike[p.latest_entry[member]];
  }
  t.add(e.now, member, r.weight * e.lapse.stands_for);
}

}  // namespace

void run(EngineState& e, std::uint32_t request) {
  for (std::uint32_t steps = 0; steps < kMostStepsAtOnce; ++steps) {
    Request& r = e.requests[request];
    const Instruction& in = e.code[r.pc];
    Extra* const x = r.extra != kNone ? &e.requests.extras[r.extra] : nullptr;
    switch (in.op) {
      case Op::visit: {
        const std::uint32_t station = station_of(e, in, x);
        if (station == kNone) return fail(e, request, Reason::gone);
        enter(e, request, station);
        return;
      }
      case Op::delay: {
        double time = in.seconds;
        if (in.law.mean > 0) {
          Generator g = draws_of(e, r, in.purpose);
          time += in.factor * draw(in.law, g);
        }
        hop_on_path(e, r, in, time);
        return wait_for(e, request, time);
      }
      case Op::trip: {
        const double time = in.factor * access_round_trip(e, r, e.paths[in.index]);
        hop_on_path(e, r, in, time);
        return wait_for(e, request, time);
      }
      case Op::transfer: {
        PathState& p = e.paths[in.index];
        Generator g = draws_of(e, r, in.purpose);
        const double bytes = in.factor * draw(in.law, g);
        const double round_trip = access_round_trip(e, r, p);
        double bandwidth = 0;
        if (p.bandwidth.mean > 0) {
          Generator h = draws_of(e, r, p.bandwidth_purpose);
          bandwidth = draw(p.bandwidth, h);
        }
        const double time = transfer_time(bytes, round_trip, in.window_bytes, bandwidth);
        hop_on_path(e, r, in, time);
        return wait_for(e, request, time);
      }
      case Op::choose: {
        const std::uint32_t member = choose_member(e, in.pool, request);
        if (member == kNone) return fail(e, request, Reason::no_server);
        x->member[in.slot] = static_cast<std::uint16_t>(member);
        ++r.pc;
        break;
      }
      case Op::map: {
        KeyMapState& m = e.maps[in.index];
        Generator g = draws_of(e, r, in.purpose);
        const std::uint32_t member = r.weight > 1 ? m.send_packet(r.weight, g) : m.place(m.draw_key(g));
        x->member[in.slot] = static_cast<std::uint16_t>(member);
        ++r.pc;
        break;
      }
      case Op::pin:
        pin(e, request, in);
        break;
      case Op::assign:
        assign(e, request, in);
        ++r.pc;
        break;
      case Op::acquire: {
        const std::uint32_t station = station_of(e, in, x);
        if (station == kNone) return fail(e, request, Reason::gone);
        if (!enter(e, request, station)) return;
        break;
      }
      case Op::release: {
        const std::uint32_t station = station_of(e, in, x);
        if (station != kNone) release_held(e, request, station);
        ++r.pc;
        break;
      }
      case Op::lookup: {
        const CacheStep step = look_up(e, request, in);
        if (step == CacheStep::waits) return;
        r.pc = step == CacheStep::hit ? r.pc + 1 : in.target;
        break;
      }
      case Op::fill:
        fill_cache(e, request, in.index);
        ++r.pc;
        break;
      case Op::branch: {
        Generator g = draws_of(e, r, in.purpose);
        if (in.gathers && r.weight > 1) {
          const bool goes = gather(e.classes[in.index].gathered, in.probability, r.weight, g);
          r.pc = goes ? in.target : r.pc + 1;
          break;
        }
        if (r.weight > 1 && in.purpose == kFresh) {
          r.pc = packet_branches(e.code[r.pc], r.weight, g) ? in.target : r.pc + 1;
          break;
        }
        const double u = draw_uniform(g);
        r.pc = u < in.probability ? in.target : r.pc + 1;
        break;
      }
      case Op::if_full:
        r.pc = is_full(e.stations[in.index], r.weight, in.factor) ? in.target : r.pc + 1;
        break;
      case Op::if_again:
        r.pc = r.attempt > 0 ? in.target : r.pc + 1;
        break;
      case Op::jump:
        r.pc = in.target;
        break;
      case Op::loop: {
        std::uint16_t& n = x->loops[in.loop];
        if (++n < in.times) {
          r.pc = in.target;
        } else {
          n = 0;
          ++r.pc;
        }
        break;
      }
      case Op::fork:
      case Op::fork_each: {
        const Instruction copy = in;
        if (copy.op == Op::fork)
          fork(e, request, copy);
        else
          fork_each(e, request, copy);
        ++e.requests[request].pc;
        break;
      }
      case Op::join:
        if (!join_done(e, *x, in)) {
          r.stage = Stage::joining;
          return;
        }
        if (!end_join(e, request, in)) return;
        break;
      case Op::spawn: {
        std::uint32_t n = in.times > 0 ? in.times : 1;
        if (in.law.mean > 0) {
          Generator g = draws_of(e, r, in.purpose);
          n = static_cast<std::uint32_t>(draw(in.law, g) + 0.5);
        }
        const std::uint64_t key = combine(r.key, 0x30000ull + ++r.draws);
        const std::uint32_t weight = r.weight, klass = in.index;
        ++r.pc;
        spawn(e, klass, key, weight * n);
        break;
      }
      case Op::append:
        e.logs[in.index].append(e.now, in.factor * r.weight);
        ++r.pc;
        break;
      case Op::behind: {
        const double stamp = r.start + x->stamp_latency;
        r.pc = e.logs[in.index].applied_past(e.now, stamp) ? r.pc + 1 : in.target;
        break;
      }
      case Op::stamp:
        x->stamp_latency = latency_of(e, r);
        ++r.pc;
        break;
      case Op::record: {
        MetricState& m = e.metrics[in.index];
        const double since = in.since_start || x == nullptr ? 0 : x->stamp_latency;
        const double time = std::max(0.0, latency_of(e, r) - since);
        m.histogram.add(time, r.weight);
        if (time > m.threshold_s) m.over += r.weight;
        ++r.pc;
        break;
      }
      case Op::count: {
        double n = in.factor;
        if (in.law.mean > 0) {
          Generator g = draws_of(e, r, in.purpose);
          n *= draw(in.law, g);
        }
        e.counters[in.index] += n * r.weight;
        ++r.pc;
        break;
      }
      case Op::deadline:
        ++x->deadline_serial;
        x->deadline_latency = kInfinity;
        if (in.ring != kNone) {
          x->deadline_latency = latency_of(e, r) + in.seconds;
          set_timer(e, in.ring, r.extra, x->deadline_serial);
        }
        ++r.pc;
        break;
      case Op::attempt:
        x->attempt_pc = r.pc + 1;
        r.attempt = 0;
        ++r.pc;
        break;
      case Op::fail:
        return fail(e, request, in.reason);
      case Op::end:
        return finish(e, request, Reason::none);
    }
  }
  fail(e, request, Reason::gone);
}

}  // namespace scale::sim
