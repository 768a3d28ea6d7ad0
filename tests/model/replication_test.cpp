// Copies in several regions: conflicts, cut links, and what else must be kept alike.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

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

TEST(CopiesBetweenSites, AreChargedByTheirBytes) {
  const Catalog& c = default_catalog();
  sandbox::Sandbox sandbox = play({{"users", "500K"}, {"cdn", "on"}, {"regions", "on"}, {"speed", "60"}});
  run_to(sandbox, 240);
  const sandbox::Snapshot now = look(sandbox);
  const double users = now.architecture.users, others = 2, day_s = 86'400;
  const double rows_per_s =
      rows_written_per_s(c, users) + users * c.revocations_per_user_day * c.peak_to_mean / day_s;
  const double expected = others * (rows_per_s * c.replication_row_bytes +
                                    users * c.uploads_per_user_day * c.peak_to_mean / day_s * c.upload_bytes);
  // A handful of uploads a minute make most of the bytes.
  EXPECT_NEAR(now.figures.between_sites_bytes_per_s, expected, 0.3 * expected);
  const auto item = std::find_if(now.cost.begin(), now.cost.end(),
                                 [](const CostItem& one) { return one.name == "Traffic between regions"; });
  ASSERT_NE(item, now.cost.end());
  EXPECT_NEAR(
      item->usd_month,
      now.figures.between_sites_bytes_per_s / c.peak_to_mean * c.month_h * 3600 / 1e9 * c.replication_usd_gb,
      1e-6 * item->usd_month);
}

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

// Writes of the viral row come at random: the last one was made within the delay with probability
// 1 - exp(-rate x delay), and elsewhere with the chance that two writers are in different regions.
TEST_P(Replication, PriceAViralRowIsWrittenInTwoPlacesAtOnce) {
  Catalog c = default_catalog();
  c.viral_hold_s = 400;
  const double users = 500e3 * GetParam();  // as many packets at every size
  auto sandbox = play({{"users", std::to_string(users)},
                       {"cdn", "on"},
                       {"stateless", "on"},
                       {"regions", "on"},
                       {"web-servers", std::to_string(4 * GetParam())},
                       {"writes", "multi"},
                       {"speed", "60"}},
                      1, GetParam(), c);
  run_to(sandbox, 5);
  ASSERT_FALSE(sandbox.apply(command("viral")).has_value());
  run_to(sandbox, 5 + c.viral_hold_s);
  const double rate = views_per_s(c, users) * c.write_share * c.shared_row_write_share * c.viral_key_share;
  const auto share = [&](std::initializer_list<Region> of) {
    double sum = 0;
    for (const Region region : of) sum += c.user_share[static_cast<std::size_t>(region)];
    return sum;
  };
  const double na = share({Region::na, Region::la}), eu = share({Region::eu, Region::mea}),
               eap = share({Region::eap, Region::sas});
  const double elsewhere = 1 - na * na - eu * eu - eap * eap;
  const double expected = c.viral_hold_s * rate * (1 - std::exp(-rate * c.replication_delay_s)) * elsewhere;
  const double seen = look(sandbox).figures.harms.write_conflicts;
  EXPECT_NEAR(seen, expected, 4 * std::sqrt(expected * GetParam()));
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

// Utilisation law: the work of all queries over the cores of all copies. What one copy cannot do, three can.
TEST_P(Replicas, GainReadsAreSharedOutAmongThem) {
  const Catalog& c = default_catalog();
  const double users = 350e3 * GetParam();  // as many packets at every size
  const auto run = [&](const char* replicas) {
    auto sandbox = play({{"users", std::to_string(users)},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"queue", "on"},
                         {"workers", std::to_string(8 * GetParam())},
                         {"web-servers", std::to_string(8 * GetParam())},
                         {"cache", "off"},
                         {"database-cores", std::to_string(GetParam())},
                         {"replica-count", replicas},
                         {"speed", "60"}},
                        1, GetParam());
    run_to(sandbox, 120);
    return look(sandbox);
  };
  const sandbox::Snapshot one = run("1"), three = run("3"), six = run("6");
  const auto work = [&](const sandbox::Snapshot& s, double copies) {
    const double first_views = s.figures.pages_per_s / c.views_per_visit;
    const double queries_s = node(s, "replicas.eu")->per_s * c.query_cpu_s;
    return (queries_s + first_views * (c.home_query_s - c.query_cpu_s)) / (copies * GetParam());
  };
  ASSERT_GT(work(three, 1), 1.1) << "too much for one";
  EXPECT_NEAR(node(one, "replicas.eu")->utilisation, 1, 0.01);
  EXPECT_NEAR(node(three, "replicas.eu")->utilisation, work(three, 3), 0.06 * work(three, 3));
  EXPECT_NEAR(node(six, "replicas.eu")->utilisation, work(six, 6), 0.06 * work(six, 6));
  EXPECT_GT(one.figures.failed_share.value, 0.1);
  EXPECT_EQ(three.figures.failed_share.value, 0);
}

