// From arrival to end: starting, forking, failing, retrying, giving up, ending.
#include <algorithm>

#include "sim/arrivals.h"
#include "sim/state.h"

namespace scale::sim {
namespace {

// Retries saved up for later; at least two packets of them.
constexpr double kMostRetryTokens = 100;

// Seeds of a class's own streams, apart from those of its requests.
constexpr std::uint64_t kThinkStream = 0x7468696E6Bull;

bool follows(const ClassState& c, std::uint64_t ordinal) {
  if (c.follow == 0) return false;
  const std::uint64_t every = std::max<std::uint64_t>(1, c.follow / c.packet);
  return ordinal % every == 0;
}

// The latency of one more child that ended, among the fastest.
void note_fastest(Extra& x, double latency) {
  std::uint32_t at = std::min<std::uint32_t>(x.ended, kMostWanted);
  for (; at > 0 && x.fastest[at - 1] > latency; --at)
    if (at < kMostWanted) x.fastest[at] = x.fastest[at - 1];
  if (at < kMostWanted) x.fastest[at] = latency;
}

void child_ended(EngineState& e, std::uint32_t child_extra, double latency, Reason reason) {
  const Extra& child = e.requests.extras[child_extra];
  Extra& x = e.requests.extras[child.parent];
  if (x.fork_serial != child.parent_serial) return;  // nobody waits for it any more
  --x.children;
  if (reason == Reason::none) {
    note_fastest(x, latency);
    ++x.ended;
    x.child_latency = std::max(x.child_latency, latency);
  } else if (x.child_reason == Reason::none) {
    x.child_reason = reason;
  }
  const std::uint32_t parent = x.request;
  if (e.requests[parent].stage != Stage::joining) return;
  if (!join_done(e, x, e.code[e.requests[parent].pc])) return;
  append_child_route(e, child.parent, child_extra);
  make_ready(e, parent);
}

// One that finds no place.
void refuse_start(ClassState& c, std::uint16_t weight) {
  c.started += weight;
  c.all_started += weight;
  c.failed += weight;
  c.all_failed += weight;
  c.reasons[static_cast<std::size_t>(Reason::refused)] += weight;
}

// True if the request goes on with another attempt.
bool retry(EngineState& e, std::uint32_t request) {
  Request& r = e.requests[request];
  ClassState& c = e.classes[r.klass];
  if (r.extra == kNone || r.attempt + 1 >= c.retry.attempts) return false;
  if (c.retry.budget_share != kNoBudget) {
    if (c.retry_tokens < r.weight) return false;
    c.retry_tokens -= r.weight;
  }
  c.retries += r.weight;
  double wait = c.retry.backoff_s * pow(c.retry.multiplier, r.attempt);
  Generator g = draws_of(e, r, kFresh);
  const double u = draw_uniform(g);
  wait *= 1 - c.retry.jitter * u;
  r.attempt = static_cast<std::uint8_t>((r.attempt + 1) & 0x3F);
  r.pc = e.requests.extras[r.extra].attempt_pc;
  schedule(e, request, e.now + wait, Stage::delayed);
  return true;
}

void clear_deadline(Extra& x) {
  ++x.deadline_serial;
  x.deadline_latency = kInfinity;
}

}  // namespace

bool join_done(const EngineState& e, const Extra& x, const Instruction& in) {
  // Packets of the children end in another order than their requests do: all are heard before the fastest
  // count.
  if (in.times > 0 && e.requests[x.request].weight > 1 && x.ended + x.children >= in.times)
    return x.children == 0;
  if (x.child_reason != Reason::none && (in.times == 0 || x.ended + x.children < in.times)) return true;
  return x.children == 0 || (in.times > 0 && x.ended >= in.times);
}

std::uint32_t start_request(EngineState& e, std::uint32_t klass, std::uint64_t key, std::uint16_t weight) {
  const std::uint32_t i = e.requests.take();
  Request& r = e.requests[i];
  ClassState& c = e.classes[klass];
  r.key = key;
  r.start = e.now;
  r.pc = c.entry;
  r.klass = static_cast<std::uint16_t>(klass);
  r.weight = weight;
  c.started += weight;
  c.all_started += weight;
  if (c.needs_extra) {
    const std::uint32_t extra = e.requests.take_extra(i);
    Extra& x = e.requests.extras[extra];
    x.root_key = key;
    x.attempt_pc = c.entry;
    if (c.patience_ring != kNone) set_timer(e, c.patience_ring, extra, x.generation);
  }
  if (c.retry.attempts > 1) {
    const double most = std::max(kMostRetryTokens, 2.0 * weight);
    c.retry_tokens = std::min(most, c.retry_tokens + c.retry.budget_share * weight);
  }
  return i;
}

void next_source(EngineState& e, std::uint32_t klass) {
  ClassState& c = e.classes[klass];
  const double at = next_arrival(c.arrivals, c.packet, e.now, c.gaps);
  if (at == kInfinity) {
    if (c.source != kNone) e.requests.give_back(c.source);
    c.source = kNone;
    return;
  }
  if (c.source == kNone) {
    c.source = e.requests.take();
    Request& r = e.requests[c.source];
    r.place = klass;
    r.weight = 0;
  }
  schedule(e, c.source, at, Stage::source);
}

void on_source(EngineState& e, std::uint32_t source) {
  const std::uint32_t klass = e.requests[source].place;
  ClassState& c = e.classes[klass];
  const std::uint64_t ordinal = c.ordinal++;
  const auto weight = static_cast<std::uint16_t>(c.packet);
  next_source(e, klass);
  if (e.requests.full()) return refuse_start(c, weight);
  const std::uint32_t i = start_request(e, klass, combine(c.seed, ordinal), weight);
  if (follows(e.classes[klass], ordinal)) follow_request(e, i);
  e.requests[i].stage = Stage::ready;
  run(e, i);
}

// A closed class's customer thinks, then comes again.
void think(EngineState& e, std::uint32_t klass, bool first) {
  ClassState& c = e.classes[klass];
  const std::uint32_t i = e.requests.take();
  Request& r = e.requests[i];
  r.klass = static_cast<std::uint16_t>(klass);
  r.weight = static_cast<std::uint16_t>(c.packet);
  r.key = combine(c.seed, c.ordinal++);
  Generator g{combine(r.key, kThinkStream)};
  double wait = draw(c.think, g);
  if (first) {
    // Started spread over a thinking time, not all at once.
    const double u = draw_uniform(g);
    wait *= u;
  }
  schedule(e, i, e.now + wait, Stage::thinking);
}

void on_thought(EngineState& e, std::uint32_t request) {
  const Request r = e.requests[request];
  e.requests.give_back(request);
  ClassState& c = e.classes[r.klass];
  if (c.gone || c.customers_alive > c.customers) {
    --c.customers_alive;
    return;
  }
  const std::uint32_t i = start_request(e, r.klass, r.key, r.weight);
  if (follows(c, c.ordinal)) follow_request(e, i);
  e.requests[i].stage = Stage::ready;
  run(e, i);
}

void start_child(EngineState& e, std::uint32_t parent, std::uint32_t klass, std::uint16_t member,
                 std::uint8_t slot) {
  const std::uint64_t key = combine(e.requests[parent].key, 0x20000ull + ++e.requests[parent].draws);
  const std::uint16_t weight = e.requests[parent].weight;
  const std::uint32_t parent_extra = e.requests[parent].extra;
  if (e.requests.full()) {
    e.requests.extras[parent_extra].child_reason = Reason::refused;
    return refuse_start(e.classes[klass], weight);
  }
  const std::uint32_t i = start_request(e, klass, key, weight);
  if (e.requests[i].extra == kNone) {
    const std::uint32_t extra = e.requests.take_extra(i);
    e.requests.extras[extra].attempt_pc = e.requests[i].pc;
  }
  Extra& x = e.requests.extras[e.requests[i].extra];
  Extra& p = e.requests.extras[parent_extra];
  x.root_key = p.root_key;
  x.parent = parent_extra;
  x.parent_serial = p.fork_serial;
  for (std::size_t s = 0; s < 3; ++s) x.member[s] = p.member[s];
  x.member[slot] = member;
  ++p.children;
  ClassState& c = e.classes[klass];
  const bool kept = c.follow != 0 && follows(c, c.ordinal++);
  if (kept || p.route != kNone) {
    follow_request(e, i);
    e.active_routes[x.route].kept = kept;
    e.active_routes[x.route].route.after_s = latency_of(e, e.requests[parent]);
  }
  make_ready(e, i);
}

void spawn(EngineState& e, std::uint32_t klass, std::uint64_t key, std::uint32_t weight) {
  ClassState& c = e.classes[klass];
  c.spawn_credit += weight;
  c.spawned += weight;
  for (std::uint64_t n = 0; c.spawn_credit >= c.packet && !e.requests.full(); ++n) {
    c.spawn_credit -= c.packet;
    const std::uint32_t i = start_request(e, klass, combine(key, n), static_cast<std::uint16_t>(c.packet));
    make_ready(e, i);
  }
}

std::uint32_t detach(EngineState& e, std::uint32_t request) {
  switch (e.requests[request].stage) {
    case Stage::waiting:
      remove_waiting(e, request);
      return request;
    case Stage::coalesced: {
      const Extra& x = e.requests.extras[e.requests[request].extra];
      for (const Looked& l : x.looked) {
        if (l.cache != e.requests[request].place) continue;
        CacheState& cache = e.caches[l.cache];
        if (cache.filling(l.object)) cache.fill_under_way(l.object).line.remove(e.requests, request);
        break;
      }
      return request;
    }
    case Stage::delayed:
    case Stage::in_service:
    case Stage::sharing:
      break;
    default:
      return request;
  }
  // What is pending stays where it is; the request goes on in another place.
  const std::uint32_t i = e.requests.take();
  Request& old = e.requests[request];
  Request& r = e.requests[i];
  r = old;
  r.place = kNone;
  r.legacy = 0;
  old.extra = kNone;
  old.stage = old.stage == Stage::delayed ? Stage::forgotten : Stage::abandoned;
  if (r.extra != kNone) e.requests.extras[r.extra].request = i;
  return i;
}

void fail(EngineState& e, std::uint32_t request, Reason reason) {
  Request& r = e.requests[request];
  r.stage = Stage::ready;
  if (r.extra != kNone) {
    Extra& x = e.requests.extras[r.extra];
    clear_deadline(x);
    release_all_held(e, request);
    ++x.fork_serial;
    x.children = x.ended = 0;
    x.child_reason = Reason::none;
    x.child_latency = 0;
    if (reason != Reason::given_up && serve_stale(e, request)) return;
    give_up_fills(e, request);
    if (reason != Reason::given_up && reason != Reason::gone && retry(e, request)) return;
  }
  finish(e, request, reason);
}

void finish(EngineState& e, std::uint32_t request, Reason reason) {
  const Request& r = e.requests[request];
  ClassState& c = e.classes[r.klass];
  if (reason == Reason::none) {
    c.completed += r.weight;
    c.all_completed += r.weight;
  } else {
    c.failed += r.weight;
    c.all_failed += r.weight;
    c.reasons[static_cast<std::size_t>(reason)] += r.weight;
  }
  bool child = false;
  if (r.extra != kNone) {
    if (reason == Reason::none) {
      release_all_held(e, request);
      give_up_fills(e, request);
    }
    child = e.requests.extras[r.extra].parent != kNone;
    if (child) child_ended(e, r.extra, e.now - r.start, reason);
    if (e.requests.extras[r.extra].route != kNone) end_route(e, request, reason);
    e.requests.give_back_extra(r.extra);
  }
  const std::uint32_t klass = r.klass;
  e.requests.give_back(request);
  if (child || c.arrivals.customers == 0) return;
  if (c.gone || c.customers_alive > c.customers) {
    --c.customers_alive;
    return;
  }
  think(e, klass, false);
}

void on_timer(EngineState& e, const Timers::Late& late) {
  const Timer& timer = late.timer;
  if (is_void(e.requests, late.kind, timer)) return;
  Extra& x = e.requests.extras[timer.extra];
  const bool deadline = late.kind == TimerKind::deadline;
  std::uint32_t request = x.request;
  Request& r = e.requests[request];
  const bool served = r.stage == Stage::in_service || r.stage == Stage::sharing;
  // The latency of a packet is known when it leaves: looked at there, and again just after. So is one that
  // finds no place to go on in.
  if (served ? r.weight > 1 || e.requests.crowded() : r.stage == Stage::delayed && e.requests.crowded()) {
    const double at = r.stage == Stage::sharing ? e.now : r.time;
    const double step = r.stage == Stage::sharing ? 0.01 : 1e-6;
    e.timers.set_late(late.kind, Timer{std::max(at, e.now) + step, timer.extra, timer.token});
    return;
  }
  if (r.weight > 1) {
    const double limit = deadline ? x.deadline_latency : e.classes[r.klass].patience_s;
    const double left = limit - latency_of(e, r);
    if (left > 1e-9) {
      e.timers.set_late(late.kind, Timer{e.now + left, timer.extra, timer.token});
      return;
    }
  }
  const Stage stage = r.stage;
  if (stage == Stage::waiting || stage == Stage::in_service || stage == Stage::sharing) {
    StationState& s = e.stations[r.place];
    s.failures += r.weight;
    note_breaker(e, s, true, r.weight);
  }
  request = detach(e, request);
  fail(e, request, deadline ? Reason::timed_out : Reason::given_up);
}

}  // namespace scale::sim
