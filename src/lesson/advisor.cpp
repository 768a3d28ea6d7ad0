#include "lesson/advisor.h"

#include <algorithm>
#include <cmath>

#include "lesson/format.h"
#include "lesson/texts.h"
#include "lesson/waiting.h"
#include "model/regions.h"
#include "theory/erlang.h"

namespace scale::lesson {
namespace {

using model::NodeKind;
using sandbox::NodeView;
using sandbox::Snapshot;

constexpr double kBusy = 0.7;
constexpr double kMuchOfAPage = 0.3;  // worth naming even where few pages are slow

TextRun heat(double utilisation) {
  return {percent(std::min(1.0, utilisation)), utilisation >= 0.9   ? Emphasis::failing
                                               : utilisation >= 0.7 ? Emphasis::warning
                                                                    : Emphasis::number};
}

std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

double mean_page_s(const Snapshot& run, const model::Catalog& catalog) {
  return sandbox::mean_page_s(run.figures, catalog);
}

// The share of a round trip between these regions that a data centre next door would not have.
double distance_share(const model::Catalog& c, model::Region users, model::Region site) {
  const auto u = static_cast<std::size_t>(users), s = static_cast<std::size_t>(site);
  const double far = c.round_trip_s[u][s], near = c.round_trip_s[u][u];
  return std::max(0.0, far - near) / (far + c.access_round_trip_median_s);
}

struct Distance {
  double mean_s = 0;    // of a mean page
  double region_s = 0;  // of the median page where it is longest
  std::uint64_t samples = 0;
  std::size_t region = 0;
};

Distance distance_of(const Snapshot& run, const model::Catalog& catalog) {
  Distance out;
  double pages = 0;
  for (const model::Region users : model::kAllRegions) {
    const auto r = static_cast<std::size_t>(users);
    const sandbox::RegionFigures& region = run.figures.regions[r];
    const sandbox::Anatomy& page = region.anatomy;
    out.samples += page.samples;
    if (page.total_s <= 0) continue;
    const double far =
        distance_share(catalog, users, model::nearest_site(run.architecture, catalog, users, {}));
    const double files = run.architecture.cdn ? 0 : page.static_files_s;
    const double seconds = far * (page.connect_s + page.distance_s + files);
    out.mean_s += seconds * region.pages_per_s;
    pages += region.pages_per_s;
    if (seconds > out.region_s) {
      out.region_s = seconds;
      out.region = r;
    }
  }
  if (pages > 0) out.mean_s /= pages;
  return out;
}

// None, where nothing is busy at all.
std::uint32_t busiest_node(const Snapshot& run) {
  std::uint32_t busiest = sim::kNone;
  double most = 0;
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    if (is_background(run.nodes[i].node.kind) || run.nodes[i].busiest <= most) continue;
    busiest = i;
    most = run.nodes[i].busiest;
  }
  return busiest;
}

double busiest_of_all(const Snapshot& run) {
  const std::uint32_t busiest = busiest_node(run);
  return busiest == sim::kNone ? 0 : run.nodes[busiest].busiest;
}

// Cores of all members, the work of a request, and what theory says about them.
Words busy_words(const Snapshot& run, const NodeView& node, std::uint32_t index) {
  const std::string name = capital(spoken_name(run, index, busiest_member(node)));
  if (node.node.kind == NodeKind::uplink)
    return fill(text(Text::busy_link),
                {number(name), number(bytes_per_second(run.figures.origin_bytes_per_s)), heat(node.busiest),
                 number(seconds(node.wait_s))});
  if (node.disk_busy > 0 && node.disk_busy >= node.busiest)
    return fill(text(Text::busy_disk), {number(name), heat(node.disk_busy), number(per_second(node.per_s))});

  const int cores = node.node.cores_per_member * static_cast<int>(node.members.size());
  const double busy = node.utilisation * cores;
  const double work_s = node.per_s > 0 ? busy / node.per_s : 0;
  // Beyond an hour the load is not measured well enough to say how long.
  constexpr double kLongest_s = 3600;
  const double wait_s = theory::mmc_mean_wait_s({cores, node.per_s, work_s});
  return fill(
      text(Text::busy_by_little),
      {number(name), number(per_second(node.per_s)), number(seconds(work_s)), number(per_second(busy)),
       number(count(cores)), heat(node.utilisation), number(count(node.wait_s * node.per_s)),
       number(seconds(node.wait_s)), number(wait_s < kLongest_s ? seconds(wait_s) : std::string("no end"))});
}

bool all_serve(const NodeView& node) {
  return std::all_of(node.members.begin(), node.members.end(),
                     [](const sandbox::MemberView& member) { return member.up && member.in_rotation; });
}

bool is_hot_member(const NodeView& node) {
  return node.members.size() > 1 && all_serve(node) && node.node.kind != NodeKind::primary &&
         node.busiest >= kBusy && node.utilisation < 0.7 * node.busiest;
}

void name_node(Diagnosis& out, const Snapshot& run, std::uint32_t index) {
  const NodeView& node = run.nodes[index];
  out.node = index;
  out.member = busiest_member(node);
  if (is_hot_member(node)) {
    const double others = (node.utilisation * static_cast<double>(node.members.size()) - node.busiest) /
                          static_cast<double>(node.members.size() - 1);
    out.limit = Limit::hot_member;
    out.words =
        fill(text(Text::limit_is_hot_member), {{std::string(kind_text(node.node.kind)), Emphasis::plain},
                                               number(count(static_cast<double>(node.members.size()))),
                                               heat(node.busiest),
                                               number(percent(others))});
    return;
  }
  out.limit = Limit::station;
  out.words = busy_words(run, node, index);
  const double utilisation = std::min(1.0, node.busiest);
  append(out.words, fill(text(Text::more_help), {number(percent(utilisation / 2))}));
}

void name_distance(Diagnosis& out, const Snapshot& run, const Distance& far) {
  out.limit = Limit::distance;
  out.region = static_cast<model::Region>(far.region);
  const TextRun city = number(std::string(model::info(out.region).city)),
                page = number(seconds(run.figures.regions[far.region].page_load.p50.value)),
                way = number(seconds(far.region_s)), busy = heat(busiest_of_all(run));
  const std::uint32_t busiest = busiest_node(run);
  if (busiest == sim::kNone || run.nodes[busiest].busiest < kBusy) {
    out.words = fill(text(Text::limit_is_distance), {city, page, way, busy});
    return;
  }
  const std::string name = spoken_name(run, busiest, busiest_member(run.nodes[busiest]));
  out.words = fill(text(Text::limit_is_distance_before_a_node), {city, page, way, number(name), busy});
}

bool name_what_is_down(Diagnosis& out, const Snapshot& run) {
  if (run.figures.failed_share.value < 0.01) return false;
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    const NodeView& node = run.nodes[i];
    if (node.node.kind == NodeKind::worker || node.node.kind == NodeKind::uplink) continue;
    for (std::uint32_t m = 0; m < node.members.size(); ++m) {
      if (node.members[m].up || !node.members[m].in_rotation) continue;
      out.limit = Limit::down;
      out.node = i;
      out.member = m;
      out.words =
          fill(text(Text::limit_is_down), {number(capital(spoken_name(run, i, m))),
                                           {percent(run.figures.failed_share.value), Emphasis::failing}});
      return true;
    }
  }
  return false;
}

}  // namespace