// A copy that applies half of what the primary writes is at t with what was written at t/2; as exact as the
// number of writes.
TEST_P(Replicas, PriceTheyLagBehindAPrimaryThatWritesFasterThanTheyApply) {
  constexpr double kEnd = 200;
  const double users = 300e3 * GetParam();
  const auto lag_s = [&](double of_the_writes) {
    Catalog c = default_catalog();
    c.replica_rows_per_s = of_the_writes * rows_written_per_s(c, users);
    auto sandbox = play({{"users", std::to_string(users)},
                         {"cdn", "on"},
                         {"stateless", "on"},
                         {"web-servers", std::to_string(6 * GetParam())},
                         {"speed", "60"}},
                        1, GetParam(), c);
    run_to(sandbox, kEnd);
    return node(look(sandbox), "replicas.eu")->lag_s;
  };
  const double packets =
      views_per_s(default_catalog(), users) * default_catalog().write_share * kEnd / GetParam();
  EXPECT_NEAR(lag_s(0.5), 0.5 * kEnd, 4 / std::sqrt(packets) * 0.5 * kEnd);
  EXPECT_LT(lag_s(1.5), 1);
}

// A change is seen too early where the look at it comes before the copy: within the delay of the first look
// at one of two other sites, and of the second, which comes after another such pause.
TEST_P(Synchronisation, PriceFilesAndRightsArriveLateInOtherRegions) {
  Catalog eager = default_catalog();
  eager.uploads_per_user_day = eager.revocations_per_user_day = 0.5;
  eager.upload_bytes = 2e5;                                // so short that none waits for the line
  const double users = 300e3 * GetParam(), seconds = 300;  // as many packets at every size
  const auto harms = [&](const char* regions) {
    auto sandbox = play({{"users", std::to_string(users)},
                         {"cdn", "on"},
                         {"web-servers", std::to_string(6 * GetParam())},
                         {"regions", regions},
                         {"speed", "60"}},
                        1, GetParam(), eager);
    run_to(sandbox, seconds);
    return look(sandbox).figures.harms;
  };
  const sandbox::Harms three = harms("on"), one = harms("off");
  const double changes = users * 0.5 / 86'400 * eager.peak_to_mean * seconds;
  const auto too_early = [&](double next_look_s) {
    const double pauses = 2 * eager.replication_delay_s / next_look_s;
    const double first = 1 - std::exp(-pauses), second = first - pauses * std::exp(-pauses);
    return changes * (first + second);
  };
  const double files = too_early(eager.first_look_s), rights = too_early(eager.revoked_try_s);
  EXPECT_NEAR(three.missing_files, files, 4 * std::sqrt(files * GetParam()));
  EXPECT_NEAR(three.revoked_rights, rights, 4 * std::sqrt(rights * GetParam()));
  EXPECT_EQ(one.missing_files + one.revoked_rights, 0);
}

}  // namespace
}  // namespace scale::model
