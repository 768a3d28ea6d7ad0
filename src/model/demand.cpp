// Users a day to requests a second, and the two capacities that come as tables with logarithmic steps.
#include <array>
#include <cstddef>

#include "model/catalog.h"
#include "sim/math.h"  // its log has the same bits everywhere, and capacities enter a run

namespace scale::model {

namespace {

constexpr double kDayS = 86'400;

double share(const Catalog& catalog, Region region) {
  return catalog.user_share[static_cast<std::size_t>(region)];
}

double audio_per_user_s(const Catalog& catalog) {
  return catalog.listening_s_per_user_day / catalog.audio_segment_s / kDayS * catalog.peak_to_mean;
}

double views_per_user_s(const Catalog& catalog) {
  return catalog.views_per_user_day / kDayS * catalog.peak_to_mean;
}

// A straight line between points whose logarithms are one decade apart; level beyond both ends.
template <std::size_t count>
double by_decades(const std::array<double, count>& points, double first, double x) {
  const double position = sim::log(x / first) / sim::log(10.0);
  if (!(position > 0)) return points.front();
  if (position >= count - 1) return points.back();
  const auto left = static_cast<std::size_t>(position);
  const double part = position - static_cast<double>(left);
  return points[left] + part * (points[left + 1] - points[left]);
}

}  // namespace

double views_per_s(const Catalog& catalog, double users, Region region) {
  return users * share(catalog, region) * views_per_user_s(catalog);
}

double show_views_per_s(const Catalog& catalog, double users, Region region) {
  return users * share(catalog, region) * catalog.show_user_share / catalog.show_arrival_s;
}

double views_per_s(const Catalog& catalog, double users) {
  return users * views_per_user_s(catalog);
}

double audio_segments_per_s(const Catalog& catalog, double users, Region region) {
  return users * share(catalog, region) * audio_per_user_s(catalog);
}

double audio_segments_per_s(const Catalog& catalog, double users) {
  return users * audio_per_user_s(catalog);
}

double static_objects_per_view(const Catalog& catalog) {
  return (catalog.objects_first_view + (catalog.views_per_visit - 1) * catalog.objects_later_view) /
         catalog.views_per_visit;
}

double mean_page_bytes(const Catalog& catalog) {
  return catalog.html_bytes + static_objects_per_view(catalog) * catalog.object_bytes;
}

double queries_per_s(const Catalog& catalog, double users) {
  return views_per_s(catalog, users) * catalog.queries_per_page;
}

double rows_written_per_s(const Catalog& catalog, double users) {
  return views_per_s(catalog, users) * catalog.write_share * catalog.rows_per_write;
}

// Little: visits begun a second, each visit_s long.
double online_at_peak(const Catalog& catalog, double users) {
  return views_per_s(catalog, users) / catalog.views_per_visit * catalog.visit_s;
}

double row_writes_per_s(const Catalog& catalog, double data_bytes) {
  return by_decades(std::array{catalog.row_writes_per_s_1gb, catalog.row_writes_per_s_10gb,
                               catalog.row_writes_per_s_100gb, catalog.row_writes_per_s_1tb},
                    1e9, data_bytes);
}

double connections_factor(const Catalog& catalog, double connections) {
  return by_decades(std::array{catalog.connections_factor_50, catalog.connections_factor_500,
                               catalog.connections_factor_5000},
                    50, connections);
}

double day_curve(const Catalog& catalog, double local_hour) {
  const double swing = sim::cos(2 * sim::kPi * (local_hour - catalog.peak_hour_local) / 24);
  return (1 + (catalog.peak_to_mean - 1) * swing) / catalog.peak_to_mean;
}

double demand_over_mean(const Catalog& catalog, double utc_hour) {
  double sum = 0;
  for (const Region region : kAllRegions)
    sum += share(catalog, region) * day_curve(catalog, utc_hour + hours_ahead(region));
  return sum * catalog.peak_to_mean;
}

}  // namespace scale::model
