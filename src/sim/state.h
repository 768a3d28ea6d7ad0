// Everything an Engine is, as one copyable value, and the functions that move it. Only the engine's own files
// include this. Indices here are the engine's own and outlive reconfigurations: a thing that is removed keeps
// its number (`gone`) and gets it back when its name returns.
//
// How a packet of w requests stands for them (engine.md, packet rules):
//  - A station of c servers runs slots = max(1, round(c / k)), or more where packets come at random
//    (slots.cpp); a packet holds one for the mean of its w service draws, times what makes the capacity
//    right. k is the station's fold (see balancing.h), w its requests here.
//  - The latency is a request's: waiting + one own draw. What the hold differs from that shifts
//    Request::start.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/balancing.h"
#include "sim/cache.h"
#include "sim/engine.h"
#include "sim/event_list.h"
#include "sim/key_map.h"
#include "sim/law.h"
#include "sim/log.h"
#include "sim/network.h"
#include "sim/request.h"
#include "sim/table.h"
#include "sim/timers.h"

namespace scale::sim {

inline constexpr std::uint32_t kPriorities = 8;

// Packets at a branch: requests that took it, less those sent there in packets. No part of what a step is.
struct BranchMemory {
  double credit = 0;

  bool operator==(const BranchMemory&) const { return true; }
};

// A Step with the engine's numbers in it and its law ready to draw from. What every step looks at comes
// first, in one line of the processor's cache; only visits, branches and rarer ones look at the second.
struct alignas(64) Instruction {
  Op op = Op::end;
  Part part = 0, wait_part = 0;
  std::uint8_t slot = 0;
  std::uint8_t priority = 0;
  bool since_start = false, gathers = false;
  Purpose purpose = kFresh;
  std::uint32_t index = kNone, pool = kNone, target = kNone;
  double factor = 1;
  Sampler law;
  GammaMemory many;            // of `law` in packets
  std::uint32_t rare = kNone;  // of a visit: which of EngineState::rare_works
  std::uint32_t target2 = kNone;
  double probability = 0;
  BranchMemory branch;
  std::uint32_t ring = kNone;  // of a deadline
  std::uint16_t times = 0;
  std::uint16_t loop = 0;  // which of the request's counters
  Reason reason = Reason::none;
  double seconds = 0, window_bytes = 0;

