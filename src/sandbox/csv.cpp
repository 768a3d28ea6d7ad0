#include "sandbox/csv.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace scale::sandbox {
namespace {

struct Column {
  std::string_view name;
  float Sample::*value;
};
constexpr std::array<Column, 14> kColumns = {{{"load_p50_s", &Sample::load_p50_s},
                                              {"load_p95_s", &Sample::load_p95_s},
                                              {"load_p99_s", &Sample::load_p99_s},
                                              {"slow_share", &Sample::slow_share},
                                              {"response_p50_s", &Sample::response_p50_s},
                                              {"response_p95_s", &Sample::response_p95_s},
                                              {"response_p99_s", &Sample::response_p99_s},
                                              {"goodput_per_s", &Sample::pages_per_s},
                                              {"failed_per_s", &Sample::failed_per_s},
                                              {"slow_per_s", &Sample::slow_per_s},
                                              {"cached_share", &Sample::cached_share},
                                              {"queue_age_s", &Sample::queue_age_s},
                                              {"lag_s", &Sample::lag_s},
                                              {"cost_usd_month", &Sample::cost_usd_month}}};
constexpr std::array<std::string_view, kBusyKinds.size()> kBusyNames = {
    "balancer_busy", "web_busy",     "uplink_busy",  "cache_busy",
    "sessions_busy", "primary_busy", "replica_busy", "shard_busy"};

void add(std::string& text, double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), ",%.6g", value);
  text += digits.data();
}

}  // namespace

std::string to_csv(const Snapshot& run) {
  std::string text = "time_s";
  for (const Column& column : kColumns) text += "," + std::string(column.name);
  for (const std::string_view name : kBusyNames) text += "," + std::string(name);
  for (std::size_t i = 1; i < run.reason_names.size() && i < kSampleReasons; ++i)
    text += ",\"failed_per_s: " + run.reason_names[i] + "\"";
  text += "\n";
  for (const Sample& sample : run.whole) {
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), "%.1f", sample.time_s);
    text += time.data();
    for (const Column& column : kColumns) add(text, static_cast<double>(sample.*column.value));
    for (const float busy : sample.busy) add(text, static_cast<double>(busy));
    for (std::size_t i = 1; i < run.reason_names.size() && i < kSampleReasons; ++i)
      add(text, static_cast<double>(sample.failed_by_reason[i]));
    text += "\n";
  }
  return text;
}

}  // namespace scale::sandbox
