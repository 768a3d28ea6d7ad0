#include "sandbox/breaking_point.h"

#include <gtest/gtest.h>

#include "model/apply.h"

namespace scale::sandbox {
namespace {

BreakingPoint run_to_the_end(const BreakingSettings& settings, std::uint64_t slice) {
  BreakingPoint search = make_breaking_point(settings);
  for (int i = 0; i < 1'000'000 && !search.done; ++i) step(search, slice);
  return search;
}

BreakingSettings settings_of(std::initializer_list<const char*> built) {
  BreakingSettings settings;
  for (const std::string text : built) {
    const std::size_t at = text.find('=');
    const auto parsed = model::parse_command(text.substr(0, at), text.substr(at + 1));
    EXPECT_TRUE(parsed.command.has_value()) << text;
    model::apply(settings.architecture, *parsed.command);
  }
  settings.points = 12;
  return settings;
}

// A page is built once, and once more after a write; some bring slow work.
double users_that_fill_the_web_servers(const BreakingSettings& settings) {
  const model::Catalog& c = settings.catalog;
  const double work_per_user =
      model::views_per_s(c, 1) * ((1 + c.write_share) * c.app_service_s + c.job_share * c.job_service_s);
  return settings.architecture.web_servers * c.web_cores / work_per_user;
}

TEST(BreakingPoint, OfTheStartIsWhereItsUplinkIsFull) {
  const BreakingSettings settings = settings_of({"users=100000"});
  const BreakingPoint search = run_to_the_end(settings, UINT64_MAX);
  ASSERT_TRUE(search.done);
  // All pages and audio through two servers' lines.
  const model::Catalog& c = settings.catalog;
  const double bytes_per_user = model::traffic_without_cdn(c, 1).origin_bytes_per_s;
  const double full_at = 2 * c.uplink_bytes_per_s / bytes_per_user;
  EXPECT_LT(search.fine_users, full_at * 1.02);
  EXPECT_GT(search.broken_users, full_at * 0.9);
  EXPECT_LT(search.broken_users, full_at * 1.35);
  EXPECT_EQ(search.kind, model::NodeKind::uplink);
}

TEST(BreakingPoint, WithEdgesItIsTheWebServersProcessors) {
  const BreakingSettings settings = settings_of({"users=100000", "cdn=on"});
  const BreakingPoint search = run_to_the_end(settings, UINT64_MAX);
  const double full_at = users_that_fill_the_web_servers(settings);
  EXPECT_EQ(search.kind, model::NodeKind::web);
  EXPECT_GT(search.broken_users, full_at * 0.8);
  EXPECT_LT(search.fine_users, full_at * 1.1);
}

TEST(BreakingPoint, OneOfHundredsThatIsFullByChanceIsNotTheLimit) {
  const BreakingSettings settings =
      settings_of({"cdn=on", "stateless=on", "sharding=on", "shards=16", "web-servers=700"});
  const BreakingPoint search = run_to_the_end(settings, UINT64_MAX);
  EXPECT_LT(search.broken_users, 0.8 * users_that_fill_the_web_servers(settings));
  EXPECT_EQ(search.kind, model::NodeKind::cache) << search.node;
}

TEST(BreakingPoint, MoreMachinesMoveIt) {
  const BreakingPoint two = run_to_the_end(settings_of({"cdn=on"}), UINT64_MAX);
  const BreakingPoint eight = run_to_the_end(settings_of({"cdn=on", "web-servers=8"}), UINT64_MAX);
  EXPECT_GT(eight.broken_users, 2.5 * two.broken_users);
  EXPECT_LT(eight.broken_users, 6.0 * two.broken_users);
}

TEST(BreakingPoint, OfAFewUsersSystemIsFoundFromOneUserUp) {
  BreakingSettings settings = settings_from(fewest_users(500));
  EXPECT_EQ(settings.from_users, 1);
  EXPECT_LE(settings.points, 40);
  settings.architecture.users = 500;
  settings.architecture.web_servers = 1;
  const BreakingPoint search = run_to_the_end(settings, UINT64_MAX);
  const model::Catalog& c = settings.catalog;
  const double full_at = c.uplink_bytes_per_s / model::traffic_without_cdn(c, 1).origin_bytes_per_s;
  EXPECT_EQ(search.kind, model::NodeKind::uplink);
  EXPECT_GT(search.fine_users, full_at * 0.85);
  EXPECT_LT(search.broken_users, full_at * 1.2);
  EXPECT_FALSE(search.curve.front().telling) << "a minute of one user";
}

TEST(BreakingPoint, ACurveHasAsManyPointsADecadeHoweverLowItBegins) {
  EXPECT_EQ(settings_from(fewest_users(250e3)).points, BreakingSettings{}.points);
  EXPECT_EQ(settings_from(fewest_users(250e3)).from_users, BreakingSettings{}.from_users);
  EXPECT_EQ(settings_from(fewest_users(20e3)).points, 36);
}

TEST(BreakingPoint, SlicesDoNotChangeIt) {
  BreakingSettings settings = settings_of({"users=100000"});
  settings.points = 5;
  settings.halvings = 1;
  const BreakingPoint whole = run_to_the_end(settings, UINT64_MAX);
  const BreakingPoint sliced = run_to_the_end(settings, 1'777);
  ASSERT_EQ(whole.curve.size(), sliced.curve.size());
  for (std::size_t i = 0; i < whole.curve.size(); ++i) {
    EXPECT_EQ(whole.curve[i].users, sliced.curve[i].users);
    EXPECT_EQ(whole.curve[i].slow_share, sliced.curve[i].slow_share);
    EXPECT_EQ(whole.curve[i].failed_share, sliced.curve[i].failed_share);
  }
}

TEST(BreakingPoint, LeavesAtLeast150PacketsOfPagesASecond) {
  const model::Catalog& c = model::default_catalog();
  for (double users = 100e3; users <= 500e6; users *= 1.7) {
    model::Architecture architecture;
    architecture.users = users;
    const std::uint32_t k = probe_packet(architecture, c);
    const double packets_per_s = model::views_per_s(c, users) / k;
    EXPECT_TRUE(k == 1 || packets_per_s >= 150) << users;
    EXPECT_TRUE(k == 256 || packets_per_s < 300) << users;
  }
}

TEST(BreakingPoint, AlternativesAreTheTogglesThatExistAndAreOff) {
  model::Architecture architecture;
  architecture.cdn = true;
  for (const Alternative& other : alternatives(architecture)) {
    const model::CommandInfo& row = model::info(other.with.id);
    EXPECT_TRUE(row.available) << row.id;
    EXPECT_NE(row.id, "cdn");
    EXPECT_NE(row.get(other.architecture), row.get(architecture)) << row.id;
  }
}

}  // namespace
}  // namespace scale::sandbox
