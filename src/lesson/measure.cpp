#include "lesson/measure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "lesson/format.h"

namespace scale::lesson {
namespace {

using model::NodeKind;
using sandbox::Figures;
using sandbox::NodeView;
using sandbox::Reading;
using sandbox::Snapshot;

enum class Unit : std::uint8_t { share, seconds, count, per_second, dollars, ratio };

struct Entry {
  std::string_view id, subject;
  Unit unit;
};

constexpr std::array<Entry, model::kMeasures.size()> kEntries = {{
    {"slow-share", "Slow pages", Unit::share},
    {"failed-share", "Failed pages", Unit::share},
    {"failed-pages", "Pages that failed", Unit::count},
    {"error-s", "Time with errors", Unit::seconds},
    {"response-p50-s", "Median answer", Unit::seconds},
    {"response-p95-s", "Slowest answers (p95)", Unit::seconds},
    {"response-p99-s", "Slowest answers (p99)", Unit::seconds},
    {"page-load-p50-s", "Median page", Unit::seconds},
    {"page-load-p95-s", "Slowest pages (p95)", Unit::seconds},
    {"first-byte-p50-s", "First byte", Unit::seconds},
    {"busiest", "Busiest part", Unit::share},
    {"database-writes", "Busiest database's disk", Unit::share},
    {"logged-out", "Sessions lost", Unit::count},
    {"cost-usd-month", "The bill of a month", Unit::dollars},
    {"pages-per-s", "Pages a second", Unit::per_second},
    {"edge-hit-ratio", "Files found at an edge", Unit::share},
    {"origin-share", "Files that the origin sends", Unit::share},
    {"writes-lost", "Rows lost", Unit::count},
    {"write-conflicts", "Writes in conflict", Unit::count},
    {"stale-reads", "Stale reads", Unit::count},
    {"web-utilisation", "Web servers, busy", Unit::share},
    {"hot-member-ratio", "Busiest member over the mean", Unit::ratio},
    {"users", "Users a day", Unit::count},
    {"jobs-per-s", "Jobs done a second", Unit::per_second},
    {"queue-age-s", "Oldest message", Unit::seconds},
    {"queue-waiting", "Messages waiting", Unit::count},
    {"jobs-refused", "Jobs not taken", Unit::count},
    {"jobs-doubled", "Jobs done twice", Unit::count},
    {"dead-letters", "Jobs put aside", Unit::count},
    {"stale-files", "Old files served", Unit::count},
    {"database-busy", "Busiest database", Unit::share},
}};

const Entry& entry_of(std::string_view id) {
  for (const Entry& entry : kEntries)
    if (entry.id == id) return entry;
  return kEntries[0];
}

Measured of(const Reading& reading) {
  return {reading.value, reading.enough};
}

bool works_for_pages(const NodeView& node) {
  return !node.members.empty() && node.node.kind != NodeKind::worker && node.node.kind != NodeKind::queue;
}

template <class Value>
double most(const Snapshot& run, Value value) {
  double out = 0;
  for (const NodeView& node : run.nodes)
    if (works_for_pages(node)) out = std::max(out, value(node));
  return out;
}

bool is_database(const NodeView& node) {
  const NodeKind kind = node.node.kind;
  return kind == NodeKind::primary || kind == NodeKind::replica || kind == NodeKind::shard;
}

double imbalance(const NodeView& node) {
  return node.members.size() > 1 && node.utilisation > 0 ? node.busiest / node.utilisation : 1;
}

Measured of_latency(const sandbox::Latency& latency, std::string_view id) {
  const bool p99 = id.find("p99") != std::string_view::npos, p95 = id.find("p95") != std::string_view::npos;
  return of(p99 ? latency.p99 : p95 ? latency.p95 : latency.p50);
}

}  // namespace

Measured measure_of_pages(const model::Limit& what, const Figures& f) {
  const std::string_view id = what.measure;
  if (id.starts_with("response")) return of_latency(f.response, id);
  if (what.region) {
    const sandbox::RegionFigures& region = f.regions[static_cast<std::size_t>(*what.region)];
    if (id == "slow-share") return of(region.slow_share);
    if (id == "failed-share") return of(region.failed_share);
    if (id == "edge-hit-ratio") return {region.edge_hit_ratio, region.slow_share.enough};
    if (id == "pages-per-s") return {region.pages_per_s, true};
    if (id.starts_with("page-load")) return of_latency(region.page_load, id);
    if (id.starts_with("first-byte")) return of_latency(region.first_byte, id);
    return {};
  }
  if (id == "slow-share") return of(f.slow_share);
  if (id == "failed-share") return of(f.failed_share);
  if (id == "pages-per-s") return {f.pages_per_s, f.window_s > 0};
  if (id == "jobs-per-s") return {f.jobs.done_per_s, f.window_s > 0};
  if (id == "edge-hit-ratio") return {f.edge_hit_ratio, f.failed_share.enough};
  if (id == "origin-share") return {f.origin_share, f.failed_share.enough};
  if (id.starts_with("page-load")) return of_latency(f.page_load, id);
  if (id.starts_with("first-byte")) return of_latency(f.first_byte, id);
  return {};
}

Measured measure(const model::Limit& what, const Snapshot& run, const Figures& last_minute) {
  const std::string_view id = what.measure;
  if (id == "failed-pages") return {run.since_incident.failed_pages, true};
  if (id == "error-s") return {run.since_incident.error_s, true};
  if (id == "logged-out") return {run.since_incident.sessions_lost, true};
  if (id == "cost-usd-month") return {run.cost_usd_month, last_minute.failed_share.enough};
  if (id == "users") return {run.architecture.users, true};
  if (id == "writes-lost") return {run.figures.harms.writes_lost, true};
  if (id == "write-conflicts") return {run.figures.harms.write_conflicts, true};
  if (id == "stale-files") return {run.figures.harms.stale_files, true};
  if (id == "stale-reads") return {run.figures.harms.stale_reads, true};
  if (id == "queue-age-s") return {run.figures.jobs.age_s, true};
  if (id == "queue-waiting") return {run.figures.jobs.waiting, true};
  if (id == "jobs-refused") return {run.figures.jobs.refused, true};
  if (id == "jobs-doubled") return {run.figures.jobs.doubled, true};
  if (id == "dead-letters") return {run.figures.jobs.dead_letters, true};
  if (id == "busiest") return {most(run, [](const NodeView& node) { return node.busiest; }), true};
  if (id == "database-busy")
    return {most(run, [](const NodeView& node) { return is_database(node) ? node.busiest : 0.0; }), true};
  if (id == "database-writes") return {most(run, [](const NodeView& node) { return node.disk_busy; }), true};
  if (id == "web-utilisation")
    return {
        most(run,
             [](const NodeView& node) { return node.node.kind == NodeKind::web ? node.utilisation : 0.0; }),
        true};
  if (id == "hot-member-ratio")
    return {
        most(run,
             [](const NodeView& node) { return node.node.kind == NodeKind::shard ? imbalance(node) : 0.0; }),
        true};
  return measure_of_pages(what, last_minute);
}

bool within(const model::Limit& limit, double value) {
  return value <= limit.at_most && value >= limit.at_least;
}

std::string subject_text(const model::Limit& limit) {
  const std::string subject(entry_of(limit.measure).subject);
  return limit.region ? subject + " in " + std::string(model::info(*limit.region).city) : subject;
}

std::string figure_text(std::string_view measure, double value) {
  switch (entry_of(measure).unit) {
    case Unit::share:
      return percent(value);
    case Unit::seconds:
      return measure == "error-s" ? exact_seconds(value) : seconds(value);  // counted, not measured
    case Unit::count:
      return count(value);
    case Unit::per_second:
      return per_second(value);
    case Unit::dollars:
      return dollars(value);
    case Unit::ratio:
      return ratio(value);
  }
  return {};
}

std::string bound_text(const model::Limit& limit) {
  const auto figure = [&](double value) {  // "4 %", though a measured one would be "4.0 %"
    if (entry_of(limit.measure).unit == Unit::seconds) return exact_seconds(value);
    std::string text = figure_text(limit.measure, value);
    const std::size_t at = text.find(".0 ");
    return at == std::string::npos ? text : text.erase(at, 2);
  };
  if (std::isinf(limit.at_least)) return "at most " + figure(limit.at_most);
  if (std::isinf(limit.at_most)) return "at least " + figure(limit.at_least);
  return without_unit_of(figure(limit.at_least), figure(limit.at_most)) + " to " + figure(limit.at_most);
}

}  // namespace scale::lesson
