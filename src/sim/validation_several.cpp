// Several stations: tandems, branches, pools under each balancing rule, shards, fan-out, pages, day and
// night.
#include "sim/validation_networks.h"

namespace scale::sim {

Network pool_network(std::uint32_t members, int servers, Balancing balancing, double utilisation) {
  Network n;
  add_pool(n, "web", members, balancing, {.servers = servers});
  add_metric(n, "latency");
  const Law work = lognormal_law(0.01, 1);
  add_class(n, "request", utilisation * members * servers / work.mean,
            {choose(0), visit_member(0, work), record_all(0), end()});
  return n;
}

Network site_network(double rate_per_s) {
  Network n;
  add_station(n, {.name = "front", .servers = 64});
  add_station(n, {.name = "store"});
  const std::uint32_t web = add_pool(n, "web", 184, Balancing::least_connections, {.servers = 8});
  const std::uint32_t shards = add_pool(n, "shard", 64, Balancing::random, {.servers = 16});
  n.maps.push_back({.name = "keys",
                    .pool = shards,
                    .placement = Placement::modulo,
                    .keys = 1000000,
                    .hot_key_share = 0.008});
  add_metric(n, "latency", 0.15);
  add_class(n, "request", rate_per_s,
            {visit(0, exponential_law(0.0013)), choose(web), visit_member(web, lognormal_law(0.03, 1)),
             visit(1, exponential_law(22e-6)), map_key(0, 1),
             visit_member(shards, exponential_law(0.0155), 1), record_all(0), end()});
  return n;
}

Network fan_out_network(std::uint32_t shards, int servers, double utilisation) {
  Network n;
  const Law service = exponential_law(servers * utilisation / 20'000);
  const std::uint32_t pool = add_pool(n, "shard", shards, Balancing::random, {.servers = servers});
  add_metric(n, "latency");
  add_class(n, "part", 0, {visit_member(pool, service), end()});
  add_class(n, "request", utilisation * servers / service.mean,
            {fork_each(0, pool), join(), record_all(0), end()});
  return n;
}

Network page_network(double rate_per_s) {
  Network n;
  add_station(n, {.name = "edge", .servers = static_cast<std::int32_t>(rate_per_s * 0.06)});
  add_station(n, {.name = "web", .servers = static_cast<std::int32_t>(rate_per_s * 0.03)});
  n.paths.push_back({.name = "path",
                     .round_trip_s = 0.05,
                     .access_round_trip = lognormal_law(0.025, 1),
                     .bandwidth_bytes_per_s = lognormal_law(2.5e6, 1)});
  add_metric(n, "page load", 0.35);
  Step trip = step_of(Op::trip, 0), transfer = step_of(Op::transfer, 0);
  transfer.law = fixed_law(36000);
  add_class(n, "object", 0, {trip, visit(0, exponential_law(0.002)), transfer, end()});
  add_class(n, "page", rate_per_s,
            {trip, visit(1, lognormal_law(0.025, 1)), fork(0, 20), join(), record_all(0), end()});
  return n;
}

namespace {

// All have come by a way that takes each another time; what is measured begins at its end.
Network after_a_way(Network n) {
  for (Class& c : n.classes) {
    c.program.insert(c.program.begin(), {delay(lognormal_law(0.15, 0.5)), stamp()});
    for (Step& s : c.program) s.since_start = false;
  }
  return n;
}

Network two_kinds_of_work() {
  Network n = single_station(16, 0.55, exponential_law(0.0004 * 0.9 + 0.04 * 0.1));
  const double rate = n.classes[0].arrivals.rate_per_s;
  n.classes.clear();
  const auto request = [&](const char* name, double share, double mean) {
    add_class(n, name, share * rate, {visit(0, exponential_law(mean)), record_all(0), end()});
  };
  request("short", 0.9, 0.0004);
  request("long", 0.1, 0.04);
  return after_a_way(std::move(n));
}

Network tandem(std::uint32_t stages, int servers, double utilisation) {
  Network n;
  Program p;
  const Law service = exponential_law(servers * utilisation / 20'000);
  for (std::uint32_t i = 0; i < stages; ++i) {
    add_station(n, {.name = "stage " + std::to_string(i), .servers = servers});
    p.push_back(visit(i, service));
  }
  add_metric(n, "latency");
  p.push_back(record_all(0));
  p.push_back(end());
  add_class(n, "request", 20'000, p);
  return n;
}

Network branching() {
  Network n;
  add_station(n, {.name = "front", .servers = 64});
  add_station(n, {.name = "often", .servers = 96});
  add_station(n, {.name = "seldom", .servers = 32});
  add_metric(n, "latency");
  add_class(n, "request", 24'000,
            {visit(0, exponential_law(0.002)), branch(0.2, 4), visit(1, exponential_law(0.004)), jump(5),
             visit(2, lognormal_law(0.005, 1)), record_all(0), end()});
  return n;
}

// Three in ten go round again.
Network feedback() {
  Network n;
  add_station(n, {.name = "front", .servers = 64});
  add_station(n, {.name = "back", .servers = 32});
  add_metric(n, "latency");
  add_class(n, "request", 20'000,
            {visit(0, exponential_law(0.0018)), visit(1, exponential_law(0.0009)), branch(0.3, 0),
             record_all(0), end()});
  return n;
}

Network placed(Placement placement) {
  Network n;
  const std::uint32_t shards = add_pool(n, "shard", 12, Balancing::random, {.servers = 16});
  n.maps.push_back({.name = "keys", .pool = shards, .placement = placement, .keys = 1000000});
  if (placement == Placement::range)
    n.maps[0].range_weights = {5, 4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2};
  else
    n.maps[0].zipf_exponent = 0.7;
  add_metric(n, "latency");
  add_class(n, "request", 24'000,
            {map_key(0), visit_member(shards, exponential_law(0.0038)), record_all(0), end()});
  return n;
}

// Two, three or all parts asked for; it goes on when `wanted` have answered.
Network parts(std::uint16_t asked, std::uint16_t wanted) {
  Network n;
  add_station(n, {.name = "store", .servers = 128});
  add_metric(n, "latency");
  add_class(n, "part", 0, {visit(0, exponential_law(0.004)), end()});
  add_class(n, "request", 0.8 * 128 / 0.004 / asked, {fork(0, asked), join(wanted), record_all(0), end()});
  return n;
}

Network day_and_night() {
  Network n = single_station(512, 0.6, exponential_law(0.02));
  n.classes[0].arrivals.amplitude = 0.5;
  n.classes[0].arrivals.period_s = 40;
  n.classes[0].arrivals.peak_s = 20;
  return n;
}

ValidationCase quick(ValidationCase c) {
  c.quick = true;
  return c;
}
ValidationCase calm(ValidationCase c) {
  c.beyond_8.p50 = c.beyond_8.p95 = c.beyond_8.p99 = 0.25;
  return c;
}

}  // namespace

void add_network_cases(std::vector<ValidationCase>& all) {
  const auto add = [&all](std::string name, Network n, double warm_up_s, double seconds) {
    all.push_back(case_of("several stations", std::move(name), std::move(n), warm_up_s, seconds));
  };
  add("tandem of three, c = 64 at 0.85", tandem(3, 64, 0.85), 1, 6);
  ValidationCase small =
      case_of("several stations", "tandem of five, c = 8 at 0.8", tandem(5, 8, 0.8), 0.5, 4);
  small.up_to_8.p50 = 0.11;
  small.up_to_8.p95 = 0.09;
  small.up_to_8.p99 = 0.07;
  small.why = "small stations in a row: between them the flow comes in packets";
  all.push_back(small);
  add("branching", branching(), 0.5, 5);
  add("feedback", feedback(), 0.5, 5);
  add("day and night", day_and_night(), 0, 40);

  using B = Balancing;
  const struct {
    const char* name;
    std::uint32_t members;
    int servers;
    B balancing;
    double utilisation;
  } pools[] = {
      {"pool 304 x 8 at random, 0.8", 304, 8, B::random, 0.8},
      {"pool 304 x 8, round robin, 0.8", 304, 8, B::round_robin, 0.8},
      {"pool 304 x 8, least connections, 0.9", 304, 8, B::least_connections, 0.9},
      {"pool 304 x 8, two choices, 0.9", 304, 8, B::power_of_two, 0.9},
      {"pool 304 x 8, hashed, 0.6", 304, 8, B::consistent_hash, 0.6},
      {"pool 24 x 16 at random, 0.7", 24, 16, B::random, 0.7},
      {"pool 24 x 16, round robin, 0.7", 24, 16, B::round_robin, 0.7},
      {"pool 24 x 16, least connections, 0.85", 24, 16, B::least_connections, 0.85},
      {"pool 24 x 16, two choices, 0.7", 24, 16, B::power_of_two, 0.7},
      {"pool 5 x 64, least connections, 0.85", 5, 64, B::least_connections, 0.85},
  };
  for (const auto& p : pools) {
    Network n = pool_network(p.members, p.servers, p.balancing, p.utilisation);
    const double rate = n.classes[0].arrivals.rate_per_s;
    all.push_back(case_of("several stations", p.name, std::move(n), 20'000 / rate + 0.1, 200'000 / rate));
  }
  const auto by_ways = [&all](std::string name, Network n) -> ValidationCase& {
    double rate = 0;
    for (const Class& c : n.classes) rate += c.arrivals.rate_per_s;
    all.push_back(case_of("several stations", "by ways of their own: " + std::move(name), std::move(n), 2,
                          400'000 / rate + 2));
    return all.back();
  };
  by_ways("c = 16 at 0.6", after_a_way(single_station(16, 0.6, exponential_law(0.01))));
  by_ways("pool 40 x 8, round robin, 0.8", after_a_way(pool_network(40, 8, B::round_robin, 0.8)));
  by_ways("pool 12 x 16 at random, 0.6", after_a_way(pool_network(12, 16, B::random, 0.6)));
  by_ways("c = 16 at 0.55, one in ten takes 100 times as long", two_kinds_of_work());
  all.push_back(
      quick(case_of("several stations", "site with a hot shard at 0.9", site_network(40'000), 1, 5)));
  add("shards by range, one at 0.9", placed(Placement::range), 0.5, 8);
  add("shards on a ring, Zipf 0.7", placed(Placement::ring), 0.5, 8);
  all.push_back(
      calm(case_of("several stations", "fan-out to 64 shards at 0.7", fan_out_network(64, 16, 0.7), 0.1, 1)));
  add("fan-out to 64 shards at 0.9", fan_out_network(64, 16, 0.9), 0.3, 1.5);
  add("two parts, both wanted", parts(2, 2), 0.5, 5);
  add("two parts, the first wins (hedged)", parts(2, 1), 0.5, 5);
  add("three parts, two wanted", parts(3, 2), 0.5, 5);
  add("page of 20 objects", page_network(20'000), 0.5, 2);
}

}  // namespace scale::sim
