// One station, one request at a time, against queueing theory.
#include "measured.h"
#include "theory/erlang.h"
#include "theory/infinite_server.h"
#include "theory/mg1.h"

namespace scale::sim {
namespace {

constexpr std::size_t kSojourn = 0, kWait = 1;

// The wait is seen apart from the service by holding the server over a delay.
Network one_station(int servers, double rate, Law service, std::int64_t queue_limit = kUnlimited) {
  Network n;
  add_station(n, {.name = "station", .servers = servers, .queue_limit = queue_limit});
  add_metric(n, "sojourn");
  add_metric(n, "wait");
  add_class(n, "request", rate,
            {stamp(), acquire(0), record(kWait), delay(service), release(0), record_all(kSojourn), end()});
  return n;
}

void expect_mmc(int servers, double utilisation, double batch_s) {
  const double service = 0.02, rate = utilisation * servers / service;
  const theory::Mmc queue{servers, rate, service};
  const Measured m = measure(one_station(servers, rate, exponential_law(service)), batch_s, batch_s);
  EXPECT_TRUE(agrees(m.utilisation(0), utilisation, 0.02));
  EXPECT_TRUE(agrees(m.mean(kSojourn), theory::mmc_mean_sojourn_s(queue), 0.08));
  EXPECT_TRUE(agrees(m.mean(kWait), theory::mmc_mean_wait_s(queue), 0.2));
  EXPECT_TRUE(agrees(m.mean_queue(0), rate * theory::mmc_mean_wait_s(queue), 0.2));
  for (const double q : {0.5, 0.95, 0.99})
    EXPECT_TRUE(agrees(m.quantile(kSojourn, q), theory::mmc_sojourn_percentile_s(queue, q), 0.12, 0.008))
        << q;
  EXPECT_TRUE(agrees(m.quantile(kWait, 0.99), theory::mmc_wait_percentile_s(queue, 0.99), 0.2, 0.008));
  const auto waited = m.interval([](const Interval& i) {
    const Histogram& h = i.metrics[kWait].histogram;
    return h.count_over(1e-6) / static_cast<double>(h.count());
  });
  EXPECT_TRUE(agrees(waited, theory::mmc_probability_wait(queue), 0.1));
  expect_little(m, 0, kWait);
}

TEST(Station, OneServerAgreesWithMM1) {
  expect_mmc(1, 0.8, 1500);
}
TEST(Station, FourServersAgreeWithErlangC) {
  expect_mmc(4, 0.8, 400);
}
TEST(Station, SixteenServersAgreeWithErlangC) {
  expect_mmc(16, 0.9, 150);
}
TEST(Station, AThousandServersAgreeWithErlangC) {
  const theory::Mmc queue{1000, 48500, 0.02};
  const Measured m = measure(one_station(1000, 48500, exponential_law(0.02)), 0.5, 1);
  EXPECT_TRUE(agrees(m.utilisation(0), 0.97, 0.02));
  EXPECT_TRUE(agrees(m.mean(kSojourn), theory::mmc_mean_sojourn_s(queue), 0.03));
}

TEST(Station, LossAgreesWithErlangB) {
  const Measured m = measure(one_station(5, 300, exponential_law(0.02), 0), 20, 40);
  const auto lost = m.interval([](const Interval& i) {
    return static_cast<double>(i.classes[0].reasons[static_cast<std::size_t>(Reason::refused)]) /
           static_cast<double>(i.classes[0].started);
  });
  EXPECT_TRUE(agrees(lost, theory::erlang_b(5, 6), 0.02));
}

// Erlang B holds for any service law of that mean.
TEST(Station, LossDoesNotDependOnTheServiceLaw) {
  const Measured m = measure(one_station(5, 300, Law{LawKind::hyperexponential, 0.02, 4}, 0), 20, 100);
  const auto lost = m.interval([](const Interval& i) {
    return static_cast<double>(i.classes[0].failed) / static_cast<double>(i.classes[0].started);
  });
  EXPECT_TRUE(agrees(lost, theory::erlang_b(5, 6), 0.02));
}

TEST(Station, AFullQueueRefusesAsMMcK) {
  const theory::Mmck queue{16, 40, 1000, 0.02};
  const Measured m = measure(one_station(16, 1000, exponential_law(0.02), 40 - 16), 10, 20);
  const auto expected = theory::mmck(queue);
  const auto lost = m.interval([](const Interval& i) {
    return static_cast<double>(i.classes[0].failed) / static_cast<double>(i.classes[0].started);
  });
  EXPECT_TRUE(agrees(lost, expected->probability_blocked, 0.03));
  EXPECT_TRUE(agrees(m.throughput(0), expected->throughput_per_s, 0.02));
  EXPECT_TRUE(agrees(m.mean(kSojourn), expected->mean_sojourn_s, 0.02));
}

void expect_mg1(const Law& service, double utilisation, double batch_s) {
  const theory::Mg1 queue{utilisation / service.mean, service.mean, service.scv};
  const Measured m = measure(one_station(1, queue.arrivals_per_s, service), batch_s, batch_s);
  EXPECT_TRUE(agrees(m.utilisation(0), utilisation, 0.05));
  EXPECT_TRUE(agrees(m.mean(kWait), theory::mg1_mean_wait_s(queue), 0.25));
  expect_little(m, 0, kWait);
}

TEST(Station, FixedServiceAgreesWithPollaczekKhinchine) {
  expect_mg1(fixed_law(0.02), 0.9, 1500);
}
TEST(Station, ErlangServiceAgreesWithPollaczekKhinchine) {
  expect_mg1(Law{LawKind::erlang, 0.02, 0.25}, 0.8, 800);
}
TEST(Station, HyperexponentialServiceAgreesWithPollaczekKhinchine) {
  expect_mg1(Law{LawKind::hyperexponential, 0.02, 4}, 0.8, 2500);
}
TEST(Station, LognormalServiceAgreesWithPollaczekKhinchine) {
  expect_mg1(lognormal_law(0.02, 4), 0.7, 2500);
}
TEST(Station, BoundedParetoServiceAgreesWithPollaczekKhinchine) {
  expect_mg1(Law{LawKind::bounded_pareto, 0.02, 6}, 0.6, 2500);
}

// Work in bytes at a rate is the same queue.
TEST(Station, ALinkIsOneServerOfBytes) {
  Network n;
  add_station(n, {.name = "link", .discipline = Discipline::link, .bytes_per_s = 1e6});
  add_metric(n, "sojourn");
  add_class(n, "file", 40, {visit(0, exponential_law(20000)), record_all(0), end()});
  const Measured m = measure(n, 800, 800);
  EXPECT_TRUE(agrees(m.mean(0), theory::mmc_mean_sojourn_s({1, 40, 0.02}), 0.15));
  EXPECT_TRUE(agrees(m.utilisation(0), 0.8, 0.05));
}

void expect_shared(const Law& service, double batch_s) {
  Network n;
  add_station(n, {.name = "shared", .discipline = Discipline::processor_sharing});
  add_metric(n, "sojourn");
  add_class(n, "request", 0.7 / service.mean, {visit(0, service), record_all(0), end()});
  const Measured m = measure(n, batch_s, batch_s);
  EXPECT_TRUE(
      agrees(m.mean(0), theory::mg1_ps_mean_sojourn_s({0.7 / service.mean, service.mean, service.scv}), 0.2));
  EXPECT_TRUE(agrees(m.utilisation(0), 0.7, 0.05));
}

TEST(Station, SharingDependsOnTheMeanAloneWhereServiceIsFixed) {
  expect_shared(fixed_law(0.02), 400);
}
TEST(Station, SharingDependsOnTheMeanAloneWhereServiceIsExponential) {
  expect_shared(exponential_law(0.02), 800);
}
TEST(Station, SharingDependsOnTheMeanAloneWhereServiceVariesWidely) {
  expect_shared(Law{LawKind::hyperexponential, 0.02, 9}, 2000);
}

TEST(Station, HighPriorityWaitsAsCobhamSays) {
  Network n;
  add_station(n, {.name = "station"});
  for (const std::string& name : {std::string("high"), std::string("low")}) add_metric(n, name);
  for (std::uint32_t i = 0; i < 2; ++i) {
    const Law service = exponential_law(i == 0 ? 0.01 : 0.03);
    add_class(n, i == 0 ? "high" : "low", i == 0 ? 10 : 25,
              {stamp(), acquire(0), record(i), delay(service), release(0), end()});
    n.classes.back().priority = static_cast<std::uint8_t>(i);
  }
  const Measured m = measure(n, 1500, 1500);
  const auto waits = theory::priority_mean_waits_s({{10, 0.01, 1}, {25, 0.03, 1}});
  EXPECT_TRUE(agrees(m.mean(0), waits[0], 0.1));
  EXPECT_TRUE(agrees(m.mean(1), waits[1], 0.25));
}

TEST(Station, DayAndNightFollowTheRateAtADistance) {
  const theory::DayAndNight load{1000, 400, 60, 2};
  Network n;
  add_station(n, {.name = "all", .discipline = Discipline::delay});
  add_class(n, "request", 1000, {visit(0, exponential_law(2)), end()});
  n.classes[0].arrivals.amplitude = 0.4;
  n.classes[0].arrivals.period_s = 60;
  n.classes[0].arrivals.peak_s = 15;  // sin(2 pi t / 60) is largest there
  for (const double phase : {75.0, 90.0, 105.0, 120.0}) {
    std::vector<double> present;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      Engine engine;
      engine.start(n, seed);
      engine.run_until(phase);
      present.push_back(static_cast<double>(engine.take_interval().stations[0].in_service));
    }
    EXPECT_TRUE(agrees(theory::mean_interval(present, kConfidence).value(),
                       theory::infinite_server_mean_in_system(load, phase), 0.03))
        << phase;
  }
}

TEST(Station, InfinitelyManyServersHoldWhatLittleSays) {
  Network n;
  add_station(n, {.name = "all", .discipline = Discipline::delay});
  add_metric(n, "sojourn");
  add_class(n, "request", 500, {visit(0, lognormal_law(0.4, 2)), record_all(0), end()});
  const Measured m = measure(n, 10, 20);
  EXPECT_TRUE(agrees(m.mean(0), 0.4, 0.03));
  const auto present =
      m.interval([](const Interval& i) { return static_cast<double>(i.stations[0].in_service); });
  EXPECT_TRUE(agrees(present, 200, 0.08));
}

}  // namespace
}  // namespace scale::sim
