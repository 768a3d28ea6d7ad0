// Auto layout: a column for each kind of place, a row for each site, users and edges in even rows.
#include "ui/picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "ui/format.h"
#include "ui/picture_lanes.h"
#include "ui/picture_plan.h"

namespace scale::ui {
namespace {

using model::Column;
using model::NodeKind;
using model::Region;
using sandbox::NodeView;

constexpr float kHeads = 58;             // height of the column heads
constexpr std::uint32_t kFew = 4;        // members that get a box each
constexpr std::size_t kMostUpright = 6;  // data boxes beside each other
constexpr Style kCaption{11, Weight::semibold};

// ---- rows ---------------------------------------------------------------------------------------------
constexpr float kRowGap = 4;

float weight_of(const NodeView& node) {
  switch (node.node.kind) {
    case NodeKind::primary:
      return 1.5f;
    case NodeKind::shard:
      return 3.0f;
    default:
      return 1.0f;
  }
}

// In each site's row the boxes of a column stand beside each other, at the same place in every row.
struct RowColumn {
  std::string name;
  float width = 0;
};

std::vector<RowColumn> row_columns(const Frame& frame, const Plan& plan, Column column) {
  constexpr float kLeast = 24;
  std::vector<RowColumn> columns;
  for (const std::uint32_t id : plan.nodes[static_cast<std::size_t>(column)]) {
    const std::string name = kept_in(frame.run.nodes[id]);
    const bool known = std::any_of(columns.begin(), columns.end(),
                                   [&](const RowColumn& other) { return other.name == name; });
    if (!known) columns.push_back({name, std::max(kLeast, text_width(name, kCaption) + 4)});
  }
  return columns;
}

float row_length(const std::vector<RowColumn>& columns) {
  float length = -kRowGap;
  for (const RowColumn& column : columns) length += column.width + kRowGap;
  return length;
}

// Too many to stand one below the other with their names.
bool data_in_rows(const Plan& plan, const Axes& axes, float breadth) {
  constexpr float kNamed = 34;  // px for a box, its name and its distance to the next
  const std::size_t count = plan.nodes[static_cast<std::size_t>(Column::data)].size();
  return plan.sites.size() > 1 && !axes.upright && breadth < kNamed * static_cast<float>(count);
}

void place_upright_columns(Plan& plan, const Axes& axes) {
  const float names = 34, foot = 20, data = 44, web = 54;
  const bool background = !plan.nodes[static_cast<std::size_t>(Column::background)].empty();
  const float beneath = background ? 50.0f : 0.0f;
  const float free = axes.length() - foot - data - names - beneath;
  slot_of(plan, Column::users) = {names, 3};
  slot_of(plan, Column::edges) = {names + free * 0.20f, 20};
  slot_of(plan, Column::balancers) = {names + free * 0.44f, 8};
  slot_of(plan, Column::web) = {names + free * 0.60f, web};
  slot_of(plan, Column::data) = {names + free, data};
  slot_of(plan, Column::background) = {names + free + data + foot + 4, beneath - 24};
}

// Shares of the length, as in the wide picture; what the missing columns leave is given to the lanes.
void place_columns(Plan& plan, const Frame& frame, const Axes& axes, float breadth) {
  if (axes.upright) return place_upright_columns(plan, axes);
  const Form form = frame.form;
  const float length = axes.length();
  const float names = compact_form(form) ? 4.0f : form == Form::tablet ? 102.0f : 106.0f;
  const float rows =
      data_in_rows(plan, axes, breadth) ? row_length(row_columns(frame, plan, Column::data)) : 0.0f;
  const float data = std::max(std::clamp(length * 0.153f, 76.0f, 176.0f), std::min(rows, length * 0.42f));
  const float web = std::clamp(length * 0.130f, 70.0f, 150.0f);
  const float right = length > 900 ? 40.0f : 22.0f;  // replication arcs
  slot_of(plan, Column::users) = {names, 4};
  slot_of(plan, Column::data) = {length - right - data, data};
  const bool edges = !plan.nodes[static_cast<std::size_t>(Column::edges)].empty();
  const float free = length - right - data - names;
  slot_of(plan, Column::edges) = {names + free * 0.17f, 26};
  const bool compact = compact_form(form);
  const float balancers = compact ? 0.37f
                          : edges ? 0.427f
                                  : 0.36f,
              servers = compact ? 0.54f
                        : edges ? 0.657f
                                : 0.64f;
  slot_of(plan, Column::balancers) = {names + free * balancers, form == Form::small ? 8.0f : 12.0f};
  slot_of(plan, Column::web) = {names + free * servers, web};
  if (!nodes_in(plan, kStores).empty()) {
    const float store =
        std::max(std::clamp(length * 0.065f, 56.0f, 80.0f), row_length(row_columns(frame, plan, kStores)));
    const float rest = free - store - std::clamp(free * 0.12f, 30.0f, 100.0f);
    slot_of(plan, Column::balancers).begin = names + rest * 0.42f;
    slot_of(plan, Column::web) = {names + rest * 0.62f, std::min(web * 0.9f, rest * 0.32f)};
    slot_of(plan, kStores) = {names + rest, store};
  }
  slot_of(plan, Column::background) = slot_of(plan, Column::web);
}

float row_of(const Plan& plan, Region region, float breadth, float& height) {
  const auto found = std::find(plan.sites.begin(), plan.sites.end(), region);
  const float rows = static_cast<float>(std::max<std::size_t>(1, plan.sites.size()));
  height = breadth / rows;
  const float row =
      found == plan.sites.end() ? (rows - 1) / 2 : static_cast<float>(found - plan.sites.begin());
  return (row + 0.5f) * height;
}

void add_box(Picture& picture, const Box& box) {
  if (picture.first_box[box.node] == sim::kNone) {
    picture.first_box[box.node] = static_cast<std::uint32_t>(picture.boxes.size());
  }
  ++picture.box_count[box.node];
  picture.boxes.push_back(box);
}

void place_rows(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes, Column column,
                BoxLook look) {
  const auto& ids = plan.nodes[static_cast<std::size_t>(column)];
  const Slot slot = plan.slots[static_cast<std::size_t>(column)];
  if (ids.empty()) return;
  if (compact_form(frame.form)) {  // all regions in one
    // The edge stands aside, so that pages pass it by.
    const bool edges = !plan.nodes[static_cast<std::size_t>(Column::edges)].empty();
    const float share = look == BoxLook::edge ? 0.36f : edges ? 0.62f : 0.4f;
    const float breadth = std::min(axes.breadth() * share, axes.upright ? 200.0f : 120.0f);
    const float raise = look == BoxLook::edge ? axes.breadth() * (axes.upright ? -0.12f : 0.12f) : 0.0f;
    add_box(picture,
            {ids[0], 0, 1, look,
             axes.rect(slot.begin, axes.breadth() / 2 - raise - breadth / 2, slot.length, breadth), true});
    for (const std::uint32_t id : ids) {
      picture.first_box[id] = picture.first_box[ids[0]];
      picture.box_count[id] = 1;
    }
    return;
  }
  double most = 1e-9;
  for (const NodeView& node : frame.run.nodes) {
    if (node.node.kind == NodeKind::users) {
      most =
          std::max(most, frame.run.figures.regions[static_cast<std::size_t>(node.node.region)].pages_per_s);
    }
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const float pitch = axes.breadth() / static_cast<float>(ids.size());
    const float middle = (static_cast<float>(i) + 0.5f) * pitch;
    float breadth = std::min(48.0f, pitch - (axes.upright ? 8.0f : 22.0f));
    if (look == BoxLook::crowd) {
      const auto region = static_cast<std::size_t>(frame.run.nodes[ids[i]].node.region);
      const double share = frame.run.figures.regions[region].pages_per_s / most;
      const bool edges = !plan.nodes[static_cast<std::size_t>(Column::edges)].empty();
      breadth = std::clamp(static_cast<float>(std::sqrt(share)) * std::min(48.0f, pitch - 12), 10.0f, 48.0f);
      if (edges && !axes.upright) breadth = std::min(56.0f, pitch - 10);  // files above, pages below
    }
    // Files go straight to the edge, pages pass beneath it.
    const float raise = look == BoxLook::edge && !axes.upright ? 9.0f : 0.0f;
    if (raise > 0) breadth = std::clamp(pitch - 26, 15.0f, 38.0f);
    Box box{ids[i], 0, 1, look, axes.rect(slot.begin, middle - raise - breadth / 2, slot.length, breadth),
            true};
    add_box(picture, box);
  }
}

BoxLook look_of(const NodeView& node) {
  if (node.node.kind == NodeKind::shard) return BoxLook::rows;
  if (node.node.kind == NodeKind::queue) return BoxLook::vessel;
  return node.members.size() > 64 ? BoxLook::field : BoxLook::glasses;
}

// Boxes of a site's nodes in one column, one below the other; a name needs room above.
struct Wanted {
  std::uint32_t node, first, members;
  float weight;
};

// Beside each other each takes its share of what there is, and no less than its name needs, which may reach
// over the gap behind it.
std::vector<float> breadths_beside(const Frame& frame, const std::vector<Wanted>& wanted, float free) {
  constexpr float kGap = 10;
  std::vector<float> breadths(wanted.size(), 0);
  float left = free, weights = 0;
  for (const Wanted& want : wanted) weights += want.weight;
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const float least = text_width(kept_in(frame.run.nodes[wanted[i].node]), kCaption) - kGap;
      if (breadths[i] > 0 || left * wanted[i].weight >= least * weights) continue;
      breadths[i] = least;
      left -= least;
      weights -= wanted[i].weight;
      again = true;
    }
  }
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (breadths[i] <= 0) breadths[i] = left * wanted[i].weight / weights;
  return breadths;
}

