#include "lesson/sentence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "lesson/advisor.h"
#include "lesson/cause.h"
#include "lesson/comparison.h"
#include "lesson/format.h"
#include "lesson/texts.h"

namespace scale::lesson {
namespace {

using model::NodeKind;
using sandbox::Anatomy;
using sandbox::Figures;
using sandbox::NodeView;
using sandbox::Snapshot;

constexpr double kBusy = 0.7, kFull = 0.9;
constexpr double kFailing = 0.01, kSlow = 0.1;
constexpr std::uint64_t kLeastPages = 40;
constexpr double kFirstPages_s = 60;

TextRun failing(double share) {
  return {percent(share), share >= kFailing ? Emphasis::failing : Emphasis::number};
}
TextRun slow(double share) {
  return {percent(share), share >= kSlow ? Emphasis::warning : Emphasis::number};
}

std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}
TextRun noun(double amount, std::string_view one, std::string_view many) {
  return {std::string(std::round(amount) == 1 ? one : many), Emphasis::plain};
}
struct Said {
  Words words;
  std::string key;
};

// ------------------------------------------------------------------------------- nothing changed yet
// What the slowest region's median page goes on, and in whose words that is said.
struct Struggle {
  Text pattern;
  double seconds;
};
Struggle struggle_of(const Anatomy& page, const Snapshot& run) {
  const double files_far = run.architecture.cdn ? 0 : page.static_files_s;
  std::array<Struggle, 4> parts = {{{Text::slow_by_distance, page.connect_s + page.distance_s + files_far},
                                    {Text::slow_by_queues, page.queues_s},
                                    {Text::slow_by_files, page.static_files_s - files_far},
                                    {Text::slow_by_own_link, page.own_link_s}}};
  return *std::max_element(parts.begin(), parts.end(),
                           [](const Struggle& a, const Struggle& b) { return a.seconds < b.seconds; });
}

std::size_t slowest_region(const Figures& now) {
  std::size_t slowest = 0;
  for (std::size_t r = 1; r < model::kRegions; ++r)
    if (now.regions[r].anatomy.total_s > now.regions[slowest].anatomy.total_s) slowest = r;
  return slowest;
}

Said say_failures(const Figures& now) {
  const auto worst = std::max_element(
      now.failures.begin(), now.failures.end(),
      [](const sandbox::Failures& a, const sandbox::Failures& b) { return a.per_s < b.per_s; });
  const TextRun share{percent(now.failed_share.value), Emphasis::failing};
  if (worst == now.failures.end()) return {fill(text(Text::failing_without_reason), {share}), "failing"};
  return {fill(text(Text::failing), {share, {std::string(reason_text(worst->reason)), Emphasis::plain}}),
          "failing " + worst->reason};
}

Said say_state(const Snapshot& run, const model::Catalog& catalog) {
  const Figures& now = run.figures;
  const std::string threshold = exact_seconds(catalog.slow_page_s);
  const TextRun users = number(count(run.architecture.users));
  const TextRun people = noun(run.architecture.users, "person", "people");
  if (now.failed_share.samples < kLeastPages) {
    if (run.time_s < kFirstPages_s) return {fill(text(Text::starting), {users, people}), "start"};
    return {
        fill(text(Text::rare), {users, people, number(count(static_cast<double>(now.failed_share.samples))),
                                number(exact_seconds(std::round(now.window_s)))}),
        "rare"};
  }
  if (now.failed_share.value >= kFailing) return say_failures(now);
  const std::size_t r = slowest_region(now);
  const Anatomy& page = now.regions[r].anatomy;
  if (now.slow_share.value >= kSlow && page.total_s > 0) {
    const Struggle why = struggle_of(page, run);
    return {fill(text(why.pattern), {slow(now.slow_share.value), number(threshold),
                                     number(std::string(model::kRegionInfo[r].city)),
                                     number(seconds(page.total_s)), number(seconds(why.seconds))}),
            "slow " + std::to_string(static_cast<int>(why.pattern))};
  }
  return {fill(text(Text::calm),
               {users, number(per_second(now.pages_per_s)), slow(now.slow_share.value), number(threshold)}),
          "calm"};
}

// ------------------------------------------------------------------------------------- after a change
// As on its control, but without a unit, and without regions where there is one.
std::string change_name(const Snapshot& run) {
  const model::Command& change = run.ghost_without;
  const model::CommandInfo& row = model::info(change.id);
  std::string name(row.label.substr(0, row.label.find(", ")));
  if (row.kind == model::CommandKind::toggle) return name + (change.value != 0 ? " on" : " off");
  constexpr std::string_view kOfMany = " in each region";
  const auto& sites = run.architecture.sites;
  if (std::count(sites.begin(), sites.end(), true) < 2 && name.ends_with(kOfMany))
    name.resize(name.size() - kOfMany.size());
  return name;
}

constexpr std::array<std::string_view, kMeasures> kSubjects = {"Failed pages",
                                                               "Slow pages",
                                                               "The slowest answers",
                                                               "The median page where it is slowest",
                                                               "The first byte where it is slowest",
                                                               "The sites' traffic"};

std::string figure(Measure measure, double value) {
  if (measure == Measure::failed || measure == Measure::slow) return percent(value);
  return measure == Measure::origin_bandwidth ? bytes_per_second(value) : seconds(value);
}

// What this tool is often taken to change, and does not.
std::optional<Measure> not_changed_by(std::string_view command) {
  if (command == "cdn") return Measure::first_byte_p50;
  if (command == "stateless" || command == "web-servers" || command == "queue" || command == "replicas")
    return Measure::page_p50;
  return std::nullopt;
}

// By what most people feel of it: pages that fail, or else those that are slow.
Said say_little_changed(const Snapshot& run, const model::Catalog& catalog) {
  const TextRun name{change_name(run), Emphasis::plain};
  const Figures &now = run.figures, &then = run.ghost;
  if (now.failed_share.value >= kFailing)
    return {
        fill(text(Text::little_changed_failing),
             {name, failing(now.failed_share.value), {percent(then.failed_share.value), Emphasis::ghost}}),
        "little, failing"};
  return {fill(text(Text::little_changed), {name,
                                            slow(now.slow_share.value),
                                            number(exact_seconds(catalog.slow_page_s)),
                                            {percent(then.slow_share.value), Emphasis::ghost}}),
          "little"};
}

Said say_too_early(const Snapshot& run, std::uint64_t samples) {
  const auto pages = static_cast<double>(samples);
  return {fill(text(Text::too_early), {{change_name(run), Emphasis::plain},
                                       number(count(pages)),
                                       noun(pages, "page", "pages"),
                                       number(exact_seconds(std::round(run.figures.window_s)))}),
          "early"};
}

Said say_change(const Snapshot& run, const model::Catalog& catalog) {
  const auto all = differences(run);
  const model::Command& change = run.ghost_without;
  const model::CommandInfo& row = model::info(change.id);
  if (run.figures.failed_share.samples < kLeastPages)
    return say_too_early(run, run.figures.failed_share.samples);
  const std::optional<Difference> told = most_telling(all);
  Said out;
  if (!told) {
    out = say_little_changed(run, catalog);
  } else {
    const bool better = told->after < told->before;
    const std::string before = figure(told->measure, told->before),
                      after = figure(told->measure, told->after);
    out.words = fill(text(better ? Text::fell : Text::rose),
                     {{std::string(kSubjects[static_cast<std::size_t>(told->measure)]), Emphasis::plain},
                      {without_unit_of(before, after), Emphasis::ghost},
                      {after, better ? Emphasis::good : Emphasis::warning}});
    const Cause cause = cause_of(run, *told);
    out.words.insert(out.words.end(), cause.words.begin(), cause.words.end());
    out.key = std::string(row.id) + std::to_string(static_cast<int>(told->measure)) +
              std::to_string(static_cast<int>(cause.ground));
  }
  const std::optional<Measure> kept = not_changed_by(row.id);
  if (!kept || (told && told->measure == *kept)) return out;
  const Difference& other = all[static_cast<std::size_t>(*kept)];
  if (other.enough && !other.real())
    append(out.words,
           fill(text(Text::same), {{std::string(kSubjects[static_cast<std::size_t>(*kept)]), Emphasis::plain},
                                   number(figure(*kept, other.after))}));
  return out;
}

// ------------------------------------------------------------------------------------ after an incident
const NodeView* first_of(const Snapshot& run, NodeKind kind) {
  for (const NodeView& node : run.nodes)
    if (node.node.kind == kind) return &node;
  return nullptr;
}

// A member that is down, and whether the balancer has taken it out.
struct Dead {
  std::uint32_t node = sim::kNone, member = 0;
  bool noticed = false;
  bool alone = false;  // nobody else can do its work
};
std::optional<Dead> dead_server(const Snapshot& run) {
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    const NodeView& node = run.nodes[i];
    if (node.node.kind != NodeKind::web) continue;
    for (std::uint32_t m = 0; m < node.members.size(); ++m)
      if (!node.members[m].up) return Dead{i, m, !node.members[m].in_rotation, node.members.size() == 1};
  }
  return std::nullopt;
}

