#include "ui/icons.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/draw.h"
#include "ui/icon_paths.h"
#include "ui/stamps.h"

namespace scale::ui {
namespace {

constexpr float kPi = 3.14159265f;

// Straight pieces in device pixels.
struct Stroke {
  std::vector<ImVec2> points;
  bool closed = false;
};

struct Pen {
  float scale;
  std::vector<Stroke> strokes;
  ImVec2 at{0, 0}, start{0, 0};  // on the grid of 20
};

void go_to(Pen& pen, ImVec2 to) {
  if (pen.strokes.empty() || pen.strokes.back().closed) pen.strokes.push_back({{}, false});
  pen.strokes.back().points.emplace_back(to.x * pen.scale, to.y * pen.scale);
  pen.at = to;
}

void begin_stroke(Pen& pen, ImVec2 at) {
  pen.strokes.push_back({});
  pen.start = at;
  go_to(pen, at);
}

void close_stroke(Pen& pen) {
  if (pen.strokes.empty()) return;
  go_to(pen, pen.start);
  pen.strokes.back().closed = true;
}

// A circular arc as SVG says it: radius, the long way or not, clockwise or not.
void arc_to(Pen& pen, float radius, bool large, bool sweep, ImVec2 to) {
  const float dx = to.x - pen.at.x, dy = to.y - pen.at.y;
  const float chord = std::hypot(dx, dy);
  if (chord <= 0) return;
  radius = std::max(radius, chord / 2);
  const float height = std::sqrt(std::max(0.0f, radius * radius - chord * chord / 4));
  const float side = large == sweep ? -1.0f : 1.0f;
  const ImVec2 centre{(pen.at.x + to.x) / 2 - side * height * dy / chord,
                      (pen.at.y + to.y) / 2 + side * height * dx / chord};
  const float from = std::atan2(pen.at.y - centre.y, pen.at.x - centre.x);
  float until = std::atan2(to.y - centre.y, to.x - centre.x);
  if (sweep && until < from) until += 2 * kPi;
  if (!sweep && until > from) until -= 2 * kPi;
  const int steps =
      std::max(3, static_cast<int>(std::fabs(until - from) * std::sqrt(radius * pen.scale) * 1.8f));
  for (int i = 1; i <= steps; ++i) {
    const float angle = from + (until - from) * static_cast<float>(i) / static_cast<float>(steps);
    go_to(pen, {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  pen.at = to;
}

struct Reader {
  const char* at;
  const char* end;
};

bool at_number(Reader& reader) {
  while (reader.at < reader.end && (*reader.at == ' ' || *reader.at == ',')) ++reader.at;
  return reader.at < reader.end &&
         (*reader.at == '-' || *reader.at == '.' || (*reader.at >= '0' && *reader.at <= '9'));
}

float number(Reader& reader) {
  if (!at_number(reader)) return 0;
  float sign = 1, value = 0, place = 1;
  if (*reader.at == '-') {
    sign = -1;
    ++reader.at;
  }
  for (bool point = false; reader.at < reader.end; ++reader.at) {
    if (*reader.at == '.' && !point) {
      point = true;
    } else if (*reader.at >= '0' && *reader.at <= '9') {
      value = value * 10 + static_cast<float>(*reader.at - '0');
      if (point) place *= 10;
    } else {
      break;
    }
  }
  return sign * value / place;
}

struct Curve {
  ImVec2 handle{0, 0};  // the last curve's second handle, for smooth ones
};

void curve_to(Pen& pen, Curve& curve, ImVec2 a, ImVec2 b, ImVec2 to) {
  constexpr int kSteps = 10;
  const render::Path path{pen.at.x, pen.at.y, a.x, a.y, b.x, b.y, to.x, to.y};
  for (int i = 1; i <= kSteps; ++i) go_to(pen, point_on(path, static_cast<float>(i) / kSteps));
  curve.handle = b;
  pen.at = to;
}

void draw_command(Pen& pen, Reader& reader, char command, Curve& curve) {
  const bool relative = command >= 'a';
  const ImVec2 base = relative ? pen.at : ImVec2{0, 0};
  const auto point = [&] {
    const float px = number(reader);
    const float py = number(reader);
    return ImVec2{base.x + px, base.y + py};
  };
  switch (relative ? command - 'a' + 'A' : command) {
    case 'L':
      go_to(pen, point());
      break;
    case 'H':
      go_to(pen, {base.x + number(reader), pen.at.y});
      break;
    case 'V':
      go_to(pen, {pen.at.x, base.y + number(reader)});
      break;
    case 'C': {
      const ImVec2 a = point(), b = point(), to = point();
      curve_to(pen, curve, a, b, to);
      break;
    }
    case 'S': {
      const ImVec2 a{2 * pen.at.x - curve.handle.x, 2 * pen.at.y - curve.handle.y};
      const ImVec2 b = point(), to = point();
      curve_to(pen, curve, a, b, to);
      break;
    }
    case 'A': {
      const float radius = number(reader);
      number(reader);
      number(reader);
      const bool large = number(reader) > 0;
      const bool sweep = number(reader) > 0;
      arc_to(pen, radius, large, sweep, point());
      break;
    }
    default:
      number(reader);
      break;
  }
}

struct IconOf {
  std::string_view command, icon;
};

constexpr std::array<IconOf, 48> kIconOf = {{
    {"cdn", "cdn"},
    {"stateless", "session"},
    {"regions", "region"},
    {"queue", "queue"},
    {"replicas", "replica"},
    {"vertical-partitioning", "partition"},
    {"sharding", "shard"},
    {"nosql", "nosql"},
    {"cache", "cache"},
    {"web-servers", "web"},
    {"database-cores", "database"},
    {"replica-count", "replica"},
    {"workers", "worker"},
    {"shards", "shard"},
    {"cdn-ttl", "lag"},
    {"cache-ttl", "lag"},
    {"spike", "spike"},
    {"viral", "viral"},
    {"flood", "flood"},
    {"server-crash", "crash"},
    {"region-outage", "outage"},
    {"db-failover", "failover"},
    {"link-cut", "cut"},
    {"deploy", "deploy"},
    {"file-change", "file"},
    {"cache-flush", "purge"},
    {"store-restart", "session"},
    {"worker-crash", "worker"},
    {"show", "play"},
    {"report", "file"},
    {"broker-down", "queue"},
    {"job-parts", "queue"},
    {"job-delay", "lag"},
    {"queue-full", "queue"},
    {"newsletter", "queue"},
    {"broker-cores", "queue"},
    {"push", "file"},
    {"edge-outage", "outage"},
    {"shield", "flood"},
    {"own-database", "database"},
    {"balancer", "balancer"},
    {"denormalised", "shard"},
    {"site-na", "region"},
    {"site-la", "region"},
    {"site-eu", "region"},
    {"site-mea", "region"},
    {"site-sas", "region"},
    {"site-eap", "region"},
}};

std::vector<Stroke> strokes_of(std::string_view path, float scale) {
  Pen pen{scale, {}};
  Reader reader{path.data(), path.data() + path.size()};
  Curve curve;
  char command = 'M';
  while (reader.at < reader.end) {
    if (!at_number(reader)) {
      if (reader.at >= reader.end) break;
      command = *reader.at++;
      if (command == 'Z' || command == 'z') {
        close_stroke(pen);
        pen.at = pen.start;
        continue;
      }
    }
    if (command == 'M' || command == 'm') {
      const float px = number(reader);
      const float py = number(reader);
      begin_stroke(pen, command == 'm' ? ImVec2{pen.at.x + px, pen.at.y + py} : ImVec2{px, py});
      command = command == 'm' ? 'l' : 'L';
      continue;
    }
    draw_command(pen, reader, command, curve);
    if (command != 'c' && command != 'C' && command != 's' && command != 'S') curve.handle = pen.at;
  }
  return pen.strokes;
}

float distance_to(ImVec2 at, ImVec2 a, ImVec2 b) {
  const float dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
  const float along =
      squared > 0 ? std::clamp(((at.x - a.x) * dx + (at.y - a.y) * dy) / squared, 0.0f, 1.0f) : 0.0f;
  return std::hypot(at.x - a.x - dx * along, at.y - a.y - dy * along);
}

// Round at ends and joints, since it is all that is near enough.
void ink(Coverage& out, ImVec2 a, ImVec2 b, float half) {
  const auto reach = [](float low, float most) {
    return std::clamp(static_cast<int>(low), 0, static_cast<int>(most));
  };
  const auto width = static_cast<float>(out.width), height = static_cast<float>(out.height);
  for (int y = reach(std::min(a.y, b.y) - half - 1, height); y < reach(std::max(a.y, b.y) + half + 2, height);
       ++y)
    for (int x = reach(std::min(a.x, b.x) - half - 1, width); x < reach(std::max(a.x, b.x) + half + 2, width);
         ++x) {
      float& value = out.values[out.place(x, y)];
      const ImVec2 middle{static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
      value = std::max(value, std::clamp(0.5f + half - distance_to(middle, a, b), 0.0f, 1.0f));
    }
}

Coverage cut_icon(std::string_view path, int size, float density) {
  Coverage out = blank(size, size);
  const float scale = static_cast<float>(size) / 20;
  const float width = std::max(1.2f * density, 1.5f * std::min(density, scale * 1.05f));
  for (const Stroke& stroke : strokes_of(path, scale)) {
    const bool dot =
        stroke.points.size() < 2 || (stroke.points.size() == 2 && stroke.points[0].x == stroke.points[1].x &&
                                     stroke.points[0].y == stroke.points[1].y);
    if (dot) ink(out, stroke.points[0], stroke.points[0], width * 0.62f);
    for (std::size_t i = 1; i < stroke.points.size() && !dot; ++i)
      ink(out, stroke.points[i - 1], stroke.points[i], width / 2);
  }
  return out;
}

}  // namespace

void draw_icon(const Brush& brush, std::string_view name, float x, float y, float size, Colour colour) {
  const auto* found = std::find_if(std::begin(kIconPaths), std::end(kIconPaths),
                                   [&](const IconPath& icon) { return icon.name == name; });
  if (found == std::end(kIconPaths)) return;
  const int pixels = std::max(1, static_cast<int>(std::lround(size / brush.pixel)));
  const int number = static_cast<int>(found - std::begin(kIconPaths));
  const ImFontAtlasRect cut = stamp(brush.stamps, {StampKind::icon, pixels, number},
                                    [&] { return cut_icon(found->path, pixels, 1 / brush.pixel); });
  const float left = snapped(brush, x), top = snapped(brush, y);
  const float edge = static_cast<float>(pixels) * brush.pixel;
  brush.list.PrimReserve(6, 4);
  brush.list.PrimRectUV({left, top}, {left + edge, top + edge}, cut.uv0, cut.uv1, colour);
}

std::string_view icon_of(std::string_view command) {
  for (const IconOf& row : kIconOf) {
    if (row.command == command) return row.icon;
  }
  return {};
}

}  // namespace scale::ui
