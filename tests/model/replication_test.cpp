// Copies in several regions: conflicts, cut links, and what else must be kept alike.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/play.h"

namespace scale::model {
namespace {

using test::command;
using test::look;
using test::node;
using test::play;
using test::run_to;

sandbox::Sandbox three_regions(std::string_view writes, std::uint32_t packet) {
  return play({{"users", "500K"},
               {"cdn", "on"},
               {"stateless", "on"},
               {"regions", "on"},
               {"web-servers", "4"},
               {"writes", writes},
               {"speed", "60"}},
              1, packet);
}

class Replication : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, Replication, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

class Replicas : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, Replicas, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

class Synchronisation : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(K, Synchronisation, testing::Values(1u, 8u),
                         [](const auto& one) { return "k" + std::to_string(one.param); });

TEST_P(Replication, GainWithAPrimaryInEachRegionNoWriteCrossesTheWorld) {
  auto single = three_regions("single", GetParam()), multi = three_regions("multi", GetParam());
  run_to(single, 120);
  run_to(multi, 120);
  const Catalog& c = default_catalog();
  const double trip =
      c.round_trip_s[static_cast<std::size_t>(Region::eu)][static_cast<std::size_t>(Region::na)];
  EXPECT_GT(look(single).figures.response.p99.value, trip);
  EXPECT_LT(look(multi).figures.response.p99.value, look(single).figures.response.p99.value);
  EXPECT_LT(look(multi).figures.harms.stale_reads, 0.1 * look(single).figures.harms.stale_reads);
  EXPECT_EQ(look(single).figures.harms.write_conflicts, 0);
}

TEST_P(Replication, PriceEachOfSeveralPrimariesStillHasEveryRowToWrite) {
  auto single = three_regions("single", GetParam()), multi = three_regions("multi", GetParam());
  run_to(single, 180);
  run_to(multi, 180);
  const double one = node(look(single), "primary")->disk_busy;
  for (const std::string_view id : {"primary", "primary.na", "primary.eap"})
    EXPECT_NEAR(node(look(multi), id)->disk_busy, one, 0.25 * one) << id;
}

TEST_P(Replication, PriceAViralRowIsWrittenInTwoPlacesAtOnce) {
  auto sandbox = three_regions("multi", GetParam());
  run_to(sandbox, 5);
  const Catalog& c = default_catalog();
  ASSERT_FALSE(sandbox.apply(command("viral")).has_value());
  run_to(sandbox, 5 + c.viral_hold_s);
  // Writes of the viral row come at random: another one was made within the delay with probability
  // 1 - exp(-rate x delay), about rate x delay, and it was made elsewhere with the chance that two writers
  // are in different regions.
  const double rate = views_per_s(c, 500'000) * c.write_share * c.shared_row_write_share * c.viral_key_share;
  const auto share = [&](std::initializer_list<Region> users) {
    double sum = 0;
    for (const Region region : users) sum += c.user_share[static_cast<std::size_t>(region)];
    return sum;
  };
  const double na = share({Region::na, Region::la}), eu = share({Region::eu, Region::mea}),
               eap = share({Region::eap, Region::sas});
  const double elsewhere = 1 - na * na - eu * eu - eap * eap;
  const double expected = c.viral_hold_s * rate * rate * c.replication_delay_s * elsewhere;
  ASSERT_GT(expected, 4);
  EXPECT_GT(look(sandbox).figures.harms.write_conflicts, 0.3 * expected);
  EXPECT_LT(look(sandbox).figures.harms.write_conflicts, 2.5 * expected);
}

TEST_P(Replication, ACutLinkLetsOneRegionFallBehindByASecondASecondUntilItIsMended) {
  const Catalog& c = default_catalog();
  auto sandbox = three_regions("single", GetParam());
  run_to(sandbox, 60);
  ASSERT_FALSE(sandbox.apply(command("link-cut", "eap")).has_value());
  run_to(sandbox, 60 + c.link_cut_s - 10);
  const sandbox::Snapshot cut = look(sandbox);
  EXPECT_NEAR(node(cut, "replicas.eap")->lag_s, c.link_cut_s - 10, 5);
  EXPECT_LT(node(cut, "replicas.na")->lag_s, 2 * c.replication_delay_s);
  // Somebody asks for an uploaded show in a region cut off from it: always too early.
  EXPECT_GT(cut.figures.harms.missing_files, 0);
  run_to(sandbox, 60 + c.link_cut_s + 30);
  EXPECT_LT(node(look(sandbox), "replicas.eap")->lag_s, 5) << "it catches up";
}

TEST_P(Replicas, PriceEveryWriteIsStillThePrimarys) {
  const auto disk = [&](const char* replicas) {
    auto sandbox = play({{"users", "500K"}, {"cdn", "on"}, {"web-servers", "8"}, {"replica-count", replicas}},
                        1, GetParam());
    run_to(sandbox, 30);
    return node(look(sandbox), "primary")->disk_busy;
  };
  EXPECT_NEAR(disk("6"), disk("1"), 0.02 * disk("1")) << "the same rows, drawn alike";
}

TEST_P(Synchronisation, PriceFilesAndRightsArriveLateInOtherRegions) {
  Catalog eager = default_catalog();
  eager.uploads_per_user_day = 1;
  eager.revocations_per_user_day = 1;
  const auto harms = [&](const char* regions) {
    auto sandbox = play({{"users", "500K"}, {"cdn", "on"}, {"web-servers", "8"}, {"regions", regions}}, 1,
                        GetParam(), eager);
    run_to(sandbox, 40);
    return look(sandbox).figures.harms;
  };
  const sandbox::Harms three = harms("on"), one = harms("off");
  EXPECT_GT(three.missing_files, 10);
  EXPECT_GT(three.revoked_rights, 10);
  EXPECT_EQ(one.missing_files + one.revoked_rights, 0);
}

}  // namespace
}  // namespace scale::model
