#include "ui/traffic.h"

#include <algorithm>
#include <cmath>

#include "ui/diagram_parts.h"

namespace scale::ui {
namespace {

using sandbox::Outcome;
using sandbox::Replay;

constexpr std::size_t kMostFlights = 24'000;
constexpr float kUsual_s = 1.5f, kLeast_s = 0.8f, kMost_s = 3.0f;  // of a life on the screen
constexpr float kFailing_s = 0.5f;                                 // a cross stays this long

std::uint32_t scrambled(std::uint64_t id) {
  id ^= id >> 33;
  id *= 0xFF51AFD7ED558CCDull;
  id ^= id >> 33;
  id *= 0xC4CEB9FE1A85EC53ull;
  id ^= id >> 33;
  return static_cast<std::uint32_t>(id);
}

// 0..1, the k-th of this number's.
float share_of(std::uint32_t random, std::uint32_t k) {
  return static_cast<float>(scrambled(random + 0x9E3779B9ull * (k + 1)) & 0xFFFFFFu) / 16777216.0f;
}

bool linked(const sandbox::Snapshot& run, std::uint32_t from, std::uint32_t to) {
  return std::any_of(run.links.begin(), run.links.end(), [&](const sandbox::LinkView& link) {
    return link.from == from && link.to == to && !link.replication;
  });
}

std::uint32_t users_of(const sandbox::Snapshot& run, model::Region region) {
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    if (run.nodes[i].node.kind == model::NodeKind::users && run.nodes[i].node.region == region) return i;
  }
  return sim::kNone;
}

struct Stop {
  std::uint32_t node;
  float travel_s;  // from the stop before
};

// The fewest links from one node to another, without the first; empty where there is no way.
std::vector<std::uint32_t> way_between(const sandbox::Snapshot& run, std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> came(run.nodes.size(), sim::kNone), open{from};
  came[from] = from;
  for (std::size_t i = 0; i < open.size() && came[to] == sim::kNone; ++i) {
    for (const sandbox::LinkView& link : run.links) {
      if (link.replication || link.from != open[i] || came[link.to] != sim::kNone) continue;
      came[link.to] = open[i];
      open.push_back(link.to);
    }
  }
  std::vector<std::uint32_t> way;
  if (came[to] == sim::kNone) return way;
  for (std::uint32_t at = to; at != from; at = came[at]) way.push_back(at);
  std::reverse(way.begin(), way.end());
  return way;
}

// The legs with their true durations.
std::vector<Leg> true_legs(const sandbox::Snapshot& run, const Replay& replay, std::uint32_t root) {
  std::vector<Leg> legs;
  std::vector<Stop> way{{root, 0}};
  const auto add = [&](std::uint32_t from, std::uint32_t to, LegKind kind, float length) {
    legs.push_back({from, to, kind, 0, length});
  };
  for (const sandbox::ReplayHop& hop : replay.hops) {
    if (hop.node >= run.nodes.size()) continue;
    float travel = hop.travel_s;
    // The next node hangs on one that was passed before: back to there first, within the same travelling
    // time.
    while (way.size() > 1 && way.back().node != hop.node && !linked(run, way.back().node, hop.node)) {
      add(way[way.size() - 2].node, way.back().node, LegKind::back, travel * 0.5f);
      travel *= 0.5f;
      way.pop_back();
    }
    if (way.back().node != hop.node) {
      const std::vector<std::uint32_t> nodes = way_between(run, way.back().node, hop.node);
      for (const std::uint32_t node : nodes) {
        const float share = travel / static_cast<float>(nodes.size());
        add(way.back().node, node, LegKind::travel, share);
        way.push_back({node, share});
      }
    }
    if (hop.wait_s > 0) add(hop.node, hop.node, LegKind::wait, hop.wait_s);
    if (hop.work_s > 0) add(hop.node, hop.node, LegKind::work, hop.work_s);
  }
  if (way.size() == 1) {  // answered at the edge: half of the time there, half back
    for (const sandbox::LinkView& link : run.links) {
      const bool edge = run.nodes[link.to].node.kind == model::NodeKind::edge;
      if (link.from != root || !edge) continue;
      add(root, link.to, LegKind::travel, replay.latency_s * 0.5f);
      add(root, link.to, LegKind::back, replay.latency_s * 0.5f);
      return legs;
    }
  }
  if (replay.outcome == Outcome::failed) {
    add(way.size() > 1 ? way[way.size() - 2].node : root, way.back().node, LegKind::fail, 0);
    return legs;
  }
  float out = 0;
  for (const Stop& stop : way) out += stop.travel_s;
  const float lanes = static_cast<float>(std::max<std::size_t>(1, way.size() - 1));
  for (; way.size() > 1; way.pop_back()) {
    const float share = out > 0 ? way.back().travel_s / out : 1 / lanes;
    add(way[way.size() - 2].node, way.back().node, LegKind::back, replay.return_s * share);
  }
  return legs;
}

// From true durations to the screen's, one after the other.
void slow_down(std::vector<Leg>& legs, float slowed) {
  float all = 0;
  for (const Leg& leg : legs) all += leg.end_s;
  const float scale = all > 0 ? std::clamp(all * slowed, kLeast_s, kMost_s) / all : 1;
  float at = 0;
  for (Leg& leg : legs) {
    float length = leg.end_s * scale;
    if (leg.kind == LegKind::travel || leg.kind == LegKind::back) length = std::max(length, kShortestLane_s);
    if (leg.kind == LegKind::fail) length = kFailing_s;
    leg.begin_s = at;
    at += length;
    leg.end_s = at;
  }
}

void keep(Album& album, const Replay& replay) {
  constexpr std::size_t kMost = 3000;
  if (replay.file) return;
  if (album.pages.size() < kMost) {
    album.pages.push_back(replay);
  } else {
    album.pages[album.next] = replay;
    album.next = (album.next + 1) % kMost;
  }
}

void add_flight(Frame& frame, const Replay& replay, float later_s) {
  Motion& motion = frame.state.motion;
  const std::uint32_t root = users_of(frame.run, replay.region);
  if (root == sim::kNone) return;
  Flight flight;
  flight.legs = true_legs(frame.run, replay, root);
  if (flight.legs.empty()) return;
  slow_down(flight.legs, motion.slowed);
  flight.now = flight.legs.front();
  flight.random = scrambled(replay.id);
  flight.begin_s = motion.clock_s + static_cast<double>(later_s);
  flight.outcome = replay.outcome;
  motion.flights.push_back(std::move(flight));
}

// After a change of architecture: the flights' nodes by name; a flight over a node that is gone ends.
void follow_nodes(Frame& frame) {
  Motion& motion = frame.state.motion;
  const auto& nodes = frame.run.nodes;
  const bool same =
      motion.flight_nodes.size() == nodes.size() &&
      std::equal(nodes.begin(), nodes.end(), motion.flight_nodes.begin(),
                 [](const sandbox::NodeView& node, const std::string& id) { return node.node.id == id; });
  if (same) return;
  motion.album = {};
  std::vector<std::uint32_t> now(motion.flight_nodes.size(), sim::kNone);
  for (std::size_t i = 0; i < now.size(); ++i) {
    for (std::uint32_t k = 0; k < nodes.size(); ++k) {
      if (nodes[k].node.id == motion.flight_nodes[i]) now[i] = k;
    }
  }
  for (Flight& flight : motion.flights) {
    for (Leg& leg : flight.legs) {
      leg.from = leg.from < now.size() ? now[leg.from] : sim::kNone;
      leg.to = leg.to < now.size() ? now[leg.to] : sim::kNone;
    }
    flight.now = flight.legs[flight.leg];
  }
  motion.flight_nodes.clear();
  for (const sandbox::NodeView& node : nodes) motion.flight_nodes.push_back(node.node.id);
}

// ---- drawing ------------------------------------------------------------------------------------------
struct Painter {
  Frame& frame;
  const Picture& picture;
  const std::vector<float>& paths;
  float radius, tail;
  std::vector<std::uint32_t> waiting, failing;  // flights at each box in this frame
  std::vector<float> shown;                     // of the grains on each lane, out and back
  std::vector<render::Grain> standing;
};

std::uint32_t box_of(const Picture& picture, std::uint32_t node, std::uint32_t member) {
  if (node >= picture.first_box.size() || picture.first_box[node] == sim::kNone) return sim::kNone;
  return picture.first_box[node] + member % std::max(1u, picture.box_count[node]);
}

render::Grain grain_of(const Painter& painter, const Flight& flight, bool asking) {
  const Theme& theme = painter.frame.theme;
  render::Grain grain;
  grain.colour = (asking ? theme.request : ink_of(theme, flight.outcome)).mark;
  grain.radius = painter.radius * (asking ? 0.8f : 1.0f);
  grain.glow = theme.dark && !asking ? 0.3f : 0.0f;
  grain.opacity = asking ? 0.85f : 1.0f;
  if (!asking && flight.outcome == Outcome::later)
    grain.shape = static_cast<float>(render::GrainShape::square);
  return grain;
}

void add_travelling(Painter& painter, const Flight& flight, const Leg& leg, float share) {
  const std::uint32_t lane = lane_between(painter.picture, leg.from, leg.to, flight.random >> 8);
  if (lane == sim::kNone) return;
  const bool back = leg.kind == LegKind::back;
  if (share_of(flight.random, 6) > painter.shown[2 * lane + back]) return;
  const float width = painter.picture.lanes[lane].width;
  render::Grain grain = grain_of(painter, flight, !back);
  const float spread = (share_of(flight.random, 1) + share_of(flight.random, 2) - 1) * 0.24f;
  const float most = std::max(0.0f, width * 0.5f - grain.radius);
  grain.path = painter.paths[lane];
  grain.along = back ? 1 - share : share;
  grain.across = std::clamp(((back ? 0.25f : -0.25f) + spread) * width, -most, most);
  const float tail = painter.tail * (back && flight.outcome == Outcome::slow ? 0.5f : 1.0f);
  grain.tail = back ? -tail : tail;
  painter.frame.scene.grains.push_back(grain);
}

void add_standing(Painter& painter, const Flight& flight, const Leg& leg) {
  const std::uint32_t box = box_of(painter.picture, leg.to, flight.random >> 8);
  if (box == sim::kNone) return;
  const Rect& rect = painter.picture.boxes[box].rect;
  const bool inside = leg.kind == LegKind::work;
  if (inside && painter.picture.boxes[box].look != BoxLook::glasses) return;
  render::Grain grain = grain_of(painter, flight, true);
  grain.opacity = 0.95f;
  if (leg.kind == LegKind::wait) {
    if (!place_in_pile(painter.picture, painter.picture.boxes[box], painter.waiting[box]++, grain)) return;
  } else {
    grain.along = rect.x + rect.width * (0.15f + 0.7f * share_of(flight.random, 3));
    grain.across = rect.y + rect.height * (0.2f + 0.6f * share_of(flight.random, 4));
    grain.radius *= 0.9f;
    grain.opacity = 0.7f;
  }
  painter.standing.push_back(grain);
}

// A failed one turns into a cross at the door and falls back a little.
void add_failed(Painter& painter, const Flight& flight, const Leg& leg, float share) {
  const std::uint32_t box = box_of(painter.picture, leg.to, flight.random >> 8);
  if (box == sim::kNone) return;
  constexpr std::uint32_t kMostCrosses = 18;  // more would be a blot
  if (painter.failing[box]++ >= kMostCrosses) return;
  const Rect& rect = painter.picture.boxes[box].rect;
  render::Grain grain;
  grain.colour = painter.frame.theme.failing.mark;
  grain.shape = static_cast<float>(render::GrainShape::cross);
  grain.radius = painter.radius * 1.15f;
  grain.glow = painter.frame.theme.dark ? 0.3f : 0.0f;
  grain.opacity = 1 - share * share;
  const float room = painter.picture.upright ? rect.width : rect.height;
  const float back = 6 + 18 * share,
              side = (share_of(flight.random, 5) - 0.5f) * std::clamp(room, 26.0f, 90.0f);
  grain.along = painter.picture.upright ? rect.x + rect.width / 2 + side : rect.x - back;
  grain.across = painter.picture.upright ? rect.y - back : rect.y + rect.height / 2 + side;
  painter.standing.push_back(grain);
}

float length_of(const render::Path& path) {
  return std::hypot(path.x3 - path.x0, path.y3 - path.y0) + 1;
}

// Each to the leg it is on; those that are over go.
void move_on(Motion& motion) {
  auto keep = motion.flights.begin();
  for (Flight& flight : motion.flights) {
    const float at = static_cast<float>(motion.shown_s - flight.begin_s);
    while (at >= flight.now.end_s && ++flight.leg < flight.legs.size()) flight.now = flight.legs[flight.leg];
    if (flight.leg == flight.legs.size()) continue;
    if (&*keep != &flight) *keep = std::move(flight);
    ++keep;
  }
  motion.flights.erase(keep, motion.flights.end());
}

// A lane shows at most a grain for each 45 square pixels; the streaks stand for the rest.
void thin_out(Painter& painter) {
  const Picture& picture = painter.picture;
  painter.shown.assign(2 * picture.lanes.size(), 0);
  for (const Flight& flight : painter.frame.state.motion.flights) {
    const Leg& leg = flight.now;
    if (leg.kind != LegKind::travel && leg.kind != LegKind::back) continue;
    const std::uint32_t lane = lane_between(picture, leg.from, leg.to, flight.random >> 8);
    if (lane != sim::kNone) ++painter.shown[2 * lane + (leg.kind == LegKind::back)];
  }
  for (std::size_t i = 0; i < painter.shown.size(); ++i) {
    const Lane& lane = picture.lanes[i / 2];
    const float room = std::max(4.0f, length_of(lane.path) * std::max(lane.width, 8.0f) / 2 / 45);
    painter.shown[i] = room / std::max(room, painter.shown[i]);
  }
}

void add_flights(Painter& painter) {
  Motion& motion = painter.frame.state.motion;
  move_on(motion);
  thin_out(painter);
  for (const Flight& flight : motion.flights) {
    const float at = static_cast<float>(motion.shown_s - flight.begin_s);
    if (at < 0) continue;
    const Leg& leg = flight.now;
    const float share = (at - leg.begin_s) / std::max(1e-4f, leg.end_s - leg.begin_s);
    switch (leg.kind) {
      case LegKind::travel:
      case LegKind::back:
        add_travelling(painter, flight, leg, share);
        break;
      case LegKind::wait:
      case LegKind::work:
        add_standing(painter, flight, leg);
        break;
      case LegKind::fail:
        add_failed(painter, flight, leg, share);
        break;
    }
  }
}

// Streaks there and as many back, by a lane's area; files are many more than pages.
float streaks_of(const Painter& painter, const Lane& lane) {
  if (lane.replication) return 3;
  if (lane.per_s <= 0) return 0;
  const bool to_edge = painter.picture.boxes[lane.to].look == BoxLook::edge;
  return 2 + lane.width * length_of(lane.path) * (to_edge ? 2.2f : 1.0f) / 230;
}

// A picture of many lanes has no more of them than fill it.
float share_of_streaks(const Painter& painter) {
  constexpr float kRoom_px2 = 650;  // for each
  float streaks = 0;
  for (const Lane& lane : painter.picture.lanes) streaks += 2 * streaks_of(painter, lane);
  const Rect& area = painter.frame.state.motion.diagram;
  return std::min(1.0f, area.width * area.height / kRoom_px2 / std::max(1.0f, streaks));
}

// Decoration: how much flows where, at a speed that the eye likes.
void add_streaks(Painter& painter) {
  Frame& frame = painter.frame;
  const Theme& theme = frame.theme;
  const sandbox::Figures& now = frame.run.figures;
  const double slow = std::clamp(now.slow_share.value, 0.0, 1.0);
  const double failed = std::clamp(now.failed_share.value, 0.0, 1.0);
  const float share = share_of_streaks(painter);
  std::uint32_t seed = 1;
  for (std::uint32_t l = 0; l < painter.picture.lanes.size(); ++l) {
    const Lane& lane = painter.picture.lanes[l];
    const int count = static_cast<int>(std::ceil(share * streaks_of(painter, lane)));
    const float length = length_of(lane.path);
    const bool to_edge = painter.picture.boxes[lane.to].look == BoxLook::edge;
    for (int i = 0; i < 2 * count; ++i) {
      const bool back = i >= count && !lane.replication;
      render::Streak streak;
      streak.path = painter.paths[l];
      streak.phase = share_of(seed, 1);
      const float spread = (share_of(seed, 2) + share_of(seed, 3) - 1) * 0.24f;
      const float most = std::max(0.0f, lane.width / 2 - 0.8f);
      streak.across =
          lane.replication ? 0 : std::clamp(((back ? 0.25f : -0.25f) + spread) * lane.width, -most, most);
      streak.length = std::min(0.5f, (18 + 40 * share_of(seed, 4)) / length);
      const float speed = (110 + 60 * share_of(seed, 5)) / length;
      streak.rate = back ? -speed : speed;
      streak.width = theme.dark ? 1.2f : 1.3f;
      streak.opacity = back ? (to_edge ? 0.75f : 0.5f) : 0.38f;
      streak.colour = theme.request.mark;
      if (back) {
        const double pick = share_of(seed, 6);
        const double hits = frame.run.figures.edge_hit_ratio;
        if (to_edge) {
          streak.colour = pick < hits ? theme.cached.mark : theme.served.mark;
        } else {
          streak.colour = pick < failed          ? theme.failing.mark
                          : pick < failed + slow ? theme.slow.mark
                                                 : theme.served.mark;
        }
      }
      if (lane.replication) {
        streak.colour = theme.replicated.mark;
        streak.width = 2;
        streak.opacity = 0.8f;
        streak.length = 12 / length;
      }
      frame.scene.streaks.push_back(streak);
      ++seed;
    }
  }
}

}  // namespace

