// Every way in which a network can be unusable, each refused in words that name place and field.
#include "sim/validate.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// One of each thing.
Network sound() {
  Network n;
  add_pool(n, "web", 3, Balancing::random, {.servers = 2});
  add_station(n, {.name = "store"});
  add_station(n, {.name = "wire", .discipline = Discipline::link, .bytes_per_s = 1e6});
  n.paths.push_back({.name = "path", .round_trip_s = 0.01});
  n.caches.push_back({.name = "cache", .objects = 10});
  n.tables.push_back({.name = "table", .pool = 0});
  n.logs.push_back({.name = "log"});
  n.maps.push_back({.name = "map", .pool = 0, .keys = 10});
  n.breakers.push_back({.station = 3});
  add_metric(n, "metric");
  add_counter(n, "counter");
  add_class(n, "child", 0, {visit(3, fixed_law(0.01)), end()});
  add_class(n, "page", 10, {visit(3, fixed_law(0.01)), end()});
  return n;
}

struct Wrong {
  const char *place, *message;
  std::function<void(Network&)> make;
};

void expect_refused(const std::vector<Wrong>& all) {
  ASSERT_FALSE(validate(sound()));
  for (const Wrong& wrong : all) {
    Network n = sound();
    wrong.make(n);
    const auto error = validate(n);
    ASSERT_TRUE(error) << wrong.message;
    EXPECT_EQ(error->place, wrong.place) << wrong.message;
    EXPECT_EQ(error->message, wrong.message);
    // The message begins with the field.
    EXPECT_EQ(error->message.rfind(error->field, 0), 0u) << error->field;
  }
}

TEST(Validate, StationsAndPoolsAreRefusedByName) {
  expect_refused({
      {"station store", "servers must be 1 to 100000, not 0", [](Network& n) { n.stations[3].servers = 0; }},
      {"station store", "servers must be 1 to 100000, not 100001",
       [](Network& n) { n.stations[3].servers = 100001; }},
      {"station store", "speed must be more than 0, not 0", [](Network& n) { n.stations[3].speed = 0; }},
      {"station store", "speed must be more than 0, not nan", [](Network& n) { n.stations[3].speed = kNaN; }},
      {"station store", "queue_limit must be 0 or more, or kUnlimited, not -2",
       [](Network& n) { n.stations[3].queue_limit = -2; }},
      {"station wire", "bytes_per_s must be more than 0, not 0",
       [](Network& n) { n.stations[4].bytes_per_s = 0; }},
      {"station (no name)", "name is missing", [](Network& n) { n.stations[3].name = ""; }},
      {"station wire", "name is used twice", [](Network& n) { n.stations[3].name = "wire"; }},
      {"pool web", "count must be at least 1", [](Network& n) { n.pools[0].count = 0; }},
      {"pool web", "count must be at most 65535, not 70000", [](Network& n) { n.pools[0].count = 70000; }},
      {"pool web", "first and count reach beyond the last station", [](Network& n) { n.pools[0].first = 3; }},
      {"pool web", "in_rotation must have an entry for each of the 3 members, not 1",
       [](Network& n) { n.pools[0].in_rotation = {1}; }},
      {"breaker", "station names station 9 of 5", [](Network& n) { n.breakers[0].station = 9; }},
      {"breaker", "failure_share must be 0 to 1, not 2", [](Network& n) { n.breakers[0].failure_share = 2; }},
      {"breaker", "window_s must be more than 0, not 0", [](Network& n) { n.breakers[0].window_s = 0; }},
      {"breaker", "open_s must be 0 or more, not -1", [](Network& n) { n.breakers[0].open_s = -1; }},
      {"network", "packet must be a power of two from 1 to 32768, not 3", [](Network& n) { n.packet = 3; }},
      {"network", "packet must be a power of two from 1 to 32768, not 0", [](Network& n) { n.packet = 0; }},
      {"network", "most_under_way must be 1 to 8388608, not 8388609",
       [](Network& n) { n.most_under_way = kMostUnderWay + 1; }},
      {"network", "most_under_way must have room for all customers",
       [](Network& n) {
         n.most_under_way = 10;
         n.classes[0].arrivals = {.customers = 11, .think_time = exponential_law(1)};
       }},
      {"metric metric", "threshold_s must be 0 or more, not -1",
       [](Network& n) { n.metrics[0].threshold_s = -1; }},
  });
}

