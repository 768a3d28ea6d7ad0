// A queueing network as plain data: stations, pools, caches, tables, logs, key maps, and the route programs
// that request classes walk through them. Knows no CDN, session or shard: the model compiles those to this.
//
// Units: seconds, bytes, requests per second. Everything is matched by name when a running engine is
// reconfigured: the same name keeps its queue and its contents. Indices are positions in the vectors below.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scale::sim {

inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;
inline constexpr std::int64_t kUnlimited = -1;
inline constexpr std::uint32_t kMostUnderWay = 1u << 23;

// ---------------------------------------------------------------------------------------------- laws
enum class LawKind : std::uint8_t {
  deterministic,
  exponential,
  erlang,            // scv = 1/n, n = 1..64
  hyperexponential,  // two phases, balanced means; scv > 1
  lognormal,
  bounded_pareto,  // the tail index that gives mean and scv on [low, 1000 low] (Harchol-Balter 1998)
};

// A distribution given by its mean (in the unit of its use) and squared coefficient of variation.
struct Law {
  LawKind kind = LawKind::deterministic;
  double mean = 0;
  double scv = 0;

  bool operator==(const Law&) const = default;
};

// Draws are keyed by (seed, request, purpose): the same purpose in one request gives the same value, so a
// user's access round trip is the same on every hop, and a toggle does not shift another run's traffic.
// Purpose 0 means "a fresh draw at each step". A forked request sees its root's purposes below kOwnPurposes.
using Purpose = std::uint16_t;
inline constexpr Purpose kFresh = 0;
inline constexpr Purpose kOwnPurposes = 0x8000;

// ---------------------------------------------------------------------------------------------- places
enum class Discipline : std::uint8_t {
  fifo,               // c identical servers, one queue
  processor_sharing,  // all present share c servers equally
  delay,              // infinitely many servers
  link,               // one server; work is bytes, served at bytes_per_s
};

struct Station {
  std::string name = {};
  Discipline discipline = Discipline::fifo;
  std::int32_t servers = 1;               // 1..100 000
  double speed = 1;                       // work done per second by one server
  double bytes_per_s = 0;                 // links only
  std::int64_t queue_limit = kUnlimited;  // requests that may wait; one more is refused
  bool up = true;                         // false: what is inside fails (crashed), what arrives is refused
  bool paused = false;     // nobody is taken from the queue: what is being served ends, the rest waits
  std::uint32_t life = 0;  // another number than before: it was restarted, its inside is lost
  std::uint32_t server_crashes = 0;  // grows: that many of its servers crash, each with what it is serving
};

enum class Balancing : std::uint8_t { random, round_robin, least_connections, power_of_two, consistent_hash };

// Interchangeable stations, one after the other in Network::stations. A member out of `in_rotation` gets no
// new requests (the balancer has noticed), one in rotation but down still does (it has not).
struct Pool {
  std::string name = {};
  std::uint32_t first = 0, count = 0;
  Balancing balancing = Balancing::least_connections;
  std::vector<std::uint8_t> in_rotation = {};  // empty: all
};

// The way between two places: a fixed round trip plus the user's own access, and the user's own bandwidth.
struct Path {
  std::string name = {};
  double round_trip_s = 0;
  Law access_round_trip = {};  // mean 0: none
  Purpose access_purpose = 1;
  Law bandwidth_bytes_per_s = {};  // mean 0: unlimited
  Purpose bandwidth_purpose = 2;
};

enum class Eviction : std::uint8_t { ttl, lru };

// Objects 0..objects-1 with Zipf popularity. TTL: an entry expires ttl_s after its fill. LRU: at most
// capacity_objects. Misses of one object while its fill is under way wait for it when coalescing.
struct Cache {
  std::string name = {};
  Eviction eviction = Eviction::ttl;
  std::uint32_t objects = 1;
  double zipf_exponent = 0.8;
  double ttl_s = 3600;
  std::int64_t capacity_objects = kUnlimited;
  double object_bytes = 0;
  bool coalescing = true;
  double serve_stale_s = 0;    // an expired entry may be served this much longer when its origin fails
  std::uint32_t contents = 0;  // another number than before: purged
  std::uint32_t versions = 0;  // another number than before: the originals changed; older fills are stale
  double changed_share = 1;    // share of the objects that change with `versions`
  bool warm = false;           // filled to its equilibrium by start(); one that reconfigure() adds is cold
  // Holds every object at all times, whatever the eviction says: all were put there when it was made, and
  // again when `contents` last changed.
  bool stocked = false;
  bool origin_up = true;  // false: fills fail, also those that a packet does not make itself
};

