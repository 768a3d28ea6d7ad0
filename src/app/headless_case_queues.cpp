// One station. The unit of time is the mean service.
#include <algorithm>
#include <cmath>
#include <memory>

#include "app/headless_case_networks.h"
#include "sim/random.h"

namespace scale::app {
namespace {

constexpr std::uint32_t kSojourn = 0, kWait = 1;

// How long the queue remembers, in mean services: the relaxation time of M/M/c, stretched by the variance.
double memory_of(double utilisation, double servers, double scv) {
  const double idle = std::max(1 - utilisation, 1e-4);
  return 1 + (1 + scv) / (idle * idle * servers);
}

// One at a time the wait is seen apart from the service by holding the server over a delay. A packet's hold
// is not a request's, so there the station serves, and some requests are followed.
NetworkCase one_station(const CaseInput& in, const CaseRun& run, const sim::Law& service, double servers) {
  NetworkCase c;
  c.unit_s = in.number("mean_service_s");
  const double rate = in.number("arrival_rate_per_s") * c.unit_s;
  sim::Network& n = c.network;
  sim::add_station(n, {.name = "station", .servers = static_cast<std::int32_t>(servers)});
  sim::add_metric(n, "sojourn");
  sim::add_metric(n, "wait");
  if (run.packet == 1) {
    sim::add_class(n, "request", rate,
                   {sim::stamp(), sim::acquire(0), sim::record(kWait), sim::delay(service), sim::release(0),
                    sim::record_all(kSojourn), sim::end()});
  } else {
    sim::add_class(n, "request", rate, {sim::visit(0, service), sim::record_all(kSojourn), sim::end()});
    n.classes[0].follow = 4 * run.packet;
    c.followed_wait = kWait;
  }
  const double memory = memory_of(rate / servers, servers, service.scv);
  c.warm_up = 10 * memory;
  c.stretch = std::max(5 * memory, 2000.0 / rate);
  return c;
}

std::vector<double> station_figure(const std::string& figure, const Observed& o, const CaseInput& in,
                                   double unit_s) {
  const double servers = in.has("servers") ? in.number("servers") : 1;
  const StationSums& s = o.stations[0];
  const sim::Histogram &sojourn = o.histograms[kSojourn], &wait = o.histograms[kWait];
  if (figure == "utilisation") return {s.busy_server_s / (o.seconds * servers)};
  if (figure == "probability_wait") return {o.over[kWait] / static_cast<double>(wait.count())};
  if (figure == "probability_blocked") return {o.failed / o.started};
  if (figure == "throughput") return {o.completed / (o.seconds * unit_s)};
  if (figure == "mean_wait") return {wait.mean() * unit_s};
  if (figure == "mean_sojourn") return {sojourn.mean() * unit_s};
  if (figure == "mean_in_queue") return {s.waiting_s / o.seconds};
  if (figure == "mean_in_system") return {(s.waiting_s + s.busy_server_s) / o.seconds};
  return {o.histograms[histogram_of(figure)].quantile(fraction_of(percentile_in(figure))) * unit_s};
}

// The law of a service of mean 1, or a sentence.
theory::Answer<sim::Law> service_law(const CaseInput& in) {
  const std::string& name = in.distribution;
  const double scv = in.number("service_scv");
  const auto only = [&](sim::LawKind kind, double is) {
    if (std::abs(scv - is) < 1e-6) return theory::answer(sim::Law{kind, 1, is});
    return theory::refuse<sim::Law>("input.service_scv must be " + std::to_string(is) +
                                    " for the distribution " + name + ", not " + std::to_string(scv));
  };
  if (name == "deterministic") return only(sim::LawKind::deterministic, 0);
  if (name == "exponential") return only(sim::LawKind::exponential, 1);
  if (name.rfind("Erlang-", 0) == 0 && name.size() <= 9 && name.size() > 7 &&
      std::all_of(name.begin() + 7, name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    const int phases = std::atoi(name.c_str() + 7);
    if (phases >= 1 && phases <= 64) return only(sim::LawKind::erlang, 1.0 / phases);
  }
  const struct {
    const char* name;
    sim::LawKind kind;
    double low, high;
  } kinds[] = {{"hyperexponential", sim::LawKind::hyperexponential, 1.0 + 1e-9, 1e6},
               {"lognormal", sim::LawKind::lognormal, 0, 1e6},
               {"bounded Pareto", sim::LawKind::bounded_pareto, 0.001, 20}};
  for (const auto& k : kinds) {
    if (name != k.name) continue;
    if (scv >= k.low && scv <= k.high) return theory::answer(sim::Law{k.kind, 1, scv});
    return theory::refuse<sim::Law>("input.service_scv must be " + std::to_string(k.low) + " to " +
                                    std::to_string(k.high) + " for the distribution " + name + ", not " +
                                    std::to_string(scv));
  }
  return theory::refuse<sim::Law>(
      "input.distribution must be deterministic, exponential, Erlang-1 to Erlang-64, hyperexponential, "
      "lognormal "
      "or bounded Pareto, not " +
      name);
}

}  // namespace

std::string problem_of_mmc(const CaseInput& in) {
  return unstable("arrival_rate_per_s", in.number("arrival_rate_per_s"),
                  in.number("servers") / in.number("mean_service_s"));
}
theory::Answer<Experiment> build_mmc(const CaseInput& in, const CaseRun& run) {
  return network_experiment(one_station(in, run, sim::exponential_law(1), in.number("servers")), in, run,
                            station_figure);
}

std::string problem_of_mmck(const CaseInput& in) {
  if (in.number("capacity_in_system") >= in.number("servers")) return "";
  return "input.capacity_in_system must be at least input.servers, " +
         std::to_string(static_cast<std::int64_t>(in.number("servers"))) + ", not " +
         std::to_string(static_cast<std::int64_t>(in.number("capacity_in_system")));
}
theory::Answer<Experiment> build_mmck(const CaseInput& in, const CaseRun& run) {
  const double servers = in.number("servers"), places = in.number("capacity_in_system");
  NetworkCase c = one_station(in, run, sim::exponential_law(1), servers);
  c.network.stations[0].queue_limit = static_cast<std::int64_t>(places - servers);
  // A walk over the places forgets in about their square.
  const double waiting = places - servers;
  const double load = in.number("arrival_rate_per_s") * c.unit_s / servers;
  const double memory =
      std::min(memory_of(load < 1 ? load : 1 / load, servers, 1), 1 + waiting * waiting / servers);
  c.warm_up = 10 * memory + waiting / servers;
  c.stretch = std::max(5 * memory, 2000 / (in.number("arrival_rate_per_s") * c.unit_s));
  return network_experiment(std::move(c), in, run, station_figure);
}

std::string problem_of_mg1(const CaseInput& in) {
  const auto law = service_law(in);
  if (!law) return law.why_not;
  return unstable("arrival_rate_per_s", in.number("arrival_rate_per_s"), 1 / in.number("mean_service_s"));
}
theory::Answer<Experiment> build_mg1(const CaseInput& in, const CaseRun& run) {
  return network_experiment(one_station(in, run, *service_law(in), 1), in, run, station_figure);
}

std::string problem_of_priority(const CaseInput& in) {
  const double high = in.number("arrival_rate_high_per_s") * in.number("mean_service_high_s");
  return unstable("arrival_rate_low_per_s", in.number("arrival_rate_low_per_s"),
                  (1 - high) / in.number("mean_service_low_s"));
}
theory::Answer<Experiment> build_priority(const CaseInput& in, const CaseRun& run) {
  NetworkCase c;
  sim::Network& n = c.network;
  const double services[] = {in.number("mean_service_high_s"), in.number("mean_service_low_s")};
  const double rates[] = {in.number("arrival_rate_high_per_s"), in.number("arrival_rate_low_per_s")};
  c.unit_s = std::max(services[0], services[1]);
  sim::add_station(n, {.name = "station"});
  for (const char* name : {"high wait", "low wait", "high sojourn", "low sojourn"}) sim::add_metric(n, name);
  for (std::uint32_t i = 0; i < 2; ++i) {
    const sim::Law service = sim::exponential_law(services[i] / c.unit_s);
    if (run.packet == 1) {
      sim::add_class(n, i == 0 ? "high" : "low", rates[i] * c.unit_s,
                     {sim::stamp(), sim::acquire(0), sim::record(i), sim::delay(service), sim::release(0),
                      sim::record_all(2 + i), sim::end()});
    } else {
      sim::add_class(n, i == 0 ? "high" : "low", rates[i] * c.unit_s,
                     {sim::visit(0, service), sim::record_all(2 + i), sim::end()});
      n.classes.back().follow = 4 * run.packet;
      c.followed_wait = 0;
    }
    n.classes.back().priority = static_cast<std::uint8_t>(i);
  }
  const double used = rates[0] * services[0] + rates[1] * services[1];
  const double memory = memory_of(used, 1, c.unit_s / std::min(services[0], services[1]));
  c.warm_up = 10 * memory;
  c.stretch = std::max(5 * memory, 2000 / (std::min(rates[0], rates[1]) * c.unit_s));
  return network_experiment(
      std::move(c), in, run,
      [](const std::string& figure, const Observed& o, const CaseInput&, double unit_s) {
        if (figure == "utilisation") return std::vector<double>{o.stations[0].busy_server_s / o.seconds};
        const std::size_t low = figure.find("_low") != std::string::npos ? 1 : 0;
        const std::size_t base = figure.rfind("mean_sojourn", 0) == 0 ? 2 : 0;
        return std::vector<double>{o.histograms[base + low].mean() * unit_s};
      });
}

std::string problem_of_infinite_server(const CaseInput& in) {
  if (in.number("amplitude_per_s") <= in.number("mean_rate_per_s")) return "";
  return "input.amplitude_per_s must be at most input.mean_rate_per_s, " +
         std::to_string(in.number("mean_rate_per_s")) + ", not " +
         std::to_string(in.number("amplitude_per_s"));
}
// Many runs apart, each begun so long before the asked time that its empty start is forgotten; how many are
// present then is counted.
theory::Answer<Experiment> build_infinite_server(const CaseInput& in, const CaseRun& run) {
  constexpr double kHistory = 16;  // mean services; e^-16 of the empty start is left
  constexpr int kRunsTogether = 5;
  const double unit_s = in.number("mean_service_s");
  sim::Network n;
  n.packet = run.packet;
  sim::add_station(n, {.name = "all", .discipline = sim::Discipline::delay});
  sim::add_class(n, "request", in.number("mean_rate_per_s") * unit_s,
                 {sim::visit(0, sim::exponential_law(1)), sim::end()});
  sim::Arrivals& a = n.classes[0].arrivals;
  a.amplitude = in.number("amplitude_per_s") / in.number("mean_rate_per_s");
  a.period_s = in.number("period_s") / unit_s;
  // sin is largest a quarter into the period; the run's own clock begins kHistory before the asked time.
  const double begins = in.number("time_s") / unit_s - kHistory;
  a.peak_s = std::fmod(0.25 * a.period_s - begins, a.period_s);
  {
    sim::Engine trial;
    if (const auto error = trial.start(n, run.seed))
      return theory::refuse<Experiment>(error->place + ": " + error->message);
  }
  auto runs = std::make_shared<std::uint64_t>(0);
  auto events = std::make_shared<std::uint64_t>(0);
  Experiment e;
  e.next = [=] {
    Observed o;
    for (int i = 0; i < kRunsTogether; ++i) {
      sim::Engine engine;
      engine.start(n, sim::combine(run.seed, (*runs)++));
      engine.run_until(kHistory);
      *events += engine.events() + 100;
      o.samples["mean_in_system"].push_back(
          static_cast<double>(engine.take_interval().stations[0].in_service));
    }
    return o;
  };
  e.figure = [](const std::string& figure, const Observed& o) {
    const std::vector<double>& all = o.samples.at(figure);
    double sum = 0;
    for (const double x : all) sum += x;
    return std::vector<double>{sum / static_cast<double>(all.size())};
  };
  e.work = [events] { return *events; };
  return theory::answer(std::move(e));
}

}  // namespace scale::app