double sessions_lost(const Snapshot& run) {
  return run.since_incident.sessions_lost;
}

double failed_since(const Snapshot& run) {
  return run.since_incident.failed_pages;
}

// No more pages fail than without the incident, about.
bool is_carried(const Snapshot& run) {
  return run.figures.failed_share.value <= run.ghost.failed_share.value + 0.02;
}

// Nothing where its own sentences do not hold.
Said say_crash(const Snapshot& run) {
  const Figures& now = run.figures;
  const std::optional<Dead> dead = dead_server(run);
  if (dead && dead->alone)
    return {fill(text(Text::crash_of_the_only_one), {failing(now.failed_share.value)}), "crash alone"};
  if (dead && !dead->noticed)
    return {fill(text(Text::crash_unnoticed),
                 {{capital(spoken_name(run, dead->node, dead->member)), Emphasis::failing},
                  number(exact_seconds(std::max(1.0, std::round(run.time_s - run.incident_s)))),
                  failing(now.failed_share.value)}),
            "crash unnoticed"};
  if (sessions_lost(run) >= 1 && now.response.p95.value > 1.2 * run.ghost.response.p95.value)
    return {fill(text(Text::crash_logged_out), {{count(sessions_lost(run)), Emphasis::failing},
                                                noun(sessions_lost(run), "session was", "sessions were"),
                                                number(per_second(now.logins_per_s)),
                                                {seconds(run.ghost.response.p95.value), Emphasis::ghost},
                                                {seconds(now.response.p95.value), Emphasis::warning}}),
            "crash logins"};
  if (!is_carried(run)) return {};
  return {fill(text(Text::crash_survived),
               {number(count(failed_since(run))), noun(failed_since(run), "page", "pages"),
                number(count(sessions_lost(run))), noun(sessions_lost(run), "session was", "sessions were")}),
          "crash survived"};
}

