#include "model/apply.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace scale::model {
namespace {

Command command(std::string_view id, double value) {
  return {.time_s = 0, .id = *find_command(id), .value = value};
}

// The row's way of changing an architecture, whether it is offered yet or not.
void put(Architecture& architecture, std::string_view id, double value) {
  info(*find_command(id)).set(architecture, value);
}

TEST(Apply, WhatARowSetsItReadsBack) {
  for (const CommandInfo& row : command_table()) {
    if (row.set == nullptr) continue;
    for (double value : {row.low, row.high}) {
      Architecture architecture;
      row.set(architecture, value);
      EXPECT_EQ(row.get(architecture), value) << row.id;
    }
  }
}

TEST(Apply, ARowChangesNothingButItself) {
  for (const CommandInfo& row : command_table()) {
    if (row.set == nullptr) continue;
    Architecture architecture;
    row.set(architecture, row.get(architecture));
    for (const CommandInfo& other : command_table())
      if (other.get != nullptr) {
        EXPECT_EQ(other.get(architecture), other.initial) << row.id << ", " << other.id;
      }
  }
}

TEST(Apply, ARefusedCommandChangesNothing) {
  Architecture architecture;
  EXPECT_TRUE(apply(architecture, command("users", 0)).has_value());
  EXPECT_TRUE(apply(architecture, command("queue", 1)).has_value() || info(*find_command("queue")).available);
  EXPECT_EQ(architecture.users, Architecture{}.users);
}

TEST(Apply, IncidentsAndTimeLeaveTheArchitectureAsItIs) {
  for (const CommandInfo& row : command_table())
    if (row.kind == CommandKind::incident || row.group == CommandGroup::time) {
      EXPECT_EQ(row.set, nullptr) << row.id;
    }
}

TEST(Apply, UsersAndTogglesArriveInTheArchitecture) {
  Architecture architecture;
  EXPECT_FALSE(apply(architecture, command("users", 2e6)).has_value());
  EXPECT_FALSE(apply(architecture, command("cdn", 1)).has_value());
  EXPECT_FALSE(apply(architecture, command("web-servers", 7)).has_value());
  EXPECT_EQ(architecture.users, 2e6);
  EXPECT_TRUE(architecture.cdn);
  EXPECT_EQ(architecture.web_servers, 7);
}

TEST(Apply, ReplicasOffAndOnAgainAreTheUsualNumber) {
  Architecture architecture;
  put(architecture, "replicas", 0);
  EXPECT_EQ(architecture.replicas, 0);
  put(architecture, "replicas", 1);
  EXPECT_EQ(architecture.replicas, Architecture{}.replicas);
  put(architecture, "replica-count", 5);
  put(architecture, "replicas", 1);
  EXPECT_EQ(architecture.replicas, 5);
}

TEST(Apply, RegionsAreThreeOrOne) {
  Architecture architecture;
  put(architecture, "regions", 1);
  EXPECT_EQ(std::count(architecture.sites.begin(), architecture.sites.end(), true), 3);
  put(architecture, "regions", 0);
  EXPECT_EQ(architecture.sites, Architecture{}.sites);
}

TEST(Apply, CommandsToBuildBuildTheSame) {
  Architecture wanted;
  wanted.users = 3e6;
  wanted.stateless = true;
  wanted.cache = false;
  wanted.replicas = 0;
  wanted.sites = {false, false, false, true, false, false};
  wanted.placement = ShardPlacement::ring;
  Architecture built;
  for (const Command& c : commands_to_build(wanted)) {
    info(c.id).set(built, c.value);
    EXPECT_TRUE(std::count(built.sites.begin(), built.sites.end(), true) > 0);
  }
  for (const CommandInfo& row : command_table())
    if (row.get != nullptr) {
      EXPECT_EQ(row.get(built), row.get(wanted)) << row.id;
    }
}

TEST(Apply, ANewArchitectureNeedsNoCommands) {
  EXPECT_TRUE(commands_to_build({}).empty());
}

std::string text_of(const std::vector<Command>& commands) {
  std::string text;
  for (const Command& c : commands) text += (text.empty() ? "" : " ") + to_text(c);
  return text;
}

TEST(Apply, CommandsToRestoreAreTheSizesThatAToolHasSet) {
  Architecture before;
  before.sites = {false, false, true, false, true, false};
  before.replicas = 5;
  const auto after = [&](std::string_view id, double value) {
    Architecture changed = before;
    put(changed, id, value);
    return text_of(commands_to_restore(before, changed));
  };
  EXPECT_EQ(after("replicas", 0), "replica-count=5");
  EXPECT_EQ(after("regions", 0), "site-sas=on");
  EXPECT_EQ(after("regions", 1), "site-sas=on site-eap=off site-na=off");
  EXPECT_EQ(after("cdn", 1), "cdn=off");
  before = {};
  EXPECT_EQ(after("regions", 1), "regions=off");
  EXPECT_EQ(after("replicas", 0), "replicas=on");
}

TEST(Apply, CommandsToRestoreRestoreEveryRowAfterAnyChange) {
  std::vector<Architecture> all(4);
  all[1].sites = {false, false, false, false, true, false};
  all[2].sites = {true, true, true, true, true, true};
  all[2].replicas = 0;
  all[3].sites = {false, true, true, false, false, false};
  all[3].replicas = 15;
  for (const Architecture& before : all)
    for (const CommandInfo& row : command_table()) {
      if (row.set == nullptr) continue;
      for (double value : {row.low, row.high}) {
        Architecture restored = before;
        if (apply(restored, command(row.id, value))) continue;
        for (const Command& c : commands_to_restore(before, restored))
          EXPECT_FALSE(apply(restored, c).has_value()) << row.id << ", " << to_text(c);
        for (const CommandInfo& other : command_table()) {
          if (other.get == nullptr) continue;
          EXPECT_EQ(other.get(restored), other.get(before)) << row.id << ", " << other.id;
        }
      }
    }
}

}  // namespace
}  // namespace scale::model
