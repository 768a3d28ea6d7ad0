// The simulator: exact discrete events whose unit is a packet of k consecutive requests. k = 1 is exact.
// A run is a value: a copy is a saved state, and two runs in one process never meet. The same network, seed
// and calls give the same bits on every compiler and in wasm.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/histogram.h"
#include "sim/network.h"

namespace scale::sim {

// What happened since the last take_interval(). Shapes follow the network's vectors.
struct StationReport {
  double utilisation = 0;    // mean share of servers busy
  double mean_queue = 0;     // mean number waiting
  double oldest_wait_s = 0;  // at the end of the interval
  std::uint64_t arrivals = 0, completions = 0, failures = 0;
  std::uint64_t waiting = 0, in_service = 0;  // now
};
struct CacheReport {
  std::uint64_t hits = 0, misses = 0, stale = 0;
  double entries = 0;  // now
};
struct TableReport {
  double entries = 0, lost = 0;  // now: live ones, and ones whose server is gone and who don't know yet
  std::uint64_t kept = 0, first = 0, missed = 0;
  std::vector<double> per_member;
};
struct LogReport {
  double lag_s = 0, pending = 0;  // now
  double lost = 0;                // entries that were pending when the contents were
};
struct ClassReport {
  std::uint64_t started = 0, completed = 0, failed = 0, late = 0, retries = 0, in_flight = 0;
  std::vector<std::uint64_t> reasons;  // by Reason, own ones after kOwn
};
struct MetricReport {
  Histogram histogram;
  std::uint64_t over_threshold = 0;
};
struct Interval {
  double start_s = 0, end_s = 0;
  std::vector<StationReport> stations;
  std::vector<CacheReport> caches;
  std::vector<TableReport> tables;
  std::vector<LogReport> logs;
  std::vector<ClassReport> classes;
  std::vector<MetricReport> metrics;
  std::vector<double> counters;
};

// One followed request: where it was, from when to when. Times are absolute simulated seconds.
struct Hop {
  Op op = Op::end;
  Part part = 0, wait_part = 0;
  std::uint32_t station = kNone;  // visits; else kNone
  std::uint32_t path = kNone;     // trips and transfers
  float wait_s = 0, time_s = 0;   // in the queue; in service or under way
  bool hit = false;               // lookups
};
struct Route {
  std::uint64_t request = 0;
  std::uint32_t klass = 0;
  double start_s = 0, latency_s = 0;
  double after_s = 0;  // so long after who forked it
  Reason reason = Reason::none;
  bool late = false;
  std::vector<Hop> hops;
};

struct EngineState;

class Engine {
 public:
  Engine();
  Engine(const Engine&);
  Engine(Engine&&) noexcept;
  Engine& operator=(const Engine&);
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // Refuses an invalid network and stays as it was.
  std::optional<Error> start(const Network& network, std::uint64_t seed);
  // Same names keep their queues, contents and requests; requests under way finish on the program they
  // started on; requests inside a removed station fail (gone) and are counted.
  std::optional<Error> reconfigure(const Network& network);

  void run_until(double time_s);
  // As run_until, but stops after about this many events; returns the time reached. Splitting a run into
  // slices never changes it.
  double run_until(double time_s, std::uint64_t most_events);

  double now_s() const;
  const Network& network() const;
  // Without contents it is not said how many objects each cache holds, which takes a look at each of them.
  Interval take_interval(bool contents = true);
  // The routes followed to their end since the last call, oldest first (at most 4096 are kept).
  std::vector<Route> take_routes();

  std::uint64_t events() const;
  // Packets the engine has a place for: waiting, served, under way, or serving nobody any more.
  std::uint32_t under_way() const;
  // What a copy takes of memory, within a quarter: room for as many as were ever under way at once, too.
  std::size_t memory_bytes() const;
  // Of the whole trajectory so far: every event's time, place and kind.
  std::uint64_t hash() const;
  // arrived = completed + failed + in flight, per class; the first violation in words, or nothing.
  std::optional<std::string> check_conservation() const;

 private:
  std::unique_ptr<EngineState> state_;
};

}  // namespace scale::sim
