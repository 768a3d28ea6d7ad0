#include "lesson/misconceptions.h"

#include <gtest/gtest.h>

#include <set>

#include "lesson/text_of.h"

namespace scale::lesson {
namespace {

std::set<std::string> shown(const sandbox::Snapshot& run) {
  std::set<std::string> ids;
  for (const Misconception& one : misconceptions())
    if (const auto words = one.shown(run, model::default_catalog())) {
      EXPECT_TRUE(has_figure(*words)) << one.id;
      ids.emplace(one.id);
    }
  return ids;
}

// What is shown after `change`, which comes after a quiet half minute.
std::set<std::string> notes_after(std::initializer_list<const char*> opening, const char* change,
                                  double until_s = 90) {
  sandbox::Sandbox run = sandbox_of(opening);
  run.run_until(30, UINT64_MAX);
  EXPECT_FALSE(run.apply(parsed(change)).has_value()) << change;
  return shown(at(run, until_s));
}

TEST(Misconceptions, NothingIsSaidOfAQuietRun) {
  sandbox::Sandbox run = sandbox_of({"users=20000", "cdn=on"});
  EXPECT_TRUE(shown(at(run, 60)).empty());
}

TEST(Misconceptions, ACdnSpeedsUpEverything) {
  EXPECT_TRUE(notes_after({"users=100000"}, "cdn=on").count("cdn-speeds-up-everything"));
}

TEST(Misconceptions, AHigherHitRatioMeansFasterPages) {
  EXPECT_TRUE(notes_after({"users=60000", "cdn=on"}, "cdn-ttl=60", 120).count("higher-hit-ratio-is-faster"));
}

TEST(Misconceptions, MoreServersHelp) {
  EXPECT_TRUE(notes_after({"users=100000", "cdn=on"}, "web-servers=6").count("more-servers-help"));
  EXPECT_FALSE(
      notes_after({"users=400000", "cdn=on", "stateless=on"}, "web-servers=12").count("more-servers-help"));
}

TEST(Misconceptions, AveragesAndBusyMachines) {
  sandbox::Sandbox run = sandbox_of({"users=400000", "cdn=on", "web-servers=2"});
  const auto ids = shown(at(run, 60));
  EXPECT_TRUE(ids.count("busy-is-efficient"));
  sandbox::Sandbox crashed = sandbox_of({"users=300000", "cdn=on", "web-servers=6", "speed=60"});
  crashed.run_until(60, UINT64_MAX);
  crashed.apply(parsed("server-crash"));
  EXPECT_TRUE(shown(at(crashed, 180)).count("averages-tell"));
}

TEST(Misconceptions, BusyIsNotToldOfAPartThatTurnsNearlyAllAway) {
  sandbox::Snapshot run;
  sandbox::NodeView web;
  web.node.kind = model::NodeKind::web;
  web.members.resize(1);
  web.utilisation = web.busiest = 0.95;
  web.per_s = 100;
  web.wait_s = 0.16;
  run.nodes.push_back(web);
  EXPECT_TRUE(shown(run).count("busy-is-efficient"));
  run.nodes[0].failed_per_s = 90;
  EXPECT_FALSE(shown(run).count("busy-is-efficient"));
  run.nodes[0].failed_per_s = 0;
  run.nodes[0].per_s = 100'000;
  EXPECT_FALSE(shown(run).count("busy-is-efficient"));
}

TEST(Misconceptions, ReplicasScaleWrites) {
  sandbox::Settings settings;
  settings.catalog.row_writes_per_s_1gb = settings.catalog.row_writes_per_s_10gb = 9;
  settings.catalog.row_writes_per_s_100gb = settings.catalog.row_writes_per_s_1tb = 9;
  settings.opening = {parsed("users=100000"), parsed("cdn=on")};
  sandbox::Sandbox run(settings);
  run.run_until(30, UINT64_MAX);
  run.apply(parsed("replica-count=6"));
  EXPECT_TRUE(shown(at(run, 90)).count("replicas-scale-writes"));
}

TEST(Misconceptions, StatelessHasNoState) {
  EXPECT_TRUE(notes_after({"users=100000", "cdn=on", "stateless=on"}, "store-restart", 36)
                  .count("stateless-has-no-state"));
}

TEST(Misconceptions, TwoRegionsMeanNoDowntime) {
  EXPECT_TRUE(notes_after({"users=50000", "cdn=on", "stateless=on", "site-na=on"}, "region-outage=na", 120)
                  .count("two-regions-no-downtime"));
}

TEST(Misconceptions, EqualRowsMeanEqualLoad) {
  sandbox::Settings settings;
  settings.catalog.query_cpu_s = 0.002;
  for (const char* words : {"users=200000", "cdn=on", "sharding=on", "shards=4", "placement=range",
                            "database-cores=1", "replicas=off", "cache=off", "web-servers=8"})
    settings.opening.push_back(parsed(words));
  sandbox::Sandbox run(settings);
  EXPECT_TRUE(shown(at(run, 50)).count("equal-rows-equal-load"));
}

TEST(Misconceptions, RetriesHelp) {
  EXPECT_TRUE(
      notes_after({"users=450000", "cdn=on", "web-servers=3"}, "retries=at-once", 120).count("retries-help"));
}

TEST(Misconceptions, FiveHundredMillionAtOnce) {
  sandbox::Sandbox run = sandbox_of({"users=1000000", "cdn=on", "web-servers=12"});
  EXPECT_TRUE(shown(at(run, 12)).count("all-at-once"));
}

TEST(Misconceptions, QueuesMakeWorkFaster) {
  EXPECT_TRUE(notes_after({"users=200000", "cdn=on", "workers=1", "web-servers=4"}, "queue=on", 200)
                  .count("queues-make-work-faster"));
}

TEST(Misconceptions, AreTheTwelve) {
  const std::set<std::string> twelve = {"cdn-speeds-up-everything",
                                        "higher-hit-ratio-is-faster",
                                        "more-servers-help",
                                        "averages-tell",
                                        "busy-is-efficient",
                                        "replicas-scale-writes",
                                        "stateless-has-no-state",
                                        "two-regions-no-downtime",
                                        "queues-make-work-faster",
                                        "equal-rows-equal-load",
                                        "retries-help",
                                        "all-at-once"};
  std::set<std::string> listed;
  for (const Misconception& one : misconceptions()) {
    EXPECT_TRUE(listed.emplace(one.id).second) << one.id;
    EXPECT_FALSE(one.belief.empty()) << one.id;
  }
  EXPECT_EQ(listed, twelve);
}

// Where the belief is not what the run refutes, nothing is said: the same change with nothing to notice.
TEST(Misconceptions, NothingIsSaidWhereTheRunDoesNotShowIt) {
  EXPECT_FALSE(notes_after({"users=100000", "cdn=on"}, "replica-count=6").count("replicas-scale-writes"))
      << "the primary's disk is idle";
  EXPECT_FALSE(notes_after({"users=100000", "cdn=on", "stateless=on"}, "server-crash", 36)
                   .count("stateless-has-no-state"))
      << "the store is there";
  EXPECT_FALSE(notes_after({"users=50000", "cdn=on", "stateless=on"}, "region-outage=eu", 120)
                   .count("two-regions-no-downtime"))
      << "there is one region";
  EXPECT_FALSE(
      notes_after({"users=60000", "cdn=on", "web-servers=3"}, "retries=at-once", 120).count("retries-help"))
      << "nothing is full";
  EXPECT_FALSE(notes_after({"users=200000", "cdn=on", "workers=8", "web-servers=4"}, "queue=on", 120)
                   .count("queues-make-work-faster"))
      << "no job waits";
}

TEST(Misconceptions, EqualRowsAreNotEqualByRangeOnly) {
  sandbox::Sandbox run =
      sandbox_of({"users=400000", "cdn=on", "sharding=on", "shards=4", "placement=modulo", "replicas=off",
                  "cache=off", "denormalised=on", "database-cores=2", "web-servers=8"});
  EXPECT_FALSE(shown(at(run, 50)).count("equal-rows-equal-load"));
}

}  // namespace
}  // namespace scale::lesson