TEST(Validate, StateIsRefusedByName) {
  expect_refused({
      {"path path", "round_trip_s must be 0 or more, not -1",
       [](Network& n) { n.paths[0].round_trip_s = -1; }},
      {"path path", "access_round_trip mean must be 0 or more, not -1",
       [](Network& n) { n.paths[0].access_round_trip.mean = -1; }},
      {"cache cache", "objects must be 1 to 10000000, not 0", [](Network& n) { n.caches[0].objects = 0; }},
      {"cache cache", "zipf_exponent must be 0 to 5, not 6",
       [](Network& n) { n.caches[0].zipf_exponent = 6; }},
      {"cache cache", "ttl_s must be 0 or more, not -1", [](Network& n) { n.caches[0].ttl_s = -1; }},
      {"cache cache", "capacity_objects must be 0 or more, or kUnlimited, not -2",
       [](Network& n) { n.caches[0].capacity_objects = -2; }},
      {"cache cache", "object_bytes must be 0 or more, not -1",
       [](Network& n) { n.caches[0].object_bytes = -1; }},
      {"cache cache", "serve_stale_s must be 0 or more, not -1",
       [](Network& n) { n.caches[0].serve_stale_s = -1; }},
      {"cache cache", "changed_share must be 0 to 1, not 1.5",
       [](Network& n) { n.caches[0].changed_share = 1.5; }},
      {"table table", "pool names pool 1 of 1", [](Network& n) { n.tables[0].pool = 1; }},
      {"table table", "first_share must be 0 to 1, not -0.1",
       [](Network& n) { n.tables[0].first_share = -0.1; }},
      {"table table", "lifetime_s must be more than 0, not 0",
       [](Network& n) { n.tables[0].lifetime_s = 0; }},
      {"table table", "warm_entries must be 0 or more, not -1",
       [](Network& n) { n.tables[0].warm_entries = -1; }},
      {"table table", "capacity must be more than 0, or kUnlimited, not 0",
       [](Network& n) { n.tables[0].capacity = 0; }},
      {"log log", "apply_per_s must be 0 or more, not -1", [](Network& n) { n.logs[0].apply_per_s = -1; }},
      {"log log", "delay_s must be 0 or more, not -1", [](Network& n) { n.logs[0].delay_s = -1; }},
      {"key map map", "pool names no pool", [](Network& n) { n.maps[0].pool = kNone; }},
      {"key map map", "keys must be at least 1", [](Network& n) { n.maps[0].keys = 0; }},
      {"key map map", "zipf_exponent must be 0 to 5, not -1",
       [](Network& n) { n.maps[0].zipf_exponent = -1; }},
      {"key map map", "hot_key_share must be 0 to 1, not 2", [](Network& n) { n.maps[0].hot_key_share = 2; }},
      {"key map map", "moved_share must be 0 to 1, not 2", [](Network& n) { n.maps[0].moved_share = 2; }},
      {"key map map", "hot_key must be below keys", [](Network& n) { n.maps[0].hot_key = 10; }},
      {"key map map", "virtual_nodes must be 1 to 10000, not 0",
       [](Network& n) { n.maps[0].virtual_nodes = 0; }},
      {"key map map", "members_before must be at most the pool's 3",
       [](Network& n) { n.maps[0].members_before = 4; }},
      {"key map map", "range_weights must have one weight for each of the 3 members",
       [](Network& n) { n.maps[0].range_weights = {1}; }},
      {"key map map", "range_weights must be 0 or more, not -1",
       [](Network& n) {
         n.maps[0].range_weights = {1, -1, 1};
       }},
      {"key map map", "range_weights must not all be 0",
       [](Network& n) {
         n.maps[0].range_weights = {0, 0, 0};
       }},
  });
}

Wrong step(const char* message, Step wrong) {
  return {"class page, step 0", message, [wrong](Network& n) { n.classes[1].program[0] = wrong; }};
}
Wrong law(const char* message, Law wrong) {
  return step(message, visit(3, wrong));
}
Step in_slot(Step s, std::uint8_t slot) {
  s.slot = slot;
  return s;
}

Step gathering(Step s) {
  s.gathers = true;
  return s;
}

