#include "model/compile.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "model/command.h"
#include "model/regions.h"
#include "sim/validate.h"

namespace scale::model {
namespace {

Compiled compiled(const Architecture& architecture) {
  return compile(architecture, default_catalog(), Situation{}, CompileOptions{});
}

std::uint64_t scramble(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

Architecture random_architecture(std::uint64_t seed) {
  std::uint64_t x = scramble(seed);
  const auto pick = [&](std::uint64_t below) {
    x = scramble(x);
    return x % below;
  };
  Architecture a;
  a.users = 1 + static_cast<double>(pick(2'000'000));
  a.cdn = pick(2) != 0;
  a.cdn_mode = static_cast<CdnMode>(pick(3));
  a.shield = static_cast<Shield>(pick(3));
  a.coalescing = pick(2) != 0;
  a.stateless = pick(2) != 0;
  a.cache = pick(2) != 0;
  a.web_servers = 1 + static_cast<int>(pick(40));
  a.database_cores = 1 + static_cast<int>(pick(96));
  a.replicas = static_cast<int>(pick(5));
  a.session_store = static_cast<SessionStore>(pick(2));
  a.writes = static_cast<Writes>(pick(2));
  a.pooler = pick(4) != 0;
  a.vertical_partitioning = pick(2) != 0;
  a.sharding = pick(2) != 0;
  a.shards = 1 + static_cast<int>(pick(20));
  a.social_shards = 1 + static_cast<int>(pick(4));
  a.accounts_shards = 1 + static_cast<int>(pick(4));
  a.placement = static_cast<ShardPlacement>(pick(3));
  a.denormalised = pick(2) != 0;
  a.nosql = pick(3) == 0;
  a.nosql_nodes = 1 + static_cast<int>(pick(6));
  for (bool& site : a.sites) site = pick(3) == 0;
  a.sites[pick(kRegions)] = true;
  return a;
}

TEST(Compile, EveryArchitectureGivesAValidNetworkWithUniqueNames) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Compiled c = compiled(random_architecture(seed));
    const auto error = sim::validate(c.network);
    EXPECT_FALSE(error.has_value()) << "seed " << seed << ": " << error->place << ": " << error->message;
    std::set<std::string> names;
    for (const sim::Station& station : c.network.stations)
      EXPECT_TRUE(names.insert(station.name).second) << station.name;
  }
}

TEST(Compile, BothEndsOfEveryConstantsRangeGiveAValidNetwork) {
  Architecture all = random_architecture(1);
  all.cdn = all.stateless = all.cache = all.queue = all.sharding = all.nosql = true;
  all.replicas = 2;
  all.sites = {true, false, true, false, false, true};
  const Situation troubles{.incidents = {{.id = *find_command("show"), .start_s = 0},
                                         {.id = *find_command("spike"), .start_s = 0},
                                         {.id = *find_command("flood"), .start_s = 0},
                                         {.id = *find_command("link-cut"), .start_s = 0}},
                           .clock = Clock{.utc_hour = 3, .at_s = 0}};
  int looked_at = 0;
  for (const CatalogRow& row : catalog_rows())
    for (const double end : {row.low, row.high}) {
      Catalog catalog = default_catalog();
      row.field(catalog) = end;
      if (contradiction(catalog)) continue;
      ++looked_at;
      const Compiled c = compile(all, catalog, troubles, {.now_s = 1});
      const auto error = sim::validate(c.network);
      EXPECT_FALSE(error.has_value())
          << row.name << " = " << end << ": " << error->place << ": " << error->message;
    }
  EXPECT_GT(looked_at, 250);
}

TEST(Compile, ARegionWithoutUsersHasNoShowEither) {
  Catalog catalog = default_catalog();
  catalog.user_share[2] += catalog.user_share[0];
  catalog.user_share[0] = 0;
  const Situation show{.incidents = {{.id = *find_command("show"), .start_s = 0}}};
  const auto error = sim::validate(compile({}, catalog, show, {.now_s = 1}).network);
  EXPECT_FALSE(error.has_value()) << error->place << ": " << error->message;
}

TEST(Compile, EveryDrawnStationBelongsToTheNodeThatListsIt) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Compiled c = compiled(random_architecture(seed));
    ASSERT_EQ(c.plan.node_of_station.size(), c.network.stations.size());
    for (std::uint32_t node = 0; node < c.plan.nodes.size(); ++node)
      for (const std::uint32_t station : c.plan.nodes[node].stations)
        EXPECT_EQ(c.plan.node_of_station[station], node);
    for (const Link& link : c.plan.links) {
      EXPECT_LT(link.from, c.plan.nodes.size());
      EXPECT_LT(link.to, c.plan.nodes.size());
      EXPECT_TRUE(link.replication || link.counter < c.network.counters.size());
    }
  }
}

