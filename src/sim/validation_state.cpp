// What packets do to things that remember: caches, tables and logs, followed over time from a cold start, a
// purge, an expiry, a crash, a cut link.
#include "sim/validation_networks.h"

namespace scale::sim {
namespace {

Network cached(const Cache& cache, double rate_per_s) {
  Network n;
  n.caches.push_back(cache);
  n.caches[0].name = "cache";
  add_station(n, {.name = "origin", .servers = 1000});
  add_metric(n, "latency");
  add_class(
      n, "request", rate_per_s,
      {lookup(0, 4), delay(0.01), record_all(0), end(), visit(0, exponential_law(0.02)), fill(0), jump(1)});
  return n;
}

ValidationCase over_time(std::string name, Network n, double warm_up_s, std::vector<double> cuts) {
  const double end = cuts.back();
  cuts.pop_back();
  ValidationCase c = case_of("state", std::move(name), std::move(n), warm_up_s, end - warm_up_s);
  c.cuts = std::move(cuts);
  return c;
}

ValidationCase purged(std::string name, const Cache& cache, double at_s, std::vector<double> cuts) {
  ValidationCase c = over_time(std::move(name), cached(cache, 20'000), at_s - 1, std::move(cuts));
  Network after = c.network;
  after.caches[0].contents = 1;
  c.changes = {{at_s, after}};
  return c;
}

// Sessions stick to their server; an eighth of the servers crash at 6 s.
ValidationCase sticky_crash() {
  Network n;
  const std::uint32_t web = add_pool(n, "web", 160, Balancing::least_connections, {.servers = 4});
  n.tables.push_back({.name = "sessions", .pool = web, .lifetime_s = 20, .warm_entries = 70'000});
  add_metric(n, "latency");
  const Law work = lognormal_law(0.02, 1);
  add_class(n, "request", 0.7 * 160 * 4 / work.mean,
            {pin(0, 2, 2), jump(4), choose(web), assign(0), visit_member(web, work), record_all(0), end()});
  ValidationCase c =
      over_time("sticky sessions, an eighth of the servers restarts", n, 4, {6, 7, 8, 10, 14, 18});
  for (std::size_t i = 0; i < 160; i += 8) n.stations[i].life = 1;
  c.changes = {{6, n}};
  c.up_to_8.p50 = 0.25;
  c.up_to_8.p95 = 0.12;
  c.up_to_8.p99 = 0.08;
  c.why =
      "sessions choose their server whatever its queue: small servers (c = 4), each alone with its packets";
  return c;
}

// Rows go to a replica; from 4 s on it applies fewer than come, from 10 s on it catches up.
ValidationCase lagging_log() {
  Network n;
  n.logs.push_back({.name = "replica", .apply_per_s = 30'000, .delay_s = 0.2});
  add_station(n, {.name = "primary", .servers = 128});
  add_metric(n, "latency");
  add_class(n, "write", 20'000,
            {visit(0, exponential_law(0.005)), step_of(Op::append, 0), record_all(0), end()});
  ValidationCase c = over_time("log that falls behind and catches up", n, 3, {4, 6, 8, 10, 12, 14});
  Network slow = n;
  slow.logs[0].apply_per_s = 15'000;
  c.changes = {{4, slow}, {10, n}};
  return c;
}

ValidationCase cut_link() {
  Network n;
  n.logs.push_back({.name = "far copy", .apply_per_s = 60'000, .delay_s = 0.1});
  add_metric(n, "latency");
  add_class(n, "write", 20'000, {delay(0.01), step_of(Op::append, 0), record_all(0), end()});
  ValidationCase c = over_time("log whose link is cut for 6 s", n, 3, {4, 6, 8, 10, 11, 12, 14});
  Network cut = n;
  cut.logs[0].connected = false;
  c.changes = {{4, cut}, {10, n}};
  return c;
}

}  // namespace

void add_state_cases(std::vector<ValidationCase>& all) {
  const Cache ttl{.objects = 20'000, .ttl_s = 12};
  const Cache lru{
      .eviction = Eviction::lru, .objects = 20'000, .zipf_exponent = 0.9, .capacity_objects = 2'000};
  ValidationCase cold = over_time("cache with a time to live of 12 s, cold, expiring", cached(ttl, 20'000), 0,
                                  {0.5, 1, 2, 4, 8, 11.5, 12.5, 14, 18});
  cold.quick = true;
  all.push_back(cold);
  all.push_back(
      purged("cache with a time to live, purged", ttl, 16, {16, 16.5, 17, 18, 20, 24, 27.5, 28.5, 30}));
  ValidationCase cold_lru = over_time("cache that evicts the least recently used, cold", cached(lru, 20'000),
                                      0, {0.1, 0.2, 0.5, 1, 2, 4});
  cold_lru.up_to_8.hits = 0.03;
  cold_lru.why = "in the first tenth of a second two points fewer hits: most objects have one lookup so far";
  all.push_back(cold_lru);
  all.push_back(purged("cache that evicts the least recently used, purged", lru, 4, {4, 4.2, 4.5, 5, 6, 8}));
  Cache separate = ttl;
  separate.coalescing = false;
  all.push_back(over_time("cache without coalescing, cold", cached(separate, 20'000), 0, {0.5, 1, 2, 4}));
  Cache small{.objects = 300, .zipf_exponent = 1.1, .ttl_s = 2};
  ValidationCase few =
      over_time("cache of 300 objects, 2 s to live", cached(small, 20'000), 0, {0.5, 1, 2, 4, 8});
  few.up_to_8.p99 = 0.3;
  few.why = "some 2 % miss: the 99th percentile falls where hits end and misses begin";
  all.push_back(few);
  all.push_back(sticky_crash());
  all.push_back(lagging_log());
  all.push_back(cut_link());
}

}  // namespace scale::sim
