// What a copy of an engine takes from the heap: what grows with its load and its objects.
#include "sim/state.h"

namespace scale::sim {
namespace {

template <typename T>
std::size_t held(const std::vector<T>& list) {
  return list.size() * sizeof(T);
}

std::size_t held(const CacheState& cache) {
  return held(cache.filled_s) + held(cache.newer) + held(cache.older) + held(cache.seen_at) +
         held(cache.fill_of) + held(cache.fills);
}

}  // namespace

std::size_t memory_bytes(const EngineState& e) {
  std::size_t bytes = held(e.requests.all) + held(e.requests.extras) + e.events.bytes() + held(e.stations) +
                      held(e.metrics) + held(e.code) + held(e.rare_works) + held(e.routes) +
                      held(e.active_routes);
  for (const CacheState& cache : e.caches) bytes += held(cache);
  for (const TableState& table : e.tables) bytes += held(table.entries) + held(table.per_member);
  for (const LogState& log : e.logs) bytes += held(log.cohorts);
  for (const TimerRing& ring : e.timers.rings) bytes += held(ring.entries);
  return bytes;
}

}  // namespace scale::sim