void stack(Picture& picture, const Frame& frame, const Axes& axes, const Slot& slot,
           const std::vector<Wanted>& wanted, float middle, float height, float tallest) {
  if (wanted.empty()) return;
  const float count = static_cast<float>(wanted.size());
  const bool small_form = frame.form == Form::embed || frame.form == Form::small;
  const bool tight = small_form || wanted.size() > 5 || height / count <= 52;
  const float named = axes.upright ? 0.0f
                      : tight      ? 19.0f
                                   : 26.0f,
              gap = axes.upright ? 14.0f
                    : tight      ? 4.0f
                                 : 18.0f;
  float weights = 0;
  for (const Wanted& want : wanted) weights += want.weight;
  const bool room = axes.upright || height / count > 34;
  const float above = room ? named : 2.0f, below = room ? gap : 4.0f;
  const float free = std::max(8.0f * count, height - count * (above + below));
  std::vector<float> breadths;
  if (axes.upright) breadths = breadths_beside(frame, wanted, free);
  for (std::size_t i = breadths.size(); i < wanted.size(); ++i)
    breadths.push_back(std::min(tallest * wanted[i].weight, free * wanted[i].weight / weights));
  const float used = std::accumulate(breadths.begin(), breadths.end(), 0.0f);
  const float spare = std::max(0.0f, height - used - count * (above + below)) / (count + 1);
  float across = middle - height / 2 + spare * 0.9f;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    across += above;
    const NodeView& node = frame.run.nodes[wanted[i].node];
    add_box(picture, {wanted[i].node, wanted[i].first, wanted[i].members, look_of(node),
                      axes.rect(slot.begin, across, slot.length, breadths[i]), room, !tight || small_form});
    across += breadths[i] + below + spare;
  }
}

