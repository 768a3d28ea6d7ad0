// Sharing, closed classes, held servers, priorities. Where larger packets are no good picture, packet_rule.h
// keeps them small.
#include "sim/validation_networks.h"

namespace scale::sim {

Network closed_network(std::uint32_t customers, double think_s) {
  Network n;
  add_station(n, {.name = "web", .servers = 512});
  add_station(n, {.name = "database", .servers = 256});
  add_metric(n, "latency");
  add_class(n, "customer", 0,
            {visit(0, exponential_law(0.02)), visit(1, exponential_law(0.012)), record_all(0), end()});
  n.classes[0].arrivals.customers = customers;
  if (think_s > 0) n.classes[0].arrivals.think_time = exponential_law(think_s);
  return n;
}

// The web server waits for the database and is held meanwhile.
Network held_server_network(double rate_per_s) {
  Network n;
  add_station(n, {.name = "web", .servers = 1280});
  add_station(n, {.name = "database", .servers = 480});
  add_metric(n, "latency");
  add_class(n, "request", rate_per_s,
            {acquire(0), delay(exponential_law(0.02)), visit(1, exponential_law(0.012)), release(0),
             record_all(0), end()});
  return n;
}

Network sharing_network(double utilisation) {
  Network n;
  add_station(n, {.name = "station", .discipline = Discipline::processor_sharing, .servers = 64});
  add_metric(n, "latency");
  const Law service = lognormal_law(64 * utilisation / 20'000, 2);
  add_class(n, "request", 20'000, {visit(0, service), record_all(0), end()});
  return n;
}

namespace {

Network priorities(double utilisation) {
  Network n;
  add_station(n, {.name = "station", .servers = 64});
  add_metric(n, "latency of the low class");
  const Law service = exponential_law(64 * utilisation / 20'000);
  for (const int i : {0, 1}) {
    Program p{visit(0, service), end()};
    if (i == 1) p.insert(p.begin() + 1, record_all(0));
    add_class(n, i == 0 ? "high" : "low", 10'000, p);
    n.classes.back().priority = static_cast<std::uint8_t>(i);
  }
  return n;
}
Network high_class(Network n) {
  n.classes[1].program.erase(n.classes[1].program.begin() + 1);
  n.classes[0].program.insert(n.classes[0].program.begin() + 1, record_all(0));
  return n;
}

}  // namespace

void add_special_cases(std::vector<ValidationCase>& all) {
  const auto add = [&all](std::string name, Network n, double warm_up_s, double seconds) {
    all.push_back(case_of("special", std::move(name), std::move(n), warm_up_s, seconds));
  };
  add("processor sharing at 0.85", sharing_network(0.85), 1, 8);
  add("closed class, database at 0.95", closed_network(21'000, 1), 5, 10);
  add("closed class without thinking", closed_network(1'500, 0), 2, 5);
  add("server held over a call", held_server_network(32'000), 3, 8);
  add("priorities at 0.9, low class", priorities(0.9), 2, 10);
  add("priorities at 0.9, high class", high_class(priorities(0.9)), 2, 10);
  add("priorities at 0.95, high class", high_class(priorities(0.95)), 4, 20);
}

std::vector<ValidationCase> validation_cases() {
  std::vector<ValidationCase> all;
  add_station_cases(all);
  add_network_cases(all);
  add_trouble_cases(all);
  add_saturation_cases(all);
  add_state_cases(all);
  add_special_cases(all);
  return all;
}

}  // namespace scale::sim
