#include "model/apply.h"

#include <gtest/gtest.h>

#include <algorithm>
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

}  // namespace
}  // namespace scale::model