  bool operator==(const Instruction&) const = default;
};

static_assert(offsetof(Instruction, law) + offsetof(Sampler, scv) == 64);

// RareWork ready to draw from.
struct RareDraws {
  RareWork config;
  Sampler law;
};

// What a gathering branch has of a packet so far.
struct Gathered {
  std::uint32_t weight = 0;
  double until_next = -1;  // requests to pass until the next one that takes the branch; -1: to be drawn
};

struct SharingJob {
  double done_at = 0;  // in the station's virtual time
  std::uint64_t order = 0;
  std::uint32_t request = kNone;
};
// Egalitarian sharing in virtual time: every job present gains min(1, slots / jobs) of a second per second.
struct Sharing {
  std::vector<SharingJob> jobs;  // a heap, first to finish on top
  double virtual_now = 0, virtual_s = 0;
  std::uint64_t arrivals = 0;
  double clock_s = kInfinity;  // the earliest pending look at this station
};

// What every visit looks at comes first, in two lines of the processor's cache.
struct alignas(64) StationState {
  Discipline discipline = Discipline::fifo;
  bool up = true, gone = false, paused = false;
  bool ordinary = false;  // first come, first served, up, not paused, without a breaker
  bool exact = true;      // one request is one request and holds one server for its own time
  std::int32_t slots = 1, free = 1;
  std::uint32_t waiting = 0, present = 0;  // packets; present: waiting or holding a slot
  std::uint32_t least_pool = kNone;        // the least-connections pool to tell
  std::uint32_t breaker = kNone;
  std::uint64_t waiting_weight = 0, served_weight = 0;
  double changed_s = 0, busy_area = 0, queue_area = 0;
  std::uint64_t arrivals = 0, completions = 0;
  std::uint64_t largest_weight = 0;                // of the packets that came since the last reconfiguration
  std::uint64_t weight_limit = ~std::uint64_t{0};  // that may wait
  double pace = 1;                                 // seconds per unit of work
  double requests_per_weight = 1;
  double hold_per_weight = 1;
  std::uint64_t failures = 0;
  std::array<WaitingLine, kPriorities> lines;
  double fold = 1;           // requests that share a slot
  double per_slot = 1;       // servers that a slot stands for
  bool scattered = false;    // packets come at random times (slots.cpp)
  std::uint32_t member = 0;  // of the least-connections pool
  // Packets that entered under another packet size hold this share of a slot each.
  std::uint32_t legacy = 0;
  double legacy_slots = 0;
  std::int32_t legacy_taken = 0;
  std::int32_t servers = 1;
  std::uint32_t life = 0, server_crashes = 0;
  std::string name;
};
static_assert(offsetof(StationState, failures) == 128);

struct BreakerState {
  Breaker config;
  double window_start_s = 0, open_until_s = 0;
  std::uint64_t passed = 0, failed = 0, passed_before = 0, failed_before = 0;
};

struct PathState {
  std::string name;
  bool gone = false;
  double round_trip_s = 0;
  Sampler access, bandwidth;
  Purpose access_purpose = 1, bandwidth_purpose = 2;
  // The last one drawn, and what it was drawn with: all files of a page come by the same way.
  std::uint64_t access_state = 0;
  double access_s = kInfinity;
};

struct ClassState {
  std::string name;
  bool gone = false;
  std::uint32_t entry = 0, length = 0;  // its program in `code`
  bool needs_extra = false;
  std::uint8_t priority = 0;
  std::uint32_t packet = 1, follow = 0;
  bool background = false;
  Arrivals arrivals;
  Sampler think;
  Retry retry;
  double patience_s = 0;
  std::uint32_t patience_ring = kNone;
  std::uint64_t seed = 0, ordinal = 0;
  Generator gaps;
  std::uint32_t source = kNone;
  std::uint32_t customers = 0, customers_alive = 0;  // packets
  double retry_tokens = 0;
  double spawn_credit = 0;
  double spawned = 0;  // requests, ever
  Gathered gathered;   // on its way here from branches that gather
  // Since the last report, and ever.
  std::uint64_t started = 0, completed = 0, failed = 0, late = 0, retries = 0;
  std::vector<std::uint64_t> reasons;
  std::uint64_t all_started = 0, all_completed = 0, all_failed = 0;
};

struct MetricState {
  std::string name;
  double threshold_s = 0;
  std::uint64_t over = 0;
  DenseHistogram histogram;
};

struct ActiveRoute {
  Route route;
  bool kept = false;  // for itself, not only as a part of who forked it
  std::uint32_t next_free = kNone;
};

// One stretch of `code` that requests may be in.
struct ProgramBlock {
  std::uint32_t first = 0, length = 0;
};

// A rate told by the latest steps of a time-lapse.
struct LearntRate {
  double per_s = 0, seen = 0;  // seen: the count it goes by, when last looked at
};

// Where a run in a time-lapse is (time_lapse.cpp). Elsewhere turn_s is infinity and stands_for 1.
struct LapseState {
  bool projecting = false;
  double since_s = 0, turn_s = kInfinity;  // the part under way
  double stands_for = 1;                   // seconds for each second of the step under way
  std::uint32_t steps = 0;                 // since the last reconfiguration
  std::vector<double> in_flight;           // after each of the latest steps
  std::vector<LearntRate> appended, spawned;
  std::vector<std::uint32_t> sources;  // classes that arrive by themselves while who spawns them stands still
  // Counts go on from what they were at counted_s at these rates.
  double counted_s = 0;
  std::vector<double> counted, counted_per_s;
};

struct EngineState {
  Network network;
  std::uint64_t seed = 0;
  double now = 0;
  std::uint64_t event_count = 0, trajectory = 0;

  RequestPool requests;
  EventList events;
  Timers timers;
  std::vector<std::uint32_t> ready;  // run in this order within the instant
  std::size_t ready_at = 0;

  std::vector<Instruction> code;
  std::vector<ProgramBlock> blocks;
  std::vector<RareDraws> rare_works;  // each once; only ever added to

  std::vector<StationState> stations;
  std::vector<Sharing> sharing;  // by station; empty ones where the discipline is another
  std::vector<PoolState> pools;
  std::vector<PathState> paths;
  std::vector<CacheState> caches;
  std::vector<TableState> tables;
  std::vector<std::uint32_t> table_pools;
  std::vector<LogState> logs;
  std::vector<KeyMapState> maps;
  std::vector<ClassState> classes;
  std::vector<MetricState> metrics;
  std::vector<double> counters;
  std::vector<BreakerState> breakers;

