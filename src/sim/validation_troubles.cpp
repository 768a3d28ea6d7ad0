// Overload, bounded queues, time-outs, retries, collapse, failure and recovery; and what gets through when
// twice as much comes, which is where each network saturates.
#include <algorithm>

#include "sim/validation_networks.h"

namespace scale::sim {
namespace {

constexpr double kRequestService = 0.02;
constexpr int kServers = 512;

Network overload(std::int64_t queue_limit, double deadline_s, double load) {
  Network n;
  add_station(n, {.name = "station", .servers = kServers, .queue_limit = queue_limit});
  add_metric(n, "latency");
  add_class(n, "request", load * kServers / kRequestService,
            {visit(0, exponential_law(kRequestService)), record_all(0), end()});
  if (deadline_s > 0) n.classes[0].program.insert(n.classes[0].program.begin(), deadline(deadline_s));
  return n;
}

Network with_surge(Network n, double start_s, double seconds, double factor) {
  n.classes[0].arrivals.surges.push_back({.start_s = start_s, .hold_s = seconds, .factor = factor});
  return n;
}

Network with_retries(Network n, double backoff_s, double budget_share = 3) {
  n.classes[0].retry = {.attempts = 4, .backoff_s = backoff_s, .jitter = 0.5, .budget_share = budget_share};
  return n;
}

Network with_patience(Network n, double patience_s) {
  n.classes[0].patience_s = patience_s;
  return n;
}

Network with_breaker(Network n) {
  n.breakers.push_back({.station = 0, .failure_share = 0.3, .window_s = 2, .open_s = 3});
  return n;
}

// A fifth of a pool crashes at 6 s, is noticed at 9 s and back at 15 s.
ValidationCase pool_crash() {
  ValidationCase c = case_of("trouble", "a fifth of a pool dies and comes back",
                             pool_network(40, 16, Balancing::least_connections, 0.7), 2, 20);
  Network unnoticed = c.network, noticed = c.network, back = c.network;
  noticed.pools[0].in_rotation.assign(40, 1);
  for (std::size_t i = 0; i < 40; i += 5) {
    unnoticed.stations[i].up = noticed.stations[i].up = false;
    noticed.pools[0].in_rotation[i] = 0;
    back.stations[i].life = 1;
  }
  c.changes = {{6, unnoticed}, {9, noticed}, {15, back}};
  c.cuts = {6, 9, 12, 15};
  return c;
}

// The only database is away for two seconds; its callers try again.
ValidationCase station_crash() {
  Network n = with_retries(overload(kUnlimited, 2, 0.7), 0.5);
  ValidationCase c = case_of("trouble", "a station dies for 2 s, callers retry", n, 2, 12);
  Network down = n;
  down.stations[0].up = false;
  n.stations[0].life = 1;
  c.changes = {{5, down}, {7, n}};
  c.up_to_8.p50 = 0.2;
  c.beyond_8.throughput = c.beyond_8.failed = 0.1;
  c.why =
      "what was missed comes back as a storm near the load that keeps itself up; the median is a mixture "
      "of attempts";
  return c;
}

ValidationCase saturation(std::string name, Network n, double warm_up_s, double seconds) {
  for (Class& c : n.classes) c.arrivals.rate_per_s *= 2;
  // Deep enough to keep its servers busy in packets of 128, and full before the warm-up ends.
  for (Station& s : n.stations) s.queue_limit = 8 * std::int64_t{s.servers} + 2048;
  for (const Pool& p : n.pools)
    for (std::uint32_t m = 0; m < p.count; ++m)
      n.stations[p.first + m].queue_limit = 64 * std::int64_t{n.stations[p.first + m].servers};
  ValidationCase c = case_of("saturation", std::move(name), std::move(n), warm_up_s, seconds);
  // What is lost is half of all by construction; where it saturates is the throughput.
  c.up_to_8.p50 = c.up_to_8.p95 = c.up_to_8.p99 = c.up_to_8.slow = kNotPromised;
  c.why = "twice what it can do, on purpose: asked is how much gets through, not how long that waited";
  return c;
}

}  // namespace

void add_trouble_cases(std::vector<ValidationCase>& all) {
  const auto add = [&all](std::string name, Network n, double warm_up_s, double seconds) -> ValidationCase& {
    all.push_back(case_of("trouble", std::move(name), std::move(n), warm_up_s, seconds));
    return all.back();
  };
  add("overload step of 1.5 for 20 s", with_surge(overload(kUnlimited, 0, 0.8), 5, 20, 1.5), 2, 28).cuts = {
      5, 10, 15, 20, 25};
  ValidationCase& bounded = add("overload of 2, bounded queue", overload(6 * kServers, 0, 2), 3, 8);
  bounded.quick = true;
  add("load of 0.95, short queue", overload(32, 0, 0.95), 1, 8);
  add("overload of 1.15, queue of 0.4 s, deadline 0.5 s", overload(20 * kServers, 0.5, 1.15), 10, 10);
  add("overload of 1.3, queue of 1.9 s, patience 2 s", with_patience(overload(95 * kServers, 0, 1.3), 2), 10,
      10);
  ValidationCase& late =
      add("overload of 1.15, deadline 0.5 s, deep queue", overload(kUnlimited, 0.5, 1.15), 10, 8);
  late.up_to_8.throughput = late.beyond_8.throughput = kNotPromised;
  late.up_to_8.failed = 0.03;
  late.beyond_8.failed = 0.17;
  late.why = "a hundredth gets through just in time: the share that fails says it";
  ValidationCase& breaker = add("overload of 2, breaker", with_breaker(overload(kServers, 0, 2)), 6, 30);
  breaker.up_to_8.throughput = breaker.beyond_8.throughput = kNotPromised;
  breaker.why =
      "a hundredth gets through, in the first 30 ms after the breaker closes, and the requests of a packet "
      "do "
      "not end one after another there: the share that fails says it";
  ValidationCase& storm =
      add("retry storm", with_retries(with_surge(overload(8 * kServers, 0.5, 0.8), 5, 30, 2), 0.2), 2, 60);
  storm.up_to_8.p50 = 0.15;
  storm.why = "a mixture of first and later attempts";
  ValidationCase& budget =
      add("retry storm with a budget of a tenth",
          with_retries(with_surge(overload(8 * kServers, 0.5, 0.8), 5, 15, 2), 0.2, 0.1), 2, 30);
  budget.up_to_8.p95 = 0.15;
  budget.why = "some 5 % are answered at a later attempt: the 95th percentile falls where those begin";
  ValidationCase& collapse =
      add("storm that never recovers",
          with_retries(with_surge(overload(300 * kServers, 0.25, 0.8), 5, 10, 2), 0.05), 30, 10);
  collapse.up_to_8.throughput = collapse.beyond_8.throughput = kNotPromised;
  collapse.up_to_8.failed = collapse.beyond_8.failed = 0.05;
  collapse.up_to_8.p50 = collapse.up_to_8.p95 = collapse.up_to_8.p99 = kNotPromised;
  collapse.beyond_8.failed = 0.2;
  collapse.why =
      "almost nothing gets through: the share that fails says it. Who is served next is about to time out, "
      "in "
      "less than the gap between two packets: the longer that is, the more get through";
  all.push_back(pool_crash());
  all.push_back(station_crash());
}

void add_saturation_cases(std::vector<ValidationCase>& all) {
  for (const int servers : {1, 16, 64, 1024}) {
    const double service = std::min(0.02, servers / 20'000.0);
    all.push_back(saturation("saturation, c = " + std::to_string(servers),
                             single_station(servers, 1, exponential_law(service)), 1, 4));
  }
  using B = Balancing;
  for (const B balancing :
       {B::random, B::round_robin, B::least_connections, B::power_of_two, B::consistent_hash}) {
    const char* const names[] = {"random", "round robin", "least connections", "two choices", "hashed"};
    all.push_back(saturation(std::string("saturation, pool 37 x 8, ") + names[static_cast<int>(balancing)],
                             pool_network(37, 8, balancing, 0.9), 2, 3));
  }
  all.push_back(saturation("saturation, site with a hot shard", site_network(40'000), 6, 4));
  ValidationCase page = saturation("saturation, page of 20 objects", page_network(15'000), 1, 2);
  page.beyond_8.throughput = 0.07;
  page.beyond_8.failed = 0.05;
  page.why += "; beyond 8 a page needs room for 20 at once in a full queue, which holds 72 packets of 128";
  all.push_back(page);
  ValidationCase held = saturation("saturation, held server", held_server_network(30'000), 2, 4);
  held.up_to_8.throughput = 0.02;
  held.up_to_8.failed = 0.015;
  held.beyond_8.throughput = 0.10;
  held.beyond_8.failed = 0.07;
  held.why = "held servers go round like a closed class: of c / k packets now and then all wait for the same";
  all.push_back(held);
  all.push_back(saturation("saturation, processor sharing", sharing_network(1), 1, 4));
}

}  // namespace scale::sim
