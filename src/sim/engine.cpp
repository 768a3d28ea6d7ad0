#include "sim/engine.h"

#include <algorithm>

#include "sim/state.h"
#include "sim/validate.h"

namespace scale::sim {

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
