// The world: where users are, which site or edge answers them, and how slow it is there. A dot stands for its
// region's users: as many are coloured as wait too long or fail.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "render/land.h"
#include "ui/format.h"
#include "ui/panels.h"
#include "ui/traffic.h"

namespace scale::ui {
namespace {

using model::NodeKind;
using model::Region;
using sandbox::NodeView;

struct Place {
  Region region;
  float longitude, latitude;
};
// Where the arcs of a region's users begin.
constexpr std::array<Place, 20> kPlaces = {
    {{Region::na, -118, 34},   {Region::na, -90, 41},  {Region::na, -99, 19},     {Region::la, -74, 5},
     {Region::la, -58, -34},   {Region::la, -46, -23}, {Region::eu, -3.7f, 40},   {Region::eu, 0, 51.5f},
     {Region::eu, 29, 41},     {Region::eu, 37, 55},   {Region::mea, 3.4f, 6.5f}, {Region::mea, 31, 30},
     {Region::mea, 36.8f, -1}, {Region::mea, 55, 25},  {Region::sas, 77, 28},     {Region::sas, 80, 13},
     {Region::eap, 121, 31},   {Region::eap, 139, 35}, {Region::eap, 106, -6},    {Region::eap, 151, -33}}};

struct MapFrame {
  Frame& frame;
  float x, y, scale;
  bool named;  // room for names and figures on the land

