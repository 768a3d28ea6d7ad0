#include "lesson/advisor.h"

#include <gtest/gtest.h>

#include "lesson/text_of.h"

namespace scale::lesson {
namespace {

// All users far away, and one web server this busy.
sandbox::Snapshot far_away(double busy) {
  sandbox::Snapshot run;
  run.architecture.cdn = true;
  run.figures.pages_per_s = 100;
  run.figures.failed_share = run.figures.slow_share = {0, 1000, true};
  run.figures.slow_share.value = 0.5;
  run.figures.page_load.mean_s = 2;
  sandbox::RegionFigures& region = run.figures.regions[static_cast<std::size_t>(model::Region::eap)];
  region.pages_per_s = 100;
  region.page_load.p50 = {2, 1000, true};
  region.anatomy = {.connect_s = 1, .distance_s = 0.9, .total_s = 2, .samples = 1000};
  sandbox::NodeView web;
  web.node.kind = model::NodeKind::web;
  web.node.id = "web";
  web.utilisation = web.busiest = busy;
  web.per_s = 100;
  web.members.resize(1);
  run.nodes.push_back(web);
  return run;
}

TEST(Advisor, PagesDoNotFailForACrashedWorker) {
  sandbox::Snapshot run = far_away(0.92);
  run.figures.failed_share.value = 0.05;
  sandbox::NodeView worker;
  worker.node.kind = model::NodeKind::worker;
  worker.members.resize(2);
  worker.members[0].up = false;
  run.nodes.insert(run.nodes.begin(), worker);
  EXPECT_NE(diagnose(run).limit, Limit::down);
  run.nodes[1].members[0].up = false;
  EXPECT_EQ(diagnose(run).limit, Limit::down);
  EXPECT_EQ(diagnose(run).node, 1u);
}

TEST(Advisor, SaysThatServersCannotHelpOnlyWhereTheyHaveRoom) {
  const Diagnosis idle = diagnose(far_away(0.3)), busy = diagnose(far_away(0.92));
  ASSERT_EQ(idle.limit, Limit::distance) << plain_text(idle.words);
  ASSERT_EQ(busy.limit, Limit::distance) << plain_text(busy.words);
  EXPECT_TRUE(has(idle.words, "more servers cannot help")) << plain_text(idle.words);
  EXPECT_FALSE(has(busy.words, "cannot help")) << plain_text(busy.words);
  EXPECT_TRUE(has(busy.words, "web server, 92 % busy")) << plain_text(busy.words);
}

}  // namespace
}  // namespace scale::lesson
