// What "prove it" says agrees with the run: both sides are computed, theory from measured inputs.
#include "lesson/proof.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sandbox/sandbox.h"

namespace scale::lesson {
namespace {

sandbox::Snapshot run_of(std::initializer_list<std::pair<const char*, const char*>> opening, double until_s) {
  sandbox::Settings settings;
  settings.ghost = false;
  for (const auto& [id, value] : opening) {
    settings.opening.push_back(*model::parse_command(id, value).command);
  }
  sandbox::Sandbox sandbox(settings);
  sandbox.run_until(until_s, UINT64_MAX);
  sandbox::Snapshot run;
  sandbox.snapshot(run);
  return run;
}

std::uint32_t node_of(const sandbox::Snapshot& run, model::NodeKind kind) {
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    if (run.nodes[i].node.kind == kind) return i;
  }
  return sim::kNone;
}

// One line for all servers is the least that any balancer can wait; a line each, served blindly, the most.
TEST(Proof, OfWebServersHoldsInTheRun) {
  const sandbox::Snapshot run = run_of(
      {{"users", "1000000"}, {"cdn", "on"}, {"stateless", "on"}, {"web-servers", "12"}, {"speed", "60"}},
      240);
  const std::vector<Proof> proofs = prove(run, node_of(run, model::NodeKind::web));
  ASSERT_EQ(proofs.size(), 2u);
  const Proof &busy = proofs[0], &wait = proofs[1];
  EXPECT_GT(busy.simulated, 0.5);
  EXPECT_LT(std::fabs(busy.error), 0.06) << busy.theory << " in theory, " << busy.simulated << " in the run";
  EXPECT_TRUE(wait.at_least);
  EXPECT_GT(wait.simulated, wait.theory * 0.9);
}

TEST(Proof, OfAnEdgeComesToTheRenewalFormula) {
  const sandbox::Snapshot run =
      run_of({{"users", "1000000"}, {"cdn", "on"}, {"web-servers", "12"}, {"speed", "60"}}, 240);
  const std::vector<Proof> proofs = prove(run, node_of(run, model::NodeKind::edge));
  ASSERT_EQ(proofs.size(), 1u);
  EXPECT_NEAR(proofs[0].simulated, proofs[0].theory, 0.02);
}

TEST(Proof, OfDemandIsWithinTheNoiseOfArrivals) {
  const sandbox::Snapshot run = run_of({{"users", "1000000"}, {"speed", "60"}}, 240);
  const Proof proof = prove(run, node_of(run, model::NodeKind::users))[0];
  const double pages = proof.theory * run.figures.window_s;
  EXPECT_LT(std::fabs(proof.error), 4 / std::sqrt(pages));
}

TEST(Proof, SaysWhyWhereTheoryHasNoAnswer) {
  const sandbox::Snapshot run = run_of({}, 30);
  for (const Subject subject :
       {Subject::slow, Subject::failed, Subject::response, Subject::load, Subject::cost}) {
    const Proof proof = prove(run, subject);
    EXPECT_FALSE(proof.title.empty());
    EXPECT_FALSE(proof.law.empty());
    EXPECT_FALSE(proof.why_not.empty());
    EXPECT_FALSE(proof.inputs.empty());
  }
}

TEST(Proof, OfAnOverloadedPartIsOfWhatItCanDo) {
  sandbox::Snapshot run;
  sandbox::NodeView web;
  web.node.kind = model::NodeKind::web;
  web.node.cores_per_member = 2;
  web.members.resize(3);
  web.per_s = 1000;
  web.work_s = 0.06;
  web.work_samples = 100;
  web.first_busy = 1;
  run.nodes.push_back(web);
  const Proof busy = prove(run, 0)[0];
  EXPECT_DOUBLE_EQ(busy.theory, 1);
  EXPECT_NEAR(busy.error, 0, 1e-12);
  EXPECT_NE(busy.note.find("waits or is refused"), std::string::npos) << busy.note;
  EXPECT_EQ(busy.inputs.back().name, "cores");
  EXPECT_EQ(busy.inputs.back().value, 6);
}

TEST(Proof, OfCostAddsUp) {
  sandbox::Snapshot run;
  for (int i = 1; i <= 9; ++i)
    run.cost.push_back({.name = "item " + std::to_string(i), .usd_month = 10.0 * i});
  run.cost_usd_month = 450;
  double sum = 0;
  const Proof proof = prove(run, Subject::cost);
  for (const Quantity& item : proof.inputs) sum += item.value;
  EXPECT_DOUBLE_EQ(sum, 450);
  EXPECT_EQ(proof.inputs.back().name, "all others");
}

}  // namespace
}  // namespace scale::lesson