std::uint32_t busiest_member(const NodeView& node) {
  std::uint32_t busiest = 0;
  for (std::uint32_t i = 1; i < node.members.size(); ++i)
    if (node.members[i].utilisation > node.members[busiest].utilisation) busiest = i;
  return busiest;
}

std::string spoken_name(const Snapshot& run, std::uint32_t index, std::uint32_t member) {
  const NodeView& node = run.nodes[index];
  std::string name(kind_text(node.node.kind));
  const bool many = node.node.kind == NodeKind::web || node.node.kind == NodeKind::replica ||
                    node.node.kind == NodeKind::shard;
  if (many && node.members.size() > 1) {
    name += " " + count(member + 1.0);
  } else {
    name = "the " + (node.node.kind == NodeKind::uplink ? "web servers' line" : name);
  }
  const auto& sites = run.architecture.sites;
  if (std::count(sites.begin(), sites.end(), true) > 1 && node.node.kind != NodeKind::primary)
    name += " in " + std::string(model::info(node.node.region).city);
  return name;
}

Diagnosis diagnose(const Snapshot& run) {
  const model::Catalog& catalog = run.catalog;
  Diagnosis out;
  const sandbox::Figures& now = run.figures;
  if (name_what_is_down(out, run)) return out;
  const double page_s = mean_page_s(run, catalog);
  const auto waiting = waiting_by_node(run.nodes, run.figures.pages_per_s, catalog);
  double blame = 0;
  for (const Waiting& node : waiting) blame += node.blame;

  std::uint32_t worst = sim::kNone;
  double saving = 0;
  for (std::uint32_t i = 0; i < waiting.size(); ++i) {
    double here = std::min(waiting[i].row_s, catalog.patience_s) * (1 - now.failed_share.value);
    if (blame > 0) here += waiting[i].blame / blame * now.failed_share.value * catalog.patience_s;
    if (here <= saving) continue;
    saving = here;
    worst = i;
  }
  const Distance far = distance_of(run, catalog);
  const bool distant = far.mean_s > saving;
  out.saving_s = distant ? far.mean_s : saving;

  const bool felt = now.slow_share.value >= 0.1 || now.failed_share.value >= 0.01 ||
                    busiest_of_all(run) >= kBusy || out.saving_s >= kMuchOfAPage * page_s;
  if (felt && out.saving_s >= 0.1 * page_s && out.saving_s > 0) {
    if (distant) {
      name_distance(out, run, far);
    } else {
      name_node(out, run, worst);
    }
    return out;
  }
  if (now.failed_share.value >= 0.01) {
    out.words = fill(text(Text::limit_has_passed), {{percent(now.failed_share.value), Emphasis::failing},
                                                    number(exact_seconds(std::round(now.window_s)))});
    return out;
  }
  if (felt && far.mean_s == 0) {
    out.words = fill(text(Text::limit_is_unknown), {number(count(static_cast<double>(far.samples)))});
    return out;
  }
  out.words =
      fill(text(Text::limit_is_none), {number(percent(now.slow_share.value)),
                                       number(percent(now.failed_share.value)), heat(busiest_of_all(run))});
  return out;
}

}  // namespace scale::lesson
