// Which boxes are joined, how wide their lanes are, and at which door of a box each ends.
#include "ui/picture_lanes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/picture_plan.h"

namespace scale::ui {
namespace {

using model::Column;

struct Port {
  float x, y;
};

Port door(const Box& box, bool upright, bool far_side, float shift) {
  if (upright) return {box.rect.x + box.rect.width / 2 + shift, far_side ? box.rect.bottom() : box.rect.y};
  return {far_side ? box.rect.right() : box.rect.x, box.rect.y + box.rect.height / 2 + shift};
}

// Tangents along the picture; `first` and `last`: how far they hold, as shares of the length.
render::Path curve(Port a, Port b, bool upright, float first = 0.5f, float last = 0.5f) {
  if (upright) {
    const float length = b.y - a.y;
    return {a.x, a.y, a.x, a.y + length * first, b.x, b.y - length * last, b.x, b.y};
  }
  const float length = b.x - a.x;
  return {a.x, a.y, a.x + length * first, a.y, b.x - length * last, b.y, b.x, b.y};
}

// Between two boxes of one column: an arc on its far side.
render::Path arc(const Box& from, const Box& to, bool upright, float reach) {
  const Port a = door(from, upright, true, 0), b = door(to, upright, true, 0);
  if (upright) return {a.x, a.y, a.x, a.y + reach, b.x, b.y + reach, b.x, b.y};
  return {a.x, a.y, a.x + reach, a.y, b.x + reach, b.y, b.x, b.y};
}

std::uint32_t lane_of_boxes(Picture& picture, std::uint32_t from, std::uint32_t to, std::uint32_t link,
                            bool replication) {
  for (std::uint32_t i = 0; i < picture.lanes.size(); ++i) {
    const Lane& lane = picture.lanes[i];
    if (lane.from == from && lane.to == to && lane.replication == replication) return i;
  }
  Lane lane;
  lane.from = from;
  lane.to = to;
  lane.link = link;
  lane.replication = replication;
  picture.lanes.push_back(lane);
  return static_cast<std::uint32_t>(picture.lanes.size() - 1);
}

}  // namespace

void add_lanes(Picture& picture, const Frame& frame, float widest) {
  for (std::uint32_t l = 0; l < frame.run.links.size(); ++l) {
    const sandbox::LinkView& link = frame.run.links[l];
    const std::uint32_t from = picture.first_box[link.from], to = picture.first_box[link.to];
    if (from == sim::kNone || to == sim::kNone || (link.replication && picture.upright)) continue;
    const std::uint32_t starts = picture.box_count[link.from], ends = picture.box_count[link.to];
    for (std::uint32_t i = 0; i < starts; ++i) {
      for (std::uint32_t k = 0; k < ends; ++k) {
        const std::uint32_t at = lane_of_boxes(picture, from + i, to + k, l, link.replication);
        picture.lanes[at].per_s += static_cast<float>(link.per_s) / static_cast<float>(starts * ends);
        if (i + k == 0 && !link.replication) {
          picture.first_lane[link.from * frame.run.nodes.size() + link.to] = at;
        }
      }
    }
  }
  // Pages from the users and queries to the data have a scale each: the widest band is the same.
  const auto queries = [&](const Lane& lane) {
    return column_of(frame.run.nodes[picture.boxes[lane.to].node]) >= static_cast<std::size_t>(Column::data);
  };
  std::array<float, 2> most = {1e-9f, 1e-9f};
  for (const Lane& lane : picture.lanes) {
    if (!lane.replication) most[queries(lane)] = std::max(most[queries(lane)], lane.per_s);
  }
  for (Lane& lane : picture.lanes) {
    const bool asks = queries(lane);
    const float flow = std::sqrt(lane.per_s / most[asks]) * widest * (asks ? 0.5f : 1.0f);
    const bool pages = picture.boxes[lane.from].look == BoxLook::crowd && compact_form(frame.form);
    lane.width = lane.replication ? 4.0f : std::clamp(flow, pages ? 18.0f : 3.0f, 64.0f);
  }
}

// Lanes at one side of a box stand beside each other in the order of their other ends.
void place_doors(Picture& picture, const Frame& frame) {
  for (std::uint32_t b = 0; b < picture.boxes.size(); ++b) {
    for (const bool far_side : {false, true}) {
      std::vector<std::uint32_t> at;
      for (std::uint32_t i = 0; i < picture.lanes.size(); ++i) {
        const Lane& lane = picture.lanes[i];
        if (!lane.replication && (far_side ? lane.from : lane.to) == b) at.push_back(i);
      }
      const auto other = [&](std::uint32_t i) {
        const Rect& rect = picture.boxes[far_side ? picture.lanes[i].to : picture.lanes[i].from].rect;
        return picture.upright ? rect.x + rect.width / 2 : rect.y + rect.height / 2;
      };
      std::stable_sort(at.begin(), at.end(), [&](auto a, auto c) { return other(a) < other(c); });
      const Rect& rect = picture.boxes[b].rect;
      const float room = picture.upright ? rect.width : rect.height;
      float total = 0;
      for (const std::uint32_t i : at) total += picture.lanes[i].width;
      const float gaps = static_cast<float>(at.size() > 1 ? at.size() - 1 : 1);
      const float gap = at.size() > 1 ? std::clamp((room * 0.92f - total) / gaps, -30.0f, 26.0f) : 0;
      float shift = -(total + gap * (static_cast<float>(at.size()) - 1)) / 2;
      for (const std::uint32_t i : at) {
        Lane& lane = picture.lanes[i];
        const Port port = door(picture.boxes[b], picture.upright, far_side, shift + lane.width / 2);
        (far_side ? lane.path.x0 : lane.path.x3) = port.x;
        (far_side ? lane.path.y0 : lane.path.y3) = port.y;
        shift += lane.width + gap;
      }
    }
  }
  float reach = 14;
  const bool edges = std::any_of(picture.boxes.begin(), picture.boxes.end(),
                                 [](const Box& box) { return box.look == BoxLook::edge; });
  for (Lane& lane : picture.lanes) {
    const Box &from = picture.boxes[lane.from], &to = picture.boxes[lane.to];
    if (lane.replication) {
      const bool same = picture.upright
                            ? from.rect.y == to.rect.y
                            : column_of(frame.run.nodes[from.node]) == column_of(frame.run.nodes[to.node]);
      reach = reach > 36 ? 20 : reach + 8;  // arcs beside each other, within the margin
      lane.path = same ? arc(from, to, picture.upright, reach)
                       : curve(door(from, picture.upright, true, 0), door(to, picture.upright, false, 0),
                               picture.upright);
    } else {
      const bool passes = from.look == BoxLook::crowd && to.look == BoxLook::bar && edges;
      if (picture.upright && from.look == BoxLook::crowd && edges) {
        lane.path.x0 = passes ? from.rect.x + from.rect.width * 0.18f : lane.path.x3;
      }
      if (from.look == BoxLook::crowd && edges && !picture.upright) {
        const float middle = from.rect.y + from.rect.height / 2;
        const float low = from.rect.height * (compact_form(frame.form) ? 0.3f : 0.4f);
        lane.path.y0 = passes ? middle + std::min(30.0f, low) : lane.path.y3;
      }
      lane.path = curve({lane.path.x0, lane.path.y0}, {lane.path.x3, lane.path.y3}, picture.upright,
                        passes ? 0.95f : 0.5f, passes ? 0.1f : 0.5f);
    }
  }
}

}  // namespace scale::ui