void place_web(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes, float breadth) {
  constexpr float kPile = 60;
  const Slot slot = plan.slots[static_cast<std::size_t>(Column::web)];
  const Slot balancers = plan.slots[static_cast<std::size_t>(Column::balancers)];
  for (const std::uint32_t id : plan.nodes[static_cast<std::size_t>(Column::web)]) {
    const NodeView& node = frame.run.nodes[id];
    float height = 0;
    const float middle = row_of(plan, node.node.region, breadth, height);
    const auto members = static_cast<std::uint32_t>(node.members.size());
    std::vector<Wanted> wanted;
    const bool apart =
        members <= kFew && !axes.upright && height / static_cast<float>(std::max(1u, members)) > 74;
    if (apart) {
      for (std::uint32_t m = 0; m < members; ++m) wanted.push_back({id, m, 1, 1});
    } else {
      wanted.push_back({id, 0, members, members > 16 ? 2.4f : 1.4f});
    }
    if (axes.upright && plan.sites.size() == 1) {  // the name stands beside it
      add_box(picture,
              {id, 0, members, look_of(node), axes.rect(slot.begin, 0, slot.length, breadth * 0.66f), true});
      continue;
    }
    stack(picture, frame, axes, slot, wanted, middle, height, 104);
    Box& box = picture.boxes.back();
    if (!box.named && slot.begin - balancers.begin - balancers.length <= kPile) box.before = 0;
  }
}

