// What an architecture does in the long run, measured apart from the live run: starts with warm caches and
// spread sessions, settles, then measures. Work for the background: step() does a slice, and slicing never
// changes the result. A value.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sandbox/run.h"

namespace scale::sandbox {

struct ProbeSettings {
  model::Architecture architecture;
  model::Catalog catalog = model::default_catalog();
  std::uint64_t seed = 1;
  double settle_s = 4, measure_s = 8;
};

struct Probe {
  Run run;
  double settle_s = 4, measure_s = 8;
  bool started = false, done = false;
  std::vector<double> waiting_before;  // by node, when the measuring began

  // When done:
  Figures figures;
  std::vector<NodeView> nodes;
  double cost_usd_month = 0;
  // The node that is full and whose queue grew, if there is one: where most of what came is left over.
  std::uint32_t overloaded = sim::kNone;
};

// How near its limit a node is, 0..1: its busiest member where each has work of its own (keys, sticky
// sessions). Of members that share what comes the mean, since one of hundreds is full by chance.
double load_of(const NodeView& node, const model::Architecture& architecture);

Probe make_probe(const ProbeSettings& settings);
// The same in the place of the last one, whose engine has its tables ready.
void start_next(std::optional<Probe>& probe, const ProbeSettings& settings);
// Returns the events used.
std::uint64_t step(Probe& probe, std::uint64_t most_events);

// k: the largest power of two <= 256 that leaves 150 packets of pages a second.
std::uint32_t probe_packet(const model::Architecture& architecture, const model::Catalog& catalog);

// Mean seconds of a page view, with the user's patience for one that failed: the one number by which two
// architectures, or two runs, are better or worse.
double mean_page_s(const Figures& figures, const model::Catalog& catalog);

}  // namespace scale::sandbox