Said say_store(const Snapshot& run) {
  const NodeView* store = first_of(run, NodeKind::sessions);
  if (store != nullptr && !store->members.empty() && !store->members[0].up)
    return {fill(text(Text::store_down), {failing(run.figures.failed_share.value)}), "store down"};
  return {fill(text(Text::store_back),
               {number(count(failed_since(run))), noun(failed_since(run), "page", "pages"),
                number(count(sessions_lost(run))), noun(sessions_lost(run), "session was", "sessions were")}),
          "store back"};
}

Said say_edges(const Snapshot& run, bool purged) {
  const Figures& now = run.figures;
  const TextRun hits = number(percent(now.edge_hit_ratio));
  if (!purged) return {fill(text(Text::file_changed), {hits}), "changed"};
  if (now.edge_hit_ratio >= 0.95 * run.ghost.edge_hit_ratio)
    return {fill(text(Text::edges_refilled), {hits}), "refilled"};
  return {fill(text(Text::purged), {{percent(now.edge_hit_ratio), Emphasis::warning},
                                    number(per_second(now.origin_static_per_s))}),
          "purged"};
}

Said say_broker(const Snapshot& run) {
  const NodeView* queue = first_of(run, NodeKind::queue);
  const sandbox::Jobs& jobs = run.figures.jobs;
  const TextRun failed = failing(run.figures.failed_share.value), waiting = number(count(jobs.waiting));
  if (queue == nullptr || queue->members.empty() || queue->members[0].up) {
    const TextRun are = noun(jobs.doubled, "job is", "jobs are");
    if (jobs.waiting < 0.5)
      return {fill(text(Text::broker_back_and_empty), {number(count(jobs.doubled)), are}), "broker done"};
    return {fill(text(Text::broker_back), {waiting, noun(jobs.waiting, "message waits", "messages wait"),
                                           number(seconds(jobs.age_s)), number(count(jobs.doubled)), are}),
            "broker back"};
  }
  if (run.architecture.queue_full == model::QueueFull::drop)
    return {fill(text(Text::broker_away_drop),
                 {failed, number(count(jobs.refused)), noun(jobs.refused, "job is", "jobs are")}),
            "broker drops"};
  return {
      fill(text(Text::broker_away_wait), {failed, waiting, noun(jobs.waiting, "message is", "messages are")}),
      "broker waits"};
}

