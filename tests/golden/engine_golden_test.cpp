// Twenty networks whose trajectories must have the same bits on every compiler, at every optimisation and in
// wasm, one request at a time and in packets of eight. The numbers guard sameness only; theory guards truth.
// A change of the engine that is meant to change a trajectory changes it here: the test prints the new line.
#include <gtest/gtest.h>

#include "engine_scenarios.h"

namespace scale::sim {
namespace {

struct Golden {
  std::uint64_t one_by_one, in_packets;
};
constexpr Golden kGolden[] = {
    {0x919441aa9b76c246, 0x3dffc2656d415ebb}, {0x7d46c1c08378791f, 0xa4e79397f6da0ae0},
    {0x98f9bebc8fe8e670, 0xbdd64620ec2b98d6}, {0xe62d5455cd0899da, 0x26dc410d20b86ff1},
    {0x6a105985178f11c4, 0x4f0a44ed99bcde61}, {0x7e86652e906949b2, 0xb3b7a73824049b42},
    {0x4fea108b5f1d7612, 0xe7dc475a34b9d88d}, {0xd4ad0908a50bacd4, 0x53c6e5103e271796},
    {0x525fe63fb0cdeb9a, 0xf222c06d1e4b06b},  {0xf5779a6264f173ef, 0x4d7ce251a58dca54},
    {0xfa9c0cde92cf9c71, 0x101086f0886a2ee6}, {0x732514a818c75917, 0xf145c0c1c6156dd0},
    {0x85881ec00f1542e8, 0x52b67332db02b64a}, {0x37c3fe507163fded, 0x6ac51c0b69d6322b},
    {0x473d721822cdf8b1, 0x82ed11c71ccaf442}, {0xe7e52a0a2b433951, 0xfa18c558e924af6b},
    {0x13eff2f4b15b5096, 0x1bebb60e5ac25be6}, {0x470d170450fbc01f, 0x9624dd204ba9e71d},
    {0xd4cc0405b4babb8, 0xef9fb21b59ba665},   {0x4c5d2fa8b2808b87, 0xff28f85c80f890ad},
};

TEST(EngineGolden, TwentyScenariosHaveTheSameHashEverywhere) {
  const std::vector<test::EngineScenario> scenarios = test::engine_scenarios();
  ASSERT_EQ(scenarios.size(), std::size(kGolden));
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    const std::uint64_t one_by_one = test::engine_hash(scenarios[i], 1);
    const std::uint64_t in_packets = test::engine_hash(scenarios[i], 8);
    EXPECT_TRUE(one_by_one == kGolden[i].one_by_one && in_packets == kGolden[i].in_packets)
        << scenarios[i].name << std::hex << "\n    {0x" << one_by_one << ", 0x" << in_packets << "},";
    EXPECT_NE(one_by_one, in_packets) << scenarios[i].name;
    EXPECT_NE(one_by_one, 0u) << scenarios[i].name << " is refused";
  }
}

}  // namespace
}  // namespace scale::sim
