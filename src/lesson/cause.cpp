#include "lesson/cause.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "lesson/format.h"
#include "lesson/mechanisms.h"
#include "lesson/texts.h"
#include "lesson/waiting.h"
#include "model/command.h"

namespace scale::lesson {
namespace {

using sandbox::Figures;
using sandbox::NodeView;
using sandbox::Snapshot;

constexpr double kGoodPart = 1.0 / 3;  // of a difference, to be called its cause
constexpr double kLimit = 0.9;

using ByPlace = std::array<double, kPlaces>;

std::size_t at(Place place) {
  return static_cast<std::size_t>(place);
}

// One of the two runs, place by place.
struct Account {
  ByPlace seconds{};  // of a mean page
  ByPlace failed{};   // share of pages
  ByPlace busiest{};
};

Account of_nodes(const Figures& figures, const std::vector<NodeView>& nodes, const model::Catalog& catalog) {
  Account out;
  const auto waiting = waiting_by_node(nodes, figures.pages_per_s, catalog);
  double blame = 0;
  for (const Waiting& node : waiting) blame += node.blame;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::size_t place = place_of(nodes[i].node.kind);
    if (place == kPlaces) continue;
    out.seconds[place] += std::min(waiting[i].row_s, catalog.patience_s) + waiting[i].work_s;
    if (blame > 0) out.failed[place] += waiting[i].blame / blame * figures.failed_share.value;
    out.busiest[place] = std::max(out.busiest[place], nodes[i].busiest);
  }
  return out;
}

struct Accounts {
  Account before, after;
};

Accounts nodes_of_both(const Snapshot& run, const model::Catalog& catalog) {
  return {of_nodes(run.ghost, run.ghost_nodes, catalog), of_nodes(run.figures, run.nodes, catalog)};
}

// The way between users and machines: of the region that the measure looks at, or of all where it is followed
// in both runs.
void add_way(Accounts& out, const Snapshot& run, const Difference& told) {
  if (told.measure == Measure::failed || told.measure == Measure::response_p95) return;
  const bool files = told.measure != Measure::first_byte_p50;
  double pages = 0;
  Accounts way;
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    const sandbox::Anatomy &then = run.ghost.regions[r].anatomy, &now = run.figures.regions[r].anatomy;
    if (told.region && *told.region != r) continue;
    if (then.total_s <= 0 || now.total_s <= 0) continue;
    const double weight = run.figures.regions[r].pages_per_s;
    pages += weight;
    const auto add = [&](Account& account, const sandbox::Anatomy& page) {
      account.seconds[at(Place::connect)] += weight * page.connect_s;
      account.seconds[at(Place::distance)] += weight * page.distance_s;
      if (!files) return;
      account.seconds[at(Place::files)] += weight * page.static_files_s;
      account.seconds[at(Place::own_link)] += weight * page.own_link_s;
    };
    add(way.before, then);
    add(way.after, now);
  }
  if (pages <= 0) return;
  const auto put = [&](Account& account, const Account& from) {
    for (std::size_t i = 0; i < kPlaces; ++i) account.seconds[i] += from.seconds[i] / pages;
    double& fetching = account.seconds[at(Place::files)];
    fetching = std::max(0.0, fetching - account.seconds[at(Place::uplink)]);  // which has a place of its own
  };
  put(out.before, way.before);
  put(out.after, way.after);
}

// How much of the difference each place moved, in its direction: positive with it, negative against it.
struct Moves {
  ByPlace by{};
  double with_it = 0;  // the positive ones
  double least = 0;    // less than this is no cause of a difference of this size
};

