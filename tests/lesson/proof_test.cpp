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

}  // namespace
}  // namespace scale::lesson
