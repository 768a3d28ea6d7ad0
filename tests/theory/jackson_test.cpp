#include "theory/jackson.h"

#include "close_to.h"
#include "theory/erlang.h"

namespace scale::theory {
namespace {

const std::vector<JacksonStation> kThreeStations{
    {1, 0.02, 10, {0, 0.6, 0.2}},
    {2, 0.05, 5, {0, 0, 0.7}},
    {1, 0.03, 0, {0.1, 0, 0}},
};

TEST(Jackson, WhatEntersLeaves) {
  const auto rates = traffic_rates_per_s(kThreeStations);
  double leaving_per_s = 0;
  for (std::size_t i = 0; i < kThreeStations.size(); ++i) {
    double leaves = 1;
    for (double odds : kThreeStations[i].next) leaves -= odds;
    leaving_per_s += leaves * (*rates)[i];
  }
  EXPECT_TRUE(close_to(leaving_per_s, 15));
}

TEST(Jackson, ATandemIsTheSumOfItsStations) {
  const auto measures = jackson({{4, 0.02, 100, {0, 1}}, {1, 0.005, 0, {0, 0}}});
  EXPECT_TRUE(close_to(measures->mean_sojourn_s,
                       mmc_mean_sojourn_s({4, 100, 0.02}) + mmc_mean_sojourn_s({1, 100, 0.005})));
}

// Sent back with odds p, a request makes 1 / (1 - p) visits.
TEST(Jackson, FeedbackMultipliesTheVisits) {
  const auto measures = jackson({{1, 0.01, 20, {0.75}}});
  EXPECT_TRUE(close_to(measures->arrivals_per_s, {80}));
  EXPECT_TRUE(close_to(measures->mean_sojourn_s, 4 * mmc_mean_sojourn_s({1, 80, 0.01})));
}

TEST(Jackson, GivesTheRatesOfAnOverloadedNetworkButNoTimes) {
  const std::vector<JacksonStation> stations{{1, 0.01, 20, {0.75, 0}}, {1, 1, 3}};
  EXPECT_TRUE(close_to(*traffic_rates_per_s(stations), {80, 3}));
  EXPECT_EQ(jackson(stations).why_not, "station 2 is offered more than it can serve");
}

TEST(Jackson, RefusesRequestsThatNeverLeave) {
  EXPECT_EQ(jackson({{1, 0.01, 1, {0, 1}}, {1, 0.01, 0, {1, 0}}}).why_not,
            "some requests would circulate for ever: give them a way out");
}

TEST(Jackson, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(jackson({}).why_not, "a network needs at least one station");
  EXPECT_EQ(jackson({{0, 0.01, 1}}).why_not, "station 1 needs at least one server");
  EXPECT_EQ(jackson({{1, 0.01, 1}, {1, 0, 1}}).why_not, "station 2 needs a mean service time above 0");
  EXPECT_EQ(jackson({{1, 0.01, -1}}).why_not, "station 1 needs an external rate of at least 0");
  EXPECT_EQ(jackson({{1, 0.01, 1, {0, 0.5}}}).why_not,
            "station 1 must give odds for every station of the network, or for none");
  EXPECT_EQ(jackson({{1, 0.01, 1, {-0.5}}}).why_not, "station 1 has negative odds");
  EXPECT_EQ(jackson({{1, 0.01, 1, {1.5}}}).why_not, "station 1 sends on more than all of its requests");
  EXPECT_EQ(jackson({{1, 0.01, 0}}).why_not, "nobody enters this network");
}

}  // namespace
}  // namespace scale::theory