  ImVec2 at(float longitude, float latitude) const {
    const render::MapPoint point = render::map_point(longitude, latitude);
    return {x + point.x * scale, y + point.y * scale};
  }
  ImVec2 city(Region region) const {
    const model::RegionInfo& place = model::info(region);
    return at(static_cast<float>(place.longitude_deg), static_cast<float>(place.latitude_deg));
  }
};

// Rough borders between the six regions.
Region region_at(float longitude, float latitude) {
  if (longitude < -28) return latitude > 13 ? Region::na : Region::la;
  if (longitude < 62 && latitude > 36 && !(longitude > 44 && latitude < 40)) return Region::eu;
  if (longitude < 62) return Region::mea;
  if (longitude < 92 && latitude < 36) return Region::sas;
  return latitude > 50 && longitude < 100 ? Region::eu : Region::eap;
}

void people_land(Motion& motion) {
  if (!motion.land.empty()) return;
  std::uint32_t random = 1;
  for (const render::LandDot& dot : render::land_dots()) {
    random = random * 1664525u + 1013904223u;
    const Region region = region_at(dot.longitude, dot.latitude);
    motion.land.push_back({dot.x, dot.y, static_cast<std::uint8_t>(region),
                           static_cast<float>(random >> 8) / 16777216.0f, dot.longitude});
  }
}

// The hour at a place while regions follow their own clocks; the sun stands over the equator, as in spring.
double local_hour(double utc_hour, float longitude) {
  const double hour = std::fmod(utc_hour + static_cast<double>(longitude) / 15 + 48, 24);
  return hour;
}
bool is_night(double utc_hour, float longitude) {
  if (utc_hour < 0) return false;  // it is evening everywhere: no clock to go by
  const double hour = local_hour(utc_hour, longitude);
  return hour < 6 || hour >= 18;
}

// Where day and night meet, with the night named at its side.
void draw_terminator(MapFrame& map) {
  const double utc_hour = map.frame.run.utc_hour;
  if (utc_hour < 0) return;
  for (const double edge : {6.0, 18.0}) {
    const double degrees = std::fmod((edge - utc_hour) * 15 + 540 + 360, 360) - 180;
    const auto longitude = static_cast<float>(degrees);
    for (float latitude = 70; latitude > -54; latitude -= 2.4f) {
      const ImVec2 at = map.at(longitude, latitude);
      disc(map.frame, at.x, at.y, 0.9f, map.frame.theme.t3);
    }
    const bool falls = edge > 12;  // the night is to the east of dusk, to the west of dawn
    const ImVec2 at = map.at(longitude, -50);
    draw_text(map.frame.list, at.x + (falls ? 8.0f : -8.0f), at.y, "night",
              style(map.frame, 12, &Theme::t3, Weight::regular, falls ? Align::left : Align::right));
  }
}

void draw_land(MapFrame& map) {
  Frame& frame = map.frame;
  const Theme& theme = frame.theme;
  const float radius = 2.05f * map.scale;
  for (const PeopledDot& dot : frame.state.motion.land) {
    const sandbox::RegionFigures& now = frame.run.figures.regions[dot.region];
    const float failed = static_cast<float>(now.failed_share.value),
                slow = static_cast<float>(now.slow_share.value);
    render::Shape shape;
    shape.x = map.x + dot.x * map.scale - radius;
    shape.y = map.y + dot.y * map.scale - radius;
    shape.width = shape.height = 2 * radius;
    shape.radius = radius;
    shape.colour = dot.chance < failed                           ? faded(theme.failing.mark, 0.8f)
                   : dot.chance < failed + slow                  ? faded(theme.slow.mark, 0.62f)
                   : is_night(frame.run.utc_hour, dot.longitude) ? theme.land
                                                                 : theme.day_land;
    frame.scene.shapes.push_back(shape);
  }
}

render::Path arc_between(ImVec2 a, ImVec2 b, float lift) {
  const float distance = std::hypot(b.x - a.x, b.y - a.y);
  const ImVec2 top{(a.x + b.x) / 2, (a.y + b.y) / 2 - distance * lift};
  const auto towards = [&](ImVec2 end) {
    return ImVec2{end.x + (top.x - end.x) * 0.667f, end.y + (top.y - end.y) * 0.667f};
  };
  const ImVec2 c = towards(a), d = towards(b);
  return {a.x, a.y, c.x, c.y, d.x, d.y, b.x, b.y};
}

// Streaks on an arc, coloured by what becomes of that region's pages.
void draw_arc(MapFrame& map, const render::Path& path, float width, const sandbox::RegionFigures& now,
              bool to_edge) {
  Frame& frame = map.frame;
  const Theme& theme = frame.theme;
  curve(frame, path, theme.band, width);
  const auto row = static_cast<float>(frame.scene.paths.size());
  frame.scene.paths.push_back(path);
  const float length = std::hypot(path.x3 - path.x0, path.y3 - path.y0) + 1;
  const int count = static_cast<int>(2 + width * length / 140);
  std::uint32_t random = static_cast<std::uint32_t>(path.x0 * 31 + path.y0 * 17) + 7;
  const auto next = [&random] {
    random = random * 1664525u + 1013904223u;
    return static_cast<float>(random >> 8) / 16777216.0f;
  };
  for (int i = 0; i < 2 * count; ++i) {
    const bool back = i >= count;
    render::Streak streak;
    streak.path = row;
    streak.phase = next();
    streak.across = ((back ? 0.22f : -0.22f) + (next() - 0.5f) * 0.3f) * width;
    streak.length = std::min(0.4f, 14 / length);
    const float speed = (50 + 25 * next()) / length;
    streak.rate = back ? -speed : speed;
    streak.width = back ? 2.4f : 1.6f;
    streak.opacity = back ? 0.9f : 0.5f;
    const double pick = static_cast<double>(next());
    const bool slow = pick < now.slow_share.value, failed = pick < now.failed_share.value;
    streak.colour = !back     ? theme.request.mark
                    : failed  ? theme.failing.mark
                    : to_edge ? theme.cached.mark
                    : slow    ? theme.slow.mark
                              : theme.served.mark;
    frame.scene.streaks.push_back(streak);
  }
}

// The sites that a region's users are sent to, with their shares: more than one while an outage moves them.
struct Way {
  Region site;
  double share;
};
std::vector<Way> ways_of(const sandbox::Snapshot& run, Region users) {
  std::vector<Way> ways;
  double all = 0;
  for (const sandbox::LinkView& link : run.links) {
    const model::Node &from = run.nodes[link.from].node, &to = run.nodes[link.to].node;
    const bool front = to.kind == NodeKind::balancer || to.kind == NodeKind::web;
    if (from.kind != NodeKind::users || from.region != users || !front || link.replication) continue;
    ways.push_back({to.region, link.per_s});
    all += link.per_s;
  }
  for (Way& way : ways) way.share = all > 0 ? way.share / all : 1 / static_cast<double>(ways.size());
  return ways;
}

void draw_arcs(MapFrame& map) {
  const sandbox::Snapshot& run = map.frame.run;
  double most = 1e-9;
  for (const auto& region : run.figures.regions) most = std::max(most, region.pages_per_s);
  int odd = 0;
  for (const Place& place : kPlaces) {
    const sandbox::RegionFigures& now = run.figures.regions[static_cast<std::size_t>(place.region)];
    const ImVec2 from = map.at(place.longitude, place.latitude);
    const float lift = 0.14f + 0.1f * static_cast<float>(odd++ % 3);
    for (const Way& way : ways_of(run, place.region)) {
      if (way.share < 0.02) continue;
      const float width = 3 + 9 * static_cast<float>(std::sqrt(now.pages_per_s * way.share / most));
      draw_arc(map, arc_between(from, map.city(way.site), lift), width, now, false);
    }
    const ImVec2 edge = map.city(place.region);
    if (run.architecture.cdn && std::hypot(edge.x - from.x, edge.y - from.y) > 12) {
      draw_arc(map, arc_between(from, edge, -0.12f), 4, now, true);
    }
  }
}

void draw_edges(MapFrame& map) {
  if (!map.frame.run.architecture.cdn) return;
  for (const Region region : model::kAllRegions) {
    const ImVec2 at = map.city(region);
    const Theme& theme = map.frame.theme;
    disc(map.frame, at.x, at.y, 6.5f, theme.bg);
    map.frame.list.AddQuadFilled({at.x, at.y - 5}, {at.x + 5, at.y}, {at.x, at.y + 5}, {at.x - 5, at.y},
                                 theme.cached.mark);
  }
}

void draw_site(MapFrame& map, const NodeView& web, double share) {
  Frame& frame = map.frame;
  const Theme& theme = frame.theme;
  const ImVec2 at = map.city(web.node.region);
  const bool down = !web.members.empty() &&
                    std::none_of(web.members.begin(), web.members.end(), [](const auto& m) { return m.up; });
  constexpr float kRadius = 15, kPi = 3.14159265f;
  disc(frame, at.x, at.y, map.named ? 20.0f : 17.0f, theme.bg);
  disc(frame, at.x, at.y, kRadius, theme.panel);
  constexpr float kRing = 4, kOuter = kRadius + kRing / 2;
  stroke_rect(frame, {at.x - kOuter, at.y - kOuter, 2 * kOuter, 2 * kOuter},
              down ? theme.failing.mark : theme.cell, kOuter, kRing);
  if (down) {
    line(frame, at.x - 5, at.y - 5, at.x + 5, at.y + 5, theme.failing.mark, 2.5f);
    line(frame, at.x + 5, at.y - 5, at.x - 5, at.y + 5, theme.failing.mark, 2.5f);
  } else {
    const float busy = static_cast<float>(std::min(1.0, web.busiest));
    const Colour colour = web.busiest >= kBusy ? heat(theme, web.busiest).mark : theme.t2;
    std::array<ImVec2, 41> arc;
    for (std::size_t i = 0; i < arc.size(); ++i) {
      const float angle = 2 * kPi * busy * static_cast<float>(i) / static_cast<float>(arc.size() - 1);
      arc[i] = {at.x + kRadius * std::sin(angle), at.y - kRadius * std::cos(angle)};
    }
    polyline(frame, arc.data(), static_cast<int>(arc.size()), colour, kRing);
    draw_text(frame.list, at.x, at.y + 4.3f, grouped(web.busiest * 100),
              style(frame, 12, &Theme::t1, Weight::semibold, Align::centre));
  }
  if (!map.named) return;
  const std::string name(model::info(web.node.region).city);
  const std::string words = down ? "down" : percent(share) + " of pages";
  const float width =
      std::max(text_width(name, style(13, 0, Weight::semibold)), text_width(words, style(12, 0))) + 16;
  const bool left = at.x + 26 + width > map.x + render::kMapWidth * map.scale;
  const float x = left ? at.x - 26 - width : at.x + 24;
  fill_rect(frame, {x, at.y - 17, width, 38}, faded(theme.bg, 0.86f), 6);
  draw_text(frame.list, x + 8, at.y - 1, name,
            style(13, down ? theme.failing.text : theme.t1, Weight::semibold));
  draw_text(frame.list, x + 8, at.y + 15, words, style(frame, 12, &Theme::t2));
}

void draw_sites(MapFrame& map) {
  const sandbox::Snapshot& run = map.frame.run;
  for (const NodeView& node : run.nodes) {
    if (node.node.kind != NodeKind::web) continue;
    double pages = 0;
    for (const Region users : model::kAllRegions) {
      for (const Way& way : ways_of(run, users)) {
        if (way.site != node.node.region) continue;
        pages += way.share * run.figures.regions[static_cast<std::size_t>(users)].pages_per_s;
      }
    }
    draw_site(map, node, pages / std::max(1e-9, run.figures.pages_per_s));
  }
}

constexpr std::array<Place, 6> kNotes = {{{Region::na, -125, 56},
                                          {Region::la, -40, -38},
                                          {Region::eu, 60, 66},
                                          {Region::mea, -8, -16},
                                          {Region::sas, 72, -8},
                                          {Region::eap, 150, 20}}};

// What half of a region's pages take, beside its people.
void draw_notes(MapFrame& map) {
  Frame& frame = map.frame;
  for (const Place& place : kNotes) {
    const sandbox::RegionFigures& now = frame.run.figures.regions[static_cast<std::size_t>(place.region)];
    if (!now.page_load.p50.enough) continue;
    const std::string words = seconds(now.page_load.p50.value);
    const ImVec2 at = map.at(place.longitude, place.latitude);
    const Style set = style(12, now.page_load.p50.value > 2 ? frame.theme.slow.text : frame.theme.t2,
                            Weight::semibold, Align::centre);
    fill_rect(frame, {at.x - text_width(words, set) / 2 - 6, at.y - 13, text_width(words, set) + 12, 18},
              faded(frame.theme.bg, 0.8f), 5);
    draw_text(frame.list, at.x, at.y, words, set);
  }
}

// How far a stream of copies is behind, and where along it that may be said.
struct LagNote {
  double lag_s;
  bool cut;
  std::array<ImVec2, 3> at;
};

// The furthest behind first; one that would stand on a site's name or on another note is left to the hover.
void draw_lags(MapFrame& map, std::vector<LagNote> notes) {
  constexpr float kNameWidth = 122;
  Frame& frame = map.frame;
  std::vector<Rect> taken;
  for (const NodeView& node : frame.run.nodes) {
    if (node.node.kind != NodeKind::web) continue;
    const ImVec2 at = map.city(node.node.region);
    taken.push_back({at.x - 20, at.y - 20, 44 + kNameWidth, 41});
  }
  for (const Place& place : kNotes) {
    const ImVec2 at = map.at(place.longitude, place.latitude);
    taken.push_back({at.x - 30, at.y - 13, 60, 18});
  }
  std::stable_sort(notes.begin(), notes.end(),
                   [](const LagNote& a, const LagNote& b) { return a.lag_s > b.lag_s; });
  for (const LagNote& note : notes) {
    const std::string words = seconds(note.lag_s) + " behind";
    const Ink& ink = note.cut ? frame.theme.failing : frame.theme.replicated;
    const float width = text_width(words, style(12, 0, Weight::semibold)) + 12;
    for (const ImVec2& at : note.at) {
      const Rect box{at.x - width / 2, at.y - 21, width, 18};
      const bool free = std::none_of(taken.begin(), taken.end(), [&](const Rect& other) {
        return box.x < other.right() && other.x < box.right() && box.y < other.bottom() &&
               other.y < box.bottom();
      });
      if (!free) continue;
      taken.push_back(box);
      fill_rect(frame, box, faded(frame.theme.bg, 0.85f), 5);
      draw_text(frame.list, at.x, at.y - 8, words, style(12, ink.text, Weight::semibold, Align::centre));
      break;
    }
  }
}

// Copies under way between sites; where they stand still the stream is dotted, and its lag says for how long.
void draw_replication(MapFrame& map) {
  Frame& frame = map.frame;
  std::vector<LagNote> notes;
  std::vector<std::pair<Region, Region>> drawn;  // one stream for two sites, whichever way it goes
  for (const sandbox::LinkView& link : frame.run.links) {
    const Region one = frame.run.nodes[link.from].node.region,
                 other_end = frame.run.nodes[link.to].node.region;
    const Region a = std::min(one, other_end), b = std::max(one, other_end);
    if (!link.replication || a == b) continue;
    if (std::find(drawn.begin(), drawn.end(), std::pair{a, b}) != drawn.end()) continue;
    drawn.emplace_back(a, b);
    double lag = 0;
    for (const sandbox::LinkView& other : frame.run.links) {
      const NodeView &from = frame.run.nodes[other.from], &to = frame.run.nodes[other.to];
      const auto [low, high] = std::minmax(from.node.region, to.node.region);
      if (other.replication && low == a && high == b) lag = std::max(lag, to.lag_s);
    }
    constexpr double kCut_s = 5;
    const bool cut = lag > kCut_s;
    const render::Path path = arc_between(map.city(a), map.city(b), 0.3f);
    if (cut) {
      const float length = std::hypot(path.x3 - path.x0, path.y3 - path.y0) * 1.15f + 1;
      for (float t = 0; t < 1; t += 8 / length) {
        const ImVec2 at = point_on(path, t);
        disc(frame, at.x, at.y, 1.2f, frame.theme.failing.mark);
      }
    } else {
      curve(frame, path, faded(frame.theme.replicated.mark, 0.25f), 3);
      const auto row = static_cast<float>(frame.scene.paths.size());
      frame.scene.paths.push_back(path);
      for (int i = 0; i < 8; ++i) {
        render::Streak streak;
        streak.path = row;
        streak.phase = static_cast<float>(i) / 8;
        streak.length = 0.03f;
        streak.rate = 0.12f;
        streak.width = 2.5f;
        streak.opacity = 0.9f;
        streak.colour = frame.theme.replicated.mark;
        frame.scene.streaks.push_back(streak);
      }
    }
    if (lag >= 0.0005)
      notes.push_back({lag, cut, {point_on(path, 0.5f), point_on(path, 0.35f), point_on(path, 0.65f)}});
  }
  if (map.named) draw_lags(map, std::move(notes));
}

// Beneath a map without room for figures: where each region's pages come from, and how long half of them
// take.
void draw_regions(Frame& frame, const Rect& area) {
  const float pitch = area.height / static_cast<float>(model::kRegions);
  float y = area.y + pitch / 2 + 4;
  for (const Region users : model::kAllRegions) {
    const sandbox::RegionFigures& now = frame.run.figures.regions[static_cast<std::size_t>(users)];
    const std::vector<Way> ways = ways_of(frame.run, users);
    const auto most = std::max_element(ways.begin(), ways.end(),
                                       [](const Way& a, const Way& b) { return a.share < b.share; });
    draw_text(frame.list, area.x, y, model::info(users).name, style(frame, 12, &Theme::t2));
    if (most != ways.end())
      draw_text(frame.list, area.right() - 70, y, model::info(most->site).city,
                style(frame, 12, &Theme::t3, Weight::regular, Align::right));
    const bool slow = now.page_load.p50.value > 2;
    const std::string time = now.page_load.p50.enough ? seconds(now.page_load.p50.value) : "\xE2\x80\x93";
    draw_text(frame.list, area.right(), y, time,
              style(12, slow ? frame.theme.slow.text : frame.theme.t1, Weight::semibold, Align::right));
    y += pitch;
  }
}

}  // namespace

void world_map(Frame& frame, const Rect& area) {
  render::begin_piece(frame.list);
  people_land(frame.state.motion);
  // Between 75 N and 56 S.
  const float north = render::map_point(11, 75).y, south = render::map_point(11, -56).y;
  constexpr float kNamed = 600, kRow = 22;  // px: least width of a map with names, height of a row beneath
  const float scale = std::min(area.width / render::kMapWidth, area.height / (south - north));
  const float height = (south - north) * scale, list = kRow * static_cast<float>(model::kRegions);
  const bool named = render::kMapWidth * scale >= kNamed;
  const bool listed = !named && area.height - height >= list + kRow;
  const float beneath = listed ? list + kRow : 0;
  const float top = area.y + (area.height - height - beneath) / 2;
  MapFrame map{frame, area.x + (area.width - render::kMapWidth * scale) / 2, top - north * scale, scale,
               named};
  draw_land(map);
  draw_terminator(map);
  render::mark(frame.scene, frame.list);
  draw_arcs(map);
  draw_replication(map);
  render::mark(frame.scene, frame.list);
  draw_edges(map);
  draw_sites(map);
  if (named) draw_notes(map);
  if (listed) draw_regions(frame, {area.x, top + height + kRow, area.width, list});
}

}  // namespace scale::ui
