// Networks made at random out of everything there is, small enough to be run by the hundred.
#pragma once

#include <string>

#include "sim/network_builder.h"
#include "sim/random.h"

namespace scale::sim {

class RandomNetwork {
 public:
  explicit RandomNetwork(std::uint64_t seed) : g_{seed} { make(); }

  const Network& network() const { return n_; }

  // Something else about it: sizes, rates, failures, restarts, packets, programs, things that come and go.
  void change() {
    switch (below(16)) {
      case 0:
        station().up = !station().up;
        break;
      case 1:
        ++station().life;
        break;
      case 2: {
        Station& s = station();
        if (s.discipline == Discipline::fifo) s.servers = 1 + static_cast<std::int32_t>(below(20));
        break;
      }
      case 3:
        station().queue_limit = below(2) == 0 ? kUnlimited : static_cast<std::int64_t>(below(30));
        break;
      case 4:
        n_.packet = 1u << below(4);
        break;
      case 5:
        klass().arrivals.rate_per_s *= 0.3 + 2 * unit();
        break;
      case 6:
        ++n_.caches[below(2)].contents;
        break;
      case 7:
        ++n_.caches[below(2)].versions;
        break;
      case 8:
        ++n_.tables[0].contents;
        break;
      case 9:
        n_.logs[0].connected = !n_.logs[0].connected;
        break;
      case 10: {
        std::vector<std::uint8_t>& in = n_.pools[below(2)].in_rotation;
        if (in.empty()) in.assign(n_.pools[0].count, 1);
        const std::uint64_t i = below(in.size());
        in[i] = in[i] == 0 ? 1 : 0;
        break;
      }
      case 11: {
        const std::uint64_t i = below(n_.stations.size());
        n_.stations[i].name += n_.stations[i].name.size() < 12 ? "x" : "";
        break;
      }
      case 12:
        n_.classes[below(3)].program = page_program();
        break;
      case 13:
        n_.maps[0].members_before = below(2) == 0 ? 0 : 3;
        break;
      case 14:
        n_.pools[below(2)].balancing = static_cast<Balancing>(below(5));
        break;
      case 15:
        klass().patience_s = below(2) == 0 ? 0 : 0.2 + unit();
        break;
    }
  }

 private:
  std::uint64_t below(std::uint64_t n) { return draw_below(g_, n); }
  double unit() { return draw_uniform(g_); }
  Station& station() { return n_.stations[below(n_.stations.size())]; }
  Class& klass() { return n_.classes[below(3)]; }

  Law law(double mean) {
    static constexpr LawKind kinds[] = {LawKind::deterministic, LawKind::exponential,
                                        LawKind::erlang,        LawKind::hyperexponential,
                                        LawKind::lognormal,     LawKind::bounded_pareto};
    const LawKind kind = kinds[below(6)];
    return Law{kind, mean, kind == LawKind::erlang ? 0.25 : 3.0};
  }

  Program page_program() {
    Program p;
    if (below(2) == 0) p.push_back(deadline(0.05 + unit()));
    p.push_back(stamp());
    const auto steps = 2 + below(5);
    for (std::uint64_t i = 0; i < steps; ++i) {
      const auto at = static_cast<std::uint32_t>(p.size());
      switch (below(14)) {
        case 0:
        case 1:
          p.push_back(visit(static_cast<std::uint32_t>(below(4)), law(0.01)));
          break;
        case 2:
          p.push_back(choose(0));
          p.push_back(visit_member(0, law(0.02)));
          break;
        case 3:
          p.push_back(choose(1, 1));
          p.push_back(visit_member(1, law(0.02), 1));
          break;
        case 4:
          p.push_back(map_key(0, 2));
          p.push_back(visit_member(2, law(0.01), 2));
          break;
        case 5: {
          const auto cache = static_cast<std::uint32_t>(below(2));
          p.push_back(lookup(cache, at + 2));
          p.push_back(jump(at + 4));
          p.push_back(visit(static_cast<std::uint32_t>(below(3)), law(0.03)));
          p.push_back(fill(cache));
          break;
        }
        case 6:
          p.push_back(fork(3, static_cast<std::uint16_t>(1 + below(4))));
          p.push_back(join(static_cast<std::uint16_t>(below(3))));
          break;
        case 7:
          p.push_back(fork_each(4, 2, 2));
          p.push_back(join());
          break;
        case 8:
          p.push_back(pin(0, at + 2, at + 2));
          p.push_back(jump(at + 4));
          p.push_back(choose(0));
          p.push_back(assign(0));
          p.push_back(visit_member(0, law(0.005)));
          break;
        case 9: {
          const auto s = static_cast<std::uint32_t>(below(2));
          p.push_back(acquire(s));
          p.push_back(delay(0.01 * unit()));
          p.push_back(visit(3, law(0.004)));
          p.push_back(release(s));
          break;
        }
        case 10:
          p.push_back(step_of(Op::append, 0));
          p.push_back(step_of(Op::behind, 0));
          p.back().target = at + 2;
          break;
        case 11:
          p.push_back(step_of(Op::trip, 0));
          p.push_back(step_of(Op::transfer, 0));
          p.back().law = law(30000);
          break;
        case 12:
          p.push_back(branch(0.5, at + 2));
          p.push_back(delay(law(0.01)));
          break;
        case 13:
          p.push_back(step_of(Op::spawn, 5));
          break;
      }
    }
    p.push_back(record(0));
    p.push_back(end());
    return p;
  }

