// What each node costs a mean page view, by the live figures of one run: seconds of waiting by Little's law,
// and its part in the failures.
#pragma once

#include <span>
#include <vector>

#include "model/catalog.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

struct Waiting {
  double row_s = 0;   // in its queue, of a mean page
  double work_s = 0;  // at its machines, of a mean page
  double blame = 0;   // for failures: what it turned away, and the time lost in its queue
};

// Their work is in the background: no page waits for it.
bool is_background(model::NodeKind kind);

// In the order of the nodes; all 0 where no page is asked for.
std::vector<Waiting> waiting_by_node(std::span<const sandbox::NodeView> nodes, double pages_per_s,
                                     const model::Catalog& catalog);

}  // namespace scale::lesson