const Ink& ink_of(const Theme& theme, Outcome outcome) {
  switch (outcome) {
    case Outcome::cached:
      return theme.cached;
    case Outcome::slow:
      return theme.slow;
    case Outcome::failed:
      return theme.failing;
    case Outcome::later:
      return theme.background;
    case Outcome::served:
      break;
  }
  return theme.served;
}

void take_replays(Frame& frame) {
  Motion& motion = frame.state.motion;
  follow_nodes(frame);
  if (frame.run.replays.empty()) return;
  for (const Replay& replay : frame.run.replays) {
    if (!motion.album.playing) keep(motion.album, replay);
  }
  if (motion.album.playing) return;
  std::vector<float> lives;
  for (const Replay& replay : frame.run.replays) lives.push_back(replay.latency_s);
  std::nth_element(lives.begin(), lives.begin() + static_cast<std::ptrdiff_t>(lives.size() / 2), lives.end());
  const float median = std::max(1e-3f, lives[lives.size() / 2]);
  motion.slowed += (kUsual_s / median - motion.slowed) * (motion.flights.empty() ? 1.0f : 0.05f);
  for (const Replay& replay : frame.run.replays) {
    if (motion.flights.size() >= kMostFlights) break;
    add_flight(frame, replay, 0.12f * share_of(scrambled(replay.id), 0));
  }
}

