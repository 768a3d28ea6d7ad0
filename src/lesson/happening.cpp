#include "lesson/happening.h"

#include <algorithm>

#include "lesson/advisor.h"
#include "lesson/format.h"

namespace scale::lesson {
namespace {

using sandbox::NodeView;
using sandbox::Snapshot;

// Beyond a limit by this much, so that noise about it is no event.
constexpr double kClear = 0.03;

std::string crossed(double was, double is, double limit, double margin, const std::string& subject) {
  if (was < limit && is >= limit + margin) return subject + " pass " + percent(limit) + ".";
  if (was >= limit && is < limit - margin) return subject + " fall below " + percent(limit) + ".";
  return {};
}

bool any_down(const NodeView& node) {
  return std::any_of(node.members.begin(), node.members.end(), [](const auto& member) { return !member.up; });
}

std::string of_node(const Snapshot& run, std::uint32_t id, const NodeView& was, const NodeView& is) {
  const std::string name = spoken_name(run, id, busiest_member(is));
  if (any_down(is) != any_down(was))
    return is.node.label + (any_down(is) ? ": one is down." : ": all are up again.");
  for (const double limit : {0.7, 0.9}) {
    if (was.busiest < limit && is.busiest >= limit + kClear)
      return name + " is more than " + percent(limit) + " busy.";
    if (was.busiest >= limit && is.busiest < limit - kClear)
      return name + " is below " + percent(limit) + " again.";
  }
  constexpr double kBacklog = 10;
  if (is.node.kind == model::NodeKind::queue && was.waiting >= kBacklog && is.waiting < 1)
    return "The queue is empty.";
  constexpr double kBehind_s = 5;
  if (was.lag_s >= kBehind_s && is.lag_s < 1) return is.node.label + " has caught up.";
  if (was.lag_s < kBehind_s && is.lag_s >= 2 * kBehind_s) return is.node.label + " falls behind.";
  return {};
}

}  // namespace

std::string happening(const Snapshot& before, const Snapshot& now) {
  if (now.markers.size() > before.markers.size()) return now.markers.back().label + ".";
  for (std::uint32_t i = 0; i < now.nodes.size(); ++i) {
    const auto was = std::find_if(before.nodes.begin(), before.nodes.end(),
                                  [&](const NodeView& node) { return node.node.id == now.nodes[i].node.id; });
    if (was == before.nodes.end()) continue;
    if (std::string said = of_node(now, i, *was, now.nodes[i]); !said.empty()) return said;
  }
  const auto passes = [](const sandbox::Reading& was, const sandbox::Reading& is, double limit, double clear,
                         const char* what) {
    return was.enough && is.enough ? crossed(was.value, is.value, limit, clear, what) : std::string();
  };
  const sandbox::Figures &was = before.figures, &is = now.figures;
  std::string said = passes(was.slow_share, is.slow_share, 0.2, kClear, "Slow pages");
  return said.empty() ? passes(was.failed_share, is.failed_share, 0.01, 0.005, "Failed pages") : said;
}

}  // namespace scale::lesson
