// Bringing a running state to another network: matching by name, crashes and removals, programs.
#include <algorithm>

#include "sim/arrivals.h"
#include "sim/packet_rule.h"
#include "sim/program.h"
#include "sim/state.h"

namespace scale::sim {
namespace {

const std::string& name_of(const std::string& s) {
  return s;
}
template <typename Thing>
const std::string& name_of(const Thing& t) {
  return t.name;
}

template <typename Things>
void match(EngineState::Names& names, const Things& things) {
  names.current.clear();
  for (const auto& thing : things) {
    const auto fresh = static_cast<std::uint32_t>(names.number.size());
    names.current.push_back(names.number.emplace(name_of(thing), fresh).first->second);
  }
  names.position.assign(names.number.size(), kNone);
  for (std::uint32_t i = 0; i < names.current.size(); ++i) names.position[names.current[i]] = i;
}

// Where a packet stays longer than its requests do, most of them have been served before or will not be there
// yet: it goes on as if nothing had happened, as often as makes the mean of what is lost right.
bool is_spared(EngineState& e, Request& r, std::uint32_t stay) {
  if (stay <= 1 || r.stage != Stage::in_service) return false;
  Generator g = draws_of(e, r, kFresh);
  if (draw_below(g, stay) == 0) return false;
  e.stations[r.place].completions += r.weight;
  r.stage = Stage::delayed;
  r.place = kNone;
  ++r.pc;
  return true;
}

// Fails whatever is inside a station and leaves it empty.
void empty_station(EngineState& e, std::uint32_t station, Reason reason) {
  std::vector<std::uint32_t> inside;
  const std::uint32_t stay = stay_of(e.stations[station]);
  const auto count = static_cast<std::uint32_t>(e.requests.all.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    Request& r = e.requests[i];
    if (r.stage == Stage::free) continue;
    const bool here = r.place == station && (r.stage == Stage::waiting || r.stage == Stage::in_service ||
                                             r.stage == Stage::sharing || r.stage == Stage::abandoned);
    bool holds = false;
    if (r.extra != kNone) {
      for (std::uint32_t& held : e.requests.extras[r.extra].held) {
        if (held != station) continue;
        held = kNone;
        holds = true;
      }
    }
    if (!here && !holds) continue;
    if (here && !holds && is_spared(e, r, stay)) continue;
    if (r.stage == Stage::abandoned) {
      if (e.stations[station].discipline == Discipline::processor_sharing) {
        e.requests.give_back(i);
      } else {
        r.stage = Stage::forgotten;
      }
      continue;
    }
    if (r.stage == Stage::sharing && here) {
      r.stage = Stage::ready;
      inside.push_back(i);
      continue;
    }
    const bool pending = r.stage == Stage::in_service && here;
    inside.push_back(detach(e, i));
    if (pending) e.requests[i].stage = Stage::forgotten;
  }
  StationState& s = e.stations[station];
  integrate(e, s);
  s.free = s.slots;
  s.waiting = s.present = 0;
  s.waiting_weight = s.served_weight = 0;
  s.legacy = 0;
  s.legacy_taken = 0;
  s.lines.fill(WaitingLine());
  e.sharing[station].jobs.clear();
  tell_balancer(e, s);
  for (const std::uint32_t i : inside) {
    s.failures += e.requests[i].weight;
    fail(e, i, reason);
  }
}

void match_stations(EngineState& e, const Network& network, std::vector<std::uint32_t>& crashed,
                    std::vector<std::uint32_t>& restarted, std::vector<std::uint32_t>& removed) {
  match(e.station_names, network.stations);
  const std::size_t known = e.stations.size();
  e.stations.resize(e.station_names.number.size());
  e.sharing.resize(e.stations.size());
  for (std::uint32_t i = 0; i < e.stations.size(); ++i) {
    StationState& s = e.stations[i];
    const std::uint32_t at = e.station_names.position[i];
    if (at == kNone) {
      if (!s.gone) removed.push_back(i);
      s.gone = true;
      continue;
    }
    const Station& wanted = network.stations[at];
    const bool fresh = i >= known || s.gone;
    if (fresh) {
      s.name = wanted.name;
      s.changed_s = e.now;
      s.slots = s.free = wanted.servers;
    } else {
      const auto family = [](Discipline d) { return d == Discipline::link ? Discipline::fifo : d; };
      if (family(s.discipline) != family(wanted.discipline)) empty_station(e, i, Reason::gone);
      if ((s.up && !wanted.up) || s.life != wanted.life) crashed.push_back(i);
      if (s.life != wanted.life) restarted.push_back(i);
    }
    s.gone = false;
    s.discipline = wanted.discipline;
    s.up = wanted.up;
    s.paused = wanted.paused;
    s.life = wanted.life;
    if (fresh) s.server_crashes = wanted.server_crashes;
    s.servers = wanted.discipline == Discipline::link ? 1 : wanted.servers;
    s.pace = wanted.discipline == Discipline::link ? 1 / wanted.bytes_per_s : 1 / wanted.speed;
    s.weight_limit = wanted.queue_limit == kUnlimited ? ~std::uint64_t{0} >> 1
                                                      : static_cast<std::uint64_t>(wanted.queue_limit);
    s.breaker = kNone;
    s.largest_weight = 0;
  }
}

void match_breakers(EngineState& e, const Network& network) {
  std::vector<BreakerState> breakers;
  for (const Breaker& b : network.breakers) {
    const std::uint32_t station = e.station_names.current[b.station];
    BreakerState state;
    for (const BreakerState& old : e.breakers)
      if (old.config.station == station) state = old;
    state.config = b;
    state.config.station = station;
    e.stations[station].breaker = static_cast<std::uint32_t>(breakers.size());
    breakers.push_back(state);
  }
  e.breakers = std::move(breakers);
}

void find_ordinary(EngineState& e) {
  for (StationState& s : e.stations) {
    const bool in_line = s.discipline == Discipline::fifo || s.discipline == Discipline::link;
    s.ordinary = in_line && s.up && !s.gone && !s.paused && s.breaker == kNone;
  }
}

// Which pool a step puts a member of into its slot; kNone: it does not.
std::uint32_t pool_set_by(const Network& network, const Step& s) {
  switch (s.op) {
    case Op::choose:
      return s.pool != kNone ? s.pool : s.index;
    case Op::map:
      return network.maps[s.index].pool;
    case Op::pin:
      return network.tables[s.index].pool;
    case Op::fork_each:
      return s.pool;
    default:
      return kNone;
  }
}

// A pool that is visited by a member chosen in another one (a server's own uplink) is folded as that one is.
void find_leaders(EngineState& e, const Network& network) {
  std::vector<std::uint8_t> is_set(network.pools.size(), 0);
  for (const Class& c : network.classes)
    for (const Step& s : c.program)
      if (pool_set_by(network, s) != kNone) is_set[pool_set_by(network, s)] = 1;
  std::vector<std::uint32_t> leader(network.pools.size(), kNone);
  for (const Class& c : network.classes) {
    for (const Step& visit : c.program) {
      if (visit.pool == kNone || is_set[visit.pool] != 0 || leader[visit.pool] != kNone) continue;
      for (const Step& s : c.program) {
        const std::uint32_t pool = pool_set_by(network, s);
        if (pool == kNone || s.slot != visit.slot ||
            network.pools[pool].count != network.pools[visit.pool].count)
          continue;
        leader[visit.pool] = pool;
        break;
      }
    }
  }
  for (std::uint32_t i = 0; i < network.pools.size(); ++i) {
    PoolState& p = e.pools[e.pool_names.current[i]];
    p.leader = leader[i] == kNone ? kNone : e.pool_names.current[leader[i]];
    if (is_set[i] == 0 && leader[i] == kNone) p.named = true;
  }
}

void match_pools(EngineState& e, const Network& network) {
  match(e.pool_names, network.pools);
  e.pools.resize(e.pool_names.number.size());
  for (PoolState& p : e.pools) p.gone = true;
  for (std::size_t i = 0; i < network.pools.size(); ++i) {
    const Pool& wanted = network.pools[i];
    PoolState& p = e.pools[e.pool_names.current[i]];
    p.name = wanted.name;
    p.gone = false;
    p.named = false;
    p.balancing = wanted.balancing;
    p.in_rotation = wanted.in_rotation;
    p.stations.clear();
    for (std::uint32_t m = 0; m < wanted.count; ++m)
      p.stations.push_back(e.station_names.current[wanted.first + m]);
  }
  for (const KeyMap& m : network.maps) e.pools[e.pool_names.current[m.pool]].named = true;
  for (const Class& c : network.classes)
    for (const Step& s : c.program)
      if (s.op == Op::fork_each) e.pools[e.pool_names.current[s.pool]].named = true;
  find_leaders(e, network);
}

// After another packet size a pool has other representatives: those who wait are dealt out among them.
void deal_out_waiting(EngineState& e, const PoolState& p) {
  if (p.gone || p.named || p.active.empty()) return;
  std::vector<std::uint32_t> waiting;
  for (const std::uint32_t station : p.stations) {
    StationState& s = e.stations[station];
    if (s.waiting == 0 || s.gone) continue;
    for (WaitingLine& line : s.lines)
      while (line.head != kNone) waiting.push_back(line.pop(e.requests));
    integrate(e, s);
    s.present -= s.waiting;
    s.waiting = 0;
    s.waiting_weight = 0;
  }
  std::sort(waiting.begin(), waiting.end(), [&e](std::uint32_t a, std::uint32_t b) {
    return e.requests[a].time != e.requests[b].time ? e.requests[a].time < e.requests[b].time : a < b;
  });
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    Request& r = e.requests[waiting[i]];
    const std::uint32_t station = p.stations[p.active[i % p.active.size()]];
    StationState& s = e.stations[station];
    r.place = station;
    ++s.waiting;
    ++s.present;
    s.waiting_weight += r.weight;
    s.lines[e.code[r.pc].priority].push(e.requests, waiting[i]);
  }
}

std::shared_ptr<const Zipf> zipf_of(EngineState& e, std::uint32_t objects, double exponent) {
  for (const auto& z : e.zipfs)
    if (z->objects == objects && z->exponent == exponent) return z;
  e.zipfs.push_back(std::make_shared<const Zipf>(objects, exponent));
  return e.zipfs.back();
}

// The tables of a law take longer to make than all else of a network.
const KeyLaw& law_of(EngineState& e, std::uint64_t keys, double exponent) {
  const KeyLaw* alike = nullptr;
  for (const KeyLaw& known : e.key_laws) {
    if (known.exponent() != exponent) continue;
    if (known.keys() == keys) return known;
    alike = &known;
  }
  KeyLaw fresh(keys, exponent, alike);
  return e.key_laws.emplace_back(std::move(fresh));
}

void forget_laws(EngineState& e) {
  std::erase_if(e.key_laws, [&e](const KeyLaw& law) {
    return std::none_of(e.maps.begin(), e.maps.end(), [&law](const KeyMapState& m) {
      return m.law.keys() == law.keys() && m.law.exponent() == law.exponent();
    });
  });
}

void match_state(EngineState& e, const Network& network, bool first) {
  match(e.path_names, network.paths);
  e.paths.resize(e.path_names.number.size());
  for (std::size_t i = 0; i < network.paths.size(); ++i) {
    const Path& wanted = network.paths[i];
    e.paths[e.path_names.current[i]] = PathState{wanted.name,
                                                 false,
                                                 wanted.round_trip_s,
                                                 make_sampler(wanted.access_round_trip),
                                                 make_sampler(wanted.bandwidth_bytes_per_s),
                                                 wanted.access_purpose,
                                                 wanted.bandwidth_purpose};
  }
  match(e.cache_names, network.caches);
  const std::size_t known_caches = e.caches.size();
  e.caches.resize(e.cache_names.number.size());
  for (std::size_t i = 0; i < network.caches.size(); ++i) {
    const Cache& wanted = network.caches[i];
    const std::uint32_t number = e.cache_names.current[i];
    CacheState& c = e.caches[number];
    if (number >= known_caches) c.generator = keyed(e.seed, hash_name(wanted.name), 3);
    if (!c.fill_of.empty() && c.fill_of.size() < wanted.objects) c.fill_of.resize(wanted.objects, kNone);
    const bool in_packets = network.packet > 1 || network.time_lapse.skip_s > 0;
    c.configure(wanted, zipf_of(e, wanted.objects, wanted.zipf_exponent), in_packets, e.now,
                number >= known_caches, first && wanted.warm);
  }
  e.zipfs.erase(
      std::remove_if(e.zipfs.begin(), e.zipfs.end(), [](const auto& z) { return z.use_count() == 1; }),
      e.zipfs.end());

  match(e.table_names, network.tables);
  const std::size_t known_tables = e.tables.size();
  e.tables.resize(e.table_names.number.size());
  e.table_pools.resize(e.tables.size(), kNone);
  for (std::size_t i = 0; i < network.tables.size(); ++i) {
    const Table& wanted = network.tables[i];
    const std::uint32_t number = e.table_names.current[i];
    TableState& t = e.tables[number];
    const bool fresh = number >= known_tables;
    t.name = wanted.name;
    t.first_share = wanted.first_share;
    t.capacity = wanted.capacity == kUnlimited ? -1 : static_cast<double>(wanted.capacity);
    e.table_pools[number] = wanted.pool == kNone ? kNone : e.pool_names.current[wanted.pool];
    const std::uint32_t members = wanted.pool == kNone ? 1 : network.pools[wanted.pool].count;
    if (fresh || t.lifetime_s != wanted.lifetime_s) {
      // Ages are counted in shares of the lifetime: with another one the entries start their life again.
      const double count = t.total;
      t.lifetime_s = wanted.lifetime_s;
      t.entries.clear();
      t.configure(members, wanted.by_key, e.now);
      t.warm(e.now, fresh ? (first ? wanted.warm_entries : 0) : count);
    }
    t.configure(members, wanted.by_key, e.now);
    if (fresh) {
      t.generator = keyed(e.seed, hash_name(wanted.name), 4);
    } else if (t.contents != wanted.contents) {
      // Gone, but those who come back do not know it yet.
      for (std::uint32_t m = 0; m < members; ++m) t.lose_member(m);
    }
    t.contents = wanted.contents;
  }

  match(e.log_names, network.logs);
  const std::size_t known_logs = e.logs.size();
  e.logs.resize(e.log_names.number.size());
  for (std::size_t i = 0; i < network.logs.size(); ++i) {
    const Log& wanted = network.logs[i];
    const std::uint32_t number = e.log_names.current[i];
    LogState& l = e.logs[number];
    if (number >= known_logs) l.worked_until_s = e.now;
    l.advance(e.now);
    if (number < known_logs && l.contents != wanted.contents) l.lose(e.now);
    l.contents = wanted.contents;
    l.name = wanted.name;
    l.apply_per_s = wanted.apply_per_s;
    l.delay_s = wanted.delay_s;
    l.connected = wanted.connected;
  }

  match(e.map_names, network.maps);
  e.maps.resize(e.map_names.number.size());
  for (std::size_t i = 0; i < network.maps.size(); ++i) {
    const KeyMap& wanted = network.maps[i];
    const Pool& pool = network.pools[wanted.pool];
    std::vector<std::string> names;
    for (std::uint32_t m = 0; m < pool.count; ++m) names.push_back(network.stations[pool.first + m].name);
    KeyMapState& m = e.maps[e.map_names.current[i]];
    const std::uint32_t number = e.pool_names.current[wanted.pool];
    if (m.pool == number && m.names == names && m.config == wanted) continue;
    m.law = law_of(e, wanted.keys, wanted.zipf_exponent);
    m.configure(wanted, number, names);
    m.turns.set_shares(m.shares(), network.packet);
  }
  forget_laws(e);

  match(e.metric_names, network.metrics);
  e.metrics.resize(e.metric_names.number.size());
  for (std::size_t i = 0; i < network.metrics.size(); ++i) {
    MetricState& m = e.metrics[e.metric_names.current[i]];
    m.name = network.metrics[i].name;
    m.threshold_s = network.metrics[i].threshold_s;
  }
  match(e.counter_names, network.counters);
  e.counters.resize(e.counter_names.number.size(), 0);
  match(e.reason_names, network.reasons);
}

// Before anything else changes: those that crash are among the servers there were.
void crash_servers(EngineState& e, const Network& network) {
  for (const Station& wanted : network.stations) {
    const auto known = e.station_names.number.find(wanted.name);
    if (known == e.station_names.number.end() || e.stations[known->second].gone) continue;
    std::uint32_t& crashes = e.stations[known->second].server_crashes;
    while (crashes < wanted.server_crashes) crash_server(e, known->second, ++crashes);
    crashes = wanted.server_crashes;
  }
}

// Entries whose member has another life or left the rotation are lost.
void lose_entries(EngineState& e, const std::vector<std::uint32_t>& restarted) {
  for (std::size_t t = 0; t < e.tables.size(); ++t) {
    if (e.table_pools[t] == kNone) continue;
    const PoolState& p = e.pools[e.table_pools[t]];
    for (std::uint32_t m = 0; m < p.stations.size(); ++m) {
      const bool out = !p.in_rotation.empty() && p.in_rotation[m] == 0;
      const bool other_life = std::find(restarted.begin(), restarted.end(), p.stations[m]) != restarted.end();
      if (out || other_life) e.tables[t].lose_member(m);
    }
  }
}

// Members that start anew lose what they were serving. Where some stand for others, as many of those as makes
// the mean right, whichever they are: else a member's number would decide whether nothing is lost or too
// much.
void share_restarts(EngineState& e, const std::vector<std::uint32_t>& restarted,
                    std::vector<std::uint32_t>& crashed) {
  const auto has = [](const std::vector<std::uint32_t>& list, std::uint32_t station) {
    return std::find(list.begin(), list.end(), station) != list.end();
  };
  for (const PoolState& p : e.pools) {
    if (p.gone || p.fold <= 1) continue;
    double wanted = 0;
    std::vector<std::uint32_t> those, others;
    for (std::uint32_t m = 0; m < p.stations.size() && m < p.representative.size(); ++m) {
      const std::uint32_t station = p.stations[m];
      const bool restarts = has(restarted, station) && e.stations[station].up;
      wanted += restarts ? 1.0 / p.fold : 0;
      if (p.representative[m] == m) (restarts ? those : others).push_back(station);
      if (restarts) std::erase(crashed, station);
    }
    if (wanted == 0) continue;
    Generator g = keyed(e.seed, hash_name(p.name), std::bit_cast<std::uint64_t>(e.now));
    those.insert(those.end(), others.begin(), others.end());
    const auto count = static_cast<std::size_t>(wanted + draw_uniform(g));
    crashed.insert(crashed.end(), those.begin(),
                   those.begin() + static_cast<std::ptrdiff_t>(std::min(count, those.size())));
  }
}

// The next arrival moves with the rate: what is left of the gap is stretched by old over new.
void adjust_source(EngineState& e, std::uint32_t klass, double old_rate, bool other_packet) {
  ClassState& c = e.classes[klass];
  const double rate = c.gone ? 0 : arrival_rate(c.arrivals, e.now);
  if (c.source == kNone) {
    if (!c.gone) next_source(e, klass);
    return;
  }
  const double left = e.requests[c.source].time - e.now;
  e.requests[c.source].stage = Stage::forgotten;
  c.source = kNone;
  if (c.gone) return;
  if (other_packet || rate <= 0 || old_rate <= 0) {
    next_source(e, klass);
    return;
  }
  c.source = e.requests.take();
  Request& r = e.requests[c.source];
  r.place = klass;
  r.weight = 0;
  schedule(e, c.source, e.now + std::max(0.0, left) * old_rate / rate, Stage::source);
}

void match_classes(EngineState& e, const Network& network) {
  for (std::uint32_t i = 0; i < e.classes.size(); ++i) {
    ClassState& c = e.classes[i];
    if (c.gone || e.class_names.position[i] != kNone) continue;
    c.gone = true;
    c.customers = 0;
    adjust_source(e, i, 0, true);
  }
  for (std::size_t at = 0; at < network.classes.size(); ++at) {
    const Class& wanted = network.classes[at];
    const std::uint32_t number = e.class_names.current[at];
    ClassState& c = e.classes[number];
    const bool fresh = c.name.empty();
    if (fresh) {
      c.name = wanted.name;
      c.seed = combine(e.seed, hash_name(wanted.name));
      c.gaps = keyed(e.seed, hash_name(wanted.name), 1);
    }
    const double old_rate = fresh || c.gone ? 0 : arrival_rate(c.arrivals, e.now);
    std::uint32_t packet = wanted.packet > 0 ? wanted.packet : network.packet;
    if (wanted.arrivals.customers > 0) packet = packet_of_closed_class(wanted.arrivals.customers, packet);
    const bool other_packet = packet != c.packet;
    const bool same_arrivals = !fresh && !c.gone && !other_packet && c.arrivals == wanted.arrivals;
    c.gone = false;
    c.packet = packet;
    c.arrivals = wanted.arrivals;
    c.think = make_sampler(wanted.arrivals.think_time);
    c.retry = wanted.retry;
    c.priority = wanted.priority;
    c.follow = wanted.follow;
    c.background = wanted.background;
    c.patience_s = wanted.patience_s;
    c.patience_ring =
        wanted.patience_s > 0 ? e.timers.ring_of(TimerKind::patience, wanted.patience_s) : kNone;
    c.reasons.resize(static_cast<std::size_t>(Reason::kOwn) + e.reason_names.number.size(), 0);
    if (wanted.arrivals.customers > 0) {
      c.customers = std::max(1u, (wanted.arrivals.customers + packet / 2) / packet);
      while (c.customers_alive < c.customers) {
        ++c.customers_alive;
        think(e, number, true);
      }
    } else {
      c.customers = 0;
      if (!same_arrivals) adjust_source(e, number, old_rate, other_packet);
    }
  }
}

}  // namespace

void configure(EngineState& e, const Network& network, bool first) {
  end_projection(e);
  const bool other_packet = !first && e.network.packet != network.packet;
  std::vector<std::uint32_t> crashed, restarted, removed;
  crash_servers(e, network);
  match_stations(e, network, crashed, restarted, removed);
  share_restarts(e, restarted, crashed);
  match_breakers(e, network);
  find_ordinary(e);
  match_pools(e, network);
  match_state(e, network, first);
  match(e.class_names, network.classes);
  e.classes.resize(e.class_names.number.size());
  e.network = network;
  e.requests.most = network.most_under_way;
  compile_programs(e);
  for (const std::uint32_t s : removed) empty_station(e, s, Reason::gone);
  for (const std::uint32_t s : crashed) empty_station(e, s, Reason::crashed);
  lose_entries(e, restarted);
  refresh_pools(e);
  fit_slots(e, first);
  if (other_packet)
    for (const PoolState& p : e.pools) deal_out_waiting(e, p);
  refresh_connections(e);
  match_classes(e, network);
  for (std::uint32_t i = 0; i < e.stations.size(); ++i) {
    if (e.stations[i].waiting > 0) serve_waiting(e, i);
  }
  begin_time_lapse(e);
}

}  // namespace scale::sim