TEST(Compile, UsersAreServedByTheSiteWithTheShortestRoundTrip) {
  Architecture a;
  a.sites = {true, false, true, false, false, true};  // na, eu, eap
  const Catalog& c = default_catalog();
  for (const Region users : kAllRegions) {
    const Region served = nearest_site(a, c, users, {});
    const auto trip = [&](Region site) {
      return c.round_trip_s[static_cast<std::size_t>(users)][static_cast<std::size_t>(site)];
    };
    for (const Region site : {Region::na, Region::eu, Region::eap}) EXPECT_LE(trip(served), trip(site));
  }
}

TEST(Compile, PacketIsTheSmallestPowerOfTwoThatBoundsTheWork) {
  for (const double visits : {1.0, 4e5, 4.1e5, 3e6, 2e8})
    for (const double speed : {1.0, 10.0, 60.0})
      for (const double audio_share : {0.0, 0.4}) {
        const auto packets_per_s = [&](std::uint32_t k) {
          return visits * speed * ((1 - audio_share) / k + audio_share / audio_packet(k));
        };
        const std::uint32_t k = packet_by_rule({visits * (1 - audio_share), visits * audio_share}, speed);
        EXPECT_EQ(k & (k - 1), 0u);
        EXPECT_TRUE(k == 1024 || packets_per_s(k) <= 400'000);
        EXPECT_TRUE(k == 1 || packets_per_s(k / 2) > 400'000);
      }
}

TEST(Compile, BeyondEightPacketsAreTwiceAsLargeWhereManyOfThemRemain) {
  const Visits many = {14e6, 4e6, 231'000};
  const std::uint32_t k = packet_by_rule({many.pages_per_s, many.audio_per_s}, 1);
  EXPECT_EQ(packet_by_rule(many, 1), 2 * k);
  EXPECT_GE(many.views_per_s / packet_by_rule(many, 1), 1'500);
  EXPECT_EQ(packet_by_rule(many, 10), packet_by_rule({many.pages_per_s, many.audio_per_s}, 10)) << "too few";
  const Visits some = {1.4e6, 0.4e6, 23'100};
  EXPECT_LE(packet_by_rule(some, 1), 8u) << "the percentiles of these are promised";
}

TEST(Compile, NothingButRatesChangesWithTheNumberOfUsers) {
  const auto shape = [](double users) {
    Architecture a;
    a.cdn = a.stateless = true;
    a.users = users;
    const Compiled c = compiled(a);
    std::vector<std::string> parts;
    for (const sim::Station& s : c.network.stations)
      parts.push_back(s.name + " " + std::to_string(s.servers));
    for (const sim::Class& k : c.network.classes) {
      parts.push_back(k.name);
      for (const sim::Step& s : k.program) parts.push_back(std::to_string(static_cast<int>(s.op)));
    }
    return parts;
  };
  const auto one = shape(1);
  for (double users = 2; users < 500e6; users *= 3) EXPECT_EQ(shape(users), one) << users;
  EXPECT_EQ(shape(500e6), one);
}

}  // namespace
}  // namespace scale::model
