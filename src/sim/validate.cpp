#include "sim/validate.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "sim/law.h"

namespace scale::sim {
namespace {

constexpr std::int32_t kMostServers = 100000;
constexpr std::uint32_t kMostPacket = 1u << 15;
constexpr std::size_t kMostAcquires = 4, kMostLoops = 4, kMostLookups = 3;

std::string text(double x) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.6g", x);
  return buffer;
}

bool finite(double x) {
  return x - x == 0;
}

// Keeps the first complaint; everything after it is skipped. A running network of thousands of stations is
// checked at each change, so no words are made for what is well.
struct Checker {
  const Network& network;
  std::optional<Error> error;
  std::string_view kind, name;      // where it looks ...
  std::size_t step_number = kNone;  // ... of a program

  void at(std::string_view a_kind, std::string_view its_name, std::size_t its_step = kNone) {
    kind = a_kind;
    name = its_name.empty() ? "(no name)" : its_name;
    step_number = its_step;
  }
  void refuse(std::string_view field, std::string_view must) {
    if (error) return;
    std::string place(kind);
    if (!name.empty()) place += " " + std::string(name);
    if (step_number != kNone) place += ", step " + std::to_string(step_number);
    error = Error{place, std::string(field), std::string(field) + " " + std::string(must)};
  }
  void require(bool holds, std::string_view field, std::string_view must) {
    if (!holds) refuse(field, must);
  }
  void not_negative(double x, std::string_view field) {
    if (!finite(x) || x < 0) refuse(field, "must be 0 or more, not " + text(x));
  }
  void positive(double x, std::string_view field) {
    if (!finite(x) || x <= 0) refuse(field, "must be more than 0, not " + text(x));
  }
  void share(double x, std::string_view field) {
    if (!(x >= 0 && x <= 1)) refuse(field, "must be 0 to 1, not " + text(x));
  }
  void index(std::uint32_t i, std::size_t size, std::string_view field, std::string_view what) {
    if (i < size) return;
    refuse(field, i == kNone ? "names no " + std::string(what)
                             : "names " + std::string(what) + " " + std::to_string(i) + " of " +
                                   std::to_string(size));
  }
  void law(const Law& l, std::string_view field) {
    if (!finite(l.mean) || l.mean < 0) not_negative(l.mean, std::string(field) + " mean");
    if (l.mean <= 0) return;
    const auto scv = [&](bool holds, std::string_view must) {
      if (!holds) refuse(std::string(field) + " scv", std::string(must) + ", not " + text(l.scv));
    };
    switch (l.kind) {
      case LawKind::deterministic:
      case LawKind::exponential:
        break;
      case LawKind::erlang:
        scv(l.scv >= 1.0 / 64.5 && l.scv <= 1, "must be 1/64 to 1 for erlang");
        break;
      case LawKind::hyperexponential:
        scv(l.scv > 1 && l.scv <= 1e6, "must be more than 1 for hyperexponential");
        break;
      case LawKind::lognormal:
        scv(l.scv >= 0 && l.scv <= 1e6, "must be 0 or more for lognormal");
        break;
      case LawKind::bounded_pareto:
        scv(bounded_pareto_index(l.scv) > 0, "must be within 0.001 and about 20 for bounded_pareto");
        break;
    }
  }

  template <typename Things>
  void names(const Things& things, std::string_view their_kind) {
    std::vector<std::string_view> all;
    for (const auto& thing : things) {
      at(their_kind, thing.name);
      require(!thing.name.empty(), "name", "is missing");
      all.push_back(thing.name);
    }
    std::sort(all.begin(), all.end());
    const auto twice = std::adjacent_find(all.begin(), all.end());
    if (twice == all.end()) return;
    at(their_kind, *twice);
    require(false, "name", "is used twice");
  }

