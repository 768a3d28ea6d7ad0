#include "ui/icons.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "ui/icon_paths.h"

namespace scale::ui {
namespace {

constexpr float kPi = 3.14159265f;

struct Pen {
  ImDrawList& list;
  float x, y, scale;
  Colour colour;
  float stroke;
  bool filled;
  ImVec2 at{0, 0}, start{0, 0};  // on the grid of 20
};

ImVec2 page(const Pen& pen, ImVec2 at) {
  return {pen.x + at.x * pen.scale, pen.y + at.y * pen.scale};
}

void finish(Pen& pen, bool closed) {
  auto& points = pen.list._Path;
  if (points.Size == 0) return;
  const auto same = [&](int i, int k) {
    return std::fabs(points[i].x - points[k].x) + std::fabs(points[i].y - points[k].y) < 0.02f;
  };
  while (closed && points.Size > 2 && same(0, points.Size - 1)) points.pop_back();  // no way, no direction
  float length = 0;
  for (int i = 1; i < points.Size; ++i) {
    length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  }
  if (length < 0.1f) {
    pen.list.AddCircleFilled(points[0], pen.stroke * 0.62f, pen.colour);
    pen.list.PathClear();
  } else if (pen.filled && closed) {
    pen.list.PathFillConcave(pen.colour);
  } else {
    const ImVec2 first = points[0], last = points[points.Size - 1];
    pen.list.PathStroke(pen.colour, closed ? ImDrawFlags_Closed : 0, pen.stroke);
    if (!closed) {  // round ends
      pen.list.AddCircleFilled(first, pen.stroke * 0.5f, pen.colour, 8);
      pen.list.AddCircleFilled(last, pen.stroke * 0.5f, pen.colour, 8);
    }
  }
}

void line_to(Pen& pen, ImVec2 to) {
  pen.list.PathLineTo(page(pen, to));
  pen.at = to;
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
    pen.list.PathLineTo(
        page(pen, {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)}));
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
  pen.list.PathBezierCubicCurveTo(page(pen, a), page(pen, b), page(pen, to));
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
      line_to(pen, point());
      break;
    case 'H':
      line_to(pen, {base.x + number(reader), pen.at.y});
      break;
    case 'V':
      line_to(pen, {pen.at.x, base.y + number(reader)});
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

constexpr std::array<IconOf, 39> kIconOf = {{
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
}};

}  // namespace

void draw_icon(ImDrawList& list, std::string_view name, float x, float y, float size, Colour colour,
               bool filled) {
  const auto* found = std::find_if(std::begin(kIconPaths), std::end(kIconPaths),
                                   [&](const IconPath& icon) { return icon.name == name; });
  if (found == std::end(kIconPaths)) return;
  const float scale = size / 20.0f;
  Pen pen{list, x, y, scale, colour, std::max(1.2f, 1.5f * std::min(1.0f, scale * 1.05f)), filled};
  Reader reader{found->path.data(), found->path.data() + found->path.size()};
  Curve curve;
  char command = 'M';
  while (reader.at < reader.end) {
    if (!at_number(reader)) {
      if (reader.at >= reader.end) break;
      command = *reader.at++;
      if (command == 'Z' || command == 'z') {
        finish(pen, true);
        pen.at = pen.start;
        continue;
      }
    }
    if (command == 'M' || command == 'm') {
      finish(pen, false);
      const float px = number(reader);
      const float py = number(reader);
      pen.at = command == 'm' ? ImVec2{pen.at.x + px, pen.at.y + py} : ImVec2{px, py};
      pen.start = pen.at;
      list.PathLineTo(page(pen, pen.at));
      command = command == 'm' ? 'l' : 'L';
      continue;
    }
    draw_command(pen, reader, command, curve);
    if (command != 'c' && command != 'C' && command != 's' && command != 'S') curve.handle = pen.at;
  }
  finish(pen, false);
}

std::string_view icon_of(std::string_view command) {
  for (const IconOf& row : kIconOf) {
    if (row.command == command) return row.icon;
  }
  return {};
}

}  // namespace scale::ui