TEST(Validate, RoutesAreRefusedByClassAndStep) {
  Step negative_window = step_of(Op::transfer, 0), bad_counter = lookup(0, 1), bad_join = join(),
       endless = delay(1);
  negative_window.window_bytes = -1;
  bad_counter.target2 = 1;
  bad_join.target2 = 9;
  endless.factor = kNaN;
  expect_refused({
      step("index names station 9 of 5", visit(9, fixed_law(1))),
      step("index names no station", acquire(kNone)),
      step("index names station 7 of 5", release(7)),
      step("pool names pool 1 of 1", visit_member(1, fixed_law(1))),
      step("slot must be 0 to 2", visit_member(0, fixed_law(1), 3)),
      step("seconds must be 0 or more, not -1", delay(-1)),
      step("seconds and factor must be finite", endless),
      step("index names path 1 of 1", step_of(Op::trip, 1)),
      step("index names path 1 of 1", step_of(Op::transfer, 1)),
      step("window_bytes must be 0 or more, not -1", negative_window),
      step("pool names pool 2 of 1", choose(2)),
      step("slot must be 0 to 2", choose(0, 3)),
      step("pool names no pool", step_of(Op::fork_each, 0)),
      step("index names class 2 of 2", fork_each(2, 0)),
      step("index names key map 1 of 1", map_key(1)),
      step("slot must be 0 to 2", map_key(0, 3)),
      step("index names table 1 of 1", pin(1, 0, 0)),
      step("target leads to step 5 of 2", pin(0, 5, 0)),
      step("target2 leads to step 5 of 2", pin(0, 0, 5)),
      step("slot must be 0 to 2", in_slot(pin(0, 0, 0), 3)),
      step("index names table 1 of 1", assign(1)),
      step("index names cache 1 of 1", lookup(1, 1)),
      step("target leads to step 2 of 2", lookup(0, 2)),
      step("target2 names counter 1 of 1", bad_counter),
      step("index names cache 3 of 1", fill(3)),
      step("target leads to step 9 of 2", branch(0.5, 9)),
      step("index names no class", gathering(branch(0.5, 1))),
      step("probability must be 0 to 1, not 1.5", branch(1.5, 1)),
      step("target is missing", jump(kNone)),
      step("target is missing", step_of(Op::loop)),
      step("index names class 4 of 2", fork(4, 1)),
      step("index names class 4 of 2", step_of(Op::spawn, 4)),
      step("target2 leads to step 9 of 2", bad_join),
      step("index names log 1 of 1", step_of(Op::append, 1)),
      step("index names log 1 of 1", step_of(Op::behind, 1)),
      step("index names station 9 of 5", step_of(Op::if_full, 9)),
      step("target is missing", step_of(Op::if_full, 3)),
      step("target is missing", step_of(Op::if_again)),
      step("index names metric 1 of 1", record(1)),
      step("index names counter 1 of 1", count(1)),
      step("seconds must be 0 or more, not -1", deadline(-1)),
      step("reason is not among the network's reasons", fail_with(Reason::kOwn)),
      law("law mean must be 0 or more, not -1", exponential_law(-1)),
      law("law mean must be 0 or more, not inf", exponential_law(std::numeric_limits<double>::infinity())),
      law("law scv must be 1/64 to 1 for erlang, not 2", {LawKind::erlang, 1, 2}),
      law("law scv must be more than 1 for hyperexponential, not 1", {LawKind::hyperexponential, 1, 1}),
      law("law scv must be 0 or more for lognormal, not -1", {LawKind::lognormal, 1, -1}),
      law("law scv must be within 0.001 and about 20 for bounded_pareto, not 1000",
          {LawKind::bounded_pareto, 1, 1000}),
  });
}