Said say_mails(const Snapshot& run) {
  const Figures& now = run.figures;
  const TextRun failed = failing(now.failed_share.value), slowest = number(seconds(now.response.p95.value));
  if (!run.architecture.queue)
    return {fill(text(Text::mails_inside),
                 {slowest, {seconds(run.ghost.response.p95.value), Emphasis::ghost}, failed}),
            "mails inside"};
  if (now.jobs.waiting < 0.5) return {fill(text(Text::mails_worked_off), {failed, slowest}), "mails done"};
  return {fill(text(Text::mails_queued),
               {number(count(now.jobs.waiting)), noun(now.jobs.waiting, "message waits", "messages wait"),
                number(seconds(now.jobs.age_s)), failed, slowest}),
          "mails queued"};
}

// What has no sentences of its own.
Said say_other_incident(const Snapshot& run, const model::Catalog& catalog, std::string_view id) {
  const Figures &now = run.figures, &then = run.ghost;
  const TextRun name{std::string(model::info(run.ghost_without.id).label), Emphasis::plain};
  const TextRun failed = failing(now.failed_share.value), slowed = slow(now.slow_share.value);
  const TextRun failed_then{percent(then.failed_share.value), Emphasis::ghost};
  const TextRun slow_then{percent(then.slow_share.value), Emphasis::ghost};
  // What rounds to the same figure is no change to speak of.
  const bool more_fail =
      now.failed_share.value > then.failed_share.value + 0.005 && failed.text != failed_then.text;
  const bool slow_known = now.slow_share.enough && then.slow_share.enough;
  const bool more_slow =
      slow_known && now.slow_share.value > then.slow_share.value + 0.02 && slowed.text != slow_then.text;
  if (more_fail || more_slow) {
    const std::string key = "felt " + std::string(id);
    if (failed.text == failed_then.text)
      return {fill(text(Text::incident_felt_as_slow), {name, slow_then, slowed}), key};
    if (!slow_known || slowed.text == slow_then.text)
      return {fill(text(Text::incident_felt_as_failing), {name, failed_then, failed}), key};
    return {fill(text(Text::incident_felt), {name, failed_then, failed, slow_then, slowed}), key};
  }
  if (now.failed_share.value >= kFailing)
    return {fill(text(Text::incident_beside_failures), {name, failed, failed_then}), "beside failures"};
  const sandbox::Tally& since = run.since_incident;
  if (since.error_s > 0)
    return {fill(text(Text::incident_passed),
                 {name, number(exact_seconds(std::max(1.0, std::round(since.error_s)))),
                  number(count(since.failed_pages)), noun(since.failed_pages, "page", "pages"), failed}),
            "passed " + std::string(id)};
  if (!slow_known) return say_too_early(run, std::min(now.slow_share.samples, then.slow_share.samples));
  if (now.slow_share.value >= kSlow)
    return {fill(text(Text::incident_beside_slow_pages),
                 {name, slowed, number(exact_seconds(catalog.slow_page_s)), slow_then}),
            "beside slow"};
  return {fill(text(Text::incident_unfelt), {name, failed}), "unfelt"};
}

