#include "sandbox/probe.h"

#include <algorithm>
#include <utility>

#include "sandbox/figures.h"
#include "sandbox/nodes.h"

namespace scale::sandbox {
namespace {

constexpr double kFull = 0.97;  // busier than this, and with a growing queue: over the limit

void finish(Probe& probe) {
  const Run& run = probe.run;
  probe.figures = figures_of_last(run, probe.measure_s);
  probe.nodes = node_views(run);
  probe.cost_usd_month = model::total(cost_now(run, probe.figures));
  double most = 0;
  for (std::size_t i = 0; i < probe.nodes.size(); ++i) {
    const NodeView& node = probe.nodes[i];
    const double came = node.per_s * probe.measure_s, failed = node.failed_per_s * probe.measure_s;
    const double grown = node.waiting - probe.waiting_before[i];
    const bool grows = grown > 0.02 * came || failed > 0.01 * came;
    if (load_of(node, run.architecture) <= kFull || !grows) continue;
    const double left_over = (std::max(0.0, grown) + failed) / came;
    if (left_over <= most) continue;
    most = left_over;
    probe.overloaded = static_cast<std::uint32_t>(i);
  }
  probe.done = true;
}

Probe probe_with(sim::Engine engine, const ProbeSettings& settings) {
  Probe probe;
  probe.run.engine = std::move(engine);
  probe.run.catalog = settings.catalog;
  probe.run.architecture = settings.architecture;
  probe.run.packet_wanted = probe_packet(settings.architecture, settings.catalog);
  probe.run.all_stepped = true;
  probe.run.watched = false;
  probe.run.interval_wanted_s = settings.measure_s;
  probe.run.speed = std::max(1.0, settings.measure_s / 2);  // so that the live window is what is measured
  probe.settle_s = settings.settle_s;
  probe.measure_s = settings.measure_s;
  start(probe.run, settings.seed);
  probe.run.interval_end_s = settings.settle_s;  // one interval to settle, then one that is measured
  return probe;
}

}  // namespace

double load_of(const NodeView& node, const model::Architecture& architecture) {
  const model::NodeKind kind = node.node.kind;
  const bool shared = kind == model::NodeKind::replica || kind == model::NodeKind::worker ||
                      (kind == model::NodeKind::web && architecture.stateless);
  return shared ? node.utilisation : node.busiest;
}

Probe make_probe(const ProbeSettings& settings) {
  return probe_with({}, settings);
}

void start_next(std::optional<Probe>& probe, const ProbeSettings& settings) {
  sim::Engine engine;
  if (probe) engine = std::move(probe->run.engine);
  probe = probe_with(std::move(engine), settings);
}

std::uint64_t step(Probe& probe, std::uint64_t most_events) {
  if (probe.done) return 0;
  std::uint64_t used = 0;
  if (!probe.started) {
    used += advance(probe.run, probe.settle_s, most_events);
    if (probe.run.engine.now_s() < probe.settle_s) return used;
    for (const NodeView& node : node_views(probe.run)) probe.waiting_before.push_back(node.waiting);
    probe.started = true;
  }
  const double end_s = probe.settle_s + probe.measure_s;
  if (used < most_events) used += advance(probe.run, end_s, most_events - used);
  if (probe.run.engine.now_s() >= end_s) finish(probe);
  return used;
}

std::uint32_t probe_packet(const model::Architecture& architecture, const model::Catalog& catalog) {
  constexpr double kLeastPackets = 150;
  constexpr std::uint32_t kLargest = 256;
  const double pages = model::views_per_s(catalog, architecture.users);
  std::uint32_t packet = 1;
  while (packet < kLargest && pages / (2 * packet) >= kLeastPackets) packet *= 2;
  return packet;
}

double mean_page_s(const Figures& figures, const model::Catalog& catalog) {
  const double failed = figures.failed_share.value;
  return (1 - failed) * figures.page_load.mean_s + failed * catalog.patience_s;
}

}  // namespace scale::sandbox