void place_in_rows(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes, Column column,
                   float breadth) {
  const Slot slot = plan.slots[static_cast<std::size_t>(column)];
  const auto& nodes = plan.nodes[static_cast<std::size_t>(column)];
  const std::vector<RowColumn> columns = row_columns(frame, plan, column);
  if (columns.empty()) return;
  const float gaps = kRowGap * static_cast<float>(columns.size() - 1);
  const float scale = (slot.length - gaps) / (row_length(columns) - gaps);
  float along = slot.begin;
  for (const RowColumn& at : columns) {
    float top = axes.length();
    for (const Region site : plan.sites) {
      std::vector<std::uint32_t> here;
      float weights = 0;
      for (const std::uint32_t id : nodes) {
        const NodeView& node = frame.run.nodes[id];
        if (node.node.region != site || kept_in(node) != at.name) continue;
        here.push_back(id);
        weights += weight_of(node);
      }
      float height = 0, begin = along;
      const float middle = row_of(plan, site, breadth, height), tall = std::min(44.0f, height - 8);
      for (const std::uint32_t id : here) {
        const NodeView& node = frame.run.nodes[id];
        const float length = at.width * scale * weight_of(node) / weights;
        const Rect rect = axes.rect(begin, middle - tall / 2, length - 2, tall);
        top = std::min(top, rect.y);
        Box box{id, 0, static_cast<std::uint32_t>(node.members.size()), look_of(node), rect, false};
        box.before = 0;
        add_box(picture, box);
        begin += length;
      }
    }
    if (frame.form != Form::small && at.width * scale + kRowGap >= text_width(at.name, kCaption)) {
      const float middle = axes.area.x + along + at.width * scale / 2;
      picture.captions.push_back({middle, top - 5, at.width * scale + kRowGap, at.name});
    }
    along += at.width * scale + kRowGap;
  }
}