Moves moves_of(const Accounts& accounts, const Difference& told) {
  Moves out;
  const double sign = told.after < told.before ? 1 : -1;
  const double size = std::fabs(told.after - told.before);
  const bool shares = told.measure == Measure::failed;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    out.by[i] = sign * (shares ? accounts.before.failed[i] - accounts.after.failed[i]
                               : accounts.before.seconds[i] - accounts.after.seconds[i]);
    out.with_it += std::max(0.0, out.by[i]);
  }
  switch (told.measure) {
    case Measure::failed:
      out.with_it = std::max(out.with_it, size);
      break;
    case Measure::page_p50:
    case Measure::first_byte_p50:
      out.least = kGoodPart * size;
      break;
    case Measure::response_p95:
      out.least = 0.05 * size;  // a mean against a tail
      break;
    case Measure::slow: {
      constexpr double kByWhichAPageBecameSlow_s = 0.25;
      out.least = kByWhichAPageBecameSlow_s * size;
      break;
    }
    case Measure::origin_bandwidth:
      break;
  }
  return out;
}

bool is_cause(const Moves& moves, double moved) {
  return moved > 0 && moved >= kGoodPart * moves.with_it && moved >= moves.least;
}

double moved_at(const Moves& moves, Places places) {
  double sum = 0;
  for (std::size_t i = 0; i < kPlaces; ++i)
    if (((places >> i) & 1U) != 0) sum += moves.by[i];
  return sum;
}

// The words of a mechanism where the change and the difference go the way that it tells of.
std::string_view words_of(const Mechanism& mechanism, const model::Command& change, bool less) {
  if (model::info(change.id).kind != model::CommandKind::toggle) return mechanism.with;
  const bool on = change.value != 0;
  if ((on == less) != mechanism.relieves) return {};
  return on ? mechanism.with : mechanism.without;
}

std::optional<std::string_view> mechanism_of(const model::Command& change, const Moves& moves, bool less) {
  std::optional<std::string_view> best;
  double most = 0;
  for (const Mechanism& one : mechanisms()) {
    if (one.command != model::info(change.id).id) continue;
    const std::string_view words = words_of(one, change, less);
    const double moved = moved_at(moves, one.places);
    if (words.empty() || !is_cause(moves, moved) || moved <= most) continue;
    best = words;
    most = moved;
  }
  return best;
}

bool is_incident(const model::Command& change) {
  return model::info(change.id).kind == model::CommandKind::incident;
}

// "web servers in each region at 4", "the change of where writes go".
std::string as_set(const model::Command& change) {
  const model::CommandInfo& row = model::info(change.id);
  const std::string name = uncapitalised(std::string(row.label.substr(0, row.label.find(", "))));  // no unit
  return row.choices.empty() ? name + " at " + count(change.value) : "the change of " + name;
}

// After "with and without". An incident has just been named by whoever asks.
std::string change_name(const model::Command& change) {
  const model::CommandInfo& row = model::info(change.id);
  if (is_incident(change)) return "it";
  return row.kind == model::CommandKind::toggle ? std::string(tool_text(row.id)) : as_set(change);
}

// After "with".
std::string as_changed(const model::Command& change) {
  const bool toggle = model::info(change.id).kind == model::CommandKind::toggle;
  return change_name(change) + (!toggle ? "" : change.value != 0 ? " on" : " off");
}

TextRun plain(std::string_view words) {
  return {std::string(words), Emphasis::plain};
}

Cause unknown(const model::Command& change) {
  return {Ground::unknown, fill(text(Text::by_unknown), {plain(as_changed(change))}), {}};
}

// Bytes are counted where they leave: by the share of files that the edges did not have, or by the pages.
Cause cause_of_traffic(const Snapshot& run, const Difference& told) {
  const model::Command& change = run.ghost_without;
  const bool less = told.after < told.before;
  const double sign = less ? 1 : -1;
  const double enough = kGoodPart * std::fabs(told.after - told.before) / std::max(told.before, told.after);
  if (sign * (run.ghost.origin_share - run.figures.origin_share) >= enough)
    for (const Mechanism& one : mechanisms()) {
      if (one.command != model::info(change.id).id || (one.places & only(Place::files)) == 0) continue;
      const std::string_view words = words_of(one, change, less);
      if (!words.empty()) return {Ground::mechanism, fill(text(Text::by_mechanism), {plain(words)}), {}};
    }
  const double then = run.ghost.goodput_per_s, now = run.figures.goodput_per_s;
  if (sign * (then - now) >= enough * std::max(then, now))
    return {
        Ground::elsewhere,
        fill(text(Text::by_pages_answered), {number(per_second(now)), {per_second(then), Emphasis::ghost}}),
        {}};
  return unknown(change);
}

