#include "ui/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "lesson/advisor.h"
#include "model/needs.h"
#include "ui/format.h"

namespace scale::ui {

Prose prose_of(const Theme& theme, const lesson::Words& words) {
  Prose prose;
  for (const lesson::TextRun& run : words) {
    Span span{run.text, Weight::semibold, theme.t1, false};
    switch (run.emphasis) {
      case lesson::Emphasis::plain:
        span.weight = Weight::regular, span.colour = theme.t2;
        break;
      case lesson::Emphasis::number:
        break;
      case lesson::Emphasis::ghost:
        span.weight = Weight::regular, span.colour = theme.t3, span.ghost = true;
        break;
      case lesson::Emphasis::good:
        span.colour = theme.t1;
        break;
      case lesson::Emphasis::warning:
        span.colour = theme.warning.text;
        break;
      case lesson::Emphasis::failing:
        span.colour = theme.failing.text;
        break;
    }
    if (run.emphasis != lesson::Emphasis::plain) {  // a figure stays on its line
      for (std::size_t at = 0; (at = span.text.find(' ', at)) != std::string::npos; at += 2) {
        span.text.replace(at, 1, "\xC2\xA0");
      }
    }
    prose.push_back(std::move(span));
  }
  return prose;
}

std::string overline_of(const sandbox::Snapshot& run) {
  if (run.markers.empty()) return (run.paused ? "Paused, " : "Running, ") + run_time(run.time_s);
  const sandbox::Marker& last = run.markers.back();
  const double since = run.time_s - last.time_s;
  return last.label + (since < 1 ? ", just now" : ", " + ago(since));
}

std::string_view short_name(const model::CommandInfo& row) {
  struct Short {
    std::string_view id, name;
  };
  static constexpr std::array<Short, 38> kShort = {{
      {"social-shards", "Social shards"},
      {"accounts-shards", "Account shards"},
      {"spike", "Spike"},
      {"show", "The 20:00 show"},
      {"report", "Nightly report"},
      {"viral", "Viral show"},
      {"flood", "Flood"},
      {"server-crash", "Crash a server"},
      {"region-outage", "Region outage"},
      {"db-failover", "Failover"},
      {"link-cut", "Cut a link"},
      {"deploy", "Deploy"},
      {"push", "Push files"},
      {"edge-outage", "Edge outage"},
      {"shield", "Flood shield"},
      {"stale-window", "Old copies, s"},
      {"coalescing", "One fetch for all"},
      {"file-change", "Change a file"},
      {"cache-flush", "Purge the CDN"},
      {"store-restart", "Restart store"},
      {"worker-crash", "Crash a worker"},
      {"broker-down", "Stop the broker"},
      {"newsletter", "Newsletter"},
      {"broker-cores", "Broker cores"},
      {"job-parts", "Parts of a job"},
      {"job-delay", "Hold jobs back"},
      {"queue-full", "Full queue"},
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
      {"time-of-day", "Time of day"},
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
  static constexpr std::array<Short, 10> kShort = {{{"server-crash", "Crash"},
                                                    {"edge-outage", "Edge off"},
                                                    {"show", "Show"},
                                                    {"report", "Report"},
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

std::string_view name_within(const model::CommandInfo& row, float room, const Style& set) {
  return text_width(short_name(row), set) <= room ? short_name(row) : brief_name(row);
}

std::string choice_name(std::string_view word) {
  std::string out(word);
  const bool letters = word == "cdn" || word == "sql";
  for (std::size_t i = 0; i < (letters ? out.size() : std::min<std::size_t>(1, out.size())); ++i)
    if (out[i] >= 'a' && out[i] <= 'z') out[i] = static_cast<char>(out[i] - 'a' + 'A');
  return out;
}

std::string_view brief_name(const model::CommandInfo& row) {
  if (row.id == "stateless") return "Stateless";
  if (row.id == "regions") return "Regions";
  if (row.id == "queue") return "Queue";
  if (row.id == "sharding") return "Shards";
  if (row.id == "vertical-partitioning") return "Split";
  if (row.id == "replicas") return "Replicas";
  if (row.id == "cache") return "Cache";
  if (row.id == "own-database") return "Own database";
  if (row.id == "split-columns") return "By columns";
  if (row.id == "social-shards") return "Social";
  if (row.id == "accounts-shards") return "Accounts";
  if (row.id == "nosql-nodes") return "NoSQL nodes";
  if (row.id == "session-stores") return "Stores";
  if (row.id == "cache-servers") return "Cache servers";
  if (row.id == "cdn-mode") return "Mode";
  if (row.id == "serving") return "Serving";
  if (row.id == "session-store") return "Kept in";
  if (row.id == "placement") return "Placed by";
  if (row.id == "retries") return "Retries";
  if (row.id == "server-crash") return "Crash";
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
    const sandbox::NodeView& node = run.nodes[i];
    if (node.members.empty() || node.node.kind == model::NodeKind::worker || node.busiest <= most) continue;
    most = node.busiest;
    out = {run.architecture.users / most, i, lesson::busiest_member(node)};
  }
  return out;
}

namespace {

std::string_view incident_name(std::string_view id) {
  struct Name {
    std::string_view id, name;
  };
  static constexpr std::array<Name, 18> kNames = {{{"spike", "the spike"},
                                                   {"show", "the show"},
                                                   {"report", "the report"},
                                                   {"viral", "the viral show"},
                                                   {"flood", "the flood"},
                                                   {"server-crash", "the crash"},
                                                   {"region-outage", "the outage"},
                                                   {"db-failover", "the failover"},
                                                   {"link-cut", "the cut"},
                                                   {"deploy", "the deploy"},
                                                   {"push", "the push"},
                                                   {"edge-outage", "the outage"},
                                                   {"file-change", "the new file"},
                                                   {"cache-flush", "the purge"},
                                                   {"store-restart", "the restart"},
                                                   {"worker-crash", "the crash"},
                                                   {"broker-down", "the stop"},
                                                   {"newsletter", "the newsletter"}}};
  for (const Name& known : kNames) {
    if (known.id == id) return known.name;
  }
  return "the incident";
}

}  // namespace

std::string ghost_name(const model::Command& change) {
  const model::CommandInfo& row = model::info(change.id);
  if (row.kind == model::CommandKind::incident) return "without " + std::string(incident_name(row.id));
  const bool switched_off = row.kind == model::CommandKind::toggle && change.value == 0;
  return (switched_off ? "with " : "without ") + std::string(short_name(row));
}

const model::CommandInfo* missing(const Frame& frame, const model::CommandInfo& incident) {
  const auto needed = model::find_command(model::tool_needed_by(incident.id));
  if (!needed || value_of(frame, model::info(*needed)) != 0) return nullptr;
  return &model::info(*needed);
}

Prose missing_words(const Theme& theme, const model::CommandInfo& tool) {
  return {{"Nothing to hit without ", Weight::regular, theme.t2},
          {std::string(short_name(tool)) + ".", Weight::semibold, theme.t1}};
}

}  // namespace scale::ui
