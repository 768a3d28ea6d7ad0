// Laws that hold on every run, whatever the distributions: Little's (1961) for those who wait and for those
// who are served, and with it the utilisation law, at every station. Every request is followed, so the waits
// and services it met are known apart from what the station counted.
#include <gtest/gtest.h>

#include "sim/engine.h"
#include "sim/network_builder.h"

namespace scale::sim {
namespace {

struct StationSums {
  double waited_s = 0, served_s = 0, visits = 0;
};

void expect_laws(Network n, double seconds) {
  for (Class& c : n.classes) c.follow = 1;
  Engine engine;
  const auto error = engine.start(n, 7);
  ASSERT_FALSE(error) << error->place << ": " << error->message;
  std::vector<StationSums> met(n.stations.size()), counted(n.stations.size());
  const int slices = static_cast<int>(seconds * 20);
  for (int i = 1; i <= slices; ++i) {
    engine.run_until(seconds * i / slices);
    const std::vector<Route> routes = engine.take_routes();
    ASSERT_LT(routes.size(), 4096u) << "some were not kept";
    for (const Route& route : routes) {
      for (const Hop& hop : route.hops) {
        if (hop.op != Op::visit) continue;
        StationSums& s = met[hop.station];
        s.waited_s += static_cast<double>(hop.wait_s);
        s.served_s += static_cast<double>(hop.time_s);
        ++s.visits;
      }
    }
    const Interval interval = engine.take_interval();
    const double slice_s = interval.end_s - interval.start_s;
    for (std::size_t s = 0; s < n.stations.size(); ++s) {
      counted[s].waited_s += interval.stations[s].mean_queue * slice_s;
      counted[s].served_s += interval.stations[s].utilisation * n.stations[s].servers * slice_s;
      counted[s].visits += static_cast<double>(interval.stations[s].arrivals);
    }
  }
  // What is cut off by the end of the run is all that may differ.
  for (std::size_t s = 0; s < n.stations.size(); ++s) {
    const std::string name = n.stations[s].name;
    EXPECT_GT(met[s].visits, 500) << name;
    EXPECT_NEAR(met[s].visits, counted[s].visits, 0.01 * counted[s].visits + 5) << name;
    EXPECT_NEAR(met[s].waited_s, counted[s].waited_s, 0.02 * counted[s].waited_s + 0.5) << name;
    if (n.stations[s].discipline != Discipline::delay) {
      EXPECT_NEAR(met[s].served_s, counted[s].served_s, 0.01 * counted[s].served_s + 0.5) << name;
    }
  }
}

// One that is forked may be followed for itself, whether or not who forked it is.
TEST(Following, AForkedRequestIsKeptWithItsOwnWay) {
  Network n;
  add_station(n, {.name = "disk", .discipline = Discipline::delay});
  const std::uint32_t file = add_class(n, "file", 0, {visit(0, fixed_law(0.02)), end()});
  n.classes[file].follow = 5;
  const std::uint32_t page = add_class(n, "page", 10, {delay(0.1), fork(file, 2), join(), end()});
  Engine engine;
  ASSERT_FALSE(engine.start(n, 1).has_value());
  engine.run_until(100);
  const auto files = static_cast<double>(engine.take_interval().classes[file].completed);
  const std::vector<Route> routes = engine.take_routes();
  EXPECT_NEAR(static_cast<double>(routes.size()), files / 5, 2);
  for (const Route& route : routes) {
    EXPECT_EQ(route.klass, file);
    EXPECT_NE(route.klass, page);
    ASSERT_EQ(route.hops.size(), 1u);
    EXPECT_EQ(route.hops[0].station, 0u);
    EXPECT_NEAR(route.latency_s, 0.02, 1e-9);
    EXPECT_NEAR(route.after_s, 0.1, 1e-9);
  }
}

TEST(OperationalLaws, HoldInTandem) {
  Network n;
  Program p;
  const Law laws[] = {fixed_law(0.02),
                      exponential_law(0.02),
                      lognormal_law(0.02, 4),
                      {LawKind::hyperexponential, 0.02, 5},
                      {LawKind::bounded_pareto, 0.02, 6}};
  for (std::uint32_t i = 0; i < 5; ++i) {
    add_station(n, {.name = "s" + std::to_string(i), .servers = static_cast<std::int32_t>(2 + 2 * i)});
    p.push_back(visit(i, laws[i]));
  }
  add_station(n, {.name = "wire", .discipline = Discipline::link, .bytes_per_s = 1e6});
  p.push_back(visit(5, exponential_law(10000)));
  p.push_back(end());
  add_class(n, "request", 85, p);
  expect_laws(n, 120);
}

TEST(OperationalLaws, HoldBehindBalancersAndWithPriorities) {
  for (int b = 0; b < 5; ++b) {
    Network n;
    add_pool(n, "web", 6, static_cast<Balancing>(b), {.servers = 2});
    add_station(n, {.name = "store", .servers = 3});
    add_class(n, "first", 100,
              {choose(0), visit_member(0, lognormal_law(0.05, 1)), visit(6, exponential_law(0.012)), end()});
    add_class(n, "second", 100,
              {choose(0), visit_member(0, exponential_law(0.03)), visit(6, exponential_law(0.012)), end()});
    n.classes[1].priority = 2;
    expect_laws(n, 60);
  }
}

TEST(OperationalLaws, HoldWithFeedbackAndInAClosedClass) {
  Network n;
  add_station(n, {.name = "front", .servers = 2});
  add_station(n, {.name = "back", .servers = 1});
  add_class(n, "request", 40,
            {visit(0, exponential_law(0.02)), visit(1, exponential_law(0.012)), branch(0.3, 0), end()});
  Class closed;
  closed.name = "customers";
  closed.arrivals.customers = 10;
  closed.arrivals.think_time = exponential_law(1);
  closed.program = {visit(0, fixed_law(0.01)), visit(1, exponential_law(0.005)), end()};
  n.classes.push_back(closed);
  expect_laws(n, 120);
}

}  // namespace
}  // namespace scale::sim
