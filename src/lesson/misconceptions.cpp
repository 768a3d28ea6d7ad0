#include "lesson/misconceptions.h"

#include <algorithm>
#include <cmath>

#include "lesson/format.h"

namespace scale::lesson {
namespace {

using model::Catalog;
using model::NodeKind;
using sandbox::NodeView;
using sandbox::Reading;
using sandbox::RegionFigures;
using sandbox::Snapshot;
using Shown = std::optional<Words>;

constexpr double kSettled_s = 45;  // a change has been at work for this long
constexpr double kSame = 0.07;     // figures that differ by less are alike

TextRun ghost(std::string figure) {
  return {std::move(figure), Emphasis::ghost};
}

bool alike(const Reading& a, const Reading& b) {
  return a.enough && b.enough && std::fabs(a.value - b.value) <= kSame * std::max(a.value, b.value);
}

// The last change was of this command, and has had time to show.
bool has_changed(const Snapshot& run, std::string_view command) {
  return run.has_ghost && model::info(run.ghost_without.id).id == command &&
         run.time_s >= run.ghost_since_s + kSettled_s;
}

const NodeView* first_of(const Snapshot& run, NodeKind kind) {
  for (const NodeView& node : run.nodes)
    if (node.node.kind == kind && !node.members.empty()) return &node;
  return nullptr;
}

bool incident_was(const Snapshot& run, std::string_view id, double for_s) {
  return run.has_ghost && model::info(run.ghost_without.id).id == id &&
         run.time_s >= run.ghost_since_s + for_s;
}

Shown cdn_speeds_up_everything(const Snapshot& run, const Catalog&) {
  if (!has_changed(run, "cdn") || !run.architecture.cdn) return {};
  for (const model::Region region : model::kAllRegions) {
    const auto r = static_cast<std::size_t>(region);
    const RegionFigures &now = run.figures.regions[r], &then = run.ghost.regions[r];
    const bool files_gained = now.page_load.p50.value < 0.9 * then.page_load.p50.value;
    if (!alike(now.first_byte.p50, then.first_byte.p50) || !files_gained) continue;
    return fill(
        "A CDN does not speed up everything: in {0} the page is whole after {1} instead of {2}, but its "
        "first "
        "byte still takes {3}. The page itself is made where it was.",
        {number(std::string(model::info(region).city)), number(seconds(now.page_load.p50.value)),
         ghost(seconds(then.page_load.p50.value)), number(seconds(now.first_byte.p50.value))});
  }
  return {};
}

Shown higher_hit_ratio_is_faster(const Snapshot& run, const Catalog&) {
  if (!has_changed(run, "cdn-ttl") || !run.architecture.cdn) return {};
  const double now = run.figures.edge_hit_ratio, then = run.ghost.edge_hit_ratio;
  if (std::fabs(now - then) < 0.1 || !alike(run.figures.page_load.p50, run.ghost.page_load.p50)) return {};
  return fill(
      "{0} of files are found at an edge instead of {1}, and the median page takes {2} as before: a file "
      "that misses comes while the others still fill the listener's own line. What changes is the origin's "
      "load, {3} files a second instead of {4}.",
      {number(percent(now)), ghost(percent(then)), number(seconds(run.figures.page_load.p50.value)),
       number(per_second(run.figures.origin_static_per_s)),
       ghost(per_second(run.ghost.origin_static_per_s))});
}

Shown more_servers_help(const Snapshot& run, const Catalog&) {
  if (!has_changed(run, "web-servers")) return {};
  const NodeView* web = first_of(run, NodeKind::web);
  if (web == nullptr || web->busiest > 0.6) return {};
  if (!alike(run.figures.page_load.p50, run.ghost.page_load.p50)) return {};
  return fill(
      "The servers are {0} busy with the change, and the median page takes {1}, {2} without it: who did not "
      "wait for a server does not gain by another.",
      {number(percent(web->utilisation)), number(seconds(run.figures.page_load.p50.value)),
       ghost(seconds(run.ghost.page_load.p50.value))});
}

Shown averages_tell(const Snapshot& run, const Catalog&) {
  const sandbox::Latency& answer = run.figures.response;
  if (!answer.p99.enough || answer.p99.value < 4 * answer.mean_s) return {};
  return fill(
      "The mean answer takes {0}, which says little: half take under {1}, and one in a hundred over {2}.",
      {number(seconds(answer.mean_s)), number(seconds(answer.p50.value)), number(seconds(answer.p99.value))});
}

Shown busy_is_efficient(const Snapshot& run, const Catalog&) {
  for (const NodeView& node : run.nodes) {
    if (node.node.kind == NodeKind::worker || node.node.kind == NodeKind::queue) continue;
    if (node.node.kind == NodeKind::uplink || node.members.empty() || node.per_s <= 0) continue;
    const double cores = node.node.cores_per_member * static_cast<double>(node.members.size());
    if (node.disk_busy >= node.utilisation) continue;  // its disk is what is full, not its cores
    const double served_per_s = node.per_s - node.failed_per_s;
    if (served_per_s < 0.2 * node.per_s) continue;  // who is turned away waits for nothing
    const double work_s = node.utilisation * cores / served_per_s;
    constexpr double kLeastWork_s = 1e-4;  // less is said as no work at all
    if (work_s < kLeastWork_s) continue;
    if (node.utilisation < 0.9 || node.wait_s < 3 * work_s) continue;
    return fill(
        "{0} busy looks efficient, but a request with {1} of work waits {2} for it: the nearer to its "
        "limit, the longer the line.",
        {number(percent(node.utilisation)), number(seconds(work_s)), number(seconds(node.wait_s))});
  }
  return {};
}

Shown replicas_scale_writes(const Snapshot& run, const Catalog&) {
  const NodeView* primary = first_of(run, NodeKind::primary);
  if (primary == nullptr || run.architecture.replicas == 0) return {};
  if (!has_changed(run, "replica-count") && !has_changed(run, "replicas")) return {};
  if (primary->disk_busy < 0.6) return {};
  return fill(
      "{0} copies in each site now, and the primary's disk is {1} busy all the same: every copy writes every "
      "row once more. Replicas share out reads, never writes.",
      {number(count(run.architecture.replicas)), number(percent(primary->disk_busy))});
}

Shown stateless_has_no_state(const Snapshot& run, const Catalog&) {
  if (!run.architecture.stateless || !incident_was(run, "store-restart", 3)) return {};
  if (run.figures.failed_share.value < 0.05) return {};
  return fill(
      "Stateless servers, but not a stateless system: the session store is gone, and {0} of pages fail with "
      "it.",
      {number(percent(run.figures.failed_share.value))});
}

Shown two_regions_mean_no_downtime(const Snapshot& run, const Catalog&) {
  const auto& sites = run.architecture.sites;
  const auto built = std::count(sites.begin(), sites.end(), true);
  if (built < 2 || !incident_was(run, "region-outage", 30) || run.since_incident.error_s < 20) return {};
  return fill(
      "{0} regions, and still {1} of errors and {2} failed pages: a loss must be noticed first, and old "
      "addresses forgotten.",
      {number(count(static_cast<double>(built))), number(exact_seconds(run.since_incident.error_s)),
       number(count(run.since_incident.failed_pages))});
}

Shown queues_make_work_faster(const Snapshot& run, const Catalog&) {
  const NodeView* worker = first_of(run, NodeKind::worker);
  const NodeView* queue = first_of(run, NodeKind::queue);
  if (!has_changed(run, "queue") || worker == nullptr || queue == nullptr) return {};
  const double waits_s = std::max(queue->wait_s + worker->wait_s, queue->oldest_wait_s);
  if (waits_s < 1) return {};
  return fill("The page is done sooner, the job is not: it waits {0} in the queue before somebody starts it.",
              {number(seconds(waits_s))});
}

// Within a sixth of each other: none is being filled or emptied.
bool has_even_rows(const NodeView& node) {
  double most = 0, sum = 0;
  for (const sandbox::MemberView& member : node.members) {
    most = std::max(most, member.data_bytes);
    sum += member.data_bytes;
  }
  return sum > 0 && most * static_cast<double>(node.members.size()) < 1.17 * sum;
}

Shown equal_rows_are_equal_load(const Snapshot& run, const Catalog&) {
  if (run.time_s < kSettled_s) return {};
  for (const NodeView& node : run.nodes) {
    const bool shards = node.node.kind == NodeKind::shard ||
                        (node.node.kind == NodeKind::primary && run.architecture.sharding);
    if (!shards || node.members.size() < 2 || node.busiest < 0.1 || !has_even_rows(node)) continue;
    if (node.busiest < 1.3 * node.utilisation) continue;
    return fill(
        "Every shard has as many rows as the next, but one is {0} busy and the mean {1}: equal rows are not "
        "equal load.",
        {number(percent(node.busiest)), number(percent(node.utilisation))});
  }
  return {};
}

Shown retries_help(const Snapshot& run, const Catalog&) {
  if (!has_changed(run, "retries") || run.architecture.retries == model::Retries::none) return {};
  const sandbox::Figures &now = run.figures, &then = run.ghost;
  if (then.failed_share.value < 0.05 || now.goodput_per_s > 0.95 * then.goodput_per_s) return {};
  return fill(
      "Of {0} pages a second {1} are answered with retries, {2} without: a part that is full is not helped "
      "by being asked again.",
      {number(per_second(now.pages_per_s)), number(per_second(now.goodput_per_s)),
       ghost(per_second(then.goodput_per_s))});
}

Shown all_at_once(const Snapshot& run, const Catalog& catalog) {
  if (run.architecture.users < 1e6 || run.figures.pages_per_s <= 0) return {};
  return fill(
      "{0} users a day are not as many at once: at the evening peak {1} are there, and they ask for {2} "
      "pages "
      "a second.",
      {number(count(run.architecture.users)),
       number(count(model::online_at_peak(catalog, run.architecture.users))),
       number(per_second(run.figures.pages_per_s))});
}

}  // namespace

const std::vector<Misconception>& misconceptions() {
  static const std::vector<Misconception> all = {
      {"cdn-speeds-up-everything", "A CDN speeds up everything.", cdn_speeds_up_everything},
      {"higher-hit-ratio-is-faster", "A higher hit ratio means faster pages.", higher_hit_ratio_is_faster},
      {"more-servers-help", "More servers help.", more_servers_help},
      {"averages-tell", "The average tells how it is.", averages_tell},
      {"busy-is-efficient", "90 % busy is efficient.", busy_is_efficient},
      {"replicas-scale-writes", "Replicas scale writes.", replicas_scale_writes},
      {"stateless-has-no-state", "Stateless means that there is no state.", stateless_has_no_state},
      {"two-regions-no-downtime", "Two regions mean no downtime.", two_regions_mean_no_downtime},
      {"queues-make-work-faster", "Queues make work faster.", queues_make_work_faster},
      {"equal-rows-equal-load", "Equal rows mean equal load.", equal_rows_are_equal_load},
      {"retries-help", "Retries help.", retries_help},
      {"all-at-once", "500 million users are 500 million at once.", all_at_once},
  };
  return all;
}

}  // namespace scale::lesson