// One below the other, site by site. Where too many would stand beside each other, the busiest stands for all
// that keep the same.
void place_data(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes, float breadth) {
  if (data_in_rows(plan, axes, breadth))
    return place_in_rows(picture, frame, plan, axes, Column::data, breadth);
  const auto& nodes = plan.nodes[static_cast<std::size_t>(Column::data)];
  const bool one_for_all = axes.upright && nodes.size() > kMostUpright;
  std::vector<Wanted> wanted;
  for (const std::uint32_t id : nodes) {
    const NodeView& node = frame.run.nodes[id];
    const auto like = std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& other) {
      return kept_in(frame.run.nodes[other.node]) == kept_in(node);
    });
    if (one_for_all && like != wanted.end()) {
      if (node.busiest > frame.run.nodes[like->node].busiest) {
        like->node = id;
        like->members = static_cast<std::uint32_t>(node.members.size());
      }
      continue;
    }
    // Beside each other all need room for their names.
    const float weight = axes.upright ? std::min(1.6f, weight_of(node)) : weight_of(node);
    wanted.push_back({id, 0, static_cast<std::uint32_t>(node.members.size()), weight});
  }
  if (plan.sites.size() > 1 && !one_for_all) {
    const auto row = [&](const Wanted& want) {
      return std::find(plan.sites.begin(), plan.sites.end(), frame.run.nodes[want.node].node.region);
    };
    std::stable_sort(wanted.begin(), wanted.end(),
                     [&](const Wanted& a, const Wanted& b) { return row(a) < row(b); });
  }
  stack(picture, frame, axes, plan.slots[static_cast<std::size_t>(Column::data)], wanted, breadth / 2,
        breadth, std::min(60.0f, breadth / 7));
  for (Box& box : picture.boxes)
    box.for_all =
        one_for_all && column_of(frame.run.nodes[box.node]) == static_cast<std::size_t>(Column::data);
  for (const std::uint32_t id : nodes) {
    if (picture.first_box[id] != sim::kNone) continue;
    const auto like = std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& other) {
      return kept_in(frame.run.nodes[other.node]) == kept_in(frame.run.nodes[id]);
    });
    picture.first_box[id] = picture.first_box[like->node];
    picture.box_count[id] = 1;
  }
}

void place_balancers(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes,
                     float breadth) {
  const Slot slot = plan.slots[static_cast<std::size_t>(Column::balancers)];
  for (const std::uint32_t id : plan.nodes[static_cast<std::size_t>(Column::balancers)]) {
    float height = 0;
    const float middle = row_of(plan, frame.run.nodes[id].node.region, breadth, height);
    const float size = std::clamp(height * 0.5f, 24.0f, axes.upright ? 140.0f : 208.0f);
    add_box(picture,
            {id, 0, 1, BoxLook::bar, axes.rect(slot.begin, middle - size / 2, slot.length, size), true});
  }
}

// Queues and their workers, in a strip of their own. Of many sites the one whose messages are oldest stands
// for all.
void place_background(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes,
                      float breadth) {
  constexpr std::size_t kMostBoxes = 4;
  const auto& ids = plan.nodes[static_cast<std::size_t>(Column::background)];
  if (ids.empty()) return;
  const Slot web = plan.slots[static_cast<std::size_t>(Column::web)];
  const Slot data = plan.slots[static_cast<std::size_t>(Column::data)];
  const Slot strip = plan.slots[static_cast<std::size_t>(Column::background)];
  const std::size_t shown = axes.upright || ids.size() > kMostBoxes ? 2 : ids.size();
  std::size_t first = 0;
  for (std::size_t i = 2; shown == 2 && i + 1 < ids.size(); i += 2)
    if (frame.run.nodes[ids[i]].oldest_wait_s > frame.run.nodes[ids[first]].oldest_wait_s) first = i;
  const float pitch = (data.begin + data.length - web.begin - 30) / static_cast<float>(shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::uint32_t id = ids[first + i];
    const NodeView& node = frame.run.nodes[id];
    const float at = static_cast<float>(i);
    const Rect rect = axes.upright
                          ? axes.rect(strip.begin, at * (breadth / 2 + 4), strip.length, breadth / 2 - 4)
                          : axes.rect(web.begin + at * pitch, breadth + 22, pitch - 24, 34);
    add_box(picture, {id, 0, static_cast<std::uint32_t>(node.members.size()), look_of(node), rect, true});
    picture.boxes.back().for_all = ids.size() > shown;
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (picture.first_box[ids[i]] != sim::kNone) continue;
    picture.first_box[ids[i]] = picture.first_box[ids[first + i % 2]];
    picture.box_count[ids[i]] = 1;
  }
}

