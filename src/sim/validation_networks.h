// The rows of the validation table, a file for each kind of network.
#pragma once

#include <vector>

#include "sim/network_builder.h"
#include "sim/validation.h"

namespace scale::sim {

void add_station_cases(std::vector<ValidationCase>& all);  // one station: servers, utilisation, service law
void add_network_cases(std::vector<ValidationCase>& all);  // several: tandems, pools, shards, fan-out, pages
void add_trouble_cases(std::vector<ValidationCase>& all);  // overload, time-outs, retries, failures
void add_state_cases(std::vector<ValidationCase>& all);    // caches, tables, logs over time
void add_special_cases(
    std::vector<ValidationCase>& all);  // sharing, closed classes, held servers, priorities
void add_saturation_cases(std::vector<ValidationCase>& all);  // what gets through when twice as much comes

inline ValidationCase case_of(const char* group, std::string name, Network n, double warm_up_s,
                              double seconds) {
  ValidationCase c;
  c.group = group;
  c.name = std::move(name);
  c.network = std::move(n);
  c.warm_up_s = warm_up_s;
  c.seconds = seconds;
  return c;
}

// A station of c servers that all requests visit once.
inline Network single_station(int servers, double utilisation, const Law& service) {
  Network n;
  add_station(n, {.name = "station", .servers = servers});
  add_metric(n, "latency");
  add_class(n, "request", utilisation * servers / service.mean, {visit(0, service), record_all(0), end()});
  return n;
}

// More members of one kind behind a balancer; service is lognormal with scv 1.
Network pool_network(std::uint32_t members, int servers, Balancing balancing, double utilisation);
// Front, web servers, a quick store, 64 shards with one hot: the network of the design's own table.
Network site_network(double rate_per_s);
Network fan_out_network(std::uint32_t shards, int servers, double utilisation);
Network page_network(double rate_per_s);
Network held_server_network(double rate_per_s);
Network closed_network(std::uint32_t customers, double think_s);
Network sharing_network(double utilisation);

}  // namespace scale::sim
