// Several stations: closed and open networks, forks, pools.
#include <algorithm>
#include <cmath>
#include <memory>

#include "app/headless_case_networks.h"
#include "sim/random.h"
#include "theory/jackson.h"

namespace scale::app {
namespace {

std::vector<theory::JacksonStation> jackson_stations(const CaseInput& in) {
  std::vector<theory::JacksonStation> stations;
  for (std::size_t i = 0; i < in.routing.size(); ++i)
    stations.push_back({static_cast<int>(in.list("servers")[i]), in.list("mean_service_s")[i],
                        in.list("external_rates_per_s")[i], in.routing[i]});
  return stations;
}

std::vector<double> per_station(const std::string& figure, const Observed& o,
                                const std::vector<double>& servers, double unit_s) {
  std::vector<double> values;
  for (std::size_t i = 0; i < o.stations.size(); ++i) {
    const StationSums& s = o.stations[i];
    if (figure == "utilisations") values.push_back(s.busy_server_s / (o.seconds * servers[i]));
    if (figure == "mean_in_station") values.push_back((s.busy_server_s + s.waiting_s) / o.seconds);
    if (figure == "arrival_rates") values.push_back(s.arrivals / (o.seconds * unit_s));
  }
  return values;
}

std::vector<double> response_figure(const std::string& figure, const Observed& o, const CaseInput&,
                                    double unit_s) {
  if (figure == "throughput") return {o.completed / (o.seconds * unit_s)};
  if (figure == "mean_sojourn" || figure == "response_time") return {o.histograms[0].mean() * unit_s};
  return {o.histograms[0].quantile(fraction_of(percentile_in(figure))) * unit_s};
}

// Station i is entered, served, and left by its odds: one visit, a branch for each way, one leaving.
sim::Program jackson_program(const CaseInput& in, std::size_t enters, double unit_s) {
  const std::size_t size = in.routing.size();
  const auto begin_of = [size](std::size_t i) { return static_cast<std::uint32_t>(1 + i * (size + 2)); };
  sim::Program p = {sim::jump(begin_of(enters))};
  for (std::size_t i = 0; i < size; ++i) {
    p.push_back(sim::visit(static_cast<std::uint32_t>(i),
                           sim::exponential_law(in.list("mean_service_s")[i] / unit_s)));
    double left = 1;
    for (std::size_t j = 0; j < size; ++j) {
      const double odds = left > 0 ? std::min(1.0, in.routing[i][j] / left) : 0;
      p.push_back(sim::branch(odds, begin_of(j)));
      left -= in.routing[i][j];
    }
    p.push_back(sim::jump(begin_of(size)));
  }
  p.push_back(sim::record_all(0));
  p.push_back(sim::end());
  return p;
}

}  // namespace

std::string problem_of_closed(const CaseInput& in) {
  const std::vector<double>& demands = in.list("demands_s");
  if (std::any_of(demands.begin(), demands.end(), [](double d) { return d > 0; })) return "";
  return "input.demands_s must have an entry above 0, else customers never rest";
}
theory::Answer<Experiment> build_closed(const CaseInput& in, const CaseRun& run) {
  NetworkCase c;
  const std::vector<double>& demands = in.list("demands_s");
  const double longest = *std::max_element(demands.begin(), demands.end());
  const double customers = in.number("customers");
  c.unit_s = longest;
  sim::Program program;
  double cycle = in.number("think_time_s") / longest;
  for (std::uint32_t i = 0; i < demands.size(); ++i) {
    sim::add_station(c.network, {.name = "station " + std::to_string(i)});
    if (demands[i] > 0) program.push_back(sim::visit(i, sim::exponential_law(demands[i] / longest)));
    cycle += demands[i] / longest;
  }
  sim::add_metric(c.network, "response");
  program.push_back(sim::record_all(0));
  program.push_back(sim::end());
  sim::add_class(c.network, "customer", 0, std::move(program));
  sim::Arrivals& a = c.network.classes[0].arrivals;
  a.customers = static_cast<std::uint32_t>(customers);
  a.think_time = sim::exponential_law(in.number("think_time_s") / longest);
  c.warm_up = 10 * (cycle + customers);
  c.stretch = std::max(c.warm_up, 500 * cycle);
  return network_experiment(
      std::move(c), in, run,
      [](const std::string& figure, const Observed& o, const CaseInput& input, double unit_s) {
        const std::vector<double> one(input.list("demands_s").size(), 1);
        const std::vector<double> each = per_station(figure, o, one, unit_s);
        return each.empty() ? response_figure(figure, o, input, unit_s) : each;
      });
}

std::string problem_of_jackson(const CaseInput& in) {
  for (std::size_t i = 0; i < in.routing.size(); ++i) {
    double sum = 0;
    for (const double odds : in.routing[i]) sum += odds;
    if (sum > 1 + 1e-9)
      return "input.routing[" + std::to_string(i) + "] must have a sum of at most 1, not " +
             std::to_string(sum);
  }
  const auto measures = theory::jackson(jackson_stations(in));
  return measures ? "" : "input has no steady state: " + measures.why_not;
}
theory::Answer<Experiment> build_jackson(const CaseInput& in, const CaseRun& run) {
  NetworkCase c;
  const std::vector<double>& services = in.list("mean_service_s");
  const std::vector<double>& external = in.list("external_rates_per_s");
  c.unit_s = *std::max_element(services.begin(), services.end());
  for (std::size_t i = 0; i < services.size(); ++i)
    sim::add_station(c.network, {.name = "station " + std::to_string(i),
                                 .servers = static_cast<std::int32_t>(in.list("servers")[i])});
  sim::add_metric(c.network, "sojourn");
  double rate = 0;
  for (std::size_t i = 0; i < external.size(); ++i) {
    if (external[i] <= 0) continue;
    rate += external[i] * c.unit_s;
    sim::add_class(c.network, "from " + std::to_string(i), external[i] * c.unit_s,
                   jackson_program(in, i, c.unit_s));
  }
  // The busiest station remembers longest; feedback makes it longer still.
  const auto loads = theory::traffic_rates_per_s(jackson_stations(in));
  double memory = 10;
  for (std::size_t i = 0; loads && i < services.size(); ++i) {
    const double idle = std::max(1e-4, 1 - (*loads)[i] * services[i] / in.list("servers")[i]);
    memory = std::max(memory, 4 / (idle * idle));
  }
  c.warm_up = 10 * memory;
  c.stretch = std::max(10 * memory, 2000 / rate);
  return network_experiment(
      std::move(c), in, run,
      [](const std::string& figure, const Observed& o, const CaseInput& input, double unit_s) {
        const std::vector<double> each = per_station(figure, o, input.list("servers"), unit_s);
        return each.empty() ? response_figure(figure, o, input, unit_s) : each;
      });
}

std::string problem_of_fork_join(const CaseInput& in) {
  return unstable("arrival_rate_per_s", in.number("arrival_rate_per_s"), 1 / in.number("mean_service_s"));
}
theory::Answer<Experiment> build_fork_join(const CaseInput& in, const CaseRun& run) {
  NetworkCase c;
  c.unit_s = in.number("mean_service_s");
  const double rate = in.number("arrival_rate_per_s") * c.unit_s;
  for (std::uint32_t i = 0; i < 2; ++i) {
    const std::string side = i == 0 ? "left" : "right";
    sim::add_station(c.network, {.name = side});
    sim::add_class(c.network, side + " part", 0, {sim::visit(i, sim::exponential_law(1)), sim::end()});
  }
  sim::add_metric(c.network, "sojourn");
  sim::add_class(c.network, "request", rate,
                 {sim::fork(0, 1), sim::fork(1, 1), sim::join(), sim::record_all(0), sim::end()});
  const double memory = 2 / ((1 - rate) * (1 - rate));
  c.warm_up = 10 * memory;
  c.stretch = std::max(5 * memory, 2000 / rate);
  return network_experiment(std::move(c), in, run, response_figure);
}

// A leaf answers at once or, with the given probability, a second late; who waited is counted.
theory::Answer<Experiment> build_fan_out(const CaseInput& in, const CaseRun& run) {
  NetworkCase c;
  const auto leaves = static_cast<std::uint16_t>(in.number("leaves"));
  sim::add_metric(c.network, "all answered", 0.5);
  sim::add_class(
      c.network, "leaf", 0,
      {sim::branch(in.number("probability_leaf_slow"), 2), sim::end(), sim::delay(1.0), sim::end()});
  sim::add_class(c.network, "request", 1,
                 {sim::fork(0, leaves), sim::join(), sim::record_all(0), sim::end()});
  c.warm_up = 3;
  c.stretch = std::max(20.0, 20000.0 / leaves);
  auto experiment = network_experiment(
      std::move(c), in, run, [](const std::string&, const Observed& o, const CaseInput&, double) {
        return std::vector<double>{o.over[0] / static_cast<double>(o.histograms[0].count())};
      });
  if (!experiment) return experiment;
  // A leaf that answers at once is no event, but work all the same.
  experiment.value->work = [events = experiment.value->work, leaves] {
    return events() * (1 + std::uint64_t{leaves} / 2);
  };
  return experiment;
}

std::string problem_of_supermarket(const CaseInput& in) {
  return unstable("arrival_rate_per_server_per_s", in.number("arrival_rate_per_server_per_s"),
                  1 / in.number("mean_service_s"));
}
theory::Answer<Experiment> build_supermarket(const CaseInput& in, const CaseRun& run) {
  constexpr std::uint32_t kServers = 2000;  // "many": the limit is missed by some thousandths
  NetworkCase c;
  c.unit_s = in.number("mean_service_s");
  const double load = in.number("arrival_rate_per_server_per_s") * c.unit_s;
  sim::add_pool(c.network, "server", kServers, sim::Balancing::power_of_two, {});
  sim::add_metric(c.network, "sojourn");
  sim::add_class(
      c.network, "request", kServers * load,
      {sim::choose(0), sim::visit_member(0, sim::exponential_law(1)), sim::record_all(0), sim::end()});
  const double memory = 1 / (1 - load);
  c.warm_up = 20 + 10 * memory;
  c.stretch = std::max(2 * memory, 2000 / (kServers * load));
  return network_experiment(std::move(c), in, run, response_figure);
}

}  // namespace scale::app