// In a standing picture who waits has the room up to what stands above, or to its name.
void bound_piles(Picture& picture, const Frame& frame, const Plan& plan) {
  constexpr float kGap = 4, kName = 22;
  const auto slot = [&](Column column) { return plan.slots[static_cast<std::size_t>(column)]; };
  const auto end = [&](Column column) { return slot(column).begin + slot(column).length; };
  const bool several = plan.sites.size() > 1;
  for (Box& box : picture.boxes) {
    const auto column = static_cast<Column>(column_of(frame.run.nodes[box.node]));
    const float begin = slot(column).begin;
    if (column == Column::balancers) box.before = begin - end(Column::edges) - kGap;
    if (column == Column::web && several) box.before = begin - end(Column::balancers) - kGap;
    if (column == Column::data) box.before = begin - end(Column::web) - (several ? kName : kGap);
  }
}

// In a lying one up to the column before; where that is too near they stand beneath.
void bound_flat_piles(Picture& picture, const Frame& frame, const Plan& plan) {
  constexpr float kGap = 6, kLeast = 12;
  for (Box& box : picture.boxes) {
    const float begin = plan.slots[column_of(frame.run.nodes[box.node])].begin;
    float before = 0;
    for (std::size_t column = 0; column < kColumns; ++column) {
      const float end = plan.slots[column].begin + plan.slots[column].length;
      if (!plan.nodes[column].empty() && end <= begin) before = std::max(before, end);
    }
    const float room = begin - before - kGap;
    box.before = room < kLeast ? 0 : std::min(box.before, room);
  }
}

// ---- heads --------------------------------------------------------------------------------------------
std::string web_figure(const Frame& frame, const Plan& plan) {
  const model::Architecture& a = frame.run.architecture;
  const auto sites = plan.sites.size();
  std::string text = std::to_string(a.web_servers);
  if (sites > 1) return std::to_string(sites) + " regions, " + text + " each";
  const NodeView* web = nullptr;
  for (const std::uint32_t id : plan.nodes[static_cast<std::size_t>(Column::web)]) web = &frame.run.nodes[id];
  if (web == nullptr) return text;
  const int cores = web->node.cores_per_member;
  return text + " \xC3\x97 " + std::to_string(cores) + (cores == 1 ? " core" : " cores");
}

void add_heads(Picture& picture, const Frame& frame, const Plan& plan, const Axes& axes) {
  const model::Architecture& a = frame.run.architecture;
  const bool compact = compact_form(frame.form), small = frame.form == Form::small;
  const auto add = [&](Column column, float shift, std::string_view icon, std::string name,
                       std::string figure, std::string brief = {}) {
    if (plan.nodes[static_cast<std::size_t>(column)].empty()) return;
    const float x = column == Column::users ? 0 : plan.slots[static_cast<std::size_t>(column)].begin + shift;
    picture.heads.push_back(
        {axes.area.x + x, std::string(icon), std::move(name), std::move(figure), std::move(brief)});
  };
  if (compact) {
    add(Column::users, 0, "users", small ? "" : users_count(a.users), per_s(frame.run.figures.pages_per_s));
  } else {
    add(Column::users, 0, "users", "Users", users_count(a.users) + " a day");
  }
  const std::string found = hits(frame.run.figures.edge_files_per_s, frame.run.figures.edge_hit_ratio);
  add(Column::edges, compact ? 0.0f : -18.0f, "cdn",
      small     ? ""
      : compact ? "Edge"
                : "CDN edges",
      found + (compact ? "" : " hits"), found);
  double busy = 0;
  for (const std::uint32_t id : plan.nodes[2]) busy = std::max(busy, frame.run.nodes[id].busiest);
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  const auto& nodes_of_stores = plan.nodes[static_cast<std::size_t>(kStores)];
  if (!compact) {
    add(Column::balancers, -2, "balancer", "Balancer",
        (roomy && nodes_of_stores.empty() ? (a.stateless ? "any server, " : "sticky, ") : "") + percent(busy),
        percent(busy));
  }
  add(Column::web, 0, "web",
      small     ? ""
      : compact ? "Web"
                : "Web servers",
      web_figure(frame, plan),
      std::to_string(plan.sites.size()) + " \xC3\x97 " + std::to_string(a.web_servers));
  add(kStores, 0, "session", "Stores", std::to_string(nodes_of_stores.size()) + " in all");
  const auto count_of = [&](NodeKind kind) {
    std::size_t count = 0;
    for (const NodeView& node : frame.run.nodes)
      if (node.node.kind == kind) count += node.members.size();
    return count;
  };
  const auto counted = [](std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
  };
  const std::size_t primaries = count_of(NodeKind::primary), copies = count_of(NodeKind::replica);
  std::string brief;
  std::string data = a.sharding ? std::to_string(a.shards) + " shards"
                     : roomy    ? counted(primaries, "primary", "primaries")
                                : "";
  if (roomy && copies > 0 && !a.sharding) {
    data += ", " + counted(copies, "replica", "replicas");
    brief = std::to_string(primaries) + " + " + counted(copies, "replica", "replicas");
  }
  if (data.empty()) data = std::to_string(a.database_cores) + " cores";
  add(Column::data, 0, "database", small ? "" : "Data", data, brief);
}

}  // namespace

