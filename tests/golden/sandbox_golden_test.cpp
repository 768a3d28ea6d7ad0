// One scenario whose trajectory must have the same bits on every compiler, at every optimisation and in wasm.
// The number guards sameness only; theory guards truth. A change of the engine or the model that is meant to
// change the trajectory changes it here too: the test prints the new one.
#include <gtest/gtest.h>

#include "golden_scenario.h"

namespace scale::sandbox {
namespace {

TEST(SandboxGolden, TheScenarioHasTheSameHashEverywhere) {
  EXPECT_EQ(test::golden_scenario_hash(), test::kGoldenScenarioHash)
      << std::hex << "0x" << test::golden_scenario_hash();
}

}  // namespace
}  // namespace scale::sandbox
