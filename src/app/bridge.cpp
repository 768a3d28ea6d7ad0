#include "app/bridge.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string_view>

#include "app/json_writer.h"
#include "model/needs.h"
#include "model/region.h"

namespace scale::app {

namespace {

constexpr std::array<std::string_view, 5> kKindNames = {"toggle", "count", "amount", "choice", "incident"};
constexpr std::array<std::string_view, 5> kGroupNames = {"demand", "tools", "sizes", "incidents", "time"};
constexpr std::array<std::string_view, 4> kHealthNames = {"fine", "busy", "saturated", "down"};
constexpr std::array<std::string_view, 13> kNodeNames = {"users", "edge",     "balancer", "web",     "uplink",
                                                         "cache", "sessions", "primary",  "replica", "shard",
                                                         "queue", "worker",   "nosql"};

template <typename Names, typename Value>
std::string_view name(const Names& names, Value value) {
  const auto at = static_cast<std::size_t>(value);
  return at < names.size() ? names[at] : std::string_view();
}

void write(JsonWriter& json, std::string_view key, const sandbox::Reading& reading) {
  json.open_object(key);
  json.field("value", reading.value);
  json.field("samples", static_cast<double>(reading.samples));
  json.flag("enough", reading.enough);
  json.close_object();
}

void write(JsonWriter& json, std::string_view key, const sandbox::Latency& latency) {
  json.open_object(key);
  write(json, "p50", latency.p50);
  write(json, "p95", latency.p95);
  write(json, "p99", latency.p99);
  json.close_object();
}

void write(JsonWriter& json, std::string_view key, const sandbox::Anatomy& anatomy) {
  json.open_object(key);
  json.field("dns_s", anatomy.dns_s);
  json.field("connect_s", anatomy.connect_s);
  json.field("distance_s", anatomy.distance_s);
  json.field("queues_s", anatomy.queues_s);
  json.field("server_s", anatomy.server_s);
  json.field("database_s", anatomy.database_s);
  json.field("static_files_s", anatomy.static_files_s);
  json.field("own_link_s", anatomy.own_link_s);
  json.field("total_s", anatomy.total_s);
  json.field("samples", static_cast<double>(anatomy.samples));
  json.close_object();
}

void write_region(JsonWriter& json, model::Region region, const sandbox::RegionFigures& figures) {
  json.open_object();
  json.field("id", model::info(region).id);
  json.field("name", model::info(region).name);
  json.field("pages_per_s", figures.pages_per_s);
  write(json, "page_load", figures.page_load);
  write(json, "first_byte", figures.first_byte);
  write(json, "slow_share", figures.slow_share);
  json.field("failed_share", figures.failed_share.value);
  json.field("edge_files_per_s", figures.edge_files_per_s);
  json.field("edge_hit_ratio", figures.edge_hit_ratio);
  write(json, "anatomy", figures.anatomy);
  json.close_object();
}

void write(JsonWriter& json, std::string_view key, const sandbox::Jobs& jobs) {
  json.open_object(key);
  json.field("published_per_s", jobs.published_per_s);
  json.field("done_per_s", jobs.done_per_s);
  json.field("waiting", jobs.waiting);
  json.field("age_s", jobs.age_s);
  json.field("drain_s", jobs.drain_s);
  write(json, "time", jobs.time);
  json.field("refused", jobs.refused);
  json.field("redelivered", jobs.redelivered);
  json.field("doubled", jobs.doubled);
  json.field("dead_letters", jobs.dead_letters);
  json.close_object();
}

void write(JsonWriter& json, std::string_view key, const sandbox::Figures& figures) {
  json.open_object(key);
  json.field("window_s", figures.window_s);
  json.field("pages_per_s", figures.pages_per_s);
  json.field("goodput_per_s", figures.goodput_per_s);
  write(json, "page_load", figures.page_load);
  write(json, "response", figures.response);
  write(json, "first_byte", figures.first_byte);
  write(json, "slow_share", figures.slow_share);
  write(json, "failed_share", figures.failed_share);
  json.open_array("failures");
  for (const sandbox::Failures& failures : figures.failures) {
    json.open_object();
    json.field("reason", failures.reason);
    json.field("per_s", failures.per_s);
    json.field("share", failures.share);
    json.close_object();
  }
  json.close_array();
  json.field("static_per_s", figures.static_per_s);
  json.field("origin_static_per_s", figures.origin_static_per_s);
  json.field("origin_bytes_per_s", figures.origin_bytes_per_s);
  json.field("edge_bytes_per_s", figures.edge_bytes_per_s);
  json.field("edge_files_per_s", figures.edge_files_per_s);
  json.field("edge_hit_ratio", figures.edge_hit_ratio);
  json.field("origin_share", figures.origin_share);
  json.field("audio_per_s", figures.audio_per_s);
  json.field("logins_per_s", figures.logins_per_s);
  json.field("sessions_lost_per_s", figures.sessions_lost_per_s);
  json.field("sessions_lost", figures.sessions_lost);
  json.field("stale_reads_per_s", figures.stale_reads_per_s);
  json.field("stale_reads", figures.harms.stale_reads);
  json.field("write_conflicts", figures.harms.write_conflicts);
  json.field("writes_lost", figures.harms.writes_lost);
  json.field("missing_files", figures.harms.missing_files);
  json.field("revoked_rights", figures.harms.revoked_rights);
  write(json, "jobs", figures.jobs);
  json.field("stale_files_per_s", figures.stale_files_per_s);
  json.field("stale_files", figures.harms.stale_files);
  json.field("stale_pages_per_s", figures.stale_pages_per_s);
  json.field("stale_pages", figures.harms.stale_pages);
  json.field("edge_pages_per_s", figures.edge_pages_per_s);
  json.field("unpushed_changes", figures.unpushed_changes);
  json.open_object("hostile");
  json.field("per_s", figures.hostile.per_s);
  json.field("at_edge_per_s", figures.hostile.at_edge_per_s);
  json.field("at_balancer_per_s", figures.hostile.at_balancer_per_s);
  json.field("no_room_per_s", figures.hostile.no_room_per_s);
  json.field("served_per_s", figures.hostile.served_per_s);
  json.field("turned_away", figures.hostile.turned_away);
  json.close_object();
  json.open_array("regions");
  for (const model::Region region : model::kAllRegions) {
    write_region(json, region, figures.regions[static_cast<std::size_t>(region)]);
  }
  json.close_array();
  json.close_object();
}

void write_node(JsonWriter& json, const sandbox::NodeView& view) {
  json.open_object();
  json.field("id", view.node.id);
  json.field("kind", name(kNodeNames, view.node.kind));
  json.field("region", model::info(view.node.region).id);
  json.field("label", view.node.label);
  json.field("utilisation", view.utilisation);
  json.field("busiest", view.busiest);
  json.field("waiting", view.waiting);
  json.field("per_s", view.per_s);
  json.field("failed_per_s", view.failed_per_s);
  json.field("lookups_per_s", view.lookups_per_s);
  json.field("hit_ratio", view.hit_ratio);
  json.field("lag_s", view.lag_s);
  json.field("entries", view.entries);
  json.field("health", name(kHealthNames, view.health));
  json.open_array("members");
  for (const sandbox::MemberView& member : view.members) {
    json.open_object();
    json.field("utilisation", static_cast<double>(member.utilisation));
    json.field("waiting", member.waiting);
    json.field("sessions", member.sessions);
    json.field("per_s", member.per_s);
    json.field("data_bytes", member.data_bytes);
    json.flag("up", member.up);
    json.flag("in_rotation", member.in_rotation);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

// A whole percentage: nobody hears decimals. "under 1" where rounding would deny what is there.
std::string percent(double share) {
  if (share > 0 && share < 0.005) return "under 1 %";
  char text[32];
  std::snprintf(text, sizeof text, "%.0f %%", 100 * share);
  return text;
}

// What takes the most of the median page of those regions that have page views, each as often as it has them.
std::string_view longest_part(const sandbox::Figures& figures) {
  struct Part {
    std::string_view name;
    double seconds = 0;
  };
  std::array<Part, 4> parts = {{{"distance"}, {"queues"}, {"the servers' work"}, {"the readers' own lines"}}};
  for (const sandbox::RegionFigures& region : figures.regions) {
    const sandbox::Anatomy& page = region.anatomy;
    parts[0].seconds +=
        region.pages_per_s * (page.dns_s + page.connect_s + page.distance_s + page.static_files_s);
    parts[1].seconds += region.pages_per_s * page.queues_s;
    parts[2].seconds += region.pages_per_s * (page.server_s + page.database_s);
    parts[3].seconds += region.pages_per_s * page.own_link_s;
  }
  const Part* longest = &parts[0];
  for (const Part& part : parts) {
    if (part.seconds > longest->seconds) longest = &part;
  }
  return longest->seconds > 0 ? longest->name : "nothing yet";
}

// A station near its limit, else where the time goes.
std::string bottleneck_words(const sandbox::Snapshot& snapshot) {
  const sandbox::Bottleneck& limit = snapshot.bottleneck;
  if (limit.node >= snapshot.nodes.size()) return std::string(longest_part(snapshot.figures));
  return snapshot.nodes[limit.node].node.label + ", " + percent(limit.utilisation) + " busy";
}

}  // namespace

std::string summary(const sandbox::Snapshot& snapshot) {
  const sandbox::Figures& now = snapshot.figures;
  if (now.failed_share.samples == 0 && now.slow_share.samples == 0) return "Starting.";
  std::string text;
  if (now.slow_share.samples > 0) {
    const std::string slow = percent(now.slow_share.value);
    text = "Slow pages " + slow;
    if (snapshot.has_ghost && snapshot.ghost.slow_share.samples > 0) {
      const std::string was = percent(snapshot.ghost.slow_share.value);
      const bool less = now.slow_share.value < snapshot.ghost.slow_share.value;
      text += was == slow ? ", as without the last change" : (less ? ", down from " : ", up from ") + was;
    }
    text += ". ";
  }
  if (now.failed_share.value > 0) text += "Failed " + percent(now.failed_share.value) + ". ";
  return text + "Bottleneck: " + bottleneck_words(snapshot) + ".";
}

std::string snapshot_json(const sandbox::Snapshot& snapshot, Detail detail) {
  JsonWriter json;
  json.open_object();
  json.field("revision", static_cast<double>(snapshot.revision));
  json.field("time_s", snapshot.time_s);
  json.field("speed", snapshot.speed);
  json.field("reached_speed", snapshot.reached_speed);
  json.flag("paused", snapshot.paused);
  json.field("packet", snapshot.packet);
  json.field("steppedShare", snapshot.stepped_share);
  json.hex("seed", snapshot.seed);
  json.hex("hash", snapshot.hash);
  json.field("summary", summary(snapshot));
  json.flag("can_undo", snapshot.can_undo);
  json.flag("can_redo", snapshot.can_redo);

  json.open_object("settings");
  for (const model::CommandInfo& row : model::command_table()) {
    if (row.get != nullptr) json.field(row.id, row.get(snapshot.architecture));
  }
  json.field("speed", snapshot.speed);
  json.field("time-of-day", snapshot.utc_hour);
  json.close_object();

  write(json, "figures", snapshot.figures);
  json.key("ghost");
  if (snapshot.has_ghost) {
    json.open_object();
    json.field("without", model::to_text(snapshot.ghost_without));
    json.field("since_s", snapshot.ghost_since_s);
    json.field("cost_usd_month", snapshot.ghost_cost_usd_month);
    write(json, "figures", snapshot.ghost);
    json.close_object();
  } else {
    json.null();
  }

  if (detail == Detail::whole) {
    json.open_array("nodes");
    for (const sandbox::NodeView& view : snapshot.nodes) write_node(json, view);
    json.close_array();
  }
  json.key("bottleneck");
  if (snapshot.bottleneck.node < snapshot.nodes.size()) {
    json.open_object();
    json.field("node", snapshot.nodes[snapshot.bottleneck.node].node.id);
    json.field("utilisation", snapshot.bottleneck.utilisation);
    json.close_object();
  } else {
    json.null();
  }

  json.open_array("markers");
  for (const sandbox::Marker& marker : snapshot.markers) {
    json.open_object();
    json.field("time_s", marker.time_s);
    json.field("label", marker.label);
    json.close_object();
  }
  json.close_array();
  json.field("cost_usd_month", snapshot.cost_usd_month);
  json.open_array("cost");
  for (const model::CostItem& item : snapshot.cost) {
    json.open_object();
    json.field("name", item.name);
    json.field("usd_month", item.usd_month);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  return json.take();
}

std::string lesson_json(const lesson::Play* play) {
  constexpr std::array<std::string_view, 3> kStates = {"waiting", "missed", "met"};
  if (play == nullptr) return "null";
  const model::Story& story = play->scenario.story;
  JsonWriter json;
  json.open_object();
  json.field("name", play->name);
  json.field("title", story.title);
  json.field("story", story.story);
  json.field("closing", play->met ? story.closing : std::string());
  json.flag("met", play->met);
  json.flag("ramping", lesson::is_ramping(*play));
  json.field("stars", play->stars_won);
  json.field("hints_opened", play->hints_opened);
  json.open_array("goals");
  for (const lesson::GoalRow& row : play->goals) {
    json.open_object();
    json.field("subject", row.subject);
    json.field("bound", row.bound);
    json.field("value", row.value);
    json.field("state", name(kStates, row.state));
    json.close_object();
  }
  json.close_array();
  json.open_array("notes");
  for (const lesson::PlayNote& note : play->notes) json.string(lesson::plain_text(note.words));
  json.close_array();
  json.key("question");
  const std::size_t at = lesson::question_in_sight(*play);
  if (at == lesson::kNoQuestion) {
    json.null();
  } else {
    const model::Prediction& asked = story.predictions[at];
    const lesson::PredictionState& state = play->predictions[at];
    json.open_object();
    json.field("text", asked.question);
    json.flag("open", state.asked == lesson::Asked::open);
    json.flag("answered", state.asked == lesson::Asked::answered);
    json.field("guess", static_cast<double>(state.guess));
    json.field("answer", static_cast<double>(state.answer));
    json.field("words", lesson::plain_text(state.words));
    json.open_array("choices");
    for (const std::string& choice : asked.choices) json.string(choice);
    json.close_array();
    json.close_object();
  }
  json.close_object();
  return json.take();
}

std::string controls_json(const std::vector<Control>& controls) {
  JsonWriter json;
  json.open_array();
  for (const Control& control : controls) {
    json.open_object();
    json.field("id", control.id);
    json.field("label", control.label);
    json.field("x", static_cast<double>(control.x));
    json.field("y", static_cast<double>(control.y));
    json.field("width", static_cast<double>(control.width));
    json.field("height", static_cast<double>(control.height));
    json.close_object();
  }
  json.close_array();
  return json.take();
}

std::string table_json() {
  JsonWriter json;
  json.open_array();
  for (const model::CommandInfo& row : model::command_table()) {
    json.open_object();
    json.field("id", row.id);
    json.field("kind", name(kKindNames, row.kind));
    json.field("group", name(kGroupNames, row.group));
    json.field("low", row.low);
    json.field("high", row.high);
    json.field("initial", row.initial);
    json.field("choices", row.choices);
    json.field("label", row.label);
    json.field("gain", row.gain);
    json.field("price", row.price);
    json.field("stage", row.stage);
    json.flag("available", row.available);
    json.field("needs", model::tool_needed_by(row.id));
    json.close_object();
  }
  json.close_array();
  return json.take();
}

std::string errors_json(const std::vector<ParameterError>& errors) {
  JsonWriter json;
  json.open_array();
  for (const ParameterError& error : errors) {
    json.open_object();
    json.field("field", error.field);
    json.field("message", error.message);
    json.close_object();
  }
  json.close_array();
  return json.take();
}

}  // namespace scale::app
