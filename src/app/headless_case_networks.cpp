#include "app/headless_case_networks.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

namespace scale::app {
namespace {

constexpr double kMostRoutesBetween = 1000;  // an engine keeps 4096

void add_interval(Observed& o, const sim::Interval& i, const sim::Network& n) {
  const double seconds = i.end_s - i.start_s;
  o.seconds += seconds;
  o.stations.resize(n.stations.size());
  for (std::size_t s = 0; s < n.stations.size(); ++s) {
    o.stations[s].busy_server_s += i.stations[s].utilisation * n.stations[s].servers * seconds;
    o.stations[s].waiting_s += i.stations[s].mean_queue * seconds;
    o.stations[s].arrivals += static_cast<double>(i.stations[s].arrivals);
  }
  o.histograms.resize(n.metrics.size());
  o.over.resize(n.metrics.size());
  for (std::size_t m = 0; m < n.metrics.size(); ++m) {
    o.histograms[m].merge(i.metrics[m].histogram);
    o.over[m] += static_cast<double>(i.metrics[m].over_threshold);
  }
  for (std::size_t c = 0; c < n.classes.size(); ++c) {
    if (n.classes[c].arrivals.rate_per_s <= 0 && n.classes[c].arrivals.customers == 0) continue;
    o.started += static_cast<double>(i.classes[c].started);
    o.completed += static_cast<double>(i.classes[c].completed);
    o.failed += static_cast<double>(i.classes[c].failed);
  }
}

void add_waits(Observed& o, sim::Engine& engine, std::uint32_t histogram) {
  for (const sim::Route& route : engine.take_routes()) {
    for (const sim::Hop& hop : route.hops) {
      if (hop.op != sim::Op::visit) continue;
      const double wait = static_cast<double>(hop.wait_s);
      o.histograms[histogram + route.klass].add(wait);
      o.over[histogram + route.klass] += wait > 0;
    }
  }
}

}  // namespace

void add(Observed& to, const Observed& more) {
  to.seconds += more.seconds;
  to.stations.resize(more.stations.size());
  for (std::size_t i = 0; i < more.stations.size(); ++i) {
    to.stations[i].busy_server_s += more.stations[i].busy_server_s;
    to.stations[i].waiting_s += more.stations[i].waiting_s;
    to.stations[i].arrivals += more.stations[i].arrivals;
  }
  to.histograms.resize(more.histograms.size());
  to.over.resize(more.over.size());
  for (std::size_t i = 0; i < more.histograms.size(); ++i) {
    to.histograms[i].merge(more.histograms[i]);
    to.over[i] += more.over[i];
  }
  to.started += more.started;
  to.completed += more.completed;
  to.failed += more.failed;
  to.hits += more.hits;
  to.misses += more.misses;
  for (const auto& [figure, values] : more.samples) {
    std::vector<double>& all = to.samples[figure];
    all.insert(all.end(), values.begin(), values.end());
  }
}

std::string unstable(const char* field, double rate, double most) {
  if (rate < most) return "";
  char sentence[160];
  std::snprintf(sentence, sizeof sentence,
                "input.%s must be below %.10g, else the queue grows for ever; it is %.10g", field, most,
                rate);
  return sentence;
}

theory::Answer<Experiment> network_experiment(NetworkCase c, const CaseInput& input, const CaseRun& run,
                                              NetworkFigure figure) {
  c.network.packet = run.packet;
  auto engine = std::make_shared<sim::Engine>();
  if (const auto error = engine->start(c.network, run.seed))
    return theory::refuse<Experiment>(error->place + ": " + error->message);
  double rate = 0;
  for (const sim::Class& k : c.network.classes) rate += k.follow > 0 ? k.arrivals.rate_per_s / k.follow : 0;
  const int slices = 1 + static_cast<int>(rate * c.stretch / kMostRoutesBetween);
  // A warm-up beyond a quarter of the limit would leave nothing to measure with.
  engine->run_until(c.warm_up, run.most_events / 4);
  const double begun = engine->now_s();
  engine->take_interval();
  engine->take_routes();
  auto stretches = std::make_shared<std::uint64_t>(0);
  Experiment e;
  e.next = [=] {
    Observed o;
    const double from = begun + c.stretch * static_cast<double>((*stretches)++);
    for (int s = 1; s <= slices; ++s) {
      engine->run_until(from + c.stretch * s / slices);
      add_interval(o, engine->take_interval(), c.network);
      if (c.followed_wait != sim::kNone) add_waits(o, *engine, c.followed_wait);
    }
    return o;
  };
  e.figure = [input, figure, unit_s = c.unit_s](const std::string& name, const Observed& o) {
    return figure(name, o, input, unit_s);
  };
  e.work = [engine] { return engine->events(); };
  e.unit_s = c.unit_s;
  return theory::answer(std::move(e));
}

}  // namespace scale::app
