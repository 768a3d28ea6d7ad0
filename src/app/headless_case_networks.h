// What the kinds of case share: a network run stretch by stretch, in a unit of time of its own so that
// histograms resolve microseconds and centuries alike.
#pragma once

#include "app/headless_case.h"
#include "sim/network_builder.h"

namespace scale::app {

struct NetworkCase {
  sim::Network network;  // times in units
  double unit_s = 1;     // seconds
  double warm_up = 0;    // units
  double stretch = 0;    // units; many times what the network remembers
  // In packets the wait is read off followed requests into this histogram, one more for each class after the
  // first (kNone: the network records it).
  std::uint32_t followed_wait = sim::kNone;
};

// `figure` turns sums (still in units) into values in seconds.
using NetworkFigure = std::vector<double> (*)(const std::string& figure, const Observed&, const CaseInput&,
                                              double unit_s);

theory::Answer<Experiment> network_experiment(NetworkCase c, const CaseInput& input, const CaseRun& run,
                                              NetworkFigure figure);

// headless_case_queues.cpp: one station
theory::Answer<Experiment> build_mmc(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_mmck(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_mg1(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_priority(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_infinite_server(const CaseInput&, const CaseRun&);
std::string problem_of_mmc(const CaseInput&);
std::string problem_of_mmck(const CaseInput&);
std::string problem_of_mg1(const CaseInput&);
std::string problem_of_priority(const CaseInput&);
std::string problem_of_infinite_server(const CaseInput&);

// headless_case_several.cpp: several stations
theory::Answer<Experiment> build_closed(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_jackson(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_fork_join(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_fan_out(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_supermarket(const CaseInput&, const CaseRun&);
std::string problem_of_closed(const CaseInput&);
std::string problem_of_jackson(const CaseInput&);
std::string problem_of_fork_join(const CaseInput&);
std::string problem_of_supermarket(const CaseInput&);

// headless_case_state.cpp: caches and rings
theory::Answer<Experiment> build_lru(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_ttl(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_ring(const CaseInput&, const CaseRun&);
theory::Answer<Experiment> build_resharding(const CaseInput&, const CaseRun&);
std::string problem_of_lru(const CaseInput&);

// "must be below ..." if a queue would grow for ever.
std::string unstable(const char* field, double rate, double most);

}  // namespace scale::app
