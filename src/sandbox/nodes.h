// Nodes and links of the diagram with their live load.
#pragma once

#include <vector>

#include "sandbox/run.h"
#include "sandbox/snapshot.h"

namespace scale::sandbox {

std::vector<NodeView> node_views(const Run& run);
std::vector<LinkView> link_views(const Run& run);
// The node nearest to its limit, when one is above 0.7.
// What holds pages up: workers are in nobody's way.
Bottleneck bottleneck(const std::vector<NodeView>& nodes);

}  // namespace scale::sandbox