  void stations();
  void pools();
  void paths();
  void caches();
  void tables();
  void logs_and_maps();
  void step(const Class& c, const Step& s);
  void step_target(const Class& c, std::uint32_t target, std::string_view field);
  void place_of(const Step& s);
  void program(const Class& c);
  void classes();
  void forks_end();
  void rest();
};

void Checker::stations() {
  names(network.stations, "station");
  for (const Station& s : network.stations) {
    at("station", s.name);
    if (s.servers < 1 || s.servers > kMostServers)
      refuse("servers", "must be 1 to 100000, not " + std::to_string(s.servers));
    positive(s.speed, "speed");
    if (s.discipline == Discipline::link) positive(s.bytes_per_s, "bytes_per_s");
    if (s.queue_limit < kUnlimited)
      refuse("queue_limit", "must be 0 or more, or kUnlimited, not " + std::to_string(s.queue_limit));
  }
}

void Checker::pools() {
  names(network.pools, "pool");
  for (const Pool& p : network.pools) {
    at("pool", p.name);
    require(p.count >= 1, "count", "must be at least 1");
    require(p.count <= 65535, "count", "must be at most 65535, not " + std::to_string(p.count));
    require(p.first < network.stations.size() && p.count <= network.stations.size() - p.first, "first",
            "and count reach beyond the last station");
    require(p.in_rotation.empty() || p.in_rotation.size() == p.count, "in_rotation",
            "must have an entry for each of the " + std::to_string(p.count) + " members, not " +
                std::to_string(p.in_rotation.size()));
  }
}

void Checker::paths() {
  names(network.paths, "path");
  for (const Path& p : network.paths) {
    at("path", p.name);
    not_negative(p.round_trip_s, "round_trip_s");
    law(p.access_round_trip, "access_round_trip");
    law(p.bandwidth_bytes_per_s, "bandwidth_bytes_per_s");
  }
}

void Checker::caches() {
  names(network.caches, "cache");
  for (const Cache& c : network.caches) {
    at("cache", c.name);
    require(c.objects >= 1 && c.objects <= 10000000, "objects",
            "must be 1 to 10000000, not " + std::to_string(c.objects));
    require(c.zipf_exponent >= 0 && c.zipf_exponent <= 5, "zipf_exponent",
            "must be 0 to 5, not " + text(c.zipf_exponent));
    not_negative(c.ttl_s, "ttl_s");
    require(c.capacity_objects >= kUnlimited, "capacity_objects",
            "must be 0 or more, or kUnlimited, not " + std::to_string(c.capacity_objects));
    not_negative(c.object_bytes, "object_bytes");
    not_negative(c.serve_stale_s, "serve_stale_s");
    share(c.changed_share, "changed_share");
  }
}

void Checker::tables() {
  names(network.tables, "table");
  for (const Table& t : network.tables) {
    at("table", t.name);
    if (t.pool != kNone) index(t.pool, network.pools.size(), "pool", "pool");
    share(t.first_share, "first_share");
    positive(t.lifetime_s, "lifetime_s");
    not_negative(t.warm_entries, "warm_entries");
    require(t.capacity == kUnlimited || t.capacity > 0, "capacity",
            "must be more than 0, or kUnlimited, not " + std::to_string(t.capacity));
  }
}

void Checker::logs_and_maps() {
  names(network.logs, "log");
  for (const Log& l : network.logs) {
    at("log", l.name);
    not_negative(l.apply_per_s, "apply_per_s");
    not_negative(l.delay_s, "delay_s");
  }
  names(network.maps, "key map");
  for (const KeyMap& m : network.maps) {
    at("key map", m.name);
    index(m.pool, network.pools.size(), "pool", "pool");
    if (error) return;
    const std::uint32_t members = network.pools[m.pool].count;
    require(m.keys >= 1, "keys", "must be at least 1");
    require(m.zipf_exponent >= 0 && m.zipf_exponent <= 5, "zipf_exponent",
            "must be 0 to 5, not " + text(m.zipf_exponent));
    share(m.hot_key_share, "hot_key_share");
    share(m.moved_share, "moved_share");
    require(m.hot_key < m.keys, "hot_key", "must be below keys");
    require(m.virtual_nodes >= 1 && m.virtual_nodes <= 10000, "virtual_nodes",
            "must be 1 to 10000, not " + std::to_string(m.virtual_nodes));
    require(m.members_before <= members, "members_before",
            "must be at most the pool's " + std::to_string(members));
    require(m.range_weights.empty() || m.range_weights.size() == members, "range_weights",
            "must have one weight for each of the " + std::to_string(members) + " members");
    double sum = 0;
    for (const double w : m.range_weights) {
      not_negative(w, "range_weights");
      sum += w;
    }
    require(m.range_weights.empty() || sum > 0, "range_weights", "must not all be 0");
  }
}

void Checker::step_target(const Class& c, std::uint32_t target, std::string_view field) {
  if (target < c.program.size()) return;
  refuse(field, target == kNone
                    ? "is missing"
                    : "leads to step " + std::to_string(target) + " of " + std::to_string(c.program.size()));
}

// visit, acquire, release: a station, or the member in a slot of a pool.
void Checker::place_of(const Step& s) {
  if (s.pool != kNone) {
    index(s.pool, network.pools.size(), "pool", "pool");
    require(s.slot < 3, "slot", "must be 0 to 2");
  } else {
    index(s.index, network.stations.size(), "index", "station");
  }
}

void Checker::step(const Class& c, const Step& s) {
  require(finite(s.seconds) && finite(s.factor), "seconds", "and factor must be finite");
  law(s.law, "law");
  switch (s.op) {
    case Op::delay:
      not_negative(s.seconds, "seconds");
      not_negative(s.factor, "factor");
      break;
    case Op::trip:
      index(s.index, network.paths.size(), "index", "path");
      not_negative(s.factor, "factor");
      break;
    case Op::transfer:
      index(s.index, network.paths.size(), "index", "path");
      not_negative(s.window_bytes, "window_bytes");
      break;
    case Op::visit:
    case Op::acquire:
    case Op::release:
      place_of(s);
      share(s.rare.share, "rare share");
      law(s.rare.law, "rare law");
      break;
    case Op::if_full:
      index(s.index, network.stations.size(), "index", "station");
      step_target(c, s.target, "target");
      not_negative(s.factor, "factor");
      break;
    case Op::choose:
    case Op::fork_each:
      index(s.pool != kNone      ? s.pool
            : s.op == Op::choose ? s.index
                                 : kNone,
            network.pools.size(), "pool", "pool");
      if (s.op == Op::fork_each) index(s.index, network.classes.size(), "index", "class");
      require(s.slot < 3, "slot", "must be 0 to 2");
      break;
    case Op::map:
      index(s.index, network.maps.size(), "index", "key map");
      require(s.slot < 3, "slot", "must be 0 to 2");
      break;
    case Op::pin:
      index(s.index, network.tables.size(), "index", "table");
      step_target(c, s.target, "target");
      step_target(c, s.target2, "target2");
      require(s.slot < 3, "slot", "must be 0 to 2");
      break;
    case Op::assign:
      index(s.index, network.tables.size(), "index", "table");
      require(s.slot < 3, "slot", "must be 0 to 2");
      break;
    case Op::lookup:
      index(s.index, network.caches.size(), "index", "cache");
      step_target(c, s.target, "target");
      if (s.target2 != kNone) index(s.target2, network.counters.size(), "target2", "counter");
      break;
    case Op::fill:
      index(s.index, network.caches.size(), "index", "cache");
      break;
    case Op::branch:
      if (s.gathers) index(s.index, network.classes.size(), "index", "class");
      step_target(c, s.target, "target");
      share(s.probability, "probability");
      break;
    case Op::jump:
    case Op::loop:
    case Op::if_again:
      step_target(c, s.target, "target");
      break;
    case Op::fork:
    case Op::spawn:
      index(s.index, network.classes.size(), "index", "class");
      break;
    case Op::join:
      if (s.target2 != kNone) step_target(c, s.target2, "target2");
      break;
    case Op::append:
      index(s.index, network.logs.size(), "index", "log");
      break;
    case Op::behind:
      index(s.index, network.logs.size(), "index", "log");
      step_target(c, s.target, "target");
      break;
    case Op::record:
      index(s.index, network.metrics.size(), "index", "metric");
      break;
    case Op::count:
      index(s.index, network.counters.size(), "index", "counter");
      break;
    case Op::deadline:
      not_negative(s.seconds, "seconds");
      break;
    case Op::fail:
      require(static_cast<std::size_t>(s.reason) <
                  static_cast<std::size_t>(Reason::kOwn) + network.reasons.size(),
              "reason", "is not among the network's reasons");
      break;
    case Op::stamp:
    case Op::attempt:
    case Op::end:
      break;
  }
}

void Checker::program(const Class& c) {
  at("class", c.name);
  require(!c.program.empty(), "program", "is empty");
  if (c.program.empty()) return;
  const Op last = c.program.back().op;
  require(last == Op::end || last == Op::fail || last == Op::jump, "program",
          "must end in end, fail or jump");
  std::size_t acquires = 0, loops = 0;
  std::vector<std::uint32_t> looked_up;
  for (std::size_t i = 0; i < c.program.size(); ++i) {
    at("class", c.name, i);
    const Step& s = c.program[i];
    step(c, s);
    acquires += s.op == Op::acquire;
    loops += s.op == Op::loop;
    if (s.op == Op::lookup && std::find(looked_up.begin(), looked_up.end(), s.index) == looked_up.end())
      looked_up.push_back(s.index);
  }
  at("class", c.name);
  require(acquires <= kMostAcquires, "program", "may acquire in at most 4 steps");
  require(loops <= kMostLoops, "program", "may have at most 4 loops");
  require(looked_up.size() <= kMostLookups, "program", "may look up at most 3 caches");
}

// A class that forks or spawns itself, directly or through others, would never end.
void Checker::forks_end() {
  std::vector<std::uint8_t> state(network.classes.size(), 0);
  struct Frame {
    std::uint32_t klass;
    std::size_t step;
  };
  for (std::uint32_t root = 0; root < network.classes.size(); ++root) {
    if (state[root] != 0) continue;
    std::vector<Frame> path{{root, 0}};
    state[root] = 1;
    while (!path.empty()) {
      Frame& f = path.back();
      const Program& program = network.classes[f.klass].program;
      if (f.step == program.size()) {
        state[f.klass] = 2;
        path.pop_back();
        continue;
      }
      const Step& s = program[f.step++];
      if (s.op != Op::fork && s.op != Op::fork_each && s.op != Op::spawn) continue;
      if (state[s.index] == 1) {
        at("class", network.classes[s.index].name);
        require(false, "program", "forks itself, so its requests would never end");
        return;
      }
      if (state[s.index] == 0) {
        state[s.index] = 1;
        path.push_back({s.index, 0});
      }
    }
  }
}

void Checker::classes() {
  names(network.classes, "class");
  require(network.classes.size() < 65535, "classes", "are too many");
  for (const Class& c : network.classes) {
    program(c);
    at("class", c.name);
    const Arrivals& a = c.arrivals;
    not_negative(a.rate_per_s, "rate_per_s");
    require(a.amplitude >= 0 && a.amplitude <= 1, "amplitude", "must be 0 to 1, not " + text(a.amplitude));
    positive(a.period_s, "period_s");
    for (const Surge& s : a.surges) {
      not_negative(s.rise_s, "surge rise_s");
      not_negative(s.hold_s, "surge hold_s");
      not_negative(s.fall_s, "surge fall_s");
      not_negative(s.factor, "surge factor");
    }
    law(a.think_time, "think_time");
    require(a.customers == 0 || a.rate_per_s == 0, "customers", "and rate_per_s exclude each other");
    not_negative(c.patience_s, "patience_s");
    require(c.retry.attempts >= 1, "retry attempts", "must be at least 1");
    require(c.retry.attempts <= 63, "retry attempts", "must be at most 63");
    not_negative(c.retry.backoff_s, "retry backoff_s");
    positive(c.retry.multiplier, "retry multiplier");
    share(c.retry.jitter, "retry jitter");
    if (c.retry.budget_share != kNoBudget) not_negative(c.retry.budget_share, "retry budget_share");
    require(c.priority < 8, "priority", "must be 0 to 7, not " + std::to_string(c.priority));
    require(c.packet <= kMostPacket && (c.packet & (c.packet - 1)) == 0, "packet",
            "must be a power of two up to 32768, or 0, not " + std::to_string(c.packet));
    // A closed class whose cycle takes no time would go round for ever within one instant.
    if (a.customers > 0) {
      bool takes_time = a.think_time.mean > 0;
      for (const Step& s : c.program)
        takes_time = takes_time ||
                     ((s.op == Op::delay || s.op == Op::visit) && (s.law.mean > 0 || s.seconds > 0)) ||
                     s.op == Op::trip || s.op == Op::transfer || s.op == Op::fork || s.op == Op::fork_each;
      require(takes_time, "customers", "never rest: neither think_time nor any step takes time");
    }
  }
  if (!error) forks_end();
}

void Checker::rest() {
  names(network.metrics, "metric");
  for (const Metric& m : network.metrics) {
    at("metric", m.name);
    not_negative(m.threshold_s, "threshold_s");
  }
  for (const Breaker& b : network.breakers) {
    kind = "breaker";
    name = {};
    index(b.station, network.stations.size(), "station", "station");
    share(b.failure_share, "failure_share");
    positive(b.window_s, "window_s");
    not_negative(b.open_s, "open_s");
  }
  kind = "network";
  name = {};
  require(
      network.packet >= 1 && network.packet <= kMostPacket && (network.packet & (network.packet - 1)) == 0,
      "packet", "must be a power of two from 1 to 32768, not " + std::to_string(network.packet));
  require(
      network.most_under_way >= 1 && network.most_under_way <= kMostUnderWay, "most_under_way",
      "must be 1 to " + std::to_string(kMostUnderWay) + ", not " + std::to_string(network.most_under_way));
  std::uint64_t customers = 0;  // packets of them
  for (const Class& c : network.classes) {
    const std::uint64_t packet = std::max(1u, c.packet > 0 ? c.packet : network.packet);
    customers += (c.arrivals.customers + packet - 1) / packet;
  }
  require(customers <= network.most_under_way, "most_under_way", "must have room for all customers");
  positive(network.time_lapse.step_s, "time_lapse.step_s");
  not_negative(network.time_lapse.skip_s, "time_lapse.skip_s");
  require(network.reasons.size() < 1000, "reasons", "are too many");
}

}  // namespace

std::optional<Error> validate(const Network& network) {
  Checker check{network, {}, {}, {}};
  check.stations();
  check.pools();
  check.paths();
  check.caches();
  check.tables();
  check.logs_and_maps();
  check.classes();
  check.rest();
  return check.error;
}

}  // namespace scale::sim