  void make() {
    add_station(n_, {.name = "a", .servers = 4});
    add_station(n_, {.name = "b", .servers = 2, .queue_limit = 20});
    add_station(n_, {.name = "shared", .discipline = Discipline::processor_sharing, .servers = 2});
    add_station(n_, {.name = "many", .discipline = Discipline::delay});
    const auto members = static_cast<std::uint32_t>(1 + below(40));
    add_pool(n_, "web", members, static_cast<Balancing>(below(5)), {.servers = 2, .queue_limit = 10});
    add_pool(n_, "app", members, static_cast<Balancing>(below(5)), {.servers = 1});
    add_pool(n_, "shard", 4, Balancing::random, {.servers = 3});
    n_.paths.push_back({.name = "path",
                        .round_trip_s = 0.01,
                        .access_round_trip = law(0.02),
                        .bandwidth_bytes_per_s = law(2e6)});
    n_.caches.push_back(
        {.name = "edge", .objects = 50, .ttl_s = 0.5, .serve_stale_s = 1, .warm = below(2) == 0});
    n_.caches.push_back({.name = "lru", .eviction = Eviction::lru, .objects = 50, .capacity_objects = 10});
    n_.tables.push_back({.name = "sessions", .pool = 0, .lifetime_s = 3, .warm_entries = 50});
    n_.logs.push_back({.name = "log", .apply_per_s = 100, .delay_s = 0.1});
    n_.maps.push_back({.name = "map",
                       .pool = 2,
                       .placement = static_cast<Placement>(below(3)),
                       .keys = 1000,
                       .zipf_exponent = 0.8});
    add_metric(n_, "latency", 0.1);
    for (int i = 0; i < 3; ++i) {
      add_class(n_, "page" + std::to_string(i), 20 + 100 * unit(), {end()});
      Class& c = n_.classes.back();
      if (below(2) == 0) c.patience_s = 0.3 + unit();
      c.retry = {.attempts = static_cast<std::uint16_t>(1 + below(3)), .backoff_s = 0.05, .jitter = 0.5};
      c.priority = static_cast<std::uint8_t>(below(3));
      c.follow = static_cast<std::uint32_t>(below(3)) * 10;
    }
    add_class(n_, "child", 0, {visit(0, law(0.01)), visit(2, law(0.005)), end()});
    add_class(n_, "shard-child", 0, {visit_member(2, law(0.01), 2), end()});
    add_class(n_, "job", 0, {visit(1, law(0.05)), end()});
    Class closed;
    closed.name = "closed";
    closed.arrivals.customers = 8;
    closed.arrivals.think_time = law(0.2);
    n_.classes.push_back(closed);
    n_.breakers.push_back({.station = 1, .failure_share = 0.3, .window_s = 1, .open_s = 0.5});
    for (int i = 0; i < 3; ++i) n_.classes[static_cast<std::size_t>(i)].program = page_program();
    n_.classes.back().program = page_program();
  }

  Network n_;
  Generator g_;
};

}  // namespace scale::sim
