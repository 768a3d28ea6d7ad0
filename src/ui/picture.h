// The architecture laid out: where each node's boxes stand and which lanes join them. Users left, data right
// (upright forms: users above, data below). Made anew for each frame from the snapshot; pixels of the page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "render/scene.h"
#include "ui/frame.h"

namespace scale::ui {

enum class BoxLook : std::uint8_t {
  crowd,    // users of a region
  edge,     // capsule, level = hit ratio
  bar,      // balancer
  glasses,  // a glass a member, or a core
  field,    // cells, many members
  rows,     // shards
  vessel,   // queue
};

// A node is one box, or one for each member where they are few.
struct Box {
  std::uint32_t node = 0;
  std::uint32_t first_member = 0, members = 0;
  BoxLook look = BoxLook::glasses;
  Rect rect;
  bool named = true;     // room for a name above
  bool foot = true;      // room for a line beneath
  float before = 54;     // px for who waits at its door; without any they stand beneath
  bool for_all = false;  // of the nodes that keep the same, the one that is worst off now
};

struct Lane {
  std::uint32_t from = 0, to = 0;  // boxes
  std::uint32_t link = 0;
  render::Path path;
  float width = 3;
  float per_s = 0;
  bool replication = false;
};

struct ColumnHead {
  float x = 0;
  std::string icon, name, figure;
  std::string brief;  // the figure, where there is little room
};

// Names a column of boxes, one in each site's row, which have no room for a name of their own.
struct Caption {
  float x = 0, y = 0, width = 0;  // the middle of its baseline; how much room it has
  std::string words;
};

struct Picture {
  std::vector<Box> boxes;
  std::vector<Lane> lanes;
  std::vector<ColumnHead> heads;
  std::vector<Caption> captions;
  std::vector<std::uint32_t> first_box;  // of each node; boxes of a node are neighbours; kNone: not drawn
  std::vector<std::uint32_t> box_count;
  std::vector<std::uint32_t> first_lane;  // of each pair (from node, to node); its lanes are neighbours
  bool upright = false;
};

Picture lay_out(Frame& frame, const Rect& area);

// What a store keeps: "Cache", "Accounts". Copies and shards keep the same as what they are copies or shards
// of, but for those of the whole database: "Replicas", "Shards".
std::string kept_in(const sandbox::NodeView& node);

// The lane between two nodes that touches the member's box; kNone where there is none.
std::uint32_t lane_between(const Picture& picture, std::uint32_t from_node, std::uint32_t to_node,
                           std::uint32_t member);

}  // namespace scale::ui