// user -> server, for visits that come back. A request is the first of its visit with probability
// first_share; else it belongs to one of the live entries, each equally likely (visits are exchangeable, so
// counts per member and age are an exact representation). Entries leave lifetime_s after they were made. When
// a reconfiguration moves a table to another pool (or to none, which counts as one member, or back) its live
// entries move along, member by member; with another number of members by_key says what becomes of them.
struct Table {
  std::string name = {};
  std::uint32_t pool = kNone;  // entries point at its members; kNone: at one place (a session store)
  double first_share = 1.0 / 7.0;
  double lifetime_s = 1560;
  double warm_entries = 0;  // entries at the start, spread evenly
  std::int64_t capacity = kUnlimited;
  std::uint32_t contents = 0;  // another number than before: all entries are lost
  // Entries are dealt by key over the members: another number of them deals the live ones anew, and none is
  // lost. Else entries name their member: those of one that is no more are lost, a new one has none.
  bool by_key = false;
};

// A producer's entries applied in order at apply_per_s over a link with a delay; lag is the age of the oldest
// entry not yet applied.
struct Log {
  std::string name = {};
  double apply_per_s = 0;  // 0: at once
  double delay_s = 0;
  bool connected = true;
  std::uint32_t contents = 0;  // another number than before: what was pending is lost
};

enum class Placement : std::uint8_t { range, modulo, ring };

// key -> member of a pool. Keys are 0..keys-1 with Zipf popularity (0: uniform).
struct KeyMap {
  std::string name = {};
  std::uint32_t pool = kNone;
  Placement placement = Placement::modulo;
  std::uint32_t virtual_nodes = 100;
  std::uint64_t keys = 1;
  double zipf_exponent = 0;
  double hot_key_share = 0;  // this share of requests asks for one key
  std::uint64_t hot_key = 0;
  std::vector<double> range_weights = {};  // range: share of the requests per member, in order
  std::uint32_t members_before = 0;        // > 0: a move from that many members is in progress ...
  double moved_share = 1;                  // ... and this share of what must move has moved

  bool operator==(const KeyMap&) const = default;
};

// ---------------------------------------------------------------------------------------------- programs
enum class Op : std::uint8_t {
  delay,     // wait seconds + factor * draw(law, purpose)
  trip,      // wait factor round trips of path
  transfer,  // wait until draw(law, purpose) bytes have come over path by slow start (RFC 6928), the first
             // round trip included; window: bytes of the first flight
  visit,     // queue at a station and be served for draw(law) seconds of work (or bytes on a link)
  choose,    // balance over pool into slot; no member in rotation: fails (no_server)
  map,       // look key map up: key by purpose, member into slot
  pin,       // look table up: first (draw(purpose) < first_share) -> target; kept -> next, with its member in
        // slot (unless pool is kNone); lost -> target2: its member is out of rotation or has another life
        // than when it was assigned, or the contents are lost. A member that is down but still in rotation
        // keeps its entries: who is sent there fails, as at a real balancer that has not noticed yet
  assign,   // enter this visit in table at the member in slot
  acquire,  // take a server at a station and keep it across steps
  release,  // give it back
  lookup,   // cache: hit -> next, miss -> target, stale copy -> next and counter target2 += 1. If the request
            // then fails while an expired copy is young enough (serve_stale_s), it goes on at next, stale
  fill,     // the object looked up last arrives in cache; those waiting for it go on at their hit
  branch,   // with probability -> target, else next (keyed by purpose). Where it gathers (for class
            // index), each request of a packet draws for itself, and a packet goes when a whole one has come
            // together there, from whatever class
  if_full,  // station (index): it is down, or `factor` requests wait there already -> target, else next
  if_again,   // this is not the first attempt -> target, else next
  jump,       // -> target
  loop,       // -> target until it came by here `times` times, then next
  fork,       // `times` children (or draw(law) when mean > 0) of class `index` start, with this one's slots
  fork_each,  // one child of class `index` for each member of pool, its number in the child's slot
  join,    // wait until `times` of the children ended (0: all); a failed child fails this one, or -> target2
  spawn,   // one independent request of class `index` starts (a job); nobody waits for it
  append,  // factor entries to log
  behind,  // log: applied past this request's stamp -> next; not yet -> target (a stale read)
  stamp,   // remember now
  record,  // metric: seconds since the stamp, or since the start where `since_start`
  count,   // counter += factor (times draw(law) where mean > 0)
  deadline,  // fail with timed_out `seconds` from now (0: no deadline any more)
  attempt,   // the class's retry policy starts again here
  fail,      // with `reason`
  end,
};

