// Which nodes stand in which column of the picture and at which sites, and where the columns stand.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ui/picture.h"

namespace scale::ui {

inline constexpr std::size_t kColumns = 7;
// Sessions and caches of several sites, before the data.
inline constexpr auto kStores = static_cast<model::Column>(6);

// Along and across: right and down, or down and right where the picture stands upright.
struct Axes {
  bool upright;
  Rect area;

  float length() const { return upright ? area.height : area.width; }
  float breadth() const { return upright ? area.width : area.height; }
  Rect rect(float along, float across, float length, float breadth) const {
    return upright ? Rect{area.x + across, area.y + along, breadth, length}
                   : Rect{area.x + along, area.y + across, length, breadth};
  }
};

struct Slot {  // of a column, along
  float begin = 0, length = 0;
};

struct Plan {
  std::array<std::vector<std::uint32_t>, kColumns> nodes;
  std::vector<model::Region> sites;
  std::array<Slot, kColumns> slots;
};

std::size_t column_of(const sandbox::NodeView& node);
std::vector<std::uint32_t>& nodes_in(Plan& plan, model::Column column);
Slot& slot_of(Plan& plan, model::Column column);

Plan make_plan(const Frame& frame);

}  // namespace scale::ui
