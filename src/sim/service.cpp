// Stations: queues, servers, links and processor sharing.
#include <algorithm>

#include "sim/state.h"

namespace scale::sim {
namespace {

bool job_after(const SharingJob& a, const SharingJob& b) {
  return a.done_at != b.done_at ? a.done_at > b.done_at : a.order > b.order;
}

// This request's own time in service.
inline double own_time(EngineState& e, const StationState& s, const Instruction& in, Request& r,
                       Generator& g) {
  double work = in.factor * draw(in.law, g);
  if (in.rare != kNone) [[unlikely]]
    work += rare_work(e, r, e.rare_works[in.rare]);
  return work * s.pace;
}

// How long a packet keeps its slot, of whose requests one takes its own time.
double packet_hold(EngineState& e, const StationState& s, Instruction& in, const Request& r, Generator& g,
                   double own) {
  const double here = r.weight * s.requests_per_weight;
  double mean = own;
  if (here > 1) {
    const auto requests = static_cast<std::uint32_t>(here + 0.5);
    mean = in.factor * draw_mean_of(in.law, requests, g, in.many) * s.pace;
    if (in.rare != kNone) mean += rare_work_of(e.rare_works[in.rare], requests, g) / requests * s.pace;
  }
  return mean * r.weight * s.hold_per_weight;
}

struct Service {
  double own, hold;  // of the request; of its packet
};
// Shifts the start of a packet so that its latency is that of one request.
inline Service draw_service(EngineState& e, const StationState& s, Instruction& in, Request& r) {
  Generator g = draws_of(e, r, in.purpose);
  const double own = own_time(e, s, in, r, g);
  if (s.exact && r.weight == 1) return {own, own};
  const double hold = packet_hold(e, s, in, r, g, own);
  r.start += hold - own;
  return {own, hold};
}

inline void note_service(EngineState& e, const Request& r, const Instruction& in, std::uint32_t station,
                         double wait, double time) {
  if (r.extra == kNone) return;
  const std::uint32_t route = e.requests.extras[r.extra].route;
  if (route == kNone) [[likely]]
    return;
  note_hop(e, route,
           Hop{in.op, in.part, in.wait_part, station, kNone, static_cast<float>(wait),
               static_cast<float>(time), false});
}

void advance_virtual(Sharing& v, const StationState& s, double now) {
  if (!v.jobs.empty()) {
    const double share = std::min(1.0, static_cast<double>(s.slots) / static_cast<double>(v.jobs.size()));
    v.virtual_now += (now - v.virtual_s) * share;
  }
  v.virtual_s = now;
}

void set_sharing_clock(EngineState& e, std::uint32_t station) {
  Sharing& v = e.sharing[station];
  if (v.jobs.empty()) return;
  const StationState& s = e.stations[station];
  const double share = std::min(1.0, static_cast<double>(s.slots) / static_cast<double>(v.jobs.size()));
  const double at = e.now + std::max(0.0, v.jobs.front().done_at - v.virtual_now) / share;
  if (at >= v.clock_s) return;  // the pending look comes first and sets the next
  v.clock_s = at;
  const std::uint32_t i = e.requests.take();
  e.requests[i].place = station;
  e.requests[i].weight = 0;
  schedule(e, i, at, Stage::sharing_clock);
}

void begin_sharing(EngineState& e, std::uint32_t request, std::uint32_t station) {
  StationState& s = e.stations[station];
  Sharing& v = e.sharing[station];
  advance_virtual(v, s, e.now);
  Request& r = e.requests[request];
  Instruction& in = e.code[r.pc];
  const double start = r.start;
  const double hold = draw_service(e, s, in, r).hold;
  // Shared time stretches the hold, so the shift is known only at the end: kept as a ratio in `time`.
  const double own = hold - (r.start - start);
  r.start = start;
  r.time = hold > 0 ? own / hold : 1;
  r.order = std::bit_cast<std::uint64_t>(e.now);
  r.stage = Stage::sharing;
  v.jobs.push_back(SharingJob{v.virtual_now + hold, v.arrivals++, request});
  std::push_heap(v.jobs.begin(), v.jobs.end(), job_after);
  set_sharing_clock(e, station);
}

// A request that has a server: it is done when its time is over.
void begin_service(EngineState& e, const StationState& s, std::uint32_t request, Request& r, double wait) {
  Instruction& in = e.code[r.pc];
  const Service service = draw_service(e, s, in, r);
  note_service(e, r, in, r.place, wait, service.own);
  schedule(e, request, e.now + service.hold, Stage::in_service);
}

void hold_server(EngineState& e, std::uint32_t request, std::uint32_t station, double wait) {
  Request& r = e.requests[request];
  Extra& x = e.requests.extras[r.extra];
  for (std::uint32_t& held : x.held) {
    if (held != kNone) continue;
    held = station;
    break;
  }
  note_service(e, r, e.code[r.pc], station, wait, 0);
  ++r.pc;
}

void refuse(EngineState& e, std::uint32_t request, StationState& s, Reason reason) {
  const std::uint64_t n = e.requests[request].weight;
  s.failures += n;
  if (reason != Reason::breaker) note_breaker(e, s, true, n);
  fail(e, request, reason);
}

// A customer lighter than the packets that the station is scaled for keeps its slot for a part of its service
// only, and would be back too soon: it stays away for the rest, which its latency has already.
double rest_of_service(EngineState& e, const StationState& s, Request& r, const Instruction& served) {
  const double held = r.weight * s.hold_per_weight;
  if (held >= 1) return 0;
  Generator g = draws_of(e, r, served.purpose);
  const double rest = (1 - held) * own_time(e, s, served, r, g);
  r.start += rest;
  return rest;
}

bool breaker_open(EngineState& e, const StationState& s) {
  return s.breaker != kNone && e.now < e.breakers[s.breaker].open_until_s;
}

// Has the station failed the request as it came?
bool turns_away(EngineState& e, std::uint32_t request, StationState& s) {
  if (s.gone) {
    fail(e, request, Reason::gone);
  } else if (breaker_open(e, s)) {
    refuse(e, request, s, Reason::breaker);
  } else if (!s.up) {
    refuse(e, request, s, Reason::refused);
  } else {
    return false;
  }
  return true;
}

bool begin_delay(EngineState& e, std::uint32_t request, StationState& s, const Instruction& in) {
  Request& r = e.requests[request];
  ++s.present;
  s.served_weight += r.weight;
  --s.free;
  tell_balancer(e, s);
  Generator g = draws_of(e, r, in.purpose);
  const double own = own_time(e, s, in, r, g);
  note_service(e, r, in, r.place, 0, own);
  schedule(e, request, e.now + own, Stage::in_service);
  return true;
}

bool enter_sharing(EngineState& e, std::uint32_t request, std::uint32_t station) {
  StationState& s = e.stations[station];
  const std::uint16_t weight = e.requests[request].weight;
  if (s.present >= static_cast<std::uint32_t>(s.slots) &&
      s.served_weight + weight > s.weight_limit + static_cast<std::uint64_t>(s.servers)) {
    refuse(e, request, s, Reason::refused);
    return false;
  }
  ++s.present;
  s.served_weight += weight;
  tell_balancer(e, s);
  begin_sharing(e, request, station);
  return true;
}

bool wait_in_line(EngineState& e, std::uint32_t request, StationState& s, std::uint8_t priority) {
  Request& r = e.requests[request];
  // A light packet finds no room where a heavy one would not: else a queue that heavy ones keep full would
  // refuse those alone, while one request at a time is refused whosever it is.
  const std::uint64_t room = std::min<std::uint64_t>(s.largest_weight, s.weight_limit);
  if (s.waiting_weight + r.weight > s.weight_limit || s.waiting_weight + room > s.weight_limit) {
    refuse(e, request, s, Reason::refused);
    return false;
  }
  ++s.waiting;
  ++s.present;
  s.waiting_weight += r.weight;
  tell_balancer(e, s);
  r.time = e.now;
  r.stage = Stage::waiting;
  s.lines[priority].push(e.requests, request);
  return false;
}

}  // namespace

void note_breaker(EngineState& e, StationState& s, bool failed, std::uint64_t n) {
  if (s.breaker == kNone) return;
  BreakerState& b = e.breakers[s.breaker];
  const double half = 0.5 * b.config.window_s;
  if (e.now >= b.window_start_s + half) {
    const bool recent = e.now < b.window_start_s + 2 * half;
    b.passed_before = recent ? b.passed : 0;
    b.failed_before = recent ? b.failed : 0;
    b.passed = b.failed = 0;
    b.window_start_s = e.now;
  }
  (failed ? b.failed : b.passed) += n;
  const std::uint64_t failures = b.failed + b.failed_before;
  const std::uint64_t all = failures + b.passed + b.passed_before;
  if (!failed || all < b.config.least_requests || e.now < b.open_until_s) return;
  if (static_cast<double>(failures) < b.config.failure_share * static_cast<double>(all)) return;
  b.open_until_s = e.now + b.config.open_s;
  b.passed = b.failed = b.passed_before = b.failed_before = 0;
}

bool is_full(const StationState& s, std::uint32_t weight, double most) {
  if (s.gone || !s.up) return true;
  if (s.free > 0 && !s.paused) return false;
  return static_cast<double>(s.waiting_weight + weight) * s.requests_per_weight > most;
}

bool enter(EngineState& e, std::uint32_t request, std::uint32_t station) {
  StationState& s = e.stations[station];
  Request& r = e.requests[request];
  s.arrivals += r.weight;
  s.largest_weight = std::max<std::uint64_t>(s.largest_weight, r.weight);
  if (!s.ordinary && turns_away(e, request, s)) return false;
  r.place = station;
  r.legacy = 0;
  integrate(e, s);
  const Instruction& in = e.code[r.pc];
  if (!s.ordinary) [[unlikely]] {
    if (s.discipline == Discipline::delay) return begin_delay(e, request, s, in);
    if (s.discipline == Discipline::processor_sharing && in.op == Op::visit)
      return enter_sharing(e, request, station);
  }
  if (s.free <= 0 || s.paused) return wait_in_line(e, request, s, in.priority);
  --s.free;
  ++s.present;
  s.served_weight += r.weight;
  tell_balancer(e, s);
  if (in.op == Op::acquire) {
    hold_server(e, request, station, 0);
  } else {
    begin_service(e, s, request, r, 0);
  }
  return true;
}

// Gives the free slots to those who have waited longest.
void serve_waiting(EngineState& e, std::uint32_t station) {
  StationState& s = e.stations[station];
  while (s.free > 0 && s.waiting > 0 && !s.paused) {
    std::uint32_t line = 0;
    while (s.lines[line].head == kNone) ++line;
    const std::uint32_t request = s.lines[line].pop(e.requests);
    Request& r = e.requests[request];
    --s.waiting;
    --s.free;
    s.waiting_weight -= r.weight;
    s.served_weight += r.weight;
    const double wait = e.now - r.time;
    if (e.code[r.pc].op == Op::acquire) {
      hold_server(e, request, station, wait);
      make_ready(e, request);
    } else {
      begin_service(e, s, request, r, wait);
    }
  }
}

// A slot comes free.
void free_slot(EngineState& e, StationState& s, const Request& r) {
  integrate(e, s);
  --s.present;
  s.served_weight -= r.weight;
  if (r.legacy && s.legacy > 0) [[unlikely]] {
    --s.legacy;
    const auto taken = static_cast<std::int32_t>(s.legacy * s.legacy_slots + 0.999999);
    s.free += s.legacy_taken - taken;
    s.legacy_taken = taken;
  } else {
    ++s.free;
  }
  tell_balancer(e, s);
}

// The same, and whoever waits gets it.
void leave(EngineState& e, std::uint32_t station, const Request& r) {
  StationState& s = e.stations[station];
  free_slot(e, s, r);
  if (s.waiting > 0) serve_waiting(e, station);
}

void remove_waiting(EngineState& e, std::uint32_t request) {
  Request& r = e.requests[request];
  StationState& s = e.stations[r.place];
  integrate(e, s);
  s.lines[e.code[r.pc].priority].remove(e.requests, request);
  --s.waiting;
  --s.present;
  s.waiting_weight -= r.weight;
  tell_balancer(e, s);
}

void on_served(EngineState& e, std::uint32_t request) {
  Request& r = e.requests[request];
  const std::uint32_t station = r.place;
  StationState& s = e.stations[station];
  s.completions += r.weight;
  if (s.breaker != kNone) note_breaker(e, s, false, r.weight);
  leave(e, station, r);
  r.stage = Stage::ready;
  const Instruction& served = e.code[r.pc];
  if (r.weight > 1 && r.extra != kNone) {
    // A packet's clock moved while it was served: its time may be up.
    const double latency = latency_of(e, r);
    const double patience = e.classes[r.klass].patience_s;
    if (latency >= e.requests.extras[r.extra].deadline_latency) return fail(e, request, Reason::timed_out);
    if (patience > 0 && latency >= patience) return fail(e, request, Reason::given_up);
  }
  ++r.pc;
  if (!s.exact && e.classes[r.klass].customers > 0) [[unlikely]] {
    const double rest = rest_of_service(e, s, r, served);
    if (rest > 0) return schedule(e, request, e.now + rest, Stage::delayed);
  }
  run(e, request);
}

// The server finished for nobody.
void on_abandoned(EngineState& e, std::uint32_t request) {
  const Request r = e.requests[request];
  e.classes[r.klass].late += r.weight;
  e.requests.give_back(request);
  leave(e, r.place, r);
}

void on_sharing_clock(EngineState& e, std::uint32_t request) {
  const std::uint32_t station = e.requests[request].place;
  const double set_for = e.requests[request].time;
  e.requests.give_back(request);
  Sharing& v = e.sharing[station];
  if (set_for == v.clock_s) v.clock_s = kInfinity;
  if (v.jobs.empty()) return;
  StationState& s = e.stations[station];
  integrate(e, s);
  advance_virtual(v, s, e.now);
  // What is done within a rounding error of now is done; else the clock would stand still.
  const double done = v.virtual_now + 1e-12 * (1 + v.virtual_now) + 1e-15 * e.now;
  while (!v.jobs.empty() && v.jobs.front().done_at <= done) {
    std::pop_heap(v.jobs.begin(), v.jobs.end(), job_after);
    const std::uint32_t i = v.jobs.back().request;
    v.jobs.pop_back();
    Request& r = e.requests[i];
    --s.present;
    s.served_weight -= r.weight;
    if (r.stage == Stage::abandoned) {
      e.classes[r.klass].late += r.weight;
      e.requests.give_back(i);
      continue;
    }
    s.completions += r.weight;
    note_breaker(e, s, false, r.weight);
    const double spent = e.now - std::bit_cast<double>(r.order);
    if (!(s.exact && r.weight == 1)) r.start += spent * (1 - r.time);
    note_service(e, r, e.code[r.pc], station, 0, spent * r.time);
    ++r.pc;
    make_ready(e, i);
  }
  if (v.jobs.empty()) v.virtual_now = 0;
  tell_balancer(e, s);
  set_sharing_clock(e, station);
}

void release_held(EngineState& e, std::uint32_t request, std::uint32_t station) {
  Request& r = e.requests[request];
  if (r.extra == kNone) return;
  for (std::uint32_t& held : e.requests.extras[r.extra].held) {
    if (held != station) continue;
    held = kNone;
    StationState& s = e.stations[station];
    s.completions += r.weight;
    leave(e, station, r);
    return;
  }
}

void release_all_held(EngineState& e, std::uint32_t request) {
  const std::uint32_t extra = e.requests[request].extra;
  if (extra == kNone) return;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t station = e.requests.extras[extra].held[i];
    if (station == kNone) continue;
    e.requests.extras[extra].held[i] = kNone;
    leave(e, station, e.requests[request]);
  }
}

}  // namespace scale::sim