void play_again(Frame& frame, float from_s) {
  Motion& motion = frame.state.motion;
  Album& album = motion.album;
  album.from_s = from_s;
  album.shown = 0;
  motion.flights.clear();
  for (const Replay& replay : album.pages) album.shown += replay.latency_s >= from_s;
  album.playing = album.shown > 0;
  const float spacing = std::min(0.25f, 4.0f / static_cast<float>(std::max<std::size_t>(1, album.shown)));
  float later = 0;
  for (const Replay& replay : album.pages) {
    if (replay.latency_s < from_s) continue;
    add_flight(frame, replay, later);
    later += spacing;
  }
}

void play_slowest(Frame& frame, float share) {
  std::vector<float> lives;
  for (const Replay& replay : frame.state.motion.album.pages) lives.push_back(replay.latency_s);
  if (lives.empty()) return;
  const auto rank = static_cast<std::ptrdiff_t>(static_cast<float>(lives.size() - 1) * (1 - share));
  std::nth_element(lives.begin(), lives.begin() + rank, lives.end());
  play_again(frame, lives[static_cast<std::size_t>(rank)]);
}

std::vector<render::Grain> draw_traffic(Frame& frame, const Picture& picture,
                                        const std::vector<float>& paths) {
  const bool small = frame.form == Form::small || frame.form == Form::embed || frame.form == Form::phone;
  Painter painter{frame, picture, paths, small ? 1.8f : 1.9f, small ? 9.0f : 13.0f, {}, {}, {}, {}};
  painter.waiting.assign(picture.boxes.size(), 0);
  painter.failing = painter.waiting;
  const Album& album = frame.state.motion.album;
  if (album.playing && frame.state.motion.flights.empty()) play_again(frame, album.from_s);  // once more
  if (!album.playing) add_streaks(painter);
  add_flights(painter);
  return std::move(painter.standing);
}

}  // namespace scale::ui
