// Every case of tests/data/cases.json by name: figures worked out apart from this code, by another hand.
// They agree to 1e-11; where that hand stopped solving earlier (Che's equation), to 1e-9.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cctype>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "close_to.h"
#include "theory/cache.h"
#include "theory/erlang.h"
#include "theory/fork_join.h"
#include "theory/hashing.h"
#include "theory/infinite_server.h"
#include "theory/jackson.h"
#include "theory/mg1.h"
#include "theory/mva.h"
#include "theory/supermarket.h"

namespace scale::theory {
namespace {

using Figures = std::map<std::string, std::vector<double>>;

struct Input {
  const rapidjson::Value& object;

  double number(const char* name) const { return object[name].GetDouble(); }
  int count(const char* name) const { return object[name].GetInt(); }
};

std::vector<double> numbers(const rapidjson::Value& value) {
  if (value.IsNumber()) return {value.GetDouble()};
  std::vector<double> all;
  for (const rapidjson::Value& each : value.GetArray()) all.push_back(each.GetDouble());
  return all;
}

Figures mmc_figures(const Input& in) {
  const Mmc queue{in.count("servers"), in.number("arrival_rate_per_s"), in.number("mean_service_s")};
  return {{"utilisation", {mmc_utilisation(queue)}},
          {"probability_wait", {mmc_probability_wait(queue)}},
          {"mean_wait", {mmc_mean_wait_s(queue)}},
          {"mean_sojourn", {mmc_mean_sojourn_s(queue)}},
          {"wait_p95", {mmc_wait_percentile_s(queue, 0.95)}},
          {"wait_p99", {mmc_wait_percentile_s(queue, 0.99)}},
          {"sojourn_p50", {mmc_sojourn_percentile_s(queue, 0.50)}},
          {"sojourn_p95", {mmc_sojourn_percentile_s(queue, 0.95)}},
          {"sojourn_p99", {mmc_sojourn_percentile_s(queue, 0.99)}},
          {"mean_in_system", {mmc_mean_in_system(queue)}}};
}

Figures mmck_figures(const Input& in) {
  const auto measures = mmck({in.count("servers"), in.count("capacity_in_system"),
                              in.number("arrival_rate_per_s"), in.number("mean_service_s")});
  if (!measures) return {};
  return {{"probability_blocked", {measures->probability_blocked}},
          {"mean_in_system", {measures->mean_in_system}},
          {"mean_sojourn", {measures->mean_sojourn_s}},
          {"throughput", {measures->throughput_per_s}}};
}

Figures mg1_figures(const Input& in) {
  const Mg1 queue{in.number("arrival_rate_per_s"), in.number("mean_service_s"), in.number("service_scv")};
  return {{"utilisation", {mg1_utilisation(queue)}},
          {"mean_wait", {mg1_mean_wait_s(queue)}},
          {"mean_sojourn", {mg1_mean_sojourn_s(queue)}},
          {"mean_in_queue", {mg1_mean_in_queue(queue)}}};
}

Figures priority_figures(const Input& in) {
  const std::vector<double> waits_s =
      priority_mean_waits_s({{in.number("arrival_rate_high_per_s"), in.number("mean_service_high_s")},
                             {in.number("arrival_rate_low_per_s"), in.number("mean_service_low_s")}});
  return {{"mean_wait_high", {waits_s[0]}}, {"mean_wait_low", {waits_s[1]}}};
}

Figures closed_figures(const Input& in) {
  ClosedNetwork network{{}, in.count("customers"), in.number("think_time_s")};
  for (double demand_s : numbers(in.object["demands_s"])) network.stations.push_back({demand_s, 1});
  const auto measures = closed_network(network);
  if (!measures) return {};
  return {{"throughput", {measures->throughput_per_s}},
          {"response_time", {measures->response_time_s}},
          {"utilisations", measures->utilisations},
          {"mean_in_station", measures->mean_in_station}};
}

Figures jackson_figures(const Input& in) {
  const std::vector<double> external_per_s = numbers(in.object["external_rates_per_s"]);
  std::vector<JacksonStation> stations;
  for (rapidjson::SizeType i = 0; i < external_per_s.size(); ++i) {
    stations.push_back({in.object["servers"][i].GetInt(), in.object["mean_service_s"][i].GetDouble(),
                        external_per_s[i], numbers(in.object["routing"][i])});
  }
  const auto measures = jackson(stations);
  if (!measures) return {};
  return {{"arrival_rates", measures->arrivals_per_s},
          {"utilisations", measures->utilisations},
          {"mean_in_station", measures->mean_in_station},
          {"mean_sojourn", {measures->mean_sojourn_s}}};
}

std::vector<double> zipf(const Input& in) {
  return zipf_popularity(in.count("objects"), in.number("zipf_exponent"));
}

Figures lru_figures(const Input& in) {
  const LruMeasures measures = lru(zipf(in), in.number("capacity_objects"));
  return {{"hit_ratio", {measures.hit_ratio}},
          {"characteristic_time_requests", {measures.characteristic_time_requests}}};
}

Figures ttl_figures(const Input& in) {
  return {
      {"hit_ratio", {ttl_cache(zipf(in), {in.number("request_rate_per_s"), in.number("ttl_s")}).hit_ratio}}};
}

Figures fork_join_figures(const Input& in) {
  return {{"mean_sojourn",
           {fork_join_mean_sojourn_s({2, in.number("arrival_rate_per_s"), in.number("mean_service_s")})}}};
}

Figures fan_out_figures(const Input& in) {
  return {{"probability_slow",
           {fan_out_probability_slow(in.count("leaves"), in.number("probability_leaf_slow"))}}};
}

Figures supermarket_figures(const Input& in) {
  return {{"mean_sojourn",
           {supermarket_mean_sojourn_s(
               {2, in.number("arrival_rate_per_server_per_s"), in.number("mean_service_s")})}}};
}

Figures infinite_server_figures(const Input& in) {
  const DayAndNight load{in.number("mean_rate_per_s"), in.number("amplitude_per_s"), in.number("period_s"),
                         in.number("mean_service_s")};
  return {{"mean_in_system", {infinite_server_mean_in_system(load, in.number("time_s"))}}};
}

Figures ring_figures(const Input& in) {
  const int nodes = in.count("nodes");
  return {{"share_mean", {ring_share_mean(nodes)}},
          {"share_cv", {ring_share_cv(nodes, in.count("virtual_nodes_per_node"))}}};
}

Figures resharding_figures(const Input& in) {
  const int before = in.count("shards_before");
  return {{"modulo", {moved_share_modulo(before, before + 1)}},
          {"consistent", {moved_share_ring(before, before + 1)}}};
}

struct Kind {
  const char* name;
  Figures (*figures)(const Input&);
  double relative = kRounding;
};

constexpr Kind kKinds[] = {
    {"M/M/c", mmc_figures},
    {"M/M/c/K", mmck_figures},
    {"M/G/1", mg1_figures},
    {"M/M/1 non-preemptive priority", priority_figures},
    {"closed network", closed_figures},
    {"open Jackson network", jackson_figures},
    {"LRU cache, independent references", lru_figures, 1e-9},
    {"TTL cache, timer set at the miss, Poisson requests", ttl_figures},
    {"fork-join, two M/M/1", fork_join_figures},
    {"fan-out, all must answer", fan_out_figures},
    {"supermarket model, 2 choices, many servers; arrival rate per server", supermarket_figures},
    {"M(t)/M/inf, arrival rate mean + amplitude sin(2 pi t / period)", infinite_server_figures},
    {"consistent hashing, share of one node", ring_figures},
    {"share of keys moved when one shard is added", resharding_figures},
};

rapidjson::Document read_cases() {
  std::ifstream file(SCALE_TEST_DATA "/cases.json");
  std::stringstream text;
  text << file.rdbuf();
  rapidjson::Document document;
  document.Parse(text.str().c_str());
  return document;
}

std::vector<std::string> case_names() {
  const rapidjson::Document document = read_cases();
  std::vector<std::string> names;
  if (!document.IsObject()) return names;
  for (const rapidjson::Value& each : document["cases"].GetArray())
    names.emplace_back(each["name"].GetString());
  return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& name) {
  std::string letters = name.param;
  for (char& letter : letters) {
    if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
  }
  return letters;
}

class Case : public testing::TestWithParam<std::string> {};

TEST_P(Case, AgreesWithTheFiguresWorkedOutApart) {
  const rapidjson::Document document = read_cases();
  for (const rapidjson::Value& each : document["cases"].GetArray()) {
    if (GetParam() != each["name"].GetString()) continue;
    const std::string kind_name = each["kind"].GetString();
    for (const Kind& kind : kKinds) {
      if (kind_name != kind.name) continue;
      Figures figures = kind.figures({each["input"]});
      for (const auto& expected : each["expect"].GetObject())
        EXPECT_TRUE(close_to(figures[expected.name.GetString()], numbers(expected.value), kind.relative))
            << expected.name.GetString();
      return;
    }
    FAIL() << "no formula for the kind " << kind_name;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Case, testing::ValuesIn(case_names()), test_name);

}  // namespace
}  // namespace scale::theory
