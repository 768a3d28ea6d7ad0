// The networks of the validation table: what a growing site is made of, alone and together, calm and in
// trouble.
#include <algorithm>
#include <cmath>

#include "sim/network_builder.h"
#include "sim/validation.h"

namespace scale::sim {
namespace {

constexpr double kService = 0.02;

Network single_station(int servers, double utilisation, const Law& service) {
  Network n;
  add_station(n, {.name = "station", .servers = servers});
  add_metric(n, "latency");
  add_class(n, "request", utilisation * servers / service.mean, {visit(0, service), record_all(0), end()});
  return n;
}

void add_single_stations(std::vector<ValidationCase>& all) {
  const auto add = [&all](std::string name, int servers, double utilisation, const Law& service,
                          AllowedError allowed) {
    ValidationCase c;
    c.name = std::move(name);
    c.network = single_station(servers, utilisation, service);
    // As many requests for each: a few hundred thousand, more where the queue forgets slowly.
    const double rate = utilisation * servers / service.mean;
    const double memory = 1 / ((1 - utilisation) * (1 - utilisation));
    c.seconds = std::clamp(200000 * std::sqrt(memory / 25) / rate, 2.0, 3000.0);
    c.warm_up_s = std::max(0.1 * c.seconds, 20 * memory * service.mean / servers);
    c.up_to_8 = allowed;
    all.push_back(std::move(c));
  };
  const Law exponential = exponential_law(kService), varied = lognormal_law(kService, 2);
  const AllowedError usual;
  const AllowedError alone{.throughput = 0.02, .p50 = 0.25, .p95 = 0.07, .p99 = 0.07};
  const AllowedError heavy{.p50 = 0.20, .p95 = 0.10, .p99 = 0.08};
  const AllowedError brink{.p50 = 0.10, .p95 = 0.08, .p99 = 0.10};
  add("c = 1 alone at 0.9", 1, 0.9, exponential, alone);
  add("c = 4 at 0.9", 4, 0.9, exponential, {.p50 = 0.10, .p95 = 0.06, .p99 = 0.06});
  for (const int servers : {16, 64, 256, 1024, 10000})
    add("c = " + std::to_string(servers) + " at 0.9", servers, 0.9, exponential, usual);
  add("c = 64 at 0.3", 64, 0.3, exponential, usual);
  add("c = 64 at 0.6", 64, 0.6, exponential, usual);
  add("c = 64 at 0.8", 64, 0.8, exponential, usual);
  add("c = 64 at 0.95", 64, 0.95, exponential, brink);
  add("c = 256 at 0.98", 256, 0.98, exponential, brink);
  add("c = 16 at 0.9, lognormal of scv 2", 16, 0.9, varied, heavy);
  add("c = 64 at 0.9, lognormal of scv 2", 64, 0.9, varied, heavy);
  add("c = 256 at 0.8, lognormal of scv 2", 256, 0.8, varied, usual);
}

ValidationCase plain(std::string name, Network n, double warm_up_s, double seconds) {
  ValidationCase c;
  c.name = std::move(name);
  c.network = std::move(n);
  c.warm_up_s = warm_up_s;
  c.seconds = seconds;
  return c;
}

Network tandem() {
  Network n;
  Program p;
  for (std::uint32_t i = 0; i < 3; ++i) {
    add_station(n, {.name = "stage " + std::to_string(i), .servers = 64});
    p.push_back(visit(i, exponential_law(kService)));
  }
  add_metric(n, "latency");
  p.push_back(record_all(0));
  p.push_back(end());
  add_class(n, "request", 0.85 * 64 / kService, p);
  return n;
}

Network branching() {
  Network n;
  add_station(n, {.name = "front", .servers = 32});
  add_station(n, {.name = "often", .servers = 48});
  add_station(n, {.name = "seldom", .servers = 16});
  add_metric(n, "latency");
  add_class(n, "request", 1200,
            {visit(0, exponential_law(0.02)), branch(0.2, 4), visit(1, exponential_law(0.04)), jump(5),
             visit(2, lognormal_law(0.05, 1)), record_all(0), end()});
  return n;
}

Network pool(std::uint32_t members, int servers, Balancing balancing, double utilisation) {
  Network n;
  add_pool(n, "web", members, balancing, {.servers = servers});
  add_metric(n, "latency");
  const Law work = lognormal_law(0.025, 1);
  add_class(n, "request", utilisation * members * servers / work.mean,
            {choose(0), visit_member(0, work), record_all(0), end()});
  return n;
}

// Front, web servers, a quick store, 64 shards with one hot: the network of the design's own table.
Network site(double rate) {
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
  add_class(n, "request", rate,
            {visit(0, exponential_law(0.0013)), choose(web), visit_member(web, lognormal_law(0.03, 1)),
             visit(1, exponential_law(22e-6)), map_key(0, 1),
             visit_member(shards, exponential_law(0.0155), 1), record_all(0), end()});
  return n;
}

Network fan_out() {
  Network n;
  const std::uint32_t shards = add_pool(n, "shard", 64, Balancing::random, {.servers = 16});
  add_metric(n, "latency");
  add_class(n, "part", 0, {visit_member(shards, exponential_law(kService)), end()});
  add_class(n, "request", 0.7 * 16 / kService, {fork_each(0, shards), join(), record_all(0), end()});
  return n;
}

Network page_of_objects() {
  Network n;
  add_station(n, {.name = "edge", .servers = 256});
  add_station(n, {.name = "web", .servers = 128});
  n.paths.push_back({.name = "path",
                     .round_trip_s = 0.05,
                     .access_round_trip = lognormal_law(0.025, 1),
                     .bandwidth_bytes_per_s = lognormal_law(2.5e6, 1)});
  add_metric(n, "page load", 0.35);
  Step trip = step_of(Op::trip, 0), transfer = step_of(Op::transfer, 0);
  transfer.law = fixed_law(36000);
  add_class(n, "object", 0, {trip, visit(0, exponential_law(0.002)), transfer, end()});
  add_class(n, "page", 4000,
            {trip, visit(1, lognormal_law(0.025, 1)), fork(0, 20), join(), record_all(0), end()});
  return n;
}

Network overload(std::int64_t queue_limit, double patience_s, double load) {
  Network n;
  add_station(n, {.name = "station", .servers = 128, .queue_limit = queue_limit});
  add_metric(n, "latency");
  add_class(n, "request", load * 128 / kService, {visit(0, exponential_law(kService)), record_all(0), end()});
  if (patience_s > 0) n.classes[0].program.insert(n.classes[0].program.begin(), deadline(patience_s));
  return n;
}

Network with_surge(Network n, double start_s, double seconds, double factor) {
  n.classes[0].arrivals.surges.push_back({.start_s = start_s, .hold_s = seconds, .factor = factor});
  return n;
}

Network with_retries(Network n, double backoff_s) {
  n.classes[0].retry = {.attempts = 4, .backoff_s = backoff_s, .jitter = 0.5, .budget_share = 3};
  return n;
}

Network closed_class() {
  Network n;
  add_station(n, {.name = "web", .servers = 32});
  add_station(n, {.name = "database", .servers = 16});
  add_metric(n, "latency");
  add_class(n, "customer", 0,
            {visit(0, exponential_law(0.02)), visit(1, exponential_law(0.012)), record_all(0), end()});
  n.classes[0].arrivals.customers = 1600;
  n.classes[0].arrivals.think_time = exponential_law(1);
  return n;
}

// The web server waits for the database and is held meanwhile.
Network held_server() {
  Network n;
  add_station(n, {.name = "web", .servers = 128});
  add_station(n, {.name = "database", .servers = 48});
  add_metric(n, "latency");
  add_class(n, "request", 3200,
            {acquire(0), delay(exponential_law(0.02)), visit(1, exponential_law(0.012)), release(0),
             record_all(0), end()});
  return n;
}

Network sharing() {
  Network n;
  add_station(n, {.name = "station", .discipline = Discipline::processor_sharing, .servers = 64});
  add_metric(n, "latency");
  add_class(n, "request", 0.85 * 64 / kService, {visit(0, lognormal_law(kService, 2)), record_all(0), end()});
  return n;
}

Network priorities() {
  Network n;
  add_station(n, {.name = "station", .servers = 64});
  add_metric(n, "latency of the low class");
  for (const int i : {0, 1}) {
    Program p{visit(0, exponential_law(kService)), end()};
    if (i == 1) p.insert(p.begin() + 1, record_all(0));
    add_class(n, i == 0 ? "high" : "low", 0.45 * 64 / kService, p);
    n.classes.back().priority = static_cast<std::uint8_t>(i);
  }
  return n;
}

Network cached(const Cache& cache) {
  Network n;
  n.caches.push_back(cache);
  n.caches[0].name = "cache";
  add_station(n, {.name = "origin", .servers = 200});
  add_metric(n, "latency");
  add_class(
      n, "request", 4000,
      {lookup(0, 4), delay(0.01), record_all(0), end(), visit(0, exponential_law(0.04)), fill(0), jump(1)});
  return n;
}

Network day_and_night() {
  Network n = single_station(256, 0.6, exponential_law(kService));
  n.classes[0].arrivals.amplitude = 0.5;
  n.classes[0].arrivals.period_s = 40;
  n.classes[0].arrivals.peak_s = 20;
  return n;
}

Network sticky() {
  Network n;
  const std::uint32_t web = add_pool(n, "web", 160, Balancing::least_connections, {.servers = 4});
  n.tables.push_back({.name = "sessions", .pool = web, .lifetime_s = 30, .warm_entries = 65000});
  add_metric(n, "latency");
  const Law work = lognormal_law(0.03, 1);
  add_class(n, "request", 0.75 * 160 * 4 / work.mean,
            {pin(0, 2, 2), jump(4), choose(web), assign(0), visit_member(web, work), record_all(0), end()});
  return n;
}

void add_networks(std::vector<ValidationCase>& all) {
  all.push_back(plain("tandem of three, c = 64 at 0.85", tandem(), 5, 60));
  all.push_back(plain("branching", branching(), 5, 120));
  all.push_back(plain("pool 304 x 8 at random", pool(304, 8, Balancing::random, 0.8), 2, 5));
  all.push_back(plain("pool 304 x 8, round robin", pool(304, 8, Balancing::round_robin, 0.8), 2, 5));
  all.push_back(
      plain("pool 304 x 8, least connections", pool(304, 8, Balancing::least_connections, 0.9), 2, 5));
  all.push_back(plain("pool 304 x 8, two choices", pool(304, 8, Balancing::power_of_two, 0.9), 2, 5));
  all.push_back(plain("pool 304 x 8, hashed", pool(304, 8, Balancing::consistent_hash, 0.6), 2, 5));
  all.push_back(
      plain("pool 16 x 16, least connections", pool(16, 16, Balancing::least_connections, 0.85), 4, 40));
  all.push_back(plain("site with a hot shard", site(40000), 3, 10));
  all.push_back(plain("fan-out to 64 shards at 0.7", fan_out(), 3, 15));
  all.push_back(plain("page of 20 objects", page_of_objects(), 3, 10));
  all.push_back(plain("day and night", day_and_night(), 0, 40));
  all.push_back(plain("sticky sessions", sticky(), 5, 10));
}

void add_troubles(std::vector<ValidationCase>& all) {
  all.push_back(
      plain("overload step of 1.5 for 20 s", with_surge(overload(kUnlimited, 0, 0.8), 5, 20, 1.5), 2, 28));
  all.push_back(plain("overload of 2, bounded queue", overload(768, 0, 2), 3, 20));
  all.push_back(plain("overload of 1.15, deadline 0.5 s", overload(kUnlimited, 0.5, 1.15), 10, 20));
  ValidationCase storm =
      plain("retry storm", with_retries(with_surge(overload(1000, 0.5, 0.8), 5, 30, 2), 0.2), 2, 60);
  storm.up_to_8.p50 = 0.15;
  all.push_back(storm);
  ValidationCase collapse =
      plain("storm that never recovers", with_retries(with_surge(overload(40000, 0.25, 0.8), 5, 10, 2), 0.05),
            30, 20);
  collapse.up_to_8.throughput = 1;  // of almost nothing: the share of failures says it
  collapse.up_to_8.failed = 0.05;
  collapse.up_to_8.p50 = collapse.up_to_8.p95 = collapse.up_to_8.p99 = 0.5;
  all.push_back(collapse);

  ValidationCase crash =
      plain("a fifth of a pool dies and comes back", pool(40, 16, Balancing::least_connections, 0.7), 2, 20);
  Network unnoticed = crash.network, noticed = crash.network, back = crash.network;
  noticed.pools[0].in_rotation.assign(40, 1);
  for (std::size_t i = 0; i < 40; i += 5) {
    unnoticed.stations[i].up = noticed.stations[i].up = false;
    noticed.pools[0].in_rotation[i] = 0;
    back.stations[i].life = 1;
  }
  crash.changes = {{6, unnoticed}, {9, noticed}, {15, back}};
  all.push_back(crash);
}

void add_special(std::vector<ValidationCase>& all) {
  all.push_back(plain("cache of TTL 20 s, cold", cached({.objects = 20000, .ttl_s = 20}), 0, 30));
  ValidationCase purge = plain("cache of TTL 20 s, purged", cached({.objects = 20000, .ttl_s = 20}), 25, 10);
  Network purged = purge.network;
  purged.caches[0].contents = 1;
  purge.changes = {{26, purged}};
  all.push_back(purge);
  all.push_back(plain("LRU cache, cold",
                      cached({.eviction = Eviction::lru, .objects = 20000, .capacity_objects = 2000}), 0,
                      10));
  all.push_back(plain("processor sharing", sharing(), 5, 60));
  all.push_back(plain("closed class", closed_class(), 5, 60));
  all.push_back(plain("server held over a call", held_server(), 5, 40));
  all.push_back(plain("priorities at 0.9", priorities(), 10, 100));
}

}  // namespace

std::vector<ValidationCase> validation_cases() {
  std::vector<ValidationCase> all;
  add_single_stations(all);
  add_networks(all);
  add_troubles(all);
  add_special(all);
  return all;
}

}  // namespace scale::sim