TEST(Validate, ClassesAreRefusedByName) {
  const auto arrivals = [](auto change) { return [change](Network& n) { change(n.classes[1].arrivals); }; };
  const auto page = [](auto change) { return [change](Network& n) { change(n.classes[1]); }; };
  expect_refused({
      {"class page", "program is empty", page([](Class& c) { c.program.clear(); })},
      {"class page", "program must end in end, fail or jump", page([](Class& c) { c.program.pop_back(); })},
      {"class page", "program may acquire in at most 4 steps",
       page([](Class& c) { c.program.insert(c.program.begin(), 5, acquire(3)); })},
      {"class page", "program may have at most 4 loops", page([](Class& c) {
         Step loop = step_of(Op::loop);
         loop.target = 0;
         c.program.insert(c.program.begin(), 5, loop);
       })},
      {"class page", "program may look up at most 3 caches",
       [](Network& n) {
         for (std::uint32_t i = 1; i <= 3; ++i) n.caches.push_back({.name = "more " + std::to_string(i)});
         for (std::uint32_t i = 0; i < 4; ++i)
           n.classes[1].program.insert(n.classes[1].program.begin(), lookup(i, 0));
       }},
      {"class page", "program forks itself, so its requests would never end",
       page([](Class& c) { c.program[0] = fork(1, 1); })},
      {"class page", "name is used twice", [](Network& n) { n.classes[0].name = "page"; }},
      {"class page", "rate_per_s must be 0 or more, not -1",
       arrivals([](Arrivals& a) { a.rate_per_s = -1; })},
      {"class page", "amplitude must be 0 to 1, not 2", arrivals([](Arrivals& a) { a.amplitude = 2; })},
      {"class page", "period_s must be more than 0, not 0", arrivals([](Arrivals& a) { a.period_s = 0; })},
      {"class page", "surge rise_s must be 0 or more, not -1",
       arrivals([](Arrivals& a) { a.surges = {{.rise_s = -1}}; })},
      {"class page", "surge hold_s must be 0 or more, not -1",
       arrivals([](Arrivals& a) { a.surges = {{.hold_s = -1}}; })},
      {"class page", "surge fall_s must be 0 or more, not -1",
       arrivals([](Arrivals& a) { a.surges = {{.fall_s = -1}}; })},
      {"class page", "surge factor must be 0 or more, not -1",
       arrivals([](Arrivals& a) { a.surges = {{.factor = -1}}; })},
      {"class page", "think_time mean must be 0 or more, not -1",
       arrivals([](Arrivals& a) { a.think_time.mean = -1; })},
      {"class page", "customers and rate_per_s exclude each other",
       arrivals([](Arrivals& a) { a.customers = 3; })},
      {"class page", "customers never rest: neither think_time nor any step takes time", page([](Class& c) {
         c.arrivals = {.customers = 3};
         c.program = {end()};
       })},
      {"class page", "patience_s must be 0 or more, not -1", page([](Class& c) { c.patience_s = -1; })},
      {"class page", "retry attempts must be at least 1", page([](Class& c) { c.retry.attempts = 0; })},
      {"class page", "retry attempts must be at most 63", page([](Class& c) { c.retry.attempts = 64; })},
      {"class page", "retry backoff_s must be 0 or more, not -1",
       page([](Class& c) { c.retry.backoff_s = -1; })},
      {"class page", "retry multiplier must be more than 0, not 0",
       page([](Class& c) { c.retry.multiplier = 0; })},
      {"class page", "retry jitter must be 0 to 1, not 2", page([](Class& c) { c.retry.jitter = 2; })},
      {"class page", "retry budget_share must be 0 or more, not -0.5",
       page([](Class& c) { c.retry.budget_share = -0.5; })},
      {"class page", "priority must be 0 to 7, not 8", page([](Class& c) { c.priority = 8; })},
      {"class page", "packet must be a power of two up to 32768, or 0, not 6",
       page([](Class& c) { c.packet = 6; })},
  });
}

// An engine that refuses goes on as if it had not been asked.
TEST(Validate, ARefusingEngineStaysAsItWas) {
  Engine engine, untouched;
  Network wrong = sound();
  wrong.stations[3].servers = 0;
  EXPECT_EQ(engine.start(wrong, 1)->place, "station store");
  ASSERT_FALSE(engine.start(sound(), 1));
  ASSERT_FALSE(untouched.start(sound(), 1));
  engine.run_until(5);
  EXPECT_EQ(engine.reconfigure(wrong)->field, "servers");
  EXPECT_EQ(engine.start(wrong, 2)->field, "servers");
  engine.run_until(10);
  untouched.run_until(10);
  EXPECT_EQ(engine.hash(), untouched.hash());
  EXPECT_EQ(engine.network().stations[3].servers, 1);
}

}  // namespace
}  // namespace scale::sim
