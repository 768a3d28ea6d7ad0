#include "lesson/proof.h"

#include <algorithm>
#include <cmath>

#include "lesson/format.h"
#include "model/catalog.h"
#include "theory/cache.h"
#include "theory/heavy_traffic.h"

namespace scale::lesson {
namespace {

using model::NodeKind;
using sandbox::NodeView;
using sandbox::Snapshot;

void compare(Proof& proof, double theory, double simulated) {
  proof.theory = theory;
  proof.simulated = simulated;
  proof.error = theory > 0 ? simulated / theory - 1 : 0;
}

int servers_of(const NodeView& node) {
  return std::max(1, node.node.cores_per_member) * static_cast<int>(node.members.size());
}

std::string servers_word(NodeKind kind) {
  const bool cores = kind == NodeKind::balancer || kind == NodeKind::web || kind == NodeKind::primary ||
                     kind == NodeKind::replica || kind == NodeKind::shard || kind == NodeKind::worker;
  return cores ? "cores" : "servers";
}

// Operational, true of any system at all: how many work = how many come x how long each takes. Of what is
// offered beyond, none is served.
Proof busy_proof(const NodeView& node) {
  const std::string servers = servers_word(node.node.kind);
  Proof proof{.title = "Busy", .law = "Utilisation law: busy = rate \xC3\x97 work / " + servers};
  proof.unit = Unit::share;
  proof.inputs = {{"requests", node.per_s, Unit::per_s},
                  {"work of one", node.work_s, Unit::seconds},
                  {servers, static_cast<double>(servers_of(node)), Unit::count}};
  proof.note = "The work is the mean of " + std::to_string(node.work_samples) + " visits that were followed.";
  const double offered = node.per_s * node.work_s / servers_of(node);
  if (offered > 1) {
    proof.law += ", at most 1";
    proof.note += " " + percent(offered) + " is asked of them: what is beyond 100 % waits or is refused.";
  }
  compare(proof, std::min(1.0, offered), node.first_busy);
  return proof;
}

// One line for all members, or a line each; each member's rate follows from how busy it is.
double wait_in_theory(const NodeView& node, bool one_line) {
  const int cores = std::max(1, node.node.cores_per_member);
  if (one_line) {
    return theory::allen_cunneen_mean_wait_s(
        {servers_of(node), node.first_busy * servers_of(node) / node.work_s, node.work_s, 1, node.work_scv});
  }
  double sum = 0, rates = 0;
  for (const sandbox::MemberView& member : node.members) {
    const double rate = static_cast<double>(member.utilisation) * cores / node.work_s;
    if (rate <= 0) continue;
    sum += rate * theory::allen_cunneen_mean_wait_s({cores, rate, node.work_s, 1, node.work_scv});
    rates += rate;
  }
  return rates > 0 ? sum / rates : 0;
}

Proof wait_proof(const Snapshot& run, const NodeView& node) {
  const bool one_line =
      node.members.size() > 1 &&
      (node.node.kind == NodeKind::web ? run.architecture.stateless : node.node.kind == NodeKind::worker);
  Proof proof{
      .title = "Waiting in line",
      .law =
          "Erlang C, with the spread of the work (Allen, Cunneen): W = C S / (c \xE2\x88\x92 a) \xC3\x97 "
          "(1 + cv\xC2\xB2) / 2"};
  const int servers = one_line ? servers_of(node) : std::max(1, node.node.cores_per_member);
  proof.inputs = {{"offered load a", node.first_busy * servers, Unit::ratio},
                  {servers_word(node.node.kind) + " of a line c", static_cast<double>(servers), Unit::count},
                  {"work S", node.work_s, Unit::seconds},
                  {"spread of the work cv\xC2\xB2", node.work_scv, Unit::ratio}};
  proof.at_least = one_line;
  proof.note = one_line ? "Theory: one line for all of them. The balancer's choice can only come near it."
               : node.members.size() > 1 ? "Theory: a line at each of them, arrivals without memory."
                                         : "Theory: arrivals without memory.";
  if (node.first_busy >= 0.995) {
    proof.simulated = node.first_wait_s;
    proof.why_not = "More comes than can be done, so the line grows for as long as this lasts.";
    return proof;
  }
  compare(proof, wait_in_theory(node, one_line), node.first_wait_s);
  return proof;
}

Proof hits_proof(const Snapshot& run, const NodeView& node) {
  const model::Catalog& c = run.catalog;
  Proof proof{
      .title = "Found at the edge",
      .law =
          "Renewal: a copy lives for its TTL from its fetch; hits = \xCE\xA3 p \xCE\xBBT / (1 + \xCE\xBBT)"};
  proof.unit = Unit::share;
  proof.inputs = {{"files asked for", node.per_s, Unit::per_s},
                  {"different files", c.static_objects, Unit::count},
                  {"Zipf exponent", c.static_zipf, Unit::ratio},
                  {"TTL T", run.architecture.cdn_ttl_s, Unit::seconds}};
  proof.note =
      "The value for a warm edge (Jung, Berger, Balakrishnan 2003); one that was just filled or purged "
      "comes to it from below.";
  if (run.architecture.cdn_mode == model::CdnMode::push) {
    proof.simulated = node.hit_ratio;
    proof.why_not = "Files that are pushed are there before anybody asks.";
    return proof;
  }
  const std::vector<double> popularity =
      theory::zipf_popularity(static_cast<int>(c.static_objects), c.static_zipf);
  const theory::TtlMeasures warm = theory::ttl_cache(popularity, {node.per_s, run.architecture.cdn_ttl_s, 0});
  compare(proof, warm.hit_ratio, node.hit_ratio);
  return proof;
}

Proof demand_proof(const Snapshot& run, const NodeView& node) {
  const model::Catalog& c = run.catalog;
  const auto r = static_cast<std::size_t>(node.node.region);
  Proof proof{.title = "Pages asked for",
              .law = "users \xC3\x97 share \xC3\x97 views a day / 86 400 s \xC3\x97 evening peak"};
  proof.unit = Unit::per_s;
  proof.inputs = {{"users a day", run.architecture.users, Unit::count},
                  {"of them here", c.user_share[r], Unit::share},
                  {"views of each a day", c.views_per_user_day, Unit::count},
                  {"peak over mean", c.peak_to_mean, Unit::ratio}};
  proof.note =
      "Arrivals are drawn one by one, so a few seconds differ from the mean. A spike, a show or a time of "
      "day changes the rate.";
  compare(proof, model::views_per_s(c, run.architecture.users, node.node.region),
          run.figures.regions[r].pages_per_s);
  return proof;
}

// A share of n independent page views: the normal interval.
Proof share_proof(std::string title, std::string law, const sandbox::Reading& reading) {
  Proof proof{.title = std::move(title), .law = std::move(law)};
  proof.unit = Unit::share;
  proof.simulated = reading.value;
  const double n = static_cast<double>(reading.samples);
  const double half = n > 0 ? 1.96 * std::sqrt(reading.value * (1 - reading.value) / n) : 0;
  proof.inputs = {{"page views", n, Unit::count},
                  {"95 % sure: from", std::max(0.0, reading.value - half), Unit::share},
                  {"to", std::min(1.0, reading.value + half), Unit::share}};
  proof.why_not = "Counted, not computed: no closed form knows a whole page.";
  proof.note = "Its parts can be proved: open a server, a database or an edge.";
  return proof;
}

Proof percentile_proof(std::string title, const sandbox::Latency& latency, double window_s) {
  Proof proof{.title = std::move(title), .law = "The time that 95 in 100 do not exceed"};
  proof.simulated = latency.p95.value;
  const double n = static_cast<double>(latency.p95.samples);
  proof.inputs = {{"measured", n, Unit::count},
                  {"above it", n * 0.05, Unit::count},
                  {"over the last", window_s, Unit::seconds},
                  {"half within", latency.p50.value, Unit::seconds},
                  {"mean", latency.mean_s, Unit::seconds}};
  proof.why_not = "Measured, not computed: a page passes many lines, and percentiles do not add up.";
  proof.note = "Read from a histogram with 64 steps an octave: within 1 %.";
  return proof;
}

Proof cost_proof(const Snapshot& run) {
  Proof proof{.title = "Cost",
              .law = "machines \xC3\x97 730 h \xC3\x97 list price + bytes of a month \xC3\x97 price"};
  proof.unit = Unit::dollars;
  for (const model::CostItem& item : run.cost)
    proof.inputs.push_back({item.name, item.usd_month, Unit::dollars});
  std::stable_sort(proof.inputs.begin(), proof.inputs.end(),
                   [](const Quantity& a, const Quantity& b) { return a.value > b.value; });
  constexpr std::size_t kShown = 5;
  if (proof.inputs.size() > kShown + 1) {
    Quantity others{"all others", 0, Unit::dollars};
    for (std::size_t i = kShown; i < proof.inputs.size(); ++i) others.value += proof.inputs[i].value;
    proof.inputs.resize(kShown);
    proof.inputs.push_back(others);
  }
  proof.simulated = run.cost_usd_month;
  proof.why_not = "A sum of its items; traffic as if this moment lasted the month.";
  return proof;
}

}  // namespace

std::vector<Proof> prove(const Snapshot& run, std::uint32_t id) {
  const NodeView& node = run.nodes[id];
  if (node.node.kind == NodeKind::users) return {demand_proof(run, node)};
  if (node.node.kind == NodeKind::edge) {
    return node.per_s > 0 ? std::vector<Proof>{hits_proof(run, node)} : std::vector<Proof>{};
  }
  constexpr std::uint64_t kLeastVisits = 30;
  if (node.members.empty() || node.per_s <= 0 || node.work_samples < kLeastVisits || node.work_s <= 0)
    return {};
  return {busy_proof(node), wait_proof(run, node)};
}

Proof prove(const Snapshot& run, Subject subject) {
  switch (subject) {
    case Subject::slow:
      return share_proof("Slow pages", "pages over 2 s / pages that came", run.figures.slow_share);
    case Subject::failed:
      return share_proof("Failed pages", "pages that failed / pages that ended", run.figures.failed_share);
    case Subject::response:
      return percentile_proof("Servers answer, p95", run.figures.response, run.figures.window_s);
    case Subject::load:
      return percentile_proof("Page load, p95", run.figures.page_load, run.figures.window_s);
    case Subject::cost:
      break;
  }
  return cost_proof(run);
}

}  // namespace scale::lesson
