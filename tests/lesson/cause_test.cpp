// The change is named as the cause where it worked on what held the run up, and not where it cannot have.
#include "lesson/cause.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "lesson/advisor.h"
#include "lesson/format.h"
#include "lesson/mechanisms.h"
#include "lesson/price.h"
#include "lesson/sentence.h"
#include "lesson/text_of.h"
#include "lesson/texts.h"

namespace scale::lesson {
namespace {

using model::NodeKind;

sandbox::Snapshot after(std::initializer_list<const char*> opening, const char* change, double until_s) {
  sandbox::Sandbox run = sandbox_of(opening);
  run.run_until(40, UINT64_MAX);
  EXPECT_FALSE(run.apply(parsed(change)).has_value()) << change;
  return at(run, until_s);
}

Cause told_of(const sandbox::Snapshot& run) {
  const auto told = most_telling(differences(run));
  EXPECT_TRUE(told.has_value());
  return told ? cause_of(run, *told) : Cause{};
}

double busiest(const std::vector<sandbox::NodeView>& nodes, NodeKind kind) {
  double most = 0;
  for (const sandbox::NodeView& node : nodes)
    if (node.node.kind == kind) most = std::max(most, node.busiest);
  return most;
}

struct Right {
  std::initializer_list<const char*> opening;
  const char* change;
  double until_s;
  NodeKind was_full;  // users: none, it is the way that is shorter
  const char* words;
};

const Right kRight[] = {
    {{"users=100000"}, "cdn=on", 100, NodeKind::uplink, "files now come from an edge nearby"},
    {{"users=400000", "cdn=on", "stateless=on"},
     "web-servers=6",
     120,
     NodeKind::web,
     "shared by another number of servers"},
    {{"users=400000", "cdn=on", "stateless=on", "web-servers=8", "database-cores=1", "cache=off",
      "replicas=off"},
     "replicas=on",
     120,
     NodeKind::primary,
     "reads are shared out"},
    {{"users=400000", "cdn=on", "stateless=on", "web-servers=8", "database-cores=1", "cache=off",
      "replicas=off"},
     "cache=on",
     120,
     NodeKind::primary,
     "no longer reaches the database"},
    {{"users=400000", "cdn=on", "stateless=on", "web-servers=8", "database-cores=1", "cache=off",
      "replicas=off"},
     "sharding=on",
     120,
     NodeKind::primary,
     "each shard takes its part of the rows"},
    {{"users=400000", "cdn=on", "stateless=on", "web-servers=8", "database-cores=1", "cache=off",
      "replicas=off"},
     "database-cores=4",
     120,
     NodeKind::primary,
     "another number of cores"},
    {{"users=230000", "cdn=on", "stateless=on"},
     "queue=on",
     120,
     NodeKind::web,
     "slow jobs wait in a queue instead of in the page"},
    {{"users=100000", "cdn=on"}, "site-eap=on", 50, NodeKind::users, "nearer to their readers"},
};

TEST(Cause, IsTheChangeWhereItRelievedWhatHeldTheRunUp) {
  for (const Right& one : kRight) {
    const sandbox::Snapshot run = after(one.opening, one.change, one.until_s);
    if (one.was_full != NodeKind::users) {
      EXPECT_GE(busiest(run.ghost_nodes, one.was_full), 0.9) << one.change;
    }
    const Cause cause = told_of(run);
    EXPECT_EQ(cause.ground, Ground::mechanism) << one.change << plain_text(cause.words);
    EXPECT_TRUE(has(cause.words, one.words)) << one.change << plain_text(cause.words);
    EXPECT_TRUE(cause.caution.empty()) << one.change;
    EXPECT_TRUE(has(headline(run).words, one.words)) << one.change;
  }
}

// The primary's disk is full of 25 M users' rows: dividing them by function helps, what only adds machines
// for other work does not.
TEST(Cause, OfTooManyWritesIsNamedByWhatDividesThemLong) {
  const auto changed = [](const char* change) {
    sandbox::Settings settings;
    settings.catalog.web_cores = 96;
    settings.catalog.uplink_bytes_per_s = 1.25e9;
    settings.catalog.web_queue_limit = 10'000;
    settings.catalog.job_share = 0;
    for (const char* words :
         {"users=25000000", "cdn=on", "stateless=on", "regions=on", "web-servers=6", "replica-count=6"})
      settings.opening.push_back(parsed(words));
    sandbox::Sandbox run(settings);
    run.run_until(40, UINT64_MAX);
    run.apply(parsed(change));
    return at(run, 160);
  };
  const sandbox::Snapshot divided = changed("vertical-partitioning=on");
  EXPECT_GE(busiest(divided.ghost_nodes, NodeKind::primary), 0.9);
  EXPECT_LT(busiest(divided.nodes, NodeKind::primary), 0.9);
  EXPECT_TRUE(has(headline(divided).words, "each function has a database of its own"));

  const sandbox::Snapshot more_servers = changed("web-servers=12");
  EXPECT_GE(busiest(more_servers.nodes, NodeKind::primary), 0.9);
  EXPECT_FALSE(has(headline(more_servers).words, "shared by another number of servers"));
}

// What was seen in play: the web servers are full in both runs, the database idles, and the overloaded runs
// drift apart.
TEST(Cause, IsNotTheChangeWhereBothRunsAreHeldUpByWhatItLeavesAlone) {
  for (const char* change : {"sharding=on", "replicas=off", "cache=off"}) {
    sandbox::Sandbox run = sandbox_of({"users=400000", "cdn=on", "stateless=on"});
    run.run_until(40, UINT64_MAX);
    ASSERT_FALSE(run.apply(parsed(change)).has_value());
    bool seen = false;
    for (double time_s = 50; time_s <= 130; time_s += 10) {
      const sandbox::Snapshot now = at(run, time_s);
      ASSERT_GE(busiest(now.nodes, NodeKind::web), 0.9);
      ASSERT_LT(busiest(now.ghost_nodes, NodeKind::primary), 0.5);
      const auto told = most_telling(differences(now));
      if (!told || told->measure != Measure::failed) continue;
      seen = true;
      const Cause cause = cause_of(now, *told);
      EXPECT_EQ(cause.ground, Ground::same_limit) << change << " at " << time_s << plain_text(cause.words);
      const Words said = headline(now).words;
      EXPECT_TRUE(has(said, "may be chance")) << plain_text(said);
      EXPECT_TRUE(has(said, "the web servers")) << plain_text(said);
      EXPECT_TRUE(
          has_run(said, {percent(std::min(1.0, busiest(now.nodes, NodeKind::web))), Emphasis::failing}));
      EXPECT_TRUE(has(advise(now).gains, "It may be chance"));
      if (const auto price = price_of("sharding", now)) {
        EXPECT_NE(price->gains.label, "Failed pages") << "at " << time_s;
      }
    }
    EXPECT_TRUE(seen) << change << ": no difference to speak of";
  }
}

TEST(Cause, IsNotMoreServersWhereDistanceIsTheTrouble) {
  const sandbox::Snapshot run = after({"users=60000", "cdn=on", "stateless=on"}, "web-servers=6", 100);
  EXPECT_LT(busiest(run.ghost_nodes, NodeKind::web), 0.5);
  EXPECT_FALSE(has(headline(run).words, "shared by another number of servers"));
}

// Sessions move when they get a store: people log in again, and passwords are dear.
TEST(Cause, OfSlowPagesAfterSessionsMovedIsTheLogins) {
  const sandbox::Snapshot run = after({"users=200000", "cdn=on"}, "stateless=on", 60);
  EXPECT_GT(run.figures.logins_per_s * model::default_catalog().login_service_s, 0.1 * 4);  // of four cores
  const Words said = headline(run).words;
  EXPECT_TRUE(has(said, "log in again")) << plain_text(said);
  EXPECT_TRUE(has_run(said, number(per_second(run.figures.logins_per_s))));
}

TEST(Cause, OfAnotherCrowdIsTheCrowd) {
  const sandbox::Snapshot run = after({"users=400000", "cdn=on", "stateless=on"}, "users=200000", 120);
  const Words said = headline(run).words;
  EXPECT_TRUE(has_run(said, number(per_second(run.figures.pages_per_s)))) << plain_text(said);
  EXPECT_TRUE(has_run(said, {per_second(run.ghost.pages_per_s), Emphasis::ghost}));
}

// The servers are full with the rush and, a minute later, without: it is the rush all the same.
TEST(Cause, OfARushIsTheRushAndNeverChance) {
  const sandbox::Snapshot run = after({"users=400000", "cdn=on", "stateless=on"}, "spike", 100);
  EXPECT_GE(busiest(run.nodes, NodeKind::web), 0.9);
  EXPECT_GE(busiest(run.ghost_nodes, NodeKind::web), 0.9);
  const Cause cause = told_of(run);
  EXPECT_TRUE(cause.caution.empty()) << plain_text(cause.caution);
  EXPECT_TRUE(has_run(cause.words, number(per_second(run.figures.pages_per_s)))) << plain_text(cause.words);
}

// With a CDN off, its price is the way back: the same words never stand for both.
TEST(Cause, OfATurnForTheWorseIsNotTheToolsGain) {
  const sandbox::Snapshot run = after({"users=100000", "cdn=on"}, "cdn=off", 100);
  const Words said = headline(run).words;
  EXPECT_TRUE(has(said, "rose from")) << plain_text(said);
  EXPECT_TRUE(has(said, "every file comes from the origin again"));
}

// A sentence says "the query cache", where a button says "Query cache".
TEST(Cause, NamesEveryToggleAsASentenceWould) {
  for (const model::CommandInfo& row : model::command_table()) {
    const std::string_view name = tool_text(row.id);
    EXPECT_EQ(!name.empty(), row.kind == model::CommandKind::toggle) << row.id;
    EXPECT_TRUE(name.empty() || std::islower(static_cast<unsigned char>(name[0]))) << row.id;
  }
}

// Little of what these change is in a page's figures: named as set, never as the cause.
TEST(Cause, NamesASizeByItsNumberAndAChoiceAsAChange) {
  const auto unknown = [](const char* change) {
    const sandbox::Snapshot run = after({"users=50000", "cdn=on", "stateless=on"}, change, 50);
    const Difference told{.measure = Measure::slow, .before = 0.1, .after = 0.5};
    return plain_text(cause_of(run, told).words);
  };
  EXPECT_EQ(unknown("cdn-ttl=60"), " with time to live at the edges at 60.");
  EXPECT_EQ(unknown("session-store=sql"), " with the change of where sessions are kept.");
  EXPECT_EQ(unknown("store-standby=on"), " with a standby for each session store on.");
}

TEST(Mechanisms, AreOfCommandsThatThereAre) {
  for (const Mechanism& one : mechanisms()) {
    const auto id = model::find_command(one.command);
    ASSERT_TRUE(id.has_value()) << one.command;
    EXPECT_NE(one.places, 0) << one.command;
    EXPECT_FALSE(one.with.empty()) << one.command;
    const bool toggle = model::info(*id).kind == model::CommandKind::toggle;
    EXPECT_EQ(toggle, !one.without.empty()) << one.command;
  }
}

// Those without one change neither what a page waits for nor what its machines have to do.
TEST(Mechanisms, EveryToolHasOneThatPagesCanFeel) {
  const std::set<std::string_view> unfelt = {"workers",      "job-parts",    "job-delay",     "queue-full",
                                             "broker-cores", "stale-window", "store-standby", "push"};
  std::set<std::string_view> told;
  for (const Mechanism& one : mechanisms()) told.insert(one.command);
  for (const model::CommandInfo& row : model::command_table()) {
    const bool builds = row.group == model::CommandGroup::tools || row.group == model::CommandGroup::sizes;
    if (!builds || row.kind == model::CommandKind::incident || unfelt.count(row.id)) continue;
    EXPECT_TRUE(told.count(row.id)) << row.id;
  }
}

}  // namespace
}  // namespace scale::lesson