std::string kept_in(const NodeView& node) {
  if (node.node.kind == NodeKind::sessions) return "Sessions";
  const std::string what = node.node.label.substr(0, node.node.label.rfind(' '));
  if (node.node.kind == NodeKind::shard && what == "Primary") return "Shards";
  return what == "Read" ? "Replicas" : what;
}

Picture lay_out(Frame& frame, const Rect& area) {
  Picture picture;
  picture.upright = frame.form == Form::phone;
  picture.first_box.assign(frame.run.nodes.size(), sim::kNone);
  picture.box_count.assign(frame.run.nodes.size(), 0);
  picture.first_lane.assign(frame.run.nodes.size() * frame.run.nodes.size(), sim::kNone);
  Plan plan = make_plan(frame);
  const bool background = !plan.nodes[static_cast<std::size_t>(Column::background)].empty();
  Rect body = area;
  if (!picture.upright) {
    const float heads = frame.form == Form::small ? 30.0f : compact_form(frame.form) ? 48.0f : kHeads;
    body.y += heads;
    body.height -= heads;
  }
  const Axes axes{picture.upright, body};
  const float breadth = axes.breadth() - (background && !picture.upright ? 64.0f : 0.0f);
  place_columns(plan, frame, axes, breadth);
  Axes rows = axes;
  (picture.upright ? rows.area.width : rows.area.height) = breadth;
  place_rows(picture, frame, plan, rows, Column::users, BoxLook::crowd);
  place_rows(picture, frame, plan, rows, Column::edges, BoxLook::edge);
  place_balancers(picture, frame, plan, axes, breadth);
  place_web(picture, frame, plan, axes, breadth);
  place_in_rows(picture, frame, plan, axes, kStores, breadth);
  place_data(picture, frame, plan, axes, breadth);
  place_background(picture, frame, plan, axes, breadth);
  add_lanes(picture, frame,
            compact_form(frame.form) ? std::min(52.0f, axes.breadth() * 0.3f)
                                     : std::clamp(axes.breadth() / 10.0f, 16.0f, 40.0f));
  place_doors(picture, frame);
  if (picture.upright) {
    bound_piles(picture, frame, plan);
  } else {
    bound_flat_piles(picture, frame, plan);
    add_heads(picture, frame, plan, axes);
  }
  return picture;
}

std::uint32_t lane_between(const Picture& picture, std::uint32_t from_node, std::uint32_t to_node,
                           std::uint32_t member) {
  const std::size_t nodes = picture.first_box.size();
  if (from_node >= nodes || to_node >= nodes) return sim::kNone;
  const std::uint32_t first = picture.first_lane[from_node * nodes + to_node];
  if (first == sim::kNone) return sim::kNone;
  const std::uint32_t ends = picture.box_count[to_node];
  return first + member % picture.box_count[from_node] * ends + member % ends;
}

}  // namespace scale::ui
