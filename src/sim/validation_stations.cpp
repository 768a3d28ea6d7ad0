// One station: servers, utilisation, service law.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/validation_networks.h"

namespace scale::sim {
namespace {

constexpr double kService = 0.02;
// So many requests a second, at least, that packets of 128 come at 150 a second and more.
constexpr double kRate = 20'000;

struct Row {
  int servers;
  double utilisation;
  Law service;  // of mean 1
  const char* law = "";
  AllowedError allowed = {};
  const char* why = "";
  bool quick = false;
};

ValidationCase case_of_row(const Row& row) {
  Law service = row.service;
  service.mean = std::min(kService, row.utilisation * row.servers / kRate);
  char text[80];
  std::snprintf(text, sizeof text, "c = %d at %g%s%s", row.servers, row.utilisation, *row.law ? ", " : "",
                row.law);
  const double rate = row.utilisation * row.servers / service.mean;
  // A few hundred thousand requests, more where the queue forgets slowly.
  const double memory = 1 / ((1 - row.utilisation) * (1 - row.utilisation));
  const double seconds = std::clamp(100'000 * std::sqrt(memory / 25), 60'000.0, 500'000.0) / rate;
  ValidationCase c =
      case_of("one station", text, single_station(row.servers, row.utilisation, service),
              std::max(0.2 * seconds, 20 * memory * service.mean / row.servers + 5 * service.mean), seconds);
  c.up_to_8 = row.allowed;
  if (row.utilisation < 0.8 && row.servers > 1) c.beyond_8.p50 = c.beyond_8.p95 = c.beyond_8.p99 = 0.25;
  c.why = row.why;
  c.quick = row.quick;
  return c;
}

}  // namespace

void add_station_cases(std::vector<ValidationCase>& all) {
  const Law exponential = exponential_law(1), varied = lognormal_law(1, 2);
  const AllowedError usual;
  const AllowedError alone{.p50 = 0.25, .p95 = 0.06, .p99 = 0.05};
  const AllowedError alone_in_calm{.p50 = 0.50, .p95 = 0.30, .p99 = 0.30};
  const AllowedError heavy{.p50 = 0.23, .p95 = 0.10, .p99 = 0.07};
  const AllowedError wild{.p50 = 0.15, .p95 = 0.07};
  const char* const why_alone = "one server alone: the requests of a packet do not wait for each other";
  const char* const why_heavy = "service that varies much near capacity";
  const char* const why_wild = "service that varies very much";
  const Row rows[] = {
      {1, 0.3, exponential, "", alone_in_calm, why_alone},
      {1, 0.6, exponential, "", alone_in_calm, why_alone},
      {1, 0.9, exponential, "", alone, why_alone},
      {4, 0.9, exponential, "", usual, ""},
      {16, 0.3, exponential, "", usual, ""},
      {16, 0.9, exponential, "", usual, ""},
      {64, 0.3, exponential, "", usual, ""},
      {64, 0.6, exponential, "", usual, ""},
      {64, 0.8, exponential, "", usual, "", true},
      {64, 0.9, exponential, "", usual, ""},
      {64, 0.95, exponential, "", usual, ""},
      {256, 0.9, exponential, "", usual, ""},
      {256, 0.98, exponential, "", usual, ""},
      {1024, 0.9, exponential, "", usual, ""},
      {10000, 0.9, exponential, "", usual, ""},
      {10000, 0.98, exponential, "", usual, ""},
      {16, 0.9, fixed_law(1), "fixed service", usual, ""},
      {64, 0.9, fixed_law(1), "fixed service", usual, ""},
      {64, 0.9, {LawKind::erlang, 1, 0.25}, "Erlang-4 service", usual, ""},
      {64, 0.8, {LawKind::hyperexponential, 1, 4}, "hyperexponential of scv 4", wild, why_wild},
      {64, 0.8, {LawKind::bounded_pareto, 1, 6}, "bounded Pareto of scv 6", wild, why_wild},
      {4, 0.9, varied, "lognormal of scv 2", heavy, why_heavy},
      {16, 0.9, varied, "lognormal of scv 2", heavy, why_heavy},
      {64, 0.9, varied, "lognormal of scv 2", heavy, why_heavy},
      {256, 0.9, varied, "lognormal of scv 2", heavy, why_heavy},
      {256, 0.8, varied, "lognormal of scv 2", usual, ""},
  };
  for (const Row& row : rows) all.push_back(case_of_row(row));

  Network link;
  add_station(link, {.name = "line", .discipline = Discipline::link, .bytes_per_s = 1e9});
  add_metric(link, "latency");
  add_class(link, "file", 20'000, {visit(0, exponential_law(40'000)), record_all(0), end()});
  ValidationCase line = case_of("one station", "a line at 0.8, exponential sizes", link, 1, 5);
  line.up_to_8 = alone_in_calm;
  line.why = why_alone;
  all.push_back(line);
}

}  // namespace scale::sim
