// The kinds of case there are: their fields with ranges, and what can be measured of each.
#include "app/headless_case_networks.h"

namespace scale::app {
namespace {

constexpr double kMostRate = 1e9, kMostTime = 1e9;

CaseField rate(const char* name) {
  return {name, FieldShape::number, 0, kMostRate, false, true};
}
CaseField time_of(const char* name) {
  return {name, FieldShape::number, 0, kMostTime, false, true};
}
CaseField count(const char* name, double low, double high) {
  return {name, FieldShape::number, low, high, true, false};
}
CaseField share(const char* name) {
  return {name, FieldShape::number, 0, 1, false, false};
}
CaseField list_of(CaseField each) {
  each.shape = FieldShape::list;
  return each;
}

std::vector<CaseKind> make_kinds() {
  const CaseField servers = count("servers", 1, 100000);
  const CaseField objects = count("objects", 1, 10000000);
  const CaseField zipf{"zipf_exponent", FieldShape::number, 0, 5};
  const std::vector<const char*> queue = {"utilisation",    "probability_wait", "throughput",
                                          "mean_wait",      "mean_sojourn",     "mean_in_queue",
                                          "mean_in_system", "wait_p*",          "sojourn_p*"};
  std::vector<const char*> losing = queue;
  losing.push_back("probability_blocked");
  return {
      {"M/M/c",
       {rate("arrival_rate_per_s"), time_of("mean_service_s"), servers},
       queue,
       {},
       problem_of_mmc,
       build_mmc},
      {"M/M/c/K",
       {rate("arrival_rate_per_s"), time_of("mean_service_s"), servers, count("capacity_in_system", 1, 1e9)},
       losing,
       {},
       problem_of_mmck,
       build_mmck},
      {"M/G/1",
       {rate("arrival_rate_per_s"),
        time_of("mean_service_s"),
        {"service_scv", FieldShape::number, 0, 1e6},
        {"distribution", FieldShape::word}},
       queue,
       {},
       problem_of_mg1,
       build_mg1},
      {"M/M/1 non-preemptive priority",
       {rate("arrival_rate_high_per_s"), rate("arrival_rate_low_per_s"), time_of("mean_service_high_s"),
        time_of("mean_service_low_s")},
       {"mean_wait_high", "mean_wait_low", "mean_sojourn_high", "mean_sojourn_low", "utilisation"},
       {},
       problem_of_priority,
       build_priority},
      {"closed network",
       {list_of({"demands_s", FieldShape::list, 0, kMostTime}),
        count("customers", 1, 1e6),
        {"think_time_s", FieldShape::number, 0, kMostTime}},
       {"throughput", "response_time", "response_p*"},
       {"utilisations", "mean_in_station", "arrival_rates"},
       problem_of_closed,
       build_closed},
      {"open Jackson network",
       {list_of({"external_rates_per_s", FieldShape::list, 0, kMostRate}),
        {"routing", FieldShape::matrix, 0, 1},
        list_of(time_of("mean_service_s")),
        list_of(servers)},
       {"mean_sojourn", "throughput", "sojourn_p*"},
       {"arrival_rates", "utilisations", "mean_in_station"},
       problem_of_jackson,
       build_jackson},
      {"LRU cache, independent references",
       {objects, zipf, count("capacity_objects", 1, 10000000)},
       {"hit_ratio", "characteristic_time_requests"},
       {},
       problem_of_lru,
       build_lru},
      {"TTL cache, timer set at the miss, Poisson requests",
       {objects, zipf, rate("request_rate_per_s"), time_of("ttl_s")},
       {"hit_ratio"},
       {},
       nullptr,
       build_ttl},
      {"fork-join, two M/M/1",
       {rate("arrival_rate_per_s"), time_of("mean_service_s")},
       {"mean_sojourn", "throughput", "sojourn_p*"},
       {},
       problem_of_fork_join,
       build_fork_join},
      {"fan-out, all must answer",
       {count("leaves", 1, 65535), share("probability_leaf_slow")},
       {"probability_slow"},
       {},
       nullptr,
       build_fan_out},
      {"supermarket model, 2 choices, many servers; arrival rate per server",
       {rate("arrival_rate_per_server_per_s"), time_of("mean_service_s")},
       {"mean_sojourn", "sojourn_p*"},
       {},
       problem_of_supermarket,
       build_supermarket},
      {"M(t)/M/inf, arrival rate mean + amplitude sin(2 pi t / period)",
       {{"amplitude_per_s", FieldShape::number, 0, kMostRate},
        time_of("period_s"),
        time_of("mean_service_s"),
        rate("mean_rate_per_s"),
        {"time_s", FieldShape::number, 0, kMostTime}},
       {"mean_in_system"},
       {},
       problem_of_infinite_server,
       build_infinite_server},
      {"consistent hashing, share of one node",
       {count("nodes", 1, 10000), count("virtual_nodes_per_node", 1, 10000)},
       {"share_mean", "share_cv"},
       {},
       nullptr,
       build_ring},
      {"share of keys moved when one shard is added",
       {count("shards_before", 1, 10000)},
       {"modulo", "consistent"},
       {},
       nullptr,
       build_resharding},
  };
}

}  // namespace

const std::vector<CaseKind>& case_kinds() {
  static const std::vector<CaseKind> kKinds = make_kinds();
  return kKinds;
}

}  // namespace scale::app
