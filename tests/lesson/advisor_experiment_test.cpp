// The advisor against experiment. Sixty architectures are drawn; each runs, and the advisor names what holds
// it up. Then everything that could be is relieved by itself in the long run: processors and lines four times
// as fast, shards of equal load, data centres next door to everybody. Right is whoever named what helps most,
// or almost (nine tenths of the best), or nothing where nothing is felt.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "lesson/advisor.h"
#include "model/apply.h"
#include "sandbox/probe.h"
#include "sandbox/sandbox.h"
#include "sim/random.h"

namespace scale::lesson {
namespace {

using model::Architecture;
using model::Catalog;
using model::NodeKind;

struct Drawn {
  Architecture architecture;
  Catalog catalog = model::default_catalog();
  std::uint64_t seed = 1;
};

struct Draws {
  sim::Generator generator;
  double between(double low, double high) { return low + (high - low) * sim::draw_uniform(generator); }
  bool maybe() { return sim::draw_uniform(generator) < 0.5; }
  int whole(int low, int high) { return static_cast<int>(between(low, high + 0.999)); }
};

constexpr int kWays = 6;

// Each way leans towards one limit, or none; what the limit really is, the experiment decides. The first four
// come twice among ten.
Drawn draw(int number) {
  Draws d{sim::Generator{static_cast<std::uint64_t>(1000 + number)}};
  Drawn out;
  Architecture& a = out.architecture;
  Catalog& c = out.catalog;
  out.seed = static_cast<std::uint64_t>(number + 1);
  a.cdn = true;
  a.stateless = d.maybe();
  const double users_per_core = 1 / (model::views_per_s(c, 1) * (1 + c.write_share) * c.app_service_s);
  switch (number % kWays) {
    case 0:  // far from its users, and nothing busy
      a.sites = {};
      a.sites[static_cast<std::size_t>(d.maybe() ? model::Region::na : model::Region::la)] = true;
      a.cdn = d.maybe();
      a.users = d.between(20e3, a.cdn ? 120e3 : 50e3);
      break;
    case 1:  // too few processors for the pages
      a.web_servers = d.whole(1, 4);
      a.users = users_per_core * c.web_cores * a.web_servers * d.between(1.05, 1.4);
      break;
    case 2:  // too thin a line
      a.cdn = false;
      a.web_servers = d.whole(2, 4);
      a.users = a.web_servers * c.uplink_bytes_per_s / model::traffic_without_cdn(c, 1).origin_bytes_per_s *
                d.between(1.0, 1.3);
      break;
    case 3: {  // near to everybody, with room to spare: idle, or with its busiest site half busy
      a.sites = {true, true, true, true, true, true};
      a.web_servers = d.whole(1, 3);
      const double busiest_share = *std::max_element(c.user_share.begin(), c.user_share.end());
      a.users = users_per_core * c.web_cores * a.web_servers / busiest_share * d.between(0.05, 0.35);
      break;
    }
    case 4:  // one shard has far more than the others
      a.sharding = true;
      a.placement = model::ShardPlacement::range;
      a.shards = 4;
      a.database_cores = 1;
      a.replicas = 0;
      a.cache = false;
      c.query_cpu_s = 0.002;
      c.oldest_shard_ratio = d.between(3, 3.6);
      a.users = d.between(230e3, 300e3);
      a.web_servers = 12;
      break;
    default:  // a database, by its processors or its disk, or the session store
      a.replicas = 0;
      a.web_servers = 8;
      a.users = d.between(180e3, 230e3);
      if (d.maybe()) {
        a.cache = false;
        a.database_cores = 1;
        c.query_cpu_s = 0.002;
      } else if (d.maybe()) {
        a.stateless = true;
        c.store_operations_per_s = model::views_per_s(c, a.users) * d.between(0.9, 1.0);
      } else {
        const double rows = model::rows_written_per_s(c, a.users) * d.between(0.7, 0.9);
        c.row_writes_per_s_1gb = c.row_writes_per_s_10gb = c.row_writes_per_s_100gb = c.row_writes_per_s_1tb =
            rows;
      }
      break;
  }
  return out;
}

struct Relief {
  std::string what;
  Drawn drawn;
};

void faster_database(Catalog& c) {
  c.query_cpu_s /= 4;
  for (double* rows : {&c.row_writes_per_s_1gb, &c.row_writes_per_s_10gb, &c.row_writes_per_s_100gb,
                       &c.row_writes_per_s_1tb})
    *rows *= 4;
}

std::vector<Relief> reliefs(const Drawn& drawn) {
  std::vector<Relief> all;
  const auto add = [&](const char* what, auto change) {
    all.push_back({what, drawn});
    change(all.back().drawn.catalog);
  };
  add("distance", [](Catalog& c) {
    for (std::size_t from = 0; from < model::kRegions; ++from)
      for (std::size_t to = 0; to < model::kRegions; ++to)
        c.round_trip_s[from][to] = c.round_trip_s[from][from];
  });
  add("web", [](Catalog& c) { c.web_cores *= 4; });
  add("uplink", [](Catalog& c) { c.uplink_bytes_per_s *= 4; });
  add("database", faster_database);
  add("sessions", [](Catalog& c) { c.store_operations_per_s *= 4; });
  if (drawn.architecture.sharding) add("hot shard", [](Catalog& c) { c.oldest_shard_ratio = 1; });
  return all;
}

sandbox::Probe probed(const Drawn& drawn) {
  sandbox::Probe probe = sandbox::make_probe({drawn.architecture, drawn.catalog, drawn.seed, 12, 10});
  while (!probe.done) sandbox::step(probe, UINT64_MAX);
  return probe;
}

std::string named(const Diagnosis& said, const sandbox::Snapshot& run) {
  if (said.limit == Limit::none) return "none";
  if (said.limit == Limit::distance) return "distance";
  const NodeKind kind = run.nodes[said.node].node.kind;
  if (said.limit == Limit::hot_member && kind != NodeKind::web && kind != NodeKind::uplink)
    return "hot shard";
  if (kind == NodeKind::web) return "web";
  if (kind == NodeKind::uplink) return "uplink";
  if (kind == NodeKind::sessions) return "sessions";
  if (kind == NodeKind::primary || kind == NodeKind::replica || kind == NodeKind::shard) return "database";
  return "another part";
}

struct Outcome {
  std::string said, best;
  bool right = false;
  std::string account;
};

Outcome experiment(int number) {
  const Drawn drawn = draw(number);
  sandbox::Settings settings;
  settings.seed = drawn.seed;
  settings.catalog = drawn.catalog;
  settings.opening = model::commands_to_build(drawn.architecture);
  settings.ghost = false;
  sandbox::Sandbox run(settings);
  run.run_until(40, UINT64_MAX);
  sandbox::Snapshot now;
  run.snapshot(now);

  Outcome out;
  out.said = named(diagnose(now), now);
  const sandbox::Probe base = probed(drawn);
  const double page_s = sandbox::mean_page_s(base.figures, drawn.catalog);
  std::map<std::string, double> gains;
  double best = 0;
  for (const Relief& relief : reliefs(drawn)) {
    const double gain = page_s - sandbox::mean_page_s(probed(relief.drawn).figures, relief.drawn.catalog);
    gains[relief.what] = gain;
    out.account += relief.what + " " + std::to_string(gain) + "  ";
    if (gain > best) {
      best = gain;
      out.best = relief.what;
    }
  }
  // A hot shard is relieved by faster machines as well; what it is called by is its cause.
  if (gains.count("hot shard") != 0 && gains["hot shard"] >= 0.7 * best) out.best = "hot shard";
  const bool felt = base.figures.slow_share.value >= 0.1 || base.figures.failed_share.value >= 0.01;
  if (!felt && best < 0.25 * page_s) out.best = "none";
  const double of_named = gains.count(out.said) != 0 ? gains[out.said] : 0;
  out.right =
      out.said == out.best || (out.best != "none" && out.best != "hot shard" && of_named >= 0.9 * best);
  out.account = "architecture " + std::to_string(number) + ": said " + out.said + ", best " + out.best +
                "; page " + std::to_string(page_s) + " s, slow " +
                std::to_string(base.figures.slow_share.value) + "; " + out.account + "\n";
  return out;
}

struct Score {
  int right = 0, all = 0;
  std::map<std::string, int> best;
  std::string account, wrong;
};

Score score(int from, int to) {
  Score out;
  for (int number = from; number < to; ++number) {
    const Outcome one = experiment(number);
    ++out.all;
    ++out.best[one.best];
    out.right += one.right;
    out.account += one.account;
    if (!one.right) out.wrong += one.account;
  }
  return out;
}

TEST(AdvisorExperiment, NamesWhatHelpsMostInTenArchitectures) {
  Score said = score(0, 10);
  EXPECT_GE(said.right, 9) << said.wrong;
  EXPECT_GE(said.best["none"], 2) << said.account;
}

TEST(AdvisorExperiment, NamesWhatHelpsMostInSixtyArchitecturesLong) {
  Score said = score(0, 60);
  EXPECT_GE(said.right, 54) << said.wrong;
  std::string of_each;
  for (const auto& [what, times] : said.best) of_each += what + " " + std::to_string(times) + "  ";
  EXPECT_GE(said.best["distance"], 10) << of_each;
  EXPECT_GE(said.best["hot shard"], 10) << of_each;
  EXPECT_GE(said.best["uplink"] + said.best["sessions"], 10) << of_each;
  EXPECT_GE(said.best["none"], 10) << of_each;
  RecordProperty("right", said.right);
  RecordProperty("wrong", said.wrong);
  RecordProperty("limits", of_each);
}

}  // namespace
}  // namespace scale::lesson
