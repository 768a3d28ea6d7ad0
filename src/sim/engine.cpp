#include "sim/engine.h"

#include <algorithm>

#include "sim/state.h"
#include "sim/validate.h"

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

void run_ready(EngineState& e) {
  while (e.ready_at < e.ready.size()) run(e, e.ready[e.ready_at++]);
  e.ready.clear();
  e.ready_at = 0;
}

// All events up to time_s, or until there have been `stop` of them.
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

}  // namespace

Engine::Engine() : state_(std::make_unique<EngineState>()) {}
Engine::Engine(const Engine& other) : state_(std::make_unique<EngineState>(*other.state_)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(const Engine& other) {
  if (this != &other) state_ = std::make_unique<EngineState>(*other.state_);
  return *this;
}
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

std::optional<Error> Engine::start(const Network& network, std::uint64_t seed) {
  if (auto error = validate(network)) return error;
  // The tables of popularity that an earlier run needed serve the next one too.
  std::vector<std::shared_ptr<const Zipf>> zipfs = std::move(state_->zipfs);
  std::vector<KeyLaw> key_laws = std::move(state_->key_laws);
  state_ = std::make_unique<EngineState>();
  state_->zipfs = std::move(zipfs);
  state_->key_laws = std::move(key_laws);
  state_->seed = seed;
  configure(*state_, network, true);
  run_ready(*state_);
  return std::nullopt;
}

std::optional<Error> Engine::reconfigure(const Network& network) {
  if (auto error = validate(network)) return error;
  // Each of them may have to go on in a second place.
  const std::uint32_t live = state_->requests.live;
  if (live > kMostUnderWay)
    return Error{"network", "most_under_way",
                 "at most " + std::to_string(kMostUnderWay) + " requests may be under way, not " +
                     std::to_string(live) + ", when a network changes"};
  configure(*state_, network, false);
  run_ready(*state_);
  return std::nullopt;
}

void Engine::run_until(double time_s) {
  run_until(time_s, ~std::uint64_t{0});
}

double Engine::run_until(double time_s, std::uint64_t most_events) {
  EngineState& e = *state_;
  const std::uint64_t stop = most_events > ~e.event_count ? ~std::uint64_t{0} : e.event_count + most_events;
  for (;;) {
    const double until = std::min(time_s, e.lapse.turn_s);
    step(e, until, stop);
    if (e.event_count >= stop) break;
    e.now = std::max(e.now, until);
    if (e.lapse.turn_s > time_s) break;
    turn(e);
  }
  return e.now;
}

double Engine::now_s() const {
  return state_->now;
}
const Network& Engine::network() const {
  return state_->network;
}
std::uint64_t Engine::events() const {
  return state_->event_count;
}
std::size_t Engine::memory_bytes() const {
  return sim::memory_bytes(*state_);
}

std::uint32_t Engine::under_way() const {
  return state_->requests.live;
}
std::uint64_t Engine::hash() const {
  return state_->trajectory;
}
Interval Engine::take_interval(bool contents) {
  return report(*state_, contents);
}
std::vector<Route> Engine::take_routes() {
  return report_routes(*state_);
}
std::optional<std::string> Engine::check_conservation() const {
  return find_leak(*state_);
}

}  // namespace scale::sim
