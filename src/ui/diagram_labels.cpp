// Names and figures of the boxes, and the heads of the columns.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/diagram_parts.h"
#include "ui/format.h"
#include "ui/icons.h"

namespace scale::ui {
namespace {

std::string short_region(model::Region region) {
  const std::string_view name = model::info(region).name;
  if (region == model::Region::mea) return "Africa, M. East";
  return std::string(name.substr(0, name.find(',')));
}

// Without digits that nobody reads beside a node.
std::string node_share(double busy) {
  return percent(busy < 0.0005 ? 0 : busy);
}

void share_label(Frame& frame, float x, float y, double busy, float size, bool marked = true) {
  const Ink& ink = heat(frame.theme, busy);
  const std::string text = node_share(busy);
  const float width = text_width(text, style(size, ink.text, Weight::semibold));
  draw_ground(frame, x - width, y, width, size);
  draw_text(frame.list, x, y, text,
            style(size, ink.text, busy >= kBusy ? Weight::semibold : Weight::regular, Align::right));
  if (busy < kBusy || !marked) return;
  const float left = x - width - 15,
              bottom = y - 0.5f;  // a triangle: outlined for a warning, filled when failing
  if (busy >= kSaturated) {
    frame.list.AddTriangleFilled({left, bottom}, {left + 5, bottom - 9}, {left + 10, bottom}, ink.mark);
  } else {
    frame.list.AddTriangle({left, bottom}, {left + 5, bottom - 9}, {left + 10, bottom}, ink.mark, 1.5f);
  }
}

std::string servers(const NodeView& node) {
  return std::to_string(node.members.size()) + (node.members.size() == 1 ? " server" : " servers");
}

// "EAP", where there is no room for "Singapore".
std::string brief_site(model::Region site) {
  std::string out(model::info(site).id);
  for (char& letter : out)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return out;
}

bool several_sites(const Frame& frame) {
  return std::count_if(frame.run.nodes.begin(), frame.run.nodes.end(),
                       [](const NodeView& node) { return node.node.kind == NodeKind::web; }) > 1;
}

float widest_city(const Frame& frame, float size) {
  float widest = 0;
  for (const NodeView& node : frame.run.nodes) {
    if (node.node.kind != NodeKind::web) continue;
    widest =
        std::max(widest, text_width(model::info(node.node.region).city, style(size, 0, Weight::semibold)));
  }
  return widest;
}

// All sites go by their cities where there is room for each, else all by their ids.
std::string name_of_site(const Frame& frame, model::Region site, float room, float size) {
  return widest_city(frame, size) <= room ? std::string(model::info(site).city) : brief_site(site);
}

// Web servers of several sites go by their site's name.
std::string name_of_web(const Frame& frame, const NodeView& node, const Box& box, bool narrow) {
  constexpr float kSmaller = 11;
  const bool sites = several_sites(frame), one_of_many = box.members == 1 && node.members.size() > 1;
  if (!sites && !one_of_many && !narrow) return servers(node);
  const float share = text_width("100 %", style(kSmaller, 0, Weight::semibold)) + 5;
  const std::string name =
      sites ? name_of_site(frame, node.node.region, box.rect.width - share, kSmaller) : "Web";
  return one_of_many ? name + " " + std::to_string(box.first_member + 1) : name;
}

// Of several queues it is said whose this is, which may stand for all.
std::string name_of_queue(const Frame& frame, model::Region site, bool narrow) {
  if (!several_sites(frame)) return "Queue";
  return narrow ? "Queue " + brief_site(site) : "Queue, " + std::string(model::info(site).city);
}

std::string name_of(const Frame& frame, const NodeView& node, const Box& box, bool narrow) {
  if (box.for_all && node.node.column == model::Column::data) return kept_in(node);
  switch (node.node.kind) {
    case NodeKind::web:
      return name_of_web(frame, node, box, narrow);
    case NodeKind::primary:
    case NodeKind::shard:
      return kept_in(node);
    case NodeKind::replica:
      return node.members.size() > 1 ? "Replicas" : "Replica";
    case NodeKind::sessions:
      return "Sessions";
    case NodeKind::cache:
      return "Cache";
    case NodeKind::queue:
      return name_of_queue(frame, node.node.region, narrow);
    case NodeKind::worker:
      return "Workers";
    case NodeKind::nosql:
      return "NoSQL";
    default:
      return node.node.label;
  }
}

void label_web(Frame& frame, const NodeView& node, const Box& box) {
  const Rect& r = box.rect;
  const NodeView* uplink = uplink_of(frame, node.node.region);
  const double line = uplink != nullptr ? uplink_busy(*uplink, box) : 0;
  double sessions = 0;
  for (std::uint32_t m = 0; m < box.members; ++m) sessions += node.members[box.first_member + m].sessions;
  float x = r.x;
  if (line >= 0.3) {
    const std::string text = "line out " + percent(line);
    x += draw_text(frame.list, x, r.bottom() + 17, text,
                   style(12, line >= kBusy ? heat(frame.theme, line).text : frame.theme.t3)) +
         10;
  }
  if (sessions > 0) {
    const std::string text = compact(sessions) + (std::round(sessions) == 1 ? " session" : " sessions");
    if (x + text_width(text, style(12, 0)) <= r.right() + 40 || x == r.x) {
      draw_text(frame.list, x, r.bottom() + 17, text, style(frame, 12, &Theme::t3));
    }
  }
}

// What the page views died of that ended here lately; empty where none did.
std::string dying_of(const Frame& frame, std::uint32_t node) {
  const auto& pages = frame.state.motion.album.pages;
  const std::size_t looked_at = std::min<std::size_t>(pages.size(), 150), all = pages.size();
  std::vector<int> met(frame.run.reason_names.size(), 0);
  for (std::size_t i = 0; i < looked_at; ++i) {
    const sandbox::Replay& page = pages[(frame.state.motion.album.next + all - 1 - i) % all];
    if (page.outcome != sandbox::Outcome::failed || page.hops.empty() || page.hops.back().node != node)
      continue;
    if (frame.run.time_s - page.start_s > 30 * std::max(1.0, frame.run.speed) || page.reason >= met.size())
      continue;
    ++met[page.reason];
  }
  const auto most = std::max_element(met.begin(), met.end());
  return most == met.end() || *most == 0
             ? std::string()
             : frame.run.reason_names[static_cast<std::size_t>(most - met.begin())];
}

bool overlap(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// Of who waits and what dies at a door. One that would lie on a box or on another is left out.
void place_plate(Frame& frame, const Picture& picture, std::vector<Rect>& taken, float right, float y,
                 const std::string& words, Colour ink) {
  const Style set = style(12, ink, Weight::semibold, Align::right);
  const float width = text_width(words, set);
  const Rect place{right - width - 3, y - set.size, width + 6, set.size + 4};
  const bool on_a_box = std::any_of(picture.boxes.begin(), picture.boxes.end(),
                                    [&](const Box& box) { return overlap(box.rect, place); });
  const bool on_another =
      std::any_of(taken.begin(), taken.end(), [&](const Rect& other) { return overlap(other, place); });
  if (on_a_box || on_another) return;
  draw_plate(frame, right, y, words, set);
  taken.push_back(place);
}

void label_flat(Frame& frame, const Picture& picture, const NodeView& node, const Box& box,
                std::vector<Rect>& taken) {
  const Rect& r = box.rect;
  const bool down = all_down(node, box);
  const double busy = busy_of(node, box);
  const bool small_form = compact_form(frame.form);
  const float y = r.y - (small_form ? 6.0f : 9.0f);
  if (!box.named) return;
  const std::string share = down ? "down" : node_share(busy);
  const bool shares = !node.members.empty() && node.node.kind != NodeKind::queue;
  const std::string name = name_of(frame, node, box, r.width < 120);
  const auto width_at = [&](float height, const std::string& text) {
    return text_width(text, style(height, 0, Weight::semibold));
  };
  const auto share_at = [&](float height) { return shares ? width_at(height, share) + 5 : 0; };
  const auto both_fit = [&](float height) { return width_at(height, name) + share_at(height) <= r.width; };
  // Of sites, and of what is in trouble, both are told, in smaller letters where they must be.
  const float usual = small_form ? 12.0f : 13.0f, smaller = 11;
  const bool trouble = busy >= kBusy || down;
  const bool site = node.node.kind == NodeKind::web && several_sites(frame);
  const bool narrow_sites = site && widest_city(frame, usual) + width_at(usual, "99 %") + 5 > r.width;
  const float size = narrow_sites || (trouble && !both_fit(usual) && both_fit(smaller)) ? smaller : usual;
  const Style name_style = style(frame, size, &Theme::t1, Weight::semibold);
  const float bare = share_at(size), mark = 14;
  // The mark of a busy one gives way to its name.
  const bool marked = busy >= kBusy && text_width(name, name_style) <= r.width - bare - mark;
  const float behind = marked ? bare + mark : bare;
  const bool fits = text_width(name, name_style) <= r.width - behind;
  const bool both = trouble || fits;
  // "Web 1" is "1" where there is little room, "100 servers" is "Web".
  const bool one_of_many = box.members == 1 && node.members.size() > 1;
  const std::string brief = one_of_many ? name.substr(name.rfind(' ') + 1) : name_of(frame, node, box, true);
  const bool brief_fits = brief != name && text_width(brief, name_style) <= r.width - behind;
  const std::string shown = fits || !both ? name : brief_fits ? brief : "";
  const float shown_width = std::min(r.width, text_width(shown, name_style));
  if (!shown.empty()) draw_ground(frame, r.x, y, shown_width, size);
  const float used = draw_text_within(frame.list, r.x, y, r.width, shown, name_style);
  if (!both) return;
  if (node.lag_s > 0.0005 && r.width - used - behind > 66) {
    draw_text(frame.list, r.x + used + 9, y, seconds(node.lag_s) + " lag",
              style(12, frame.theme.replicated.text));
  }
  if (down) {
    draw_text(frame.list, r.right(), y, share,
              style(size, frame.theme.failing.text, Weight::semibold, Align::right));
  } else if (shares) {
    share_label(frame, r.right(), y, busy, size, marked);
  }
  const double waiting = waiting_of(node, box);
  const bool waits = waiting >= 1 && !small_form, room_for_both = box.foot || !waits;
  if (const std::string reason = small_form || !room_for_both ? "" : dying_of(frame, box.node);
      !reason.empty()) {
    const float above = waits ? r.bottom() - 36 : r.y + 8;  // of who waits
    place_plate(frame, picture, taken, r.x - 8, std::min(r.y + 8, above), reason, frame.theme.failing.text);
  }
  if (node.node.kind == NodeKind::queue) return label_queue(frame, node, box, y, used);
  if (waits) {
    place_plate(frame, picture, taken, r.x - 8, r.bottom() + (box.foot ? 17.0f : 10.0f),
                compact(waiting) + " wait", waiting >= 5 ? frame.theme.warning.text : frame.theme.t3);
  }
  if (node.node.kind == NodeKind::web && !small_form && box.foot) label_web(frame, node, box);
}

// A standing picture: names beneath, the web servers' beside, or their sites' beneath where there are
// several.
void label_upright(Frame& frame, const NodeView& node, const Box& box) {
  constexpr float kAlone = 0.4f;  // of the width, for the one box of web servers
  constexpr float kMargin = 16;
  const Rect& r = box.rect;
  if (box.look == BoxLook::edge) {
    const std::string found =
        hits(frame.run.figures.edge_files_per_s, frame.run.figures.edge_hit_ratio) + " hits";
    const Style set = style(frame, 12, &Theme::t3);
    const float last = frame.screen.width - kMargin - text_width(found, set);
    draw_text(frame.list, std::min(r.right() + 10, last), r.y + 14, found, set);
  }
  if (box.look == BoxLook::vessel) {
    const float used = draw_text(frame.list, r.x, r.bottom() + 16, name_of(frame, node, box, true),
                                 style(frame, 12, &Theme::t1, Weight::semibold));
    return label_queue(frame, node, box, r.bottom() + 16, used);
  }
  if (box.look == BoxLook::crowd || box.look == BoxLook::edge || box.look == BoxLook::bar) return;
  const bool web = node.node.kind == NodeKind::web, alone = r.width > kAlone * frame.screen.width;
  if (web && alone) {
    draw_text(frame.list, r.right() + 12, r.y + 22, "Web", style(frame, 13, &Theme::t1, Weight::semibold));
    const Style figures = style(frame, 12, &Theme::t3);
    const std::string share = percent(node.utilisation), both = servers(node) + ", " + share;
    const bool one_line = text_width(both, figures) <= frame.screen.width - r.right() - 24;
    draw_text(frame.list, r.right() + 12, r.y + 39, one_line ? both : servers(node), figures);
    if (!one_line) draw_text(frame.list, r.right() + 12, r.y + 55, share, figures);
    return;
  }
  const double busy = busy_of(node, box);
  const Colour ink = busy >= kBusy ? heat(frame.theme, busy).text : frame.theme.t1;
  if (web) {
    draw_plate(frame, r.x + r.width / 2, r.bottom() + 16,
               name_of_site(frame, node.node.region, r.width + 10, 12),
               style(12, ink, Weight::semibold, Align::centre));
    return;
  }
  const float size = r.width < 60 ? 11.0f : 12.0f;
  const float width =
      text_width(percent(busy), style(size, 0, Weight::semibold)) + (busy >= kBusy ? 20.0f : 4.0f);
  const std::string name = name_of(frame, node, box, true);
  const Style set = style(size, frame.theme.t1, Weight::semibold);
  const bool both = text_width(name, set) <= r.width - width;
  draw_text_within(frame.list, r.x, r.bottom() + 16, both ? r.width - width : r.width + 12, name,
                   both ? set : style(size, ink, Weight::semibold));
  if (!node.members.empty() && both) share_label(frame, r.right(), r.bottom() + 16, busy, size);
}

// The upright picture's one head: who asks, and how often.
void draw_upright_head(Frame& frame, const Rect& area) {
  const sandbox::Snapshot& run = frame.run;
  draw_icon(frame, "users", area.x, area.y, 18, frame.theme.t2);
  draw_text(frame.list, area.x + 25, area.y + 14,
            compact(run.architecture.users) + (run.architecture.users == 1 ? " user" : " users"),
            style(frame, 13, &Theme::t1, Weight::semibold));
  draw_text(frame.list, area.right(), area.y + 14, significant(run.figures.pages_per_s) + " pages/s",
            style(frame, 12, &Theme::t3, Weight::regular, Align::right));
}

}  // namespace

void label_box(Frame& frame, const Picture& picture, const Box& box, std::vector<Rect>& taken) {
  const NodeView& node = node_of(frame, box);
  if (const std::optional<HotRow> hot = hot_row(node, box); hot && hot->rect.height >= 14) {
    const Style set = style(12, frame.theme.t1, Weight::semibold);
    const std::string number = std::to_string(hot->member + 1);
    for (const std::string& words : {"shard " + number, number}) {
      if (text_width(words, set) > hot->rect.width - 12) continue;
      draw_text(frame.list, hot->rect.x + 8, hot->rect.y + hot->rect.height / 2 + 3.4f, words, set);
      break;
    }
  }
  const Rect& r = box.rect;
  const auto region = static_cast<std::size_t>(node.node.region);
  if (picture.upright) return label_upright(frame, node, box);
  const bool compact = compact_form(frame.form);
  if (compact && (box.look == BoxLook::crowd || box.look == BoxLook::edge)) return;
  switch (box.look) {
    case BoxLook::crowd: {
      const float x = r.x - 10, middle = r.y + r.height / 2;
      draw_text_within(frame.list, x - text_width(short_region(node.node.region), style(13, 0)), middle - 1,
                       110, short_region(node.node.region), style(frame, 13, &Theme::t1));
      draw_text(frame.list, x, middle + 15, per_s(frame.run.figures.regions[region].pages_per_s),
                style(frame, 12, &Theme::t3, Weight::regular, Align::right));
      break;
    }
    case BoxLook::edge:
      draw_text(frame.list, r.x + r.width / 2, r.y + r.height / 2 + 4.5f,
                node.lookups_per_s > 0 ? grouped(node.hit_ratio * 100) : "-",
                style(frame, 12, &Theme::t1, Weight::semibold, Align::centre));
      break;
    case BoxLook::bar:
      if (const std::string reason = compact ? "" : dying_of(frame, box.node); !reason.empty()) {
        place_plate(frame, picture, taken, r.right(), r.y - 7, reason, frame.theme.failing.text);
      }
      break;
    default:
      label_flat(frame, picture, node, box, taken);
  }
}

void draw_heads(Frame& frame, const Picture& picture, const Rect& area) {
  if (picture.upright) return draw_upright_head(frame, area);
  for (const Caption& caption : picture.captions) {
    const Style words = style(frame, 11, &Theme::t2, Weight::semibold);
    const float width = std::min(caption.width, text_width(caption.words, words));
    draw_ground(frame, caption.x - width / 2, caption.y, width, 11);
    draw_text_within(frame.list, caption.x - width / 2, caption.y, width + 1, caption.words, words);
  }
  const float top = area.y, right = area.right();
  const bool roomy = frame.form == Form::wide || frame.form == Form::desk;
  for (std::size_t i = 0; i < picture.heads.size(); ++i) {
    const ColumnHead& head = picture.heads[i];
    const float next = i + 1 < picture.heads.size() ? picture.heads[i + 1].x - 8 : right + 20;
    draw_icon(frame, head.icon, head.x, top, 18, frame.theme.t2);
    const Style figure = style(frame, roomy ? 13.0f : 12.0f, &Theme::t3);
    const Style name = style(frame, roomy ? 14.0f : 13.0f, &Theme::t1, Weight::semibold);
    const auto figure_within = [&](float room) {
      const bool fits = head.brief.empty() || text_width(head.figure, figure) <= room;
      return fits ? head.figure : head.brief;
    };
    if (head.name.empty() || text_width(head.name, name) > next - head.x - 22) {
      // A number that is cut says something else.
      const float room = next - head.x - 22;
      const std::string shown = figure_within(room);
      if (text_width(shown, figure) <= room + 4) draw_text(frame.list, head.x + 22, top + 14, shown, figure);
      continue;
    }
    draw_text(frame.list, head.x + 25, top + 14, head.name, name);
    const float room = next - head.x - 25;
    const std::string shown = figure_within(room);
    if (text_width(shown, figure) <= room + 4) draw_text(frame.list, head.x + 25, top + 33, shown, figure);
  }
}

}  // namespace scale::ui