Said say_incident(const Snapshot& run, const model::Catalog& catalog, std::string_view id) {
  const Figures &now = run.figures, &then = run.ghost;
  const bool has_edges = run.architecture.cdn;
  if (id == "server-crash") {
    if (Said said = say_crash(run); !said.words.empty()) return said;
  }
  if (id == "store-restart") return say_store(run);
  if (id == "newsletter") return say_mails(run);
  if (run.architecture.queue && id == "broker-down") return say_broker(run);
  if (run.architecture.queue && id == "worker-crash")
    return {fill(text(Text::worker_crashed),
                 {number(exact_seconds(catalog.redelivery_s)), number(count(now.jobs.redelivered)),
                  number(count(now.jobs.doubled)), failing(now.failed_share.value)}),
            "worker crashed"};
  if (has_edges && (id == "cache-flush" || id == "file-change")) return say_edges(run, id == "cache-flush");
  if (id == "deploy") {
    if (sessions_lost(run) >= 1)
      return {fill(text(Text::deploy_logged_out), {{count(sessions_lost(run)), Emphasis::failing},
                                                   noun(sessions_lost(run), "session", "sessions")}),
              "deploy out"};
    if (now.failed_share.value < kFailing)
      return {fill(text(Text::deploy_survived), {number("0"), failing(now.failed_share.value)}), "deploy"};
  }
  if (id == "spike") {
    const TextRun pages = number(per_second(now.pages_per_s));
    const TextRun before{per_second(then.pages_per_s), Emphasis::ghost};
    const bool too_much =
        now.failed_share.value >= kFailing || now.slow_share.value > then.slow_share.value + kSlow;
    if (too_much)
      return {fill(text(Text::spike_too_much),
                   {pages, before, failing(now.failed_share.value), slow(now.slow_share.value)}),
              "spike bad"};
    return {fill(text(Text::spike_carried), {pages, before, failing(now.failed_share.value)}), "spike"};
  }
  return say_other_incident(run, catalog, id);
}

// -------------------------------------------------------------------------------------- next to break
Said say_next(const Snapshot& run) {
  std::uint32_t busiest = sim::kNone;
  for (std::uint32_t i = 0; i < run.nodes.size(); ++i) {
    const NodeView& node = run.nodes[i];
    if (node.members.empty() || node.node.kind == NodeKind::worker) continue;
    if (busiest == sim::kNone || node.busiest > run.nodes[busiest].busiest) busiest = i;
  }
  if (busiest == sim::kNone || run.nodes[busiest].busiest < 0.02) return {};
  const NodeView& node = run.nodes[busiest];
  const std::string name = spoken_name(run, busiest, busiest_member(node));
  const std::string busy = percent(std::min(1.0, node.busiest));
  const std::string& key = node.node.id;
  if (node.busiest >= kFull)
    return {fill(text(Text::at_its_limit), {number(capital(name)), {busy, Emphasis::failing}}), key + "!"};
  if (node.busiest >= kBusy)
    return {fill(text(Text::next_to_break), {number(capital(name)), {busy, Emphasis::warning}}), key};
  // Of workers that are full is told what waits for them; that nothing is near its limit would not be true.
  const NodeView* workers = first_of(run, NodeKind::worker);
  if (workers != nullptr && workers->busiest >= kBusy) return {};
  return {fill(text(Text::nothing_near), {{name, Emphasis::plain}, number(busy)}), "near"};
}

// Slow work, where it is felt: inside pages on web servers that are busy, or waiting in a queue.
Said say_jobs(const Snapshot& run, const model::Catalog& catalog) {
  const sandbox::Jobs& jobs = run.figures.jobs;
  constexpr double kWorthSaying_s = 10;
  if (run.architecture.queue) {
    if (jobs.age_s < kWorthSaying_s) return {};
    return {fill(text(Text::queue_waits),
                 {number(count(jobs.waiting)), noun(jobs.waiting, "job waits", "jobs wait"),
                  number(seconds(jobs.age_s))}),
            "jobs wait"};
  }
  const NodeView* web = first_of(run, NodeKind::web);
  if (web == nullptr || web->utilisation < kBusy || catalog.job_share <= 0) return {};
  return {fill(text(Text::jobs_inside),
               {number(count(1 / catalog.job_share)), number(per_second(jobs.done_per_s))}),
          "jobs inside"};
}

}  // namespace

Headline headline(const Snapshot& run) {
  const model::Catalog& catalog = run.catalog;
  Said said;
  if (!run.has_ghost) {
    said = say_state(run, catalog);
  } else if (model::info(run.ghost_without.id).kind == model::CommandKind::incident) {
    said = say_incident(run, catalog, model::info(run.ghost_without.id).id);
  } else {
    said = say_change(run, catalog);
  }
  const bool told = run.has_ghost && model::info(run.ghost_without.id).kind == model::CommandKind::incident;
  if (!told) append(said.words, say_jobs(run, catalog).words);
  const Said next = say_next(run);
  append(said.words, next.words);
  return {std::move(said.words), run.figures.failed_share.value >= kFailing, said.key + " " + next.key};
}

}  // namespace scale::lesson
