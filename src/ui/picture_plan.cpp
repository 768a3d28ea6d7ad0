#include "ui/picture_plan.h"

#include <algorithm>

namespace scale::ui {

using model::Column;
using model::NodeKind;
using sandbox::NodeView;

namespace {

bool drawn(const NodeView& node) {
  return node.node.kind != NodeKind::uplink;
}

}  // namespace

std::size_t column_of(const NodeView& node) {
  return static_cast<std::size_t>(node.node.column);
}

std::vector<std::uint32_t>& nodes_in(Plan& plan, Column column) {
  return plan.nodes[static_cast<std::size_t>(column)];
}

Plan make_plan(const Frame& frame) {
  Plan plan;
  const auto& nodes = frame.run.nodes;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (!drawn(nodes[i])) continue;
    plan.nodes[column_of(nodes[i])].push_back(i);
    if (nodes[i].node.kind == NodeKind::web) plan.sites.push_back(nodes[i].node.region);
  }
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  if (plan.sites.size() > 1 && roomy) {
    auto& data = nodes_in(plan, Column::data);
    const auto stores = std::stable_partition(data.begin(), data.end(), [&](std::uint32_t id) {
      return nodes[id].node.kind != NodeKind::cache && nodes[id].node.kind != NodeKind::sessions;
    });
    nodes_in(plan, kStores).assign(stores, data.end());
    data.erase(stores, data.end());
  }
  return plan;
}

Slot& slot_of(Plan& plan, Column column) {
  return plan.slots[static_cast<std::size_t>(column)];
}

}  // namespace scale::ui
