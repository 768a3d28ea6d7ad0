// The one table of constants, from its groups; and the handbook's page of it.
#include "model/catalog.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "model/catalog_rows.h"

namespace scale::model {

namespace {

CatalogRows all_rows() {
  CatalogRows rows;
  add_demand_rows(rows);
  add_network_rows(rows);
  add_server_rows(rows);
  add_database_rows(rows);
  add_failure_rows(rows);
  add_price_rows(rows);
  return rows;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

}  // namespace

// Immutable tables, built on first use.
const std::vector<CatalogRow>& catalog_rows() {
  static const CatalogRows rows = all_rows();
  return rows;
}

const Catalog& default_catalog() {
  static const Catalog catalog = [] {
    Catalog built{};
    for (const CatalogRow& row : catalog_rows()) row.field(built) = row.value;
    return built;
  }();
  return catalog;
}

const CatalogRow* find_row(std::string_view name) {
  const auto& rows = catalog_rows();
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const CatalogRow& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::string_view grade_name(Grade grade) {
  constexpr std::string_view kNames[] = {"read", "excerpt", "derived", "assumed", "assumed for the lesson"};
  return kNames[static_cast<std::size_t>(grade)];
}

std::optional<std::string> contradiction(const Catalog& catalog) {
  constexpr double kRounding = 1e-6;
  const auto adds_up = [](const auto& shares) {
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    return std::abs(sum - 1) <= kRounding;
  };
  if (!adds_up(catalog.user_share)) return "the six user_share must add up to 1";
  if (!adds_up(catalog.function_read_share)) return "the four function_read_share must add up to 1";
  if (!adds_up(catalog.function_share)) return "the four function_share must add up to 1";
  if (!std::is_sorted(catalog.egress_tier_gb.begin(), catalog.egress_tier_gb.end()))
    return "the egress_tier_gb must rise";
  if (!std::is_sorted(catalog.cdn_egress_tier_gb.begin(), catalog.cdn_egress_tier_gb.end()))
    return "the cdn_egress_tier_gb must rise";
  for (std::size_t i = 0; i < kRegions; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (catalog.round_trip_s[i][j] == catalog.round_trip_s[j][i]) continue;
      std::string pair(kRegionInfo[i].id);
      pair.append(" and ").append(kRegionInfo[j].id);
      return "the round trip between " + pair + " must be the same both ways: give both";
    }
  }
  return std::nullopt;
}

std::string catalog_markdown() {
  std::string text =
      "| name | default | range | unit | meaning | source | grade |\n|---|---|---|---|---|---|---|\n";
  for (const CatalogRow& row : catalog_rows()) {
    text.append("| `").append(row.name).append("` | ").append(number(row.value)).append(" | ");
    text.append(number(row.low)).append(" to ").append(number(row.high)).append(" | ");
    text.append(row.unit)
        .append(" | ")
        .append(row.meaning.text)
        .append(" | ")
        .append(row.source.text)
        .append(" | ");
    text.append(grade_name(row.grade)).append(" |\n");
  }
  return text;
}

}  // namespace scale::model
