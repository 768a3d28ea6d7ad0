#include "sandbox/room.h"

#include <gtest/gtest.h>

#include "model/scenario.h"
#include "sandbox/sandbox.h"

namespace scale::sandbox {
namespace {

TEST(Room, AsManyAsFitNeedOnlyTheNextPacket) {
  EXPECT_EQ(packet_with_room(1'000'001, 1'000'000, 1, 60, 60), 2u);
  EXPECT_EQ(packet_with_room(1'000'001, 1'000'000, 16, 60, 60), 32u);
}

TEST(Room, WhatIsStillToComeCounts) {
  EXPECT_EQ(packet_with_room(1'000'000, 1'000'000, 1, 10, 60), 8u);
  EXPECT_EQ(packet_with_room(1'000'000, 1'000'000, 1, 0, 60), 2u);
  EXPECT_EQ(packet_with_room(1'000'000, 1'000, 1, 1, 86'400), model::kLargestPacket);
}

TEST(Room, AnOverloadedRunHoldsMoreTheSmallerItsPackets) {
  const auto under_way = [](std::uint32_t packet) {
    Settings settings;
    settings.packet = packet;
    settings.opening = {{0, *model::find_command("users"), 5e6}};
    Sandbox sandbox(settings);
    sandbox.run_until(4, UINT64_MAX);
    return static_cast<double>(sandbox.under_way());
  };
  const double one = under_way(4), two = under_way(8);
  EXPECT_GT(one, 1000);
  EXPECT_NEAR(two / one, 0.5, 0.1);
}

TEST(Room, TheGhostCountsToo) {
  Sandbox sandbox(Settings{});
  sandbox.run_until(5, UINT64_MAX);
  const std::uint64_t alone = sandbox.under_way();
  EXPECT_GT(alone, 0u);
  sandbox.apply({0, *model::find_command("cdn"), 1});
  EXPECT_GT(sandbox.under_way(), alone);
}

}  // namespace
}  // namespace scale::sandbox
