// Twenty small networks, made by hand of everything the engine knows, for comparing its bits across
// compilers. They know nothing of the model, so a change there leaves them alone.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine.h"
#include "sim/network_builder.h"
#include "sim/random.h"

namespace scale::test {

struct EngineScenario {
  std::string name;
  sim::Network network;
  double seconds = 2;
  // At half time the network becomes this one (none: it stays).
  std::vector<sim::Network> later;
};

namespace detail {

using namespace sim;  // NOLINT: the builder's words only

inline const Law kFixed = fixed_law(0.02), kExponential = exponential_law(0.02);
inline const Law kErlang{LawKind::erlang, 0.02, 0.25}, kHyper{LawKind::hyperexponential, 0.02, 4};
inline const Law kLognormal = lognormal_law(0.02, 2), kPareto{LawKind::bounded_pareto, 0.02, 6};

inline Network one(Station station, double rate, Program program) {
  Network n;
  add_metric(n, "latency", 0.05);
  add_station(n, std::move(station));
  add_class(n, "request", rate, std::move(program));
  return n;
}

inline Network balanced(Balancing balancing) {
  Network n;
  add_metric(n, "latency", 0.05);
  add_pool(n, "web", 40, balancing, {.servers = 4});
  add_class(n, "request", 6000, {choose(0), visit_member(0, kLognormal), record_all(0), end()});
  return n;
}

inline Network keyed_shards(Placement placement) {
  Network n;
  add_metric(n, "latency");
  add_pool(n, "shard", 6, Balancing::random, {.servers = 8});
  n.maps.push_back({.name = "keys", .pool = 0, .placement = placement, .keys = 5000, .zipf_exponent = 0.7});
  add_class(n, "request", 1500, {map_key(0), visit_member(0, kErlang), record_all(0), end()});
  return n;
}

inline Network with_cache(Cache cache) {
  cache.name = "cache";
  Network n;
  add_metric(n, "latency");
  n.caches.push_back(std::move(cache));
  add_station(n, {.name = "origin", .servers = 30});
  add_class(n, "request", 2000,
            {lookup(0, 3), record_all(0), end(), visit(0, kExponential), fill(0), jump(1)});
  return n;
}

inline std::vector<EngineScenario> queues() {
  std::vector<EngineScenario> all;
  all.push_back({"M/M/1", one({.name = "s"}, 45, {visit(0, kExponential), record_all(0), end()}), 200, {}});

  Network tandem;
  add_metric(tandem, "latency", 0.2);
  Program p;
  for (const Law& law : {kFixed, kExponential, kErlang, kHyper, kLognormal, kPareto}) {
    const auto i = static_cast<std::uint32_t>(tandem.stations.size());
    add_station(tandem, {.name = "s" + std::to_string(i), .servers = 16});
    p.push_back(visit(i, law));
  }
  p.push_back(record_all(0));
  p.push_back(end());
  add_class(tandem, "request", 700, p);
  all.push_back({"six laws in tandem", tandem, 4, {}});

  all.push_back({"processor sharing",
                 one({.name = "s", .discipline = Discipline::processor_sharing, .servers = 4}, 170,
                     {visit(0, kHyper), record_all(0), end()}),
                 20,
                 {}});
  Network wire = one({.name = "wire", .discipline = Discipline::link, .bytes_per_s = 1e7}, 900,
                     {visit(0, exponential_law(10000)), visit(1, kLognormal), record_all(0), end()});
  add_station(wire, {.name = "far", .discipline = Discipline::delay});
  all.push_back({"a link and a delay", wire, 5, {}});

  Network priorities = one({.name = "s", .servers = 2}, 40, {visit(0, kExponential), record_all(0), end()});
  add_class(priorities, "low", 50, {visit(0, kErlang), record_all(0), end()});
  priorities.classes[1].priority = 3;
  all.push_back({"priorities", priorities, 60, {}});

  Network closed = one({.name = "s", .servers = 8}, 0, {visit(0, kLognormal), record_all(0), end()});
  closed.classes[0].arrivals.customers = 64;
  closed.classes[0].arrivals.think_time = exponential_law(0.1);
  all.push_back({"a closed class", closed, 10, {}});

  Network day = one({.name = "s", .servers = 40}, 1500, {visit(0, kExponential), record_all(0), end()});
  day.classes[0].arrivals.amplitude = 0.5;
  day.classes[0].arrivals.period_s = 3;
  day.classes[0].arrivals.surges.push_back(
      {.start_s = 1, .rise_s = 0.2, .hold_s = 0.5, .fall_s = 0.3, .factor = 3});
  all.push_back({"day, night and a surge", day, 4, {}});
  return all;
}

inline std::vector<EngineScenario> pools_and_keys() {
  std::vector<EngineScenario> all;
  const char* const names[] = {"round robin", "least connections", "power of two", "consistent hash"};
  for (int b = 1; b < 5; ++b) {
    Network n = balanced(static_cast<Balancing>(b));
    Network later = n;
    later.stations[3].up = false;
    later.stations[7].life = 1;
    later.pools[0].in_rotation.assign(40, 1);
    later.pools[0].in_rotation[11] = 0;
    all.push_back({names[b - 1], std::move(n), 2, {later}});
  }
  Network ring = keyed_shards(Placement::ring), moved = ring;
  moved.maps[0].members_before = 5;
  moved.maps[0].moved_share = 0.5;
  all.push_back({"keys on a ring, half moved", ring, 4, {moved}});
  Network ranges = keyed_shards(Placement::range);
  ranges.maps[0].range_weights = {1, 1, 1, 1, 1, 3};
  ranges.maps[0].hot_key_share = 0.05;
  all.push_back({"ranges with a hot key", ranges, 4, {}});
  return all;
}

inline std::vector<EngineScenario> trouble() {
  std::vector<EngineScenario> all;
  Network storm = one({.name = "s", .servers = 16, .queue_limit = 100}, 1000,
                      {deadline(0.08), visit(0, kExponential), record_all(0), end()});
  storm.classes[0].retry = {.attempts = 3, .backoff_s = 0.05, .jitter = 0.5, .budget_share = 0.3};
  storm.classes[0].patience_s = 0.4;
  all.push_back({"a retry storm", storm, 4, {}});

  Network fuse = one({.name = "s", .servers = 16, .queue_limit = 20}, 1100,
                     {visit(0, kExponential), record_all(0), end()});
  fuse.breakers.push_back({.station = 0, .failure_share = 0.2, .window_s = 0.5, .open_s = 0.3});
  Network broken = fuse;
  broken.stations[0].up = false;
  all.push_back({"a breaker, then a crash", fuse, 4, {broken}});

  Network held = one({.name = "web", .servers = 32}, 600,
                     {acquire(0), delay(0.01), visit(1, kExponential), release(0), record_all(0), end()});
  add_station(held, {.name = "store", .servers = 16});
  all.push_back({"a server held across a call", held, 5, {}});
  return all;
}

inline std::vector<EngineScenario> state_and_forks() {
  std::vector<EngineScenario> all;
  Network ttl = with_cache({.objects = 3000, .ttl_s = 0.7, .serve_stale_s = 1}), purged = ttl;
  purged.caches[0].contents = 1;
  purged.caches[0].versions = 1;
  purged.caches[0].changed_share = 0.4;
  all.push_back({"a TTL cache, purged", ttl, 4, {purged}});
  all.push_back({"an LRU cache",
                 with_cache({.eviction = Eviction::lru, .objects = 3000, .capacity_objects = 400}),
                 4,
                 {}});

  Network forks;
  add_metric(forks, "latency");
  add_pool(forks, "shard", 8, Balancing::random, {.servers = 4});
  add_station(forks, {.name = "s", .servers = 64});
  const std::uint32_t leaf = add_class(forks, "leaf", 0, {visit_member(0, kExponential), end()});
  const std::uint32_t copy = add_class(forks, "copy", 0, {visit(8, kPareto), end()});
  add_class(forks, "request", 120,
            {fork_each(leaf, 0), join(), fork(copy, 5), join(2), record_all(0), end()});
  all.push_back({"fan-out and first two of five", forks, 6, {}});
  return all;
}

inline EngineScenario sessions_and_logs() {
  Network n = balanced(Balancing::least_connections);
  n.tables.push_back(
      {.name = "sessions", .pool = 0, .first_share = 0.3, .lifetime_s = 1, .warm_entries = 500});
  n.logs.push_back({.name = "log", .apply_per_s = 4000, .delay_s = 0.05});
  n.paths.push_back({.name = "far",
                     .round_trip_s = 0.08,
                     .access_round_trip = lognormal_law(0.03, 1),
                     .bandwidth_bytes_per_s = lognormal_law(2e6, 1)});
  const std::uint32_t job = add_class(n, "job", 0, {visit(0, kFixed), end()});
  Step transfer = step_of(Op::transfer, 0);
  transfer.law = lognormal_law(60000, 2);
  transfer.window_bytes = 14600;
  Step behind = step_of(Op::behind, 0);
  behind.target = 9;
  n.classes[0].arrivals.rate_per_s = 3000;
  n.classes[0].follow = 50;
  n.classes[0].program = {step_of(Op::trip, 0),
                          pin(0, 3, 3),
                          jump(5),
                          choose(0),
                          assign(0),
                          visit_member(0, kLognormal),
                          stamp(),
                          step_of(Op::append, 0),
                          behind,
                          branch(0.9, 11),
                          step_of(Op::spawn, job),
                          transfer,
                          record_all(0),
                          end()};
  Network later = n;
  later.stations[5].life = 1;
  later.logs[0].connected = false;
  later.tables[0].lifetime_s = 0.5;
  return {"sessions, a log, jobs and bytes", std::move(n), 2, {later}};
}

}  // namespace detail

inline std::vector<EngineScenario> engine_scenarios() {
  std::vector<EngineScenario> all;
  for (auto part : {detail::queues(), detail::pools_and_keys(), detail::trouble(), detail::state_and_forks()})
    for (EngineScenario& scenario : part) all.push_back(std::move(scenario));
  all.push_back(detail::sessions_and_logs());
  return all;
}

// The trajectory, and what was recorded on it.
inline std::uint64_t engine_hash(const EngineScenario& scenario, std::uint32_t packet) {
  sim::Network n = scenario.network;
  n.packet = packet;
  sim::Engine engine;
  if (engine.start(n, 2026)) return 0;
  engine.run_until(0.5 * scenario.seconds);
  if (!scenario.later.empty()) {
    n = scenario.later[0];
    n.packet = packet;
    if (engine.reconfigure(n)) return 0;
  }
  engine.run_until(scenario.seconds);
  std::uint64_t hash = sim::combine(engine.hash(), engine.events());
  const sim::Interval interval = engine.take_interval();
  for (const sim::MetricReport& m : interval.metrics)
    hash = sim::combine(hash, std::bit_cast<std::uint64_t>(m.histogram.sum_s()));
  for (const sim::ClassReport& c : interval.classes)
    hash = sim::combine(hash, (c.completed << 32) + c.failed);
  return hash;
}

}  // namespace scale::test
