#include "ui/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/format.h"
#include "ui/panels.h"

namespace scale::ui {
namespace {

using model::NodeKind;
using sandbox::NodeView;
using sandbox::Reading;

struct Cause {
  std::string_view command, on, off;
};

// Why the figures moved; for the others the table's own gain or price is said.
constexpr std::array<Cause, 5> kCauses = {{
    {"cdn", "files now come from an edge nearby, pages do not", "every file comes from the origin again"},
    {"stateless", "any server answers anyone, after asking the session store",
     "each user belongs to one server again"},
    {"server-crash", "the other servers carry its users", ""},
    {"web-servers", "the same work is shared by another number of servers", ""},
    {"users", "another number of people asks for the same pages", ""},
}};

std::string lower_first(std::string_view text) {
  std::string out(text);
  const bool word = out.size() > 1 && out[1] >= 'a' && out[1] <= 'z';
  if (word && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

std::string cause(const model::Command& command, bool better) {
  const model::CommandInfo& row = model::info(command.id);
  for (const Cause& known : kCauses) {
    if (known.command != row.id) continue;
    const bool off = row.kind == model::CommandKind::toggle && command.value == 0;
    return std::string(off ? known.off : known.on);
  }
  const bool turned_off = row.kind == model::CommandKind::toggle && command.value == 0;
  return lower_first(better != turned_off ? row.gain : row.price);
}

struct Writer {
  const Theme& theme;
  Prose prose;

  void plain(std::string text) { prose.push_back({std::move(text), Weight::regular, theme.t2}); }
  void strong(std::string text) { prose.push_back({std::move(text), Weight::semibold, theme.t1}); }
  void ghost(std::string text) { prose.push_back({std::move(text), Weight::regular, theme.t3, true}); }
  void coloured(std::string text, Colour colour) {
    prose.push_back({std::move(text), Weight::semibold, colour});
  }
};

// "54 %" without its unit, for "from 54 to 15 %".
std::string bare(const std::string& figure) {
  return figure.substr(0, figure.rfind(' '));
}

void compare(Writer& out, std::string_view what, const std::string& before, const std::string& after,
             bool better, const std::string& why) {
  const bool same_unit = before.substr(before.rfind(' ')) == after.substr(after.rfind(' '));
  out.plain(std::string(what) + (better ? " fell from " : " rose from "));
  out.ghost(same_unit ? bare(before) : before);
  out.plain(" to ");
  if (better) {
    out.strong(after);
  } else {
    out.coloured(after, out.theme.slow.text);
  }
  out.plain(why.empty() ? ". " : ": " + why + ". ");
}

bool worth_saying(const Reading& now, const Reading& then, double least_points) {
  return now.samples > 40 && then.samples > 40 && std::fabs(now.value - then.value) >= least_points;
}

// What the last change did, against the run without it.
std::string say_change(const Frame& frame, Writer& out) {
  const sandbox::Figures &now = frame.run.figures, &then = frame.run.ghost;
  const model::Command& change = frame.run.ghost_without;
  if (worth_saying(now.failed_share, then.failed_share, 0.01)) {
    const bool better = now.failed_share.value < then.failed_share.value;
    compare(out, "Failed pages", percent(then.failed_share.value), percent(now.failed_share.value), better,
            cause(change, better));
    return "failed";
  }
  if (worth_saying(now.slow_share, then.slow_share, 0.02)) {
    const bool better = now.slow_share.value < then.slow_share.value;
    compare(out, "Slow pages", percent(then.slow_share.value), percent(now.slow_share.value), better,
            cause(change, better));
    return "slow";
  }
  const Reading &p95 = now.response.p95, &was = then.response.p95;
  if (p95.samples > 40 && was.samples > 40 &&
      std::fabs(std::log(p95.value / std::max(1e-6, was.value))) > 0.15) {
    const bool better = p95.value < was.value;
    compare(out, "The servers' slowest answers", seconds(was.value), seconds(p95.value), better,
            cause(change, better));
    return "response";
  }
  const model::CommandInfo& row = model::info(change.id);
  const std::string words = row.kind == model::CommandKind::toggle
                                ? std::string(row.label) + (change.value != 0 ? " on" : " off")
                                : std::string(short_name(row));
  out.plain(words + " has changed little so far: ");
  out.strong(percent(now.slow_share.value));
  out.plain(" of pages take over 2 s. ");
  return "little";
}

std::string say_state(const Frame& frame, Writer& out) {
  const sandbox::Figures& now = frame.run.figures;
  if (now.slow_share.samples < 20) {
    out.plain("The first pages are on their way to ");
    out.strong(users_count(frame.run.architecture.users));
    out.plain(" people a day. ");
    return "start";
  }
  if (now.failed_share.value > 0.01) {
    out.coloured(percent(now.failed_share.value) + " of pages fail", out.theme.failing.text);
    const auto worst = std::max_element(now.failures.begin(), now.failures.end(),
                                        [](const auto& a, const auto& b) { return a.per_s < b.per_s; });
    out.plain(worst != now.failures.end() ? ", most of them " + worst->reason + ". " : ". ");
    return "failing";
  }
  out.strong(users_count(frame.run.architecture.users));
  out.plain(" people a day ask for ");
  out.strong(significant(now.pages_per_s) + " pages a second");
  out.plain("; ");
  const bool bad = now.slow_share.value > 0.2;
  if (bad) {
    out.coloured(percent(now.slow_share.value), out.theme.slow.text);
  } else {
    out.strong(percent(now.slow_share.value));
  }
  out.plain(" of them take over 2 s. ");
  return "calm";
}

const NodeView* down_node(const Frame& frame, std::uint32_t& member) {
  for (const NodeView& node : frame.run.nodes) {
    if (node.node.kind == NodeKind::uplink) continue;
    for (member = 0; member < node.members.size(); ++member) {
      if (!node.members[member].up) return &node;
    }
  }
  return nullptr;
}

std::string say_next(const Frame& frame, Writer& out) {
  std::uint32_t member = 0;
  std::string key;
  if (const NodeView* down = down_node(frame, member)) {
    out.coloured(spoken_name(frame, *down, member) + " is down", out.theme.failing.text);
    out.plain(". ");
    key = "down ";
  }
  const sandbox::Bottleneck& neck = frame.run.bottleneck;
  if (neck.node < frame.run.nodes.size() && neck.utilisation >= kBusy) {
    const NodeView& node = frame.run.nodes[neck.node];
    out.strong(spoken_name(frame, node, busiest_member(node)));
    const bool full = neck.utilisation >= kSaturated;
    out.plain(full ? " is at its limit, " : " is next to break, ");
    out.coloured(percent(std::min(1.0, neck.utilisation)) + " busy", heat(out.theme, neck.utilisation).text);
    out.plain(".");
    return key + node.node.id + (full ? "!" : "");
  }
  const Breaking limit = breaking_point(frame.run);
  if (limit.users > 0 && !compact_form(frame.form)) {
    const NodeView& node = frame.run.nodes[limit.node];
    out.plain("Nothing is near its limit; ");
    out.plain(lower_first(spoken_name(frame, node, limit.member)) + " is the busiest, ");
    out.strong(percent(node.busiest));
    out.plain(".");
  }
  return key + "calm";
}

}  // namespace

std::string_view short_name(const model::CommandInfo& row) {
  struct Short {
    std::string_view id, name;
  };
  static constexpr std::array<Short, 23> kShort = {{
      {"spike", "Spike"},
      {"viral", "Viral show"},
      {"flood", "Flood"},
      {"server-crash", "Crash a server"},
      {"region-outage", "Region outage"},
      {"db-failover", "Failover"},
      {"link-cut", "Cut a link"},
      {"deploy", "Deploy"},
      {"file-change", "Change a file"},
      {"cache-flush", "Purge the CDN"},
      {"store-restart", "Restart store"},
      {"worker-crash", "Crash a worker"},
      {"broker-down", "Stop the broker"},
      {"stateless", "Stateless sessions"},
      {"web-servers", "Web servers"},
      {"database-cores", "Database cores"},
      {"replica-count", "Replicas"},
      {"workers", "Workers"},
      {"shards", "Shards"},
      {"cdn-ttl", "Edge TTL"},
      {"cache-ttl", "Cache TTL"},
      {"vertical-partitioning", "Split by function"},
      {"users", "Users"},
  }};
  for (const Short& known : kShort) {
    if (known.id == row.id) return known.name;
  }
  return row.label;
}

std::string_view button_name(const model::CommandInfo& row, float width) {
  struct Short {
    std::string_view id, name;
  };
  static constexpr std::array<Short, 7> kShort = {{{"server-crash", "Crash"},
                                                   {"file-change", "New file"},
                                                   {"cache-flush", "Purge"},
                                                   {"store-restart", "Store"},
                                                   {"region-outage", "Outage"},
                                                   {"worker-crash", "Worker"},
                                                   {"broker-down", "Broker"}}};
  if (width < 130) {
    for (const Short& known : kShort) {
      if (known.id == row.id) return known.name;
    }
  }
  return short_name(row);
}

std::string ago(double since_s) {
  const double whole = std::max(0.0, std::floor(since_s));
  return (whole < 120 ? grouped(whole) + " s" : seconds(whole)) + " ago";
}

Breaking breaking_point(const sandbox::Snapshot& run) {
  Breaking out;
  double most = 0.02;
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    const NodeView& node = run.nodes[i];
    if (node.members.empty() || node.node.kind == NodeKind::worker || node.busiest <= most) continue;
    most = node.busiest;
    out = {run.architecture.users / most, i, busiest_member(node)};
  }
  return out;
}

Sentence sentence(const Frame& frame) {
  Sentence out;
  Writer writer{frame.theme, {}};
  const sandbox::Snapshot& run = frame.run;
  if (!run.markers.empty()) {
    const sandbox::Marker& last = run.markers.back();
    const double since = run.time_s - last.time_s;
    out.overline = last.label + (since < 1 ? ", just now" : ", " + ago(since));
  } else {
    out.overline = "Running, " + run_time(run.time_s);
  }
  out.key = run.has_ghost ? say_change(frame, writer) : say_state(frame, writer);
  out.key += say_next(frame, writer);
  out.prose = std::move(writer.prose);
  out.alarm = run.figures.failed_share.value > 0.02;
  return out;
}

}  // namespace scale::ui