// Built-in reasons come first in every report; the model names more in Network::reasons.
enum class Reason : std::uint16_t {
  none,
  refused,
  timed_out,
  given_up,
  crashed,
  no_server,
  gone,
  breaker,
  cancelled,
  kOwn
};

// What a place of a program stands for in the time split ("where does the time go"); the names are the
// model's.
using Part = std::uint8_t;

// Work that a few requests bring on top of a visit's own, in the same service.
struct RareWork {
  double share = 0;  // of the requests, keyed by purpose
  Law law = {};
  Purpose purpose = kFresh;

  bool operator==(const RareWork&) const = default;
};

struct Step {
  Op op = Op::end;
  Part part = 0;          // service or waiting on the way counts for this part
  Part wait_part = 0;     // time in a queue counts for this one
  std::uint8_t slot = 0;  // 0..2: which member register (visit with pool, choose, map, pin, fork_each)
  std::uint32_t index =
      kNone;  // station, pool's first use, path, cache, table, log, map, class, metric, counter
  std::uint32_t pool = kNone;  // visit/acquire/release: the member in slot of this pool instead of a station
  std::uint32_t target = kNone, target2 = kNone;
  Law law = {};
  Purpose purpose = kFresh;
  std::uint16_t times = 0;
  Reason reason = Reason::none;
  bool since_start = false;
  bool gathers = false;  // branch
  double seconds = 0, factor = 1, probability = 0, window_bytes = 0;
  RareWork rare = {};  // visit
};

using Program = std::vector<Step>;

// rate(t) = rate_per_s * (1 + amplitude cos(2 pi (t - peak_s) / period_s)) * product of surges at t
struct Surge {
  double start_s = 0, rise_s = 0, hold_s = 0, fall_s = 0, factor = 1;

  bool operator==(const Surge&) const = default;
};
struct Arrivals {
  double rate_per_s = 0;  // 0: only forked or spawned
  double amplitude = 0, period_s = 86400, peak_s = 0;
  std::vector<Surge> surges = {};
  std::uint32_t customers = 0;  // closed class: this many, each thinking for think_time between requests
  Law think_time = {};

  bool operator==(const Arrivals&) const = default;
};

inline constexpr double kNoBudget = -1;

struct Retry {
  std::uint16_t attempts = 1;                          // 1: none
  double backoff_s = 0.1, multiplier = 2, jitter = 0;  // jitter: share of the wait that is drawn uniformly
  double budget_share = 1;  // retries at most this share of first attempts (token bucket); kNoBudget: any
};

struct Class {
  std::string name = {};
  Program program = {};
  Arrivals arrivals = {};
  double patience_s = 0;  // 0: for ever; beyond, the request is given up
  Retry retry = {};
  std::uint8_t priority = 0;  // 0 first
  std::uint32_t packet = 0;   // requests a packet; 0: the network's
  bool background = false;    // goes on while a time-lapse projects
  std::uint32_t follow = 0;   // keep one in this many routes in full (0: none)
};

struct Metric {
  std::string name = {};
  double threshold_s = 0;  // how many were over it is counted
};

struct Breaker {  // on a station: opens after this share of failures over window_s, for open_s
  std::uint32_t station = kNone;
  double failure_share = 0.5, window_s = 10, open_s = 5;
  std::uint32_t least_requests = 20;
};

// Of each step_s + skip_s seconds only the first step_s are stepped; the others are projected
// (time_lapse.cpp). skip_s = 0: all are stepped.
struct TimeLapse {
  double step_s = 1, skip_s = 0;

  bool operator==(const TimeLapse&) const = default;
};

struct Network {
  std::vector<Station> stations = {};
  std::vector<Pool> pools = {};
  std::vector<Path> paths = {};
  std::vector<Cache> caches = {};
  std::vector<Table> tables = {};
  std::vector<Log> logs = {};
  std::vector<KeyMap> maps = {};
  std::vector<Class> classes = {};
  std::vector<Metric> metrics = {};
  std::vector<std::string> counters = {};
  std::vector<std::string> reasons = {};  // Reason::kOwn + i
  std::vector<Breaker> breakers = {};
  std::uint32_t packet = 1;  // k, a power of two; 1 is exact
  // Packets; one that would start beyond is refused.
  std::uint32_t most_under_way = kMostUnderWay;
  TimeLapse time_lapse = {};
};

// An unusable network, said of one place: {"station web.3", "servers", "servers must be 1 to 100000, not 0"}.
struct Error {
  std::string place, field, message;
};

}  // namespace scale::sim