// More or fewer who ask, where that is what was changed or has happened.
std::optional<Cause> cause_in_demand(const Snapshot& run, const Difference& told) {
  const bool of_demand = model::info(run.ghost_without.id).group == model::CommandGroup::demand;
  if (!of_demand && !is_incident(run.ghost_without)) return std::nullopt;
  const double then = run.ghost.pages_per_s, now = run.figures.pages_per_s;
  const bool fewer = now < 0.95 * then, more = then < 0.95 * now;
  if (told.after < told.before ? !fewer : !more) return std::nullopt;
  return Cause{Ground::mechanism,
               fill(text(Text::by_demand), {number(per_second(now)), {per_second(then), Emphasis::ghost}}),
               {}};
}

// Logins that the change brought about, or ended: where sessions moved, or were lost.
std::optional<Cause> cause_in_logins(const Snapshot& run, const Moves& moves, bool less,
                                     const model::Catalog& catalog) {
  constexpr double kMuchOfTheServers = 0.1;
  double cores = 0;
  for (const NodeView& node : run.nodes)
    if (node.node.kind == model::NodeKind::web)
      cores += node.node.cores_per_member * static_cast<double>(node.members.size());
  const double then = run.ghost.logins_per_s, now = run.figures.logins_per_s;
  const double busy_cores = (less ? then - now : now - then) * catalog.login_service_s;
  if (busy_cores < kMuchOfTheServers * cores || !is_cause(moves, moves.by[at(Place::web)]))
    return std::nullopt;
  return Cause{Ground::mechanism,
               fill(text(Text::by_logins), {number(per_second(now)),
                                            {per_second(then), Emphasis::ghost},
                                            number(exact_seconds(catalog.login_service_s))}),
               {}};
}

// How busy a place is with the change and without it.
Words busy_words(Text pattern, const model::Command& change, std::size_t place, const Accounts& accounts) {
  const auto busy = [&](const Account& account, Emphasis below_limit) {
    const double share = account.busiest[place];
    return TextRun{percent(std::min(1.0, share)), share >= kLimit ? Emphasis::failing : below_limit};
  };
  return fill(text(pattern),
              {plain(change_name(change)), plain(place_text(static_cast<Place>(place))),
               busy(accounts.after, Emphasis::number), busy(accounts.before, Emphasis::ghost)});
}

Cause same_limit(const model::Command& change, const Accounts& accounts, std::size_t place) {
  return {Ground::same_limit, busy_words(Text::by_chance, change, place, accounts),
          busy_words(Text::may_be_chance, change, place, accounts)};
}

Places worked_on(const model::Command& change) {
  Places out = 0;
  for (const Mechanism& one : mechanisms())
    if (one.command == model::info(change.id).id) out = static_cast<Places>(out | one.places);
  return out;
}

// Is this place full, and most of the figure?
bool holds(const Account& account, std::size_t place, const Difference& told, double value) {
  const double here = told.measure == Measure::failed ? account.failed[place] : account.seconds[place];
  return account.busiest[place] >= kLimit && here >= 0.5 * value;
}

// Of a part that is full in both runs, and none of those that are left out.
Words words_of_full(const Snapshot& run, const Difference& told, const Accounts& accounts, Places left_out) {
  if (told.measure == Measure::slow || told.measure == Measure::origin_bandwidth) return {};
  if (told.measure == Measure::response_p95)
    left_out = static_cast<Places>(left_out | only(Place::uplink));  // that is the files' wait
  for (std::size_t i = 0; i < kPlaces; ++i) {
    if (((left_out >> i) & 1U) != 0) continue;
    if (holds(accounts.after, i, told, told.after) && holds(accounts.before, i, told, told.before))
      return busy_words(Text::full_in_both, run.ghost_without, i, accounts);
  }
  return {};
}

