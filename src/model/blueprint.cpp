#include "model/blueprint.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace scale::model {

Site& Blueprint::site_of(Region users) {
  return sites[static_cast<std::size_t>(service[static_cast<std::size_t>(users)].site)];
}

std::string name_of(const std::string& kind, Region region) {
  return kind + "." + std::string(info(region).id);
}

std::string name_of(const std::string& kind, Region region, int number) {
  return name_of(kind, region) + "." + std::to_string(number);
}

namespace {

template <typename T>
std::uint32_t push(std::vector<T>& list, T item) {
  list.push_back(std::move(item));
  return static_cast<std::uint32_t>(list.size() - 1);
}

}  // namespace

std::uint32_t add_station(Blueprint& b, sim::Station station) {
  b.out.plan.node_of_station.push_back(sim::kNone);
  return push(b.out.network.stations, std::move(station));
}

std::uint32_t add_counter(Blueprint& b, std::string name) {
  return push(b.out.network.counters, std::move(name));
}

std::uint32_t add_path(Blueprint& b, std::string name, double round_trip_s, bool from_user) {
  sim::Path path;
  path.name = std::move(name);
  path.round_trip_s = round_trip_s;
  path.access_purpose = purpose(Draw::access);
  path.bandwidth_purpose = purpose(Draw::bandwidth);
  if (from_user) {
    const Catalog& c = b.catalog;
    path.access_round_trip = lognormal_by_median(c.access_round_trip_median_s, c.access_round_trip_scv);
    path.bandwidth_bytes_per_s = lognormal_by_median(c.bandwidth_median_bytes_per_s, c.bandwidth_scv);
  }
  return push(b.out.network.paths, std::move(path));
}

std::uint32_t add_class(Blueprint& b, sim::Class klass) {
  return push(b.out.network.classes, std::move(klass));
}

std::uint32_t add_node(Blueprint& b, Node node) {
  const auto index = static_cast<std::uint32_t>(b.out.plan.nodes.size());
  for (const std::uint32_t station : node.stations) b.out.plan.node_of_station[station] = index;
  return push(b.out.plan.nodes, std::move(node));
}

std::uint32_t add_link(Blueprint& b, std::uint32_t from, std::uint32_t to) {
  const Plan& plan = b.out.plan;
  const std::uint32_t counter = add_counter(b, plan.nodes[from].id + " > " + plan.nodes[to].id);
  b.out.plan.links.push_back({.from = from, .to = to, .counter = counter});
  return counter;
}

void add_replication_link(Blueprint& b, std::uint32_t from, std::uint32_t to) {
  b.out.plan.links.push_back({.from = from, .to = to, .replication = true});
}

sim::Arrivals arrivals_of(const Blueprint& b, Region region, double peak_per_s) {
  const Catalog& c = b.catalog;
  sim::Arrivals arrivals{.rate_per_s = peak_per_s};
  if (const auto& clock = b.situation.clock) {
    constexpr double kHourS = 3600, kDayHours = 24;
    arrivals.rate_per_s = peak_per_s / c.peak_to_mean;
    arrivals.amplitude = c.peak_to_mean - 1;
    arrivals.period_s = kDayHours * kHourS;
    arrivals.peak_s = clock->at_s + (c.peak_hour_local - clock->utc_hour - hours_ahead(region)) * kHourS;
  }
  for (const Incident& incident : b.situation.incidents)
    if (is(incident, "spike"))
      arrivals.surges.push_back({.start_s = incident.start_s,
                                 .rise_s = c.spike_rise_s,
                                 .hold_s = c.spike_hold_s,
                                 .fall_s = c.spike_rise_s,
                                 .factor = c.spike_factor});
  return arrivals;
}

bool show_under_way(const Blueprint& b) {
  return is_under_way(b.situation, "show", b.catalog.show_arrival_s, b.options.now_s);
}

double first_view_share(const Blueprint& b, Region users) {
  const double usual = 1 / b.catalog.views_per_visit;
  if (!show_under_way(b)) return usual;
  const double views = views_per_s(b.catalog, b.architecture.users, users);
  const double show = show_views_per_s(b.catalog, b.architecture.users, users);
  return views + show > 0 ? (usual * views + show) / (views + show) : usual;
}

std::uint32_t follow_one_in(const Blueprint& b, double rate_per_s) {
  if (b.options.followed_per_s == 0) return 0;
  const double one_in = rate_per_s / b.options.followed_per_s;
  return one_in < 1 ? 1 : static_cast<std::uint32_t>(one_in);
}

sim::Law fixed(double mean) {
  return {sim::LawKind::deterministic, mean, 0};
}

sim::Law exponential(double mean) {
  return {sim::LawKind::exponential, mean, 1};
}

sim::Law lognormal(double mean, double scv) {
  return {sim::LawKind::lognormal, mean, scv};
}

// The mean of a lognormal is its median times exp(sigma^2 / 2), and scv = exp(sigma^2) - 1. sqrt is exact to
// the last bit on every platform (IEEE 754), so this may be used for a run.
sim::Law lognormal_by_median(double median, double scv) {
  return lognormal(median * std::sqrt(1 + scv), scv);
}

}  // namespace scale::model
