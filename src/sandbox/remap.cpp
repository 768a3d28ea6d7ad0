#include "sandbox/remap.h"

#include <map>
#include <string>
#include <utility>

namespace scale::sandbox {
namespace {

const std::string& name_of(const std::string& counter) {
  return counter;
}
template <typename Place>
const std::string& name_of(const Place& place) {
  return place.name;
}

// For each place of `after`, where it was in `before`; kNone for a new one.
template <typename Place>
std::vector<std::uint32_t> origins(const std::vector<Place>& before, const std::vector<Place>& after) {
  std::map<std::string, std::uint32_t> index;
  for (const Place& place : before) index.emplace(name_of(place), static_cast<std::uint32_t>(index.size()));
  std::vector<std::uint32_t> from;
  for (const Place& place : after) {
    const auto found = index.find(name_of(place));
    from.push_back(found == index.end() ? sim::kNone : found->second);
  }
  return from;
}

template <typename Report>
void reorder(std::vector<Report>& reports, const std::vector<std::uint32_t>& from) {
  std::vector<Report> out(from.size());
  for (std::size_t i = 0; i < from.size(); ++i)
    if (from[i] < reports.size()) out[i] = std::move(reports[from[i]]);
  reports = std::move(out);
}

}  // namespace

void remap(std::vector<sim::Interval>& intervals, const sim::Network& before, const sim::Network& after) {
  const auto stations = origins(before.stations, after.stations);
  const auto caches = origins(before.caches, after.caches);
  const auto tables = origins(before.tables, after.tables);
  const auto logs = origins(before.logs, after.logs);
  const auto counters = origins(before.counters, after.counters);
  for (sim::Interval& interval : intervals) {
    reorder(interval.stations, stations);
    reorder(interval.caches, caches);
    reorder(interval.tables, tables);
    reorder(interval.logs, logs);
    reorder(interval.counters, counters);
  }
}

}  // namespace scale::sandbox
