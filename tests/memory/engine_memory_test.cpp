// What the engine takes from the heap: nothing once it is under way, and little for each pending request.
#include <gtest/gtest.h>

#include "counted_new.h"
#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

// Pools, shards, caches, sessions, forks, jobs, held servers, time-outs and retries, in equilibrium.
Network site() {
  Network n;
  add_metric(n, "latency", 0.15);
  add_pool(n, "web", 40, Balancing::least_connections, {.servers = 8});
  add_pool(n, "shard", 16, Balancing::random, {.servers = 8});
  const std::uint32_t store = add_station(n, {.name = "store", .servers = 4, .queue_limit = 200});
  const std::uint32_t shared =
      add_station(n, {.name = "shared", .discipline = Discipline::processor_sharing, .servers = 8});
  n.maps.push_back(
      {.name = "keys", .pool = 1, .placement = Placement::ring, .keys = 10000, .zipf_exponent = 0.6});
  n.caches.push_back({.name = "edge", .objects = 2000, .ttl_s = 2});
  n.caches.push_back({.name = "lru", .eviction = Eviction::lru, .objects = 2000, .capacity_objects = 300});
  n.tables.push_back({.name = "sessions", .pool = 0, .lifetime_s = 5, .warm_entries = 1000});
  n.logs.push_back({.name = "log", .apply_per_s = 10000, .delay_s = 0.05});
  const Law work = lognormal_law(0.03, 1);
  const std::uint32_t leaf = add_class(n, "leaf", 0, {visit(shared, fixed_law(0.001)), end()});
  const std::uint32_t job = add_class(n, "job", 0, {visit(store, fixed_law(0.0002)), end()});
  Step spawn = step_of(Op::spawn, job);
  spawn.probability = 1;
  add_class(n, "page", 4000,
            {deadline(1), pin(0, 3, 3), jump(5), choose(0), assign(0), visit_member(0, work), map_key(0, 1),
             visit_member(1, exponential_law(0.015), 1), acquire(store), delay(0.0001), release(store),
             fork(leaf, 2), join(), step_of(Op::append, 0), spawn, record_all(0), end()});
  n.classes.back().retry = {.attempts = 3, .backoff_s = 0.05, .jitter = 0.5};
  n.classes.back().patience_s = 3;
  add_class(
      n, "file", 4000,
      {lookup(0, 2), end(), lookup(1, 4), jump(6), visit(store, fixed_law(0.0002)), fill(1), fill(0), end()});
  return n;
}

TEST(EngineMemory, NothingIsAllocatedInSteadyState) {
  for (const std::uint32_t packet : {1u, 8u}) {
    Network n = site();
    n.packet = packet;
    Engine engine;
    const auto error = engine.start(n, 1);
    ASSERT_FALSE(error) << error->place << ": " << error->message;
    engine.run_until(60);  // until no queue has been longer than it will be
    const Interval before = engine.take_interval();
    const std::uint64_t calls = test::allocated().calls, events = engine.events();
    engine.run_until(80);
    EXPECT_EQ(test::allocated().calls, calls) << packet;
    EXPECT_GT(engine.events() - events, 500'000u / packet);
    const Interval during = engine.take_interval();
    EXPECT_GT(during.classes[2].completed, 70'000u);
    EXPECT_LT(during.classes[2].failed, during.classes[2].completed / 20);
  }
}

double bytes_each(double rate, double seconds, const Law& service, bool queued) {
  Network n;
  add_station(n, {.name = "all", .discipline = queued ? Discipline::fifo : Discipline::delay});
  add_class(n, "request", rate, {visit(0, service), end()});
  const std::int64_t before = test::allocated().bytes;
  Engine engine;
  engine.start(n, 1);
  engine.run_until(seconds);
  const std::int64_t held = test::allocated().bytes - before;
  const Interval i = engine.take_interval();
  const std::uint64_t pending = i.classes[0].in_flight;
  EXPECT_GT(pending, 950'000u);
  EXPECT_LT(pending, 1'100'000u);
  return static_cast<double>(held) / static_cast<double>(pending);
}

TEST(EngineMemory, AMillionPendingRequestsTakeAtMost64BytesEach) {
  EXPECT_LE(bytes_each(1e6, 1.6, fixed_law(1), false), 64) << "all due at the same distance";
  EXPECT_LE(bytes_each(1e6, 3.2, exponential_law(1), false), 64) << "due at any time";
  EXPECT_LE(bytes_each(1e6, 1.02, fixed_law(2), true), 64) << "waiting in one queue";
}

// Whoever keeps copies asks how much one takes, and has to be told the truth.
TEST(EngineMemory, ACopyTakesWhatItIsSaidTo) {
  for (const std::uint32_t packet : {1u, 8u}) {
    Network n = site();
    n.packet = packet;
    Engine engine;
    ASSERT_FALSE(engine.start(n, 1));
    engine.run_until(10);
    const std::int64_t before = test::allocated().bytes;
    const Engine copy = engine;
    const auto taken = static_cast<double>(test::allocated().bytes - before);
    EXPECT_NEAR(static_cast<double>(copy.memory_bytes()), taken, taken / 4) << packet;
  }
}

}  // namespace
}  // namespace scale::sim
