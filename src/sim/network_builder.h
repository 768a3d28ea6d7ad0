// Shorthand for writing networks by hand: each function appends or makes one thing and returns its number or
// the step. Used by the validation table, the cases, tests and benchmarks.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "sim/network.h"

namespace scale::sim {

inline Law fixed_law(double mean) {
  return Law{LawKind::deterministic, mean, 0};
}
inline Law exponential_law(double mean) {
  return Law{LawKind::exponential, mean, 1};
}
inline Law lognormal_law(double mean, double scv) {
  return Law{LawKind::lognormal, mean, scv};
}

inline std::uint32_t add_station(Network& n, Station s) {
  n.stations.push_back(std::move(s));
  return static_cast<std::uint32_t>(n.stations.size() - 1);
}

inline std::uint32_t add_pool(Network& n, const std::string& name, std::uint32_t count, Balancing balancing,
                              const Station& member) {
  Pool p;
  p.name = name;
  p.first = static_cast<std::uint32_t>(n.stations.size());
  p.count = count;
  p.balancing = balancing;
  for (std::uint32_t i = 0; i < count; ++i) {
    Station s = member;
    s.name = name + "." + std::to_string(i);
    n.stations.push_back(std::move(s));
  }
  n.pools.push_back(std::move(p));
  return static_cast<std::uint32_t>(n.pools.size() - 1);
}

inline std::uint32_t add_metric(Network& n, const std::string& name, double threshold_s = 0) {
  n.metrics.push_back(Metric{name, threshold_s});
  return static_cast<std::uint32_t>(n.metrics.size() - 1);
}

inline std::uint32_t add_counter(Network& n, const std::string& name) {
  n.counters.push_back(name);
  return static_cast<std::uint32_t>(n.counters.size() - 1);
}

inline std::uint32_t add_class(Network& n, const std::string& name, double rate_per_s, Program program) {
  Class c;
  c.name = name;
  c.arrivals.rate_per_s = rate_per_s;
  c.program = std::move(program);
  n.classes.push_back(std::move(c));
  return static_cast<std::uint32_t>(n.classes.size() - 1);
}

inline Step step_of(Op op, std::uint32_t index = kNone) {
  Step s;
  s.op = op;
  s.index = index;
  return s;
}
inline Step visit(std::uint32_t station, Law work) {
  Step s = step_of(Op::visit, station);
  s.law = work;
  return s;
}
inline Step visit_member(std::uint32_t pool, Law work, std::uint8_t slot = 0) {
  Step s = step_of(Op::visit);
  s.pool = pool;
  s.slot = slot;
  s.law = work;
  return s;
}
inline Step choose(std::uint32_t pool, std::uint8_t slot = 0) {
  Step s = step_of(Op::choose);
  s.pool = pool;
  s.slot = slot;
  return s;
}
inline Step map_key(std::uint32_t key_map, std::uint8_t slot = 0) {
  Step s = step_of(Op::map, key_map);
  s.slot = slot;
  return s;
}
inline Step delay(double seconds) {
  Step s = step_of(Op::delay);
  s.seconds = seconds;
  return s;
}
inline Step delay(Law law) {
  Step s = step_of(Op::delay);
  s.law = law;
  return s;
}
inline Step acquire(std::uint32_t station) {
  return step_of(Op::acquire, station);
}
inline Step release(std::uint32_t station) {
  return step_of(Op::release, station);
}
inline Step fork(std::uint32_t klass, std::uint16_t times) {
  Step s = step_of(Op::fork, klass);
  s.times = times;
  return s;
}
inline Step fork_each(std::uint32_t klass, std::uint32_t pool, std::uint8_t slot = 0) {
  Step s = step_of(Op::fork_each, klass);
  s.pool = pool;
  s.slot = slot;
  return s;
}
inline Step join(std::uint16_t times = 0) {
  Step s = step_of(Op::join);
  s.times = times;
  return s;
}
inline Step branch(double probability, std::uint32_t target) {
  Step s = step_of(Op::branch);
  s.probability = probability;
  s.target = target;
  return s;
}
inline Step jump(std::uint32_t target) {
  Step s = step_of(Op::jump);
  s.target = target;
  return s;
}
inline Step lookup(std::uint32_t cache, std::uint32_t miss) {
  Step s = step_of(Op::lookup, cache);
  s.target = miss;
  return s;
}
inline Step fill(std::uint32_t cache) {
  return step_of(Op::fill, cache);
}
inline Step pin(std::uint32_t table, std::uint32_t first, std::uint32_t lost, std::uint8_t slot = 0) {
  Step s = step_of(Op::pin, table);
  s.target = first;
  s.target2 = lost;
  s.slot = slot;
  return s;
}
inline Step assign(std::uint32_t table, std::uint8_t slot = 0) {
  Step s = step_of(Op::assign, table);
  s.slot = slot;
  return s;
}
inline Step deadline(double seconds) {
  Step s = step_of(Op::deadline);
  s.seconds = seconds;
  return s;
}
inline Step stamp() {
  return step_of(Op::stamp);
}
inline Step record(std::uint32_t metric) {
  return step_of(Op::record, metric);
}  // since the stamp
inline Step record_all(std::uint32_t metric) {  // since the start
  Step s = step_of(Op::record, metric);
  s.since_start = true;
  return s;
}
inline Step count(std::uint32_t counter, double factor = 1) {
  Step s = step_of(Op::count, counter);
  s.factor = factor;
  return s;
}
inline Step fail_with(Reason reason) {
  Step s = step_of(Op::fail);
  s.reason = reason;
  return s;
}
inline Step end() {
  return step_of(Op::end);
}

}  // namespace scale::sim
