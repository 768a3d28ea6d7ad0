#include "app/exchange.h"

#include <gtest/gtest.h>

#include "sandbox/link.h"

namespace scale::app {
namespace {

// The run's link as the program would write it before anything has happened.
std::string link_of(const Parameters& parameters) {
  sandbox::RunRecord record;
  record.seed = parameters.seed;
  record.packet = parameters.packet;
  record.catalog = parameters.catalog;
  record.commands = parameters.opening;
  record.commands.insert(record.commands.end(), parameters.later.begin(), parameters.later.end());
  return sandbox::to_link(record);
}

TEST(Exchange, FileLinkAndProgramHoldTheSameRun) {
  const std::string file = R"({"version": 1, "seed": "18446744073709551615", "packet": 4,
    "architecture": {"users": 250000, "cdn": true},
    "commands": [{"time_s": 12.5, "command": "server-crash"}], "catalog": {"app_service_s": 0.03}})";
  const OpenedRun opened = open_run(file);
  ASSERT_TRUE(opened.parameters.has_value()) << opened.problem;
  const std::string link = link_of(*opened.parameters);
  const std::string again = scenario_file(link);
  const OpenedRun from_file = open_run(again), from_link = open_run("https://example.org/#" + link + "\n");
  ASSERT_TRUE(from_file.parameters && from_link.parameters) << from_file.problem << from_link.problem;
  EXPECT_EQ(link_of(*from_file.parameters), link);
  EXPECT_EQ(link_of(*from_link.parameters), link);
  EXPECT_EQ(opened.parameters->seed, UINT64_MAX);
  EXPECT_EQ(opened.parameters->catalog.size(), 1u);
}

TEST(Exchange, WhatCannotBeOpenedIsOneSentence) {
  EXPECT_EQ(open_run("{\"version\": 1,\n \"architecture\": {\"users\": 0}}").problem,
            "line 2: users must be 1 to 500000000, not 0");
  EXPECT_NE(open_run("hello").problem.find("damaged"), std::string::npos);
  EXPECT_NE(open_run("").problem, "");
  EXPECT_FALSE(open_run("{").parameters.has_value());
  EXPECT_EQ(
      open_run(R"({"version": 1, "commands": [{"time_s": 700000, "command": "server-crash"}]})").problem,
      "This run has no link: it goes on to 700000 s, and a link goes on to at most 604800 s.");
}

}  // namespace
}  // namespace scale::app