// Of the busiest part that the change works on, if even that has room in both runs.
Words words_of_room(const model::Command& change, const Accounts& accounts) {
  const Places places = worked_on(change);
  const auto busy = [&](std::size_t place) {
    const bool here = ((places >> place) & 1U) != 0;
    return here ? std::max(accounts.before.busiest[place], accounts.after.busiest[place]) : 0.0;
  };
  std::size_t busiest = 0;
  for (std::size_t i = 1; i < kPlaces; ++i)
    if (busy(i) > busy(busiest)) busiest = i;
  if (busy(busiest) <= 0 || busy(busiest) >= kLimit) return {};
  return busy_words(Text::room_in_both, change, busiest, accounts);
}

double share_of(const Figures& figures, std::string_view reason) {
  for (const sandbox::Failures& one : figures.failures)
    if (one.reason == reason) return one.share;
  return 0;
}

// The reason by which most of the difference in failures came.
std::optional<Cause> reason_of(const Snapshot& run, const Difference& told) {
  const double sign = told.after < told.before ? 1 : -1;
  const Figures& more = sign > 0 ? run.ghost : run.figures;
  std::string_view most;
  double moved = kGoodPart * std::fabs(told.after - told.before);
  for (const sandbox::Failures& one : more.failures) {
    const double by = sign * (share_of(run.ghost, one.reason) - share_of(run.figures, one.reason));
    if (by < moved) continue;
    moved = by;
    most = one.reason;
  }
  if (most.empty()) return std::nullopt;
  return Cause{Ground::elsewhere,
               fill(text(Text::by_a_reason), {plain(reason_text(most)),
                                              number(percent(share_of(run.figures, most))),
                                              {percent(share_of(run.ghost, most)), Emphasis::ghost}}),
               {}};
}

}  // namespace

Cause cause_of(const Snapshot& run, const Difference& told) {
  const model::Catalog& catalog = run.catalog;
  if (auto demand = cause_in_demand(run, told)) return *demand;
  if (told.measure == Measure::origin_bandwidth) return cause_of_traffic(run, told);
  Accounts accounts = nodes_of_both(run, catalog);
  add_way(accounts, run, told);
  const Moves moves = moves_of(accounts, told);
  const bool less = told.after < told.before;
  if (auto logins = cause_in_logins(run, moves, less, catalog)) return *logins;
  if (const auto words = mechanism_of(run.ghost_without, moves, less))
    return {Ground::mechanism, fill(text(Text::by_mechanism), {plain(*words)}), {}};

  const auto place =
      static_cast<std::size_t>(std::max_element(moves.by.begin(), moves.by.end()) - moves.by.begin());
  if (is_cause(moves, moves.by[place])) {
    const bool both = accounts.before.busiest[place] >= kLimit && accounts.after.busiest[place] >= kLimit;
    if (both && !is_incident(run.ghost_without)) return same_limit(run.ghost_without, accounts, place);
    if (told.measure != Measure::failed)
      return {Ground::elsewhere,
              fill(text(Text::by_another_part), {plain(place_text(static_cast<Place>(place))),
                                                 number(seconds(accounts.after.seconds[place])),
                                                 {seconds(accounts.before.seconds[place]), Emphasis::ghost}}),
              {}};
  }
  if (told.measure == Measure::failed)
    if (auto reason = reason_of(run, told)) return *reason;
  return unknown(run.ghost_without);
}

Words full_in_both(const Snapshot& run, const Difference& told) {
  const model::Catalog& catalog = run.catalog;
  return words_of_full(run, told, nodes_of_both(run, catalog), worked_on(run.ghost_without));
}

Words why_unmoved(const Snapshot& run, const Difference& told) {
  const model::Catalog& catalog = run.catalog;
  const Accounts accounts = nodes_of_both(run, catalog);
  Words full = words_of_full(run, told, accounts, 0);
  return full.empty() ? words_of_room(run.ghost_without, accounts) : full;
}

}  // namespace scale::lesson
