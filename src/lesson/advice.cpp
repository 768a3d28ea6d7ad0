// The advisor's second half: what a change did, what would break, and which step is worth taking next.
#include <algorithm>
#include <cmath>

#include "lesson/advisor.h"
#include "lesson/cause.h"
#include "lesson/format.h"
#include "lesson/texts.h"
#include "model/apply.h"

namespace scale::lesson {
namespace {

constexpr std::string_view kMeasureNames[kMeasures] = {"Failed pages",
                                                       "Slow pages",
                                                       "The slowest answers (p95)",
                                                       "The median page where it is slowest",
                                                       "The first byte where it is slowest",
                                                       "The sites' traffic"};

std::string figure(Measure measure, double value) {
  if (measure == Measure::failed || measure == Measure::slow) return percent(value);
  return measure == Measure::origin_bandwidth ? bytes_per_second(value) : seconds(value);
}

model::Command doubled(model::CommandId id, const model::Architecture& architecture) {
  const model::CommandInfo& row = model::info(id);
  const double size = row.get(architecture);
  return {0, id, std::min(row.high, std::max(1.0, 2 * size))};
}

// Sizes that may be doubled; the others (times to live) are trades, not steps.
bool is_machine_count(const model::CommandInfo& row) {
  return row.kind == model::CommandKind::count && row.group == model::CommandGroup::sizes;
}

// Does what this row counts exist in the architecture?
bool is_in_use(const model::CommandInfo& row, const model::Architecture& a) {
  if (row.id == "workers" || row.id == "broker-cores") return a.queue;
  if (row.id == "job-parts") return false;  // a trade, not a machine
  if (row.id == "shards") return a.sharding;
  if (row.id == "social-shards" || row.id == "accounts-shards") return a.vertical_partitioning;
  if (row.id == "nosql-nodes") return a.nosql;
  if (row.id == "cache-servers") return a.cache;
  if (row.id == "session-stores") return a.stateless && a.session_store != model::SessionStore::sql;
  if (row.id == "replica-count") return a.replicas > 0;
  return true;
}

// Half of the 95 % interval of a mean page's seconds: the spread of page loads, and of failures at patience.
double mean_page_uncertainty_s(const sandbox::Probe& probe) {
  const sandbox::Figures& f = probe.figures;
  const double n = std::max(1.0, static_cast<double>(f.failed_share.samples));
  const double spread = (f.page_load.p95.value - f.page_load.p50.value) / 1.645;
  const double failed = f.failed_share.value;
  const double patience = probe.run.catalog.patience_s;
  return 1.96 * std::sqrt((spread * spread + failed * (1 - failed) * patience * patience) / n);
}

Step measured(const model::Command& command, const sandbox::Probe& probe) {
  Step out;
  out.command = command;
  out.mean_page_s = sandbox::mean_page_s(probe.figures, probe.run.catalog);
  out.slow_share = probe.figures.slow_share.value;
  out.failed_share = probe.figures.failed_share.value;
  out.cost_usd_month = probe.cost_usd_month;
  out.uncertainty_s = mean_page_uncertainty_s(probe);
  return out;
}

}  // namespace

Advice advise(const sandbox::Snapshot& run) {
  Advice out;
  const auto all = differences(run);
  if (all.empty()) return out;
  for (const Difference& one : all) {
    const auto m = static_cast<std::size_t>(one.measure);
    const bool better = one.after < one.before;
    if (one.real()) {
      append(out.gains, fill(text(Text::gains),
                             {{std::string(kMeasureNames[m]), Emphasis::plain},
                              {figure(one.measure, one.after), better ? Emphasis::good : Emphasis::warning},
                              {figure(one.measure, one.before), Emphasis::ghost},
                              number(figure(one.measure, one.uncertainty))}));
    } else if (one.enough && one.measure != Measure::failed) {
      append(out.unchanged, fill(text(Text::unchanged), {{std::string(kMeasureNames[m]), Emphasis::plain},
                                                         number(figure(one.measure, one.after))}));
    }
  }
  if (model::info(run.ghost_without.id).kind == model::CommandKind::incident) return out;
  for (const Difference& one : all) {
    if (!one.real()) continue;
    const Words caution = cause_of(run, one).caution;
    append(out.gains, caution);
    if (!caution.empty()) break;
  }
  const double more = run.cost_usd_month - run.ghost_cost_usd_month;
  if (std::fabs(more) < 0.005 * run.cost_usd_month)
    out.cost = fill(text(Text::costs_same), {number(dollars(run.cost_usd_month))});
  else if (more > 0)
    out.cost = fill(text(Text::costs_more), {{dollars(more), Emphasis::warning}});
  else
    out.cost = fill(text(Text::costs_less), {{dollars(-more), Emphasis::good}});
  return out;
}

Words breaking_words(const sandbox::BreakingPoint& search) {
  const bool breaks = std::isfinite(search.broken_users);
  if (!breaks) return fill(text(Text::never_breaks), {number(count(search.fine_users))});
  std::string what(search.node.empty() ? text(Text::breaks_without_node) : kind_text_of_many(search.kind));
  if (!search.limit.empty()) what += ", " + search.limit;
  const Text pattern = search.fine_users > 0 ? Text::breaks_at : Text::breaks_already;
  return fill(text(pattern), {{count(search.broken_users), Emphasis::warning}, {what, Emphasis::plain}});
}

NextStep make_next_step(const model::Architecture& architecture, const model::Catalog& catalog,
                        std::uint64_t seed) {
  NextStep search;
  search.architecture = architecture;
  search.catalog = catalog;
  search.seed = seed;
  for (const sandbox::Alternative& other : sandbox::alternatives(architecture))
    search.to_try.push_back({.command = other.with});
  const auto& table = model::command_table();
  for (std::size_t id = 0; id < table.size(); ++id)
    if (is_machine_count(table[id]) && table[id].available && is_in_use(table[id], architecture)) {
      const model::Command twice = doubled(static_cast<model::CommandId>(id), architecture);
      if (twice.value != table[id].get(architecture)) search.to_try.push_back({.command = twice});
    }
  return search;
}

std::uint64_t step(NextStep& search, std::uint64_t most_events) {
  std::uint64_t used = 0;
  while (!search.done && used < most_events) {
    const bool is_base = search.next == 0;  // first the architecture as it is, then each step
    const model::Command command = is_base ? model::Command{} : search.to_try[search.next - 1].command;
    if (!search.probe || search.probe->done) {
      sandbox::ProbeSettings settings{search.architecture, search.catalog, search.seed, 5, 15};
      if (!is_base) model::apply(settings.architecture, command);
      sandbox::start_next(search.probe, settings);
    }
    used += step(*search.probe, most_events - used);
    if (!search.probe->done) continue;
    Step result = measured(command, *search.probe);
    if (is_base) {
      search.as_it_is = result;
    } else {
      const double other = search.as_it_is.uncertainty_s;
      result.gain_s = search.as_it_is.mean_page_s - result.mean_page_s;
      result.uncertainty_s = std::sqrt(result.uncertainty_s * result.uncertainty_s + other * other);
      search.steps.push_back(result);
    }
    if (search.next++ < search.to_try.size()) continue;
    std::stable_sort(search.steps.begin(), search.steps.end(), [](const Step& a, const Step& b) {
      return a.gain_s != b.gain_s ? a.gain_s > b.gain_s : a.cost_usd_month < b.cost_usd_month;
    });
    search.done = true;
    search.probe.reset();
  }
  return used;
}

std::optional<Step> best(const NextStep& search) {
  std::optional<Step> chosen;
  for (const Step& one : search.steps) {
    if (one.gain_s <= one.uncertainty_s || one.gain_s < 0.5 * search.steps.front().gain_s) continue;
    if (!chosen || one.cost_usd_month < chosen->cost_usd_month) chosen = one;
  }
  return chosen;
}

Words next_step_words(const NextStep& search) {
  const std::optional<Step> chosen = best(search);
  const std::string before = seconds(search.as_it_is.mean_page_s);
  if (!chosen) return fill(text(Text::no_step_gains), {number(before)});
  const model::CommandInfo& row = model::info(chosen->command.id);
  std::string name(row.label);
  if (row.kind == model::CommandKind::count) name += " " + count(chosen->command.value);
  const double more = chosen->cost_usd_month - search.as_it_is.cost_usd_month;
  const std::string price = dollars(std::fabs(more)), bill = dollars(search.as_it_is.cost_usd_month);
  const TextRun page{seconds(chosen->mean_page_s), Emphasis::good}, page_now{before, Emphasis::ghost};
  const TextRun what{std::move(name), Emphasis::plain};
  if (price == dollars(0))
    return fill(text(Text::step_gains_for_nothing), {what, page, page_now, number(bill)});
  if (more > 0) return fill(text(Text::step_gains), {what, page, page_now, number(price)});
  return fill(text(Text::step_gains_and_saves), {what, page, page_now, {price, Emphasis::good}});
}

}  // namespace scale::lesson
