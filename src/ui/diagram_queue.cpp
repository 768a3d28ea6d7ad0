// A message queue: a vessel that fills with squares, and its age beside it.
#include <algorithm>

#include "ui/diagram_parts.h"
#include "ui/format.h"

namespace scale::ui {

void draw_vessel(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  fill_rect(frame, r, frame.theme.cell, 6);
  const int rows = std::max(1, static_cast<int>((r.height - 8) / 5.8f));
  const int room = static_cast<int>((r.width - 10) / 5.8f) * rows;
  const int count = std::min(room, static_cast<int>(node.waiting));
  for (int i = 0; i < count; ++i) {
    render::Grain grain;
    grain.along = r.right() - 7 - static_cast<float>(i / rows) * 5.8f;
    grain.across = r.bottom() - 6 - static_cast<float>(i % rows) * 5.8f;
    grain.radius = 2;
    grain.shape = static_cast<float>(render::GrainShape::square);
    grain.colour = frame.theme.background.mark;
    frame.scene.grains.push_back(grain);
  }
}

void label_queue(Frame& frame, const NodeView& node, const Box& box, float y, float used) {
  if (node.waiting < 1 || all_down(node, box)) return;
  const std::string age = seconds(node.oldest_wait_s), waiting = compact(node.waiting) + ", ";
  const Style set = style(12, frame.theme.background.text, Weight::semibold, Align::right);
  const float room = box.rect.width - used - 8;
  const bool both = text_width(waiting + age, set) <= room;
  if (!both && text_width(age, set) > room) return;
  draw_plate(frame, box.rect.right(), y, both ? waiting + age : age, set);
}

}  // namespace scale::ui
