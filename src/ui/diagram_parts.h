// What the diagram's files share: reading a box's node, and the parts that are drawn over each other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ui/picture.h"

namespace scale::ui {

using model::NodeKind;
using sandbox::NodeView;

const NodeView& node_of(const Frame& frame, const Box& box);
// Utilisation of the members that this box stands for.
double busy_of(const NodeView& node, const Box& box);
double waiting_of(const NodeView& node, const Box& box);
bool all_down(const NodeView& node, const Box& box);
// A site's way out; null where there is none.
const NodeView* uplink_of(const Frame& frame, model::Region region);
double uplink_busy(const NodeView& uplink, const Box& box);

// The row of the busiest of several shards, where it is busy enough to be drawn taller and with its name.
struct HotRow {
  std::size_t member = 0;
  Rect rect;
};
std::optional<HotRow> hot_row(const NodeView& node, const Box& box);

// diagram_nodes.cpp: what a node stands on, and what stands in it.
void draw_frame(Frame& frame, const Box& box);
void draw_box(Frame& frame, const Box& box);
// Where the i-th stands that waits at a box; false where there is no room for so many.
bool place_in_pile(const Picture& picture, const Box& box, std::uint32_t i, render::Grain& grain);
// The real queue at a box's door: a grain for each that waits, as far as there is room; then a block.
void draw_pile(Frame& frame, const Picture& picture, const Box& box);

void draw_vessel(Frame& frame, const NodeView& node, const Box& box);  // diagram_queue.cpp
// How many wait and how old the oldest is, right of the queue's name, which takes `used` of the width.
void label_queue(Frame& frame, const NodeView& node, const Box& box, float y, float used);

// diagram_labels.cpp; `taken`: where plates stand already.
void label_box(Frame& frame, const Picture& picture, const Box& box, std::vector<Rect>& taken);
void draw_heads(Frame& frame, const Picture& picture, const Rect& area);

// Presses and hovers of nodes and lanes.
void touch_diagram(Frame& frame, const Picture& picture, const Rect& area);  // diagram_hover.cpp

}  // namespace scale::ui
