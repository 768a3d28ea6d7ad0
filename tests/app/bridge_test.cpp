// The bridge's JSON against a parser that is not ours.
#include "app/bridge.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "model/needs.h"
#include "sandbox/sandbox.h"

namespace scale::app {
namespace {

sandbox::Snapshot run_for(double seconds) {
  sandbox::Settings settings;
  settings.opening = {model::parse_command("users", "150000").command.value()};
  sandbox::Sandbox sandbox(settings);
  sandbox.run_until(seconds, UINT64_MAX);
  sandbox::Snapshot snapshot;
  sandbox.snapshot(snapshot);
  return snapshot;
}

TEST(Bridge, ASnapshotsJsonSaysWhatTheSnapshotSays) {
  const sandbox::Snapshot snapshot = run_for(20);
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(snapshot_json(snapshot).c_str()).HasParseError());
  EXPECT_NEAR(json["time_s"].GetDouble(), snapshot.time_s, 1e-6);
  EXPECT_EQ(json["settings"]["users"].GetDouble(), 150000);
  EXPECT_EQ(json["settings"]["cdn"].GetDouble(), 0);
  EXPECT_EQ(std::stoull(json["hash"].GetString(), nullptr, 16), snapshot.hash);
  EXPECT_NEAR(json["figures"]["pages_per_s"].GetDouble(), snapshot.figures.pages_per_s, 1e-4);
  EXPECT_EQ(json["figures"]["regions"].Size(), model::kRegions);
  ASSERT_EQ(json["nodes"].Size(), snapshot.nodes.size());
  EXPECT_EQ(json["nodes"][0]["id"].GetString(), snapshot.nodes[0].node.id);
  EXPECT_TRUE(json["ghost"].IsNull());
}

TEST(Bridge, AnOutlineIsTheSameWithoutNodes) {
  const sandbox::Snapshot snapshot = run_for(20);
  rapidjson::Document whole, outline;
  ASSERT_FALSE(whole.Parse(snapshot_json(snapshot).c_str()).HasParseError());
  ASSERT_FALSE(outline.Parse(snapshot_json(snapshot, Detail::outline).c_str()).HasParseError());
  ASSERT_FALSE(outline.HasMember("nodes"));
  ASSERT_TRUE(whole.RemoveMember("nodes"));
  EXPECT_EQ(whole, outline);
}

// The page's form shows what each control stands at; one without a setting would show nonsense.
TEST(Bridge, EverythingThatCanBeSetSaysWhatItIsSetTo) {
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(snapshot_json(run_for(1)).c_str()).HasParseError());
  for (const model::CommandInfo& row : model::command_table()) {
    if (row.kind == model::CommandKind::incident) continue;
    EXPECT_TRUE(json["settings"].HasMember(std::string(row.id).c_str())) << row.id;
  }
}

TEST(Bridge, TheTimeOfDayGoesOnFromWhatWasSet) {
  sandbox::Sandbox sandbox(
      sandbox::Settings{.opening = {model::parse_command("time-of-day", "23.99").command.value()}});
  sandbox.run_until(72, UINT64_MAX);
  sandbox::Snapshot snapshot;
  sandbox.snapshot(snapshot);
  EXPECT_NEAR(snapshot.utc_hour, 0.01, 1e-6);
  EXPECT_EQ(run_for(1).utc_hour, -1);
}

TEST(Bridge, EveryRowOfTheTableIsThereWithItsWords) {
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(table_json().c_str()).HasParseError());
  ASSERT_EQ(json.Size(), model::command_table().size());
  for (rapidjson::SizeType row = 0; row < json.Size(); ++row) {
    const model::CommandInfo& info = model::command_table()[row];
    EXPECT_EQ(std::string_view(json[row]["id"].GetString()), info.id);
    EXPECT_EQ(std::string_view(json[row]["label"].GetString()), info.label);
    EXPECT_STRNE(json[row]["kind"].GetString(), "");
    EXPECT_STRNE(json[row]["group"].GetString(), "");
    EXPECT_EQ(std::string_view(json[row]["needs"].GetString()), model::tool_needed_by(info.id));
  }
}

TEST(Bridge, TheSummaryNamesSlowPagesAndTheBottleneck) {
  sandbox::Snapshot snapshot = run_for(20);
  snapshot.figures.slow_share = {.value = 0.154, .samples = 900, .enough = true};
  snapshot.figures.failed_share = {};
  for (sandbox::RegionFigures& region : snapshot.figures.regions) {
    region.pages_per_s = 1;
    region.anatomy = {.distance_s = 0.5, .server_s = 0.1, .static_files_s = 0.2, .own_link_s = 0.3};
  }
  snapshot.has_ghost = false;
  snapshot.bottleneck.node = sim::kNone;
  EXPECT_EQ(summary(snapshot), "Slow pages 15 %. Bottleneck: distance.");
  snapshot.figures.regions[0].anatomy.server_s = 6;
  EXPECT_EQ(summary(snapshot), "Slow pages 15 %. Bottleneck: the servers' work.");
  snapshot.has_ghost = true;
  snapshot.ghost.slow_share = {.value = 0.54, .samples = 900, .enough = true};
  snapshot.bottleneck = {.node = 0, .utilisation = 0.91};
  snapshot.nodes[0].node.label = "Web servers";
  EXPECT_EQ(summary(snapshot), "Slow pages 15 %, down from 54 %. Bottleneck: Web servers, 91 % busy.");
  snapshot.ghost.slow_share.value = 0.10;
  EXPECT_EQ(summary(snapshot), "Slow pages 15 %, up from 10 %. Bottleneck: Web servers, 91 % busy.");
  snapshot.ghost.slow_share.value = 0.151;
  EXPECT_EQ(summary(snapshot),
            "Slow pages 15 %, as without the last change. Bottleneck: Web servers, 91 % busy.");
  snapshot.figures.slow_share.samples = 0;
  EXPECT_EQ(summary(snapshot), "Starting.");
  snapshot.figures.failed_share = {.value = 1, .samples = 900, .enough = true};
  EXPECT_EQ(summary(snapshot), "Failed 100 %. Bottleneck: Web servers, 91 % busy.");
}

}  // namespace
}  // namespace scale::app
