#include "lesson/waiting.h"

#include <algorithm>

namespace scale::lesson {
namespace {

using model::NodeKind;
using sandbox::NodeView;

constexpr double kBusy = 0.7;

// How often one page view waits there, one time after another: files are fetched side by side.
double visits_in_a_row(const NodeView& node, double pages_per_s) {
  const double visits = node.per_s / pages_per_s;
  if (node.node.kind == NodeKind::uplink) return std::min(visits, 2.0);
  if (node.node.kind == NodeKind::balancer) return std::min(visits, 4.0);
  return visits;
}

}  // namespace

bool is_background(NodeKind kind) {
  return kind == NodeKind::worker || kind == NodeKind::queue;
}

std::vector<Waiting> waiting_by_node(std::span<const NodeView> nodes, double pages_per_s,
                                     const model::Catalog& catalog) {
  std::vector<Waiting> all(nodes.size());
  if (pages_per_s <= 0) return all;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const NodeView& node = nodes[i];
    if (node.members.empty() || is_background(node.node.kind)) continue;
    const double visits = visits_in_a_row(node, pages_per_s);
    all[i].row_s = node.wait_s * visits;
    all[i].work_s = node.work_s * visits;
    if (node.busiest >= kBusy)
      all[i].blame =
          std::min(all[i].row_s, catalog.patience_s) / catalog.patience_s + node.failed_per_s / pages_per_s;
  }
  return all;
}

}  // namespace scale::lesson
