// The world: regions, their users, their data centres and the ways between them.
#include "ui/panels.h"

namespace scale::ui {

void world_map(Frame& frame, const Rect& area) {
  diagram(frame, area);
}

}  // namespace scale::ui
