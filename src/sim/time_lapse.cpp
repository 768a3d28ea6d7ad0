// Time-lapse: of each cycle a step is simulated event by event, the rest is projected from it. While it
// projects, the foreground's requests stand still: their clocks go on with the time, so that no latency shows
// it. What changes slowly goes on:
//  - background classes (work that waits long) are simulated event by event. Those that the foreground spawns
//    come by themselves, Poisson at the rate of the latest steps: queues keep their drift, order and ages;
//  - logs get their entries at the rate of the latest steps, and apply them by their equation;
//  - in a step that a projection follows, each lookup and each new entry of a table stands for the whole
//    cycle's, as a packet of so many does (cache.h);
//  - counts go on at the step's rate.
// Every second is stepped for a while after a reconfiguration, as long as the number of requests under way
// drifts, and as long as one of the foreground has waited for more than a step. All of it goes by simulated
// values, so that a run stays the same on every machine.
#include <algorithm>
#include <cmath>

#include "sim/state.h"

namespace scale::sim {
namespace {

constexpr std::uint32_t kSettlingSteps = 3;
constexpr std::size_t kDriftSteps = 8;
constexpr double kDriftDeviations = 3;  // of the number under way, taken as Poisson
constexpr std::uint32_t kLearntSteps = 10;
constexpr int kAppends = 36;  // to a log in one projection

bool lapses(const EngineState& e) {
  return e.network.time_lapse.skip_s > 0;
}

// What a report resets, but for the histograms: those keep what was really met.
template <typename Visit>
void for_each_count(EngineState& e, Visit visit) {
  for (StationState& s : e.stations) {
    integrate(e, s);
    visit(s.busy_area);
    visit(s.queue_area);
    visit(s.arrivals);
    visit(s.completions);
    visit(s.failures);
  }
  for (CacheState& c : e.caches) {
    visit(c.hits);
    visit(c.misses);
    visit(c.stale);
  }
  for (TableState& t : e.tables) {
    visit(t.kept);
    visit(t.first);
    visit(t.missed);
  }
  for (ClassState& c : e.classes) {
    visit(c.started);
    visit(c.completed);
    visit(c.failed);
    visit(c.late);
    visit(c.retries);
    for (std::uint64_t& n : c.reasons) visit(n);
  }
  for (double& n : e.counters) visit(n);
}

void mark_counts(EngineState& e) {
  LapseState& lapse = e.lapse;
  lapse.counted_s = e.now;
  lapse.counted.clear();
  for_each_count(e, [&](auto& n) { lapse.counted.push_back(static_cast<double>(n)); });
}

bool stands_still(const EngineState& e, const Request& r) {
  if (r.stage == Stage::source) return !e.classes[r.place].background;
  return r.stage == Stage::sharing_clock || !e.classes[r.klass].background;
}

void move_clock(EngineState& e, Request& r, double dt) {
  r.start = std::min(r.start + dt, e.now);
  if (r.stage == Stage::waiting) r.time = std::min(r.time + dt, e.now);
  if (r.stage == Stage::sharing)
    r.order = std::bit_cast<std::uint64_t>(std::min(std::bit_cast<double>(r.order) + dt, e.now));
  if (r.extra == kNone) return;
  Extra& x = e.requests.extras[r.extra];
  if (r.missed)
    for (Looked& l : x.looked) l.at_s += dt;
  if (x.route != kNone) e.active_routes[x.route].route.start_s += dt;
}

// Who stands still takes no notice of dt, which may be given back (below 0). Before it passes, their clocks
// are ahead of the time.
void move_clocks(EngineState& e, double dt) {
  const double now = e.now;
  e.now = now + std::max(0.0, dt);
  for (Request& r : e.requests.all)
    if (r.stage != Stage::free && stands_still(e, r)) move_clock(e, r, dt);
  e.now = now;
  e.timers.shift(dt, [&](std::uint32_t extra) {
    const std::uint32_t request = e.requests.extras[extra].request;
    return request == kNone || stands_still(e, e.requests[request]);
  });
  e.events.reschedule(e.requests, now, std::max(0.0, dt), [&](std::uint32_t i) {
    const Request& r = e.requests[i];
    return stands_still(e, r) ? std::max(r.time + dt, now) : r.time;
  });
  for (BreakerState& b : e.breakers) {
    b.window_start_s += dt;
    b.open_until_s += dt;
  }
  for (Sharing& v : e.sharing) {
    v.virtual_s += dt;
    v.clock_s += dt;
  }
}

// Of those that come by themselves, and the variance of their number if it does not drift.
struct UnderWay {
  double requests = 0, variance = 0;
};
UnderWay under_way(const EngineState& e) {
  UnderWay sum;
  for (const ClassState& c : e.classes) {
    if (c.background || (c.arrivals.rate_per_s <= 0 && c.arrivals.customers == 0)) continue;
    const auto n = static_cast<double>(c.all_started - c.all_completed - c.all_failed);
    sum.requests += n;
    sum.variance += n * c.packet;
  }
  return sum;
}

// Whether a request of the foreground has waited for longer than a step: such a queue has a course of its
// own.
bool somebody_waits_long(const EngineState& e) {
  for (const StationState& s : e.stations)
    for (const WaitingLine& line : s.lines) {
      if (line.head == kNone) continue;
      const Request& first = e.requests[line.head];
      if (e.now - first.time > e.network.time_lapse.step_s && stands_still(e, first)) return true;
    }
  return false;
}

bool is_steady(const EngineState& e) {
  const LapseState& lapse = e.lapse;
  if (lapse.steps < kSettlingSteps || somebody_waits_long(e)) return false;
  const double drift = lapse.in_flight.back() - lapse.in_flight.front();
  return std::fabs(drift) <= kDriftDeviations * std::sqrt(2 * under_way(e).variance);
}

void learn(LearntRate& rate, double count, double seconds, std::uint32_t steps) {
  rate.per_s += ((count - rate.seen) / seconds - rate.per_s) / std::min(steps, kLearntSteps);
}

// What was projected teaches nothing.
void look_again(EngineState& e) {
  e.lapse.appended.resize(e.logs.size());
  e.lapse.spawned.resize(e.classes.size());
  for (std::size_t i = 0; i < e.logs.size(); ++i) e.lapse.appended[i].seen = e.logs[i].appended;
  for (std::size_t i = 0; i < e.classes.size(); ++i) e.lapse.spawned[i].seen = e.classes[i].spawned;
}

void begin_step(EngineState& e) {
  LapseState& lapse = e.lapse;
  const TimeLapse& cycle = e.network.time_lapse;
  lapse.since_s = e.now;
  lapse.turn_s = e.now + cycle.step_s;
  lapse.stands_for = is_steady(e) ? 1 + cycle.skip_s / cycle.step_s : 1;
  look_again(e);
  mark_counts(e);
}

void end_step(EngineState& e) {
  LapseState& lapse = e.lapse;
  ++lapse.steps;
  const double seconds = e.now - lapse.since_s;
  for (std::size_t i = 0; i < e.logs.size(); ++i)
    learn(lapse.appended[i], e.logs[i].appended, seconds, lapse.steps);
  for (std::size_t i = 0; i < e.classes.size(); ++i)
    learn(lapse.spawned[i], e.classes[i].spawned, seconds, lapse.steps);
  if (lapse.in_flight.size() > kDriftSteps) lapse.in_flight.erase(lapse.in_flight.begin());
  lapse.in_flight.push_back(under_way(e).requests);
}

void begin_projection(EngineState& e) {
  LapseState& lapse = e.lapse;
  const double since_s = lapse.counted_s;
  const std::vector<double> before = lapse.counted;
  mark_counts(e);
  lapse.counted_per_s.assign(before.size(), 0);
  if (e.now > since_s)
    for (std::size_t i = 0; i < before.size(); ++i)
      lapse.counted_per_s[i] = (lapse.counted[i] - before[i]) / (e.now - since_s);
  lapse.projecting = true;
  lapse.stands_for = 1;
  lapse.since_s = e.now;
  lapse.turn_s = e.now + e.network.time_lapse.skip_s;
  move_clocks(e, e.network.time_lapse.skip_s);
  for (std::uint32_t i = 0; i < e.classes.size(); ++i) {
    ClassState& c = e.classes[i];
    if (!c.background || c.gone || c.arrivals.rate_per_s > 0 || lapse.spawned[i].per_s <= 0) continue;
    c.arrivals.rate_per_s = lapse.spawned[i].per_s;
    next_source(e, i);
    lapse.sources.push_back(i);
  }
}

void append_projected(LogState& log, double per_s, double from_s, double to_s) {
  const double each_s = (to_s - from_s) / kAppends;
  for (int i = 0; i < kAppends; ++i) log.append(from_s + (i + 0.5) * each_s, per_s * each_s);
}

}  // namespace

void begin_time_lapse(EngineState& e) {
  e.lapse = LapseState();
  if (lapses(e)) begin_step(e);
}

void end_projection(EngineState& e) {
  LapseState& lapse = e.lapse;
  if (!lapse.projecting) return;
  project_counts(e);
  lapse.projecting = false;
  for (std::size_t i = 0; i < e.logs.size(); ++i)
    append_projected(e.logs[i], lapse.appended[i].per_s, lapse.since_s, e.now);
  for (const std::uint32_t i : lapse.sources) {
    ClassState& c = e.classes[i];
    c.arrivals.rate_per_s = 0;
    if (c.source != kNone) e.requests[c.source].stage = Stage::forgotten;
    c.source = kNone;
  }
  lapse.sources.clear();
  if (e.now < lapse.turn_s) move_clocks(e, e.now - lapse.turn_s);
}

void turn(EngineState& e) {
  if (e.lapse.projecting) {
    end_projection(e);
    return begin_step(e);
  }
  end_step(e);
  if (e.lapse.stands_for > 1) return begin_projection(e);
  begin_step(e);
}

void project_counts(EngineState& e) {
  LapseState& lapse = e.lapse;
  if (!lapse.projecting) return;
  const double seconds = e.now - lapse.counted_s;
  lapse.counted_s = e.now;
  std::size_t i = 0;
  for_each_count(e, [&](auto& n) {
    lapse.counted[i] += lapse.counted_per_s[i] * seconds;
    n = static_cast<std::decay_t<decltype(n)>>(lapse.counted[i++] + 1e-9);
  });
}

void restart_counts(EngineState& e) {
  if (lapses(e)) mark_counts(e);
}

}  // namespace scale::sim