  // Names of all there ever was, by the engine's number; and the numbers of the network's own.
  struct Names {
    std::unordered_map<std::string, std::uint32_t> number;
    std::vector<std::uint32_t> current;   // position in the network -> number
    std::vector<std::uint32_t> position;  // number -> position in the network, or kNone
  };
  Names station_names, pool_names, path_names, cache_names, table_names, log_names, map_names, class_names,
      metric_names, counter_names, reason_names;

  std::vector<std::shared_ptr<const Zipf>> zipfs;
  std::vector<KeyLaw> key_laws;
  LapseState lapse;
  double interval_start_s = 0;
  std::vector<ActiveRoute> active_routes;
  std::uint32_t first_free_route = kNone;
  std::vector<Route> routes;  // ended, a ring of at most 4096
  std::size_t routes_at = 0;
};

// reconfigure.cpp
void configure(EngineState& e, const Network& network, bool first);

// event_loop.cpp
void run_ready(EngineState& e);
// All events up to time_s, or until there have been `stop` of them.
void step(EngineState& e, double time_s, std::uint64_t stop);

// slots.cpp
void fit_slots(EngineState& e, bool first);

// memory.cpp
std::size_t memory_bytes(const EngineState& e);

// server_crash.cpp: one server of a station of several, with what it is serving
void crash_server(EngineState& e, std::uint32_t station, std::uint64_t number);

// time_lapse.cpp
void begin_time_lapse(EngineState& e);
void end_projection(EngineState& e);
// The part under way is over: on to the next step or projection.
void turn(EngineState& e);
// Brings the counts of a projection up to now, before they are reported; they start anew after that.
void project_counts(EngineState& e);
void restart_counts(EngineState& e);

// report.cpp
Interval report(EngineState& e, bool contents);
std::vector<Route> report_routes(EngineState& e);
std::optional<std::string> find_leak(const EngineState& e);

// life.cpp: from arrival to end
void next_source(EngineState& e, std::uint32_t klass);
std::uint32_t start_request(EngineState& e, std::uint32_t klass, std::uint64_t key, std::uint16_t weight);
void start_child(EngineState& e, std::uint32_t parent, std::uint32_t klass, std::uint16_t member,
                 std::uint8_t slot);
void spawn(EngineState& e, std::uint32_t klass, std::uint64_t key, std::uint32_t weight);
void fail(EngineState& e, std::uint32_t request, Reason reason);
void finish(EngineState& e, std::uint32_t request, Reason reason);
// Takes a request out of whatever it is pending in; what goes on without it is left behind. Returns where the
// request now is.
std::uint32_t detach(EngineState& e, std::uint32_t request);
void think(EngineState& e, std::uint32_t klass, bool first);
void on_source(EngineState& e, std::uint32_t request);
void on_thought(EngineState& e, std::uint32_t request);
void on_timer(EngineState& e, const Timers::Late& timer);
bool join_done(const EngineState& e, const Extra& x, const Instruction& in);

// steps.cpp: the interpreter
void run(EngineState& e, std::uint32_t request);

// service.cpp: stations
// True: it has a server at once and may go on (acquire) or is being served (visit). False: it waits or
// failed.
bool enter(EngineState& e, std::uint32_t request, std::uint32_t station);
void free_slot(EngineState& e, StationState& s, const Request& r);
void leave(EngineState& e, std::uint32_t station, const Request& r);
void on_served(EngineState& e, std::uint32_t request);
void on_abandoned(EngineState& e, std::uint32_t request);
void on_sharing_clock(EngineState& e, std::uint32_t request);
void release_held(EngineState& e, std::uint32_t request, std::uint32_t station);
void release_all_held(EngineState& e, std::uint32_t request);
void remove_waiting(EngineState& e, std::uint32_t request);
void serve_waiting(EngineState& e, std::uint32_t station);
void note_breaker(EngineState& e, StationState& s, bool failed, std::uint64_t n);

// Is it down, or would more than `most` requests wait there with one more packet of this weight?
bool is_full(const StationState& s, std::uint32_t weight, double most);

// rare.cpp: what only some requests of a packet do
double rare_work(EngineState& e, Request& r, const RareDraws& rare);               // of this request
double rare_work_of(const RareDraws& rare, std::uint32_t requests, Generator& g);  // of so many, in all
// Which side of a branch a packet follows: each of up to 64 of its requests draws, and it goes where more
// have collected (engine.md, rule 5), so that the flows on either side are no burstier than single requests
// make them.
bool packet_branches(Instruction& in, std::uint32_t k, Generator& g);
bool gather(Gathered& gathered, double probability, std::uint32_t weight, Generator& g);

// balance.cpp
std::uint32_t choose_member(EngineState& e, std::uint32_t pool, std::uint32_t request);
void refresh_pools(EngineState& e);
void refresh_connections(EngineState& e);

// caching.cpp
enum class CacheStep : std::uint8_t { hit, miss, waits };
CacheStep look_up(EngineState& e, std::uint32_t request, const Instruction& in);
void fill_cache(EngineState& e, std::uint32_t request, std::uint32_t cache);
void give_up_fills(EngineState& e, std::uint32_t request);
bool serve_stale(EngineState& e, std::uint32_t request);

// routes.cpp
void follow_request(EngineState& e, std::uint32_t request);
void note_hop(EngineState& e, std::uint32_t route, const Hop& hop);
void end_route(EngineState& e, std::uint32_t request, Reason reason);
void append_child_route(EngineState& e, std::uint32_t parent_extra, std::uint32_t child_extra);

// A generator for this request's next fresh draw, or for what its purpose says.
inline Generator draws_of(EngineState& e, Request& r, Purpose purpose) {
  if (purpose == kFresh) return Generator{combine(r.key, ++r.draws)};
  if (purpose < kOwnPurposes && r.extra != kNone)
    return Generator{combine(e.requests.extras[r.extra].root_key, 0x10000ull + purpose)};
  return Generator{combine(r.key, 0x10000ull + purpose)};
}

// What it was set for is over.
inline bool is_void(const RequestPool& requests, TimerKind kind, const Timer& timer) {
  const Extra& x = requests.extras[timer.extra];
  return (kind == TimerKind::deadline ? x.deadline_serial : x.generation) != timer.token;
}

inline void set_timer(EngineState& e, std::uint32_t ring, std::uint32_t extra, std::uint32_t token) {
  e.timers.set(ring, e.now, extra, token,
               [&e](TimerKind kind, const Timer& timer) { return is_void(e.requests, kind, timer); });
}

// Brings the areas under a station's busy servers and its queue up to now.
inline void integrate(const EngineState& e, StationState& s) {
  const double dt = e.now - s.changed_s;
  s.changed_s = e.now;
  const std::int32_t busy = s.discipline == Discipline::processor_sharing
                                ? std::min(s.slots, static_cast<std::int32_t>(s.present))
                                : std::min(s.slots, s.slots - s.free);
  s.busy_area += dt * busy;
  s.queue_area += dt * static_cast<double>(static_cast<std::int64_t>(s.waiting_weight));
}

// How much longer a packet is at this station than a request: of those that a packet being served stands for,
// one in so many is being served.
inline std::uint32_t stay_of(const StationState& s) {
  if (!s.scattered || s.fold <= 1) return 1;
  return std::max(1u, static_cast<std::uint32_t>(s.fold / s.per_slot + 0.5));
}

inline void tell_balancer(EngineState& e, const StationState& s) {
  if (s.least_pool != kNone) [[unlikely]]
    e.pools[s.least_pool].least.change(s.member, s.present);
}

inline double latency_of(const EngineState& e, const Request& r) {
  return e.now - r.start;
}

// kNone: it is gone.
inline std::uint32_t station_of(const EngineState& e, const Instruction& in, const Extra* x) {
  if (in.pool == kNone) return in.index;
  const PoolState& p = e.pools[in.pool];
  const std::uint32_t member = x->member[in.slot];
  if (p.gone || member >= p.stations.size()) return kNone;
  return p.stations[p.representative[member]];
}

inline void make_ready(EngineState& e, std::uint32_t request) {
  e.requests[request].stage = Stage::ready;
  e.ready.push_back(request);
}

inline void schedule(EngineState& e, std::uint32_t request, double time, Stage stage) {
  e.requests[request].stage = stage;
  e.events.push(e.requests, request, time);
}

}  // namespace scale::sim
