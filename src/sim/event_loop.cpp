// The event loop: takes what comes next, and lets it happen.
#include <bit>

#include "sim/state.h"

namespace scale::sim {
namespace {

void note_event(EngineState& e, double time, std::uint32_t place, Stage stage) {
  ++e.event_count;
  const std::uint64_t what = (std::uint64_t{place} << 8) | static_cast<std::uint64_t>(stage);
  e.trajectory = (e.trajectory ^ std::bit_cast<std::uint64_t>(time)) * 0x9E3779B97F4A7C15ull;
  e.trajectory = (e.trajectory ^ (e.trajectory >> 29) ^ what) * 0xBF58476D1CE4E5B9ull;
}

// What the next event will look at first, so that it is there by then.
void fetch_next(const EngineState& e) {
  const std::uint32_t next = e.events.next_in_front();
  if (next == kNone) return;
  const Request& r = e.requests[next];
  if (r.extra != kNone) fetch_ahead(&e.requests.extras[r.extra]);
  if (r.stage != Stage::in_service) return;
  fetch_ahead(&e.stations[r.place]);
  fetch_ahead(&e.stations[r.place].queue_area);
  fetch_ahead(&e.code[r.pc + 1]);
}

void on_event(EngineState& e) {
  const std::uint32_t i = e.events.pop(e.requests);
  fetch_next(e);
  Request& r = e.requests[i];
  e.now = r.time;
  note_event(e, e.now, r.stage == Stage::delayed ? r.klass : r.place, r.stage);
  switch (r.stage) {
    case Stage::in_service:
      return on_served(e, i);
    case Stage::delayed:
      r.stage = Stage::ready;
      return run(e, i);
    case Stage::source:
      return on_source(e, i);
    case Stage::thinking:
      return on_thought(e, i);
    case Stage::abandoned:
      return on_abandoned(e, i);
    case Stage::sharing_clock:
      return on_sharing_clock(e, i);
    case Stage::forgotten:
      return e.requests.give_back(i);
    default:
      return;
  }
}

}  // namespace

void run_ready(EngineState& e) {
  while (e.ready_at < e.ready.size()) run(e, e.ready[e.ready_at++]);
  e.ready.clear();
  e.ready_at = 0;
}

void step(EngineState& e, double time_s, std::uint64_t stop) {
  while (e.event_count < stop) {
    const double event = e.events.next_time(e.requests, e.now);
    if (e.timers.next <= event) {
      if (e.timers.next > time_s) break;
      const Timers::Late timer = e.timers.pop();
      // One that was set by a packet whose clock moved may lie a little in the past.
      if (timer.timer.at > e.now) e.now = timer.timer.at;
      on_timer(e, timer);
    } else {
      if (event > time_s) break;
      on_event(e);
    }
    if (!e.ready.empty()) run_ready(e);
  }
}

}  // namespace scale::sim
