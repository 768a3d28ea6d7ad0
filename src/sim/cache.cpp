#include "sim/cache.h"

#include <algorithm>

namespace scale::sim {
namespace {

// Not met since birth in a cache that was born warm.
constexpr double kUnknown = -2e300;
constexpr int kMostCycles = 8;
constexpr std::size_t kMostVersions = 64;
constexpr std::uint32_t kFills = 16;      // as many of the latest ones say what is expected of the next
constexpr double kLearnt = 1.0 / kFills;  // share of the latest one in it, then
// Or so many fill times: those that end are no longer only the quick ones then.
constexpr double kLongEnough = 3;

double window_of(const Cache& c) {
  return std::clamp(c.ttl_s / 8, 1.0, 60.0);
}

}  // namespace

void CacheState::configure(const Cache& c, std::shared_ptr<const Zipf> popularity, bool packets, double now,
                           bool first, bool warm) {
  const bool other_objects = first || zipf != popularity || config.eviction != c.eviction;
  const bool purged = !first && config.contents != c.contents;
  const bool other_originals = !first && config.versions != c.versions;
  const bool other_scale = !first && packets != in_packets && c.eviction == Eviction::lru;
  const bool other_capacity = !first && config.capacity_objects != c.capacity_objects;
  const bool no_longer_stocked = !first && config.stocked && !c.stocked && c.eviction == Eviction::ttl;
  const bool newly_stocked = c.stocked && (first || !config.stocked || purged);
  config = c;
  zipf = std::move(popularity);
  in_packets = packets;
  rate_window_s = window_of(c);
  if (other_objects) {
    filled_s.assign(c.eviction == Eviction::ttl ? c.objects : 0, kNever);
    newer.assign(c.eviction == Eviction::lru ? c.objects : 0, kNone);
    older = newer;
    seen_at.clear();
    newest = oldest = kNone;
    held = 0;
    reset_s = now;
    reset_count = lookups;
    born_warm = warm;
    if (born_warm) std::fill(filled_s.begin(), filled_s.end(), kUnknown);
    if (born_warm && c.eviction == Eviction::lru) fill_with_most_popular();
  }
  if (c.eviction == Eviction::lru && (other_objects || other_scale || other_capacity)) {
    const double capacity =
        c.capacity_objects == kUnlimited ? c.objects : static_cast<double>(c.capacity_objects);
    memory_requests = zipf->characteristic_requests(capacity);
    if (packets && seen_at.empty()) {
      // From the list: the object at place i of n was seen within that share of the memory.
      seen_at.assign(c.objects, kNever);
      double place = 0;
      for (std::uint32_t o = newest; o != kNone; o = older[o])
        seen_at[o] = lookups - std::min(memory_requests, 1e12) * (place++ + 0.5) / static_cast<double>(held);
    }
    if (!packets && !seen_at.empty()) {
      seen_at.clear();
      fill_with_most_popular();
    }
    while (c.capacity_objects != kUnlimited && held > c.capacity_objects) unlink(oldest);
  }
  if (purged) purge(now);
  if (newly_stocked) stocked_s = now;
  if (no_longer_stocked && !purged) {
    // What was put there stays, and expires from then.
    std::fill(filled_s.begin(), filled_s.end(), stocked_s);
    reset_s = now;
    born_warm = false;
  }
  if (other_originals) {
    if (versions.size() == kMostVersions) versions.erase(versions.begin());
    versions.push_back(Version{now, c.changed_share, combine(c.versions, hash_name(c.name))});
  }
}

void CacheState::purge(double now) {
  std::fill(filled_s.begin(), filled_s.end(), kNever);
  std::fill(newer.begin(), newer.end(), kNone);
  std::fill(older.begin(), older.end(), kNone);
  std::fill(seen_at.begin(), seen_at.end(), kNever);
  newest = oldest = kNone;
  held = 0;
  reset_s = now;
  reset_count = lookups;
  born_warm = false;
}

void CacheState::note_lookup(double now, double stands_for) {
  const double elapsed = now - window_start_s;
  if (elapsed >= rate_window_s) {
    rate_per_s = (lookups - window_start_count) / elapsed;
    window_start_s = now;
    window_start_count = lookups;
  }
  lookups += stands_for;
  // Until a window is full the rate is what was seen so far.
  if (rate_per_s <= 0 || window_start_count <= 0) {
    const double since = std::max(now - window_start_s, 1e-3);
    rate_per_s = (lookups - window_start_count) / since;
  }
}

bool CacheState::outdated(std::uint32_t object, double filled) const {
  for (std::size_t i = versions.size(); i > 0; --i) {
    const Version& v = versions[i - 1];
    if (v.time_s <= filled) return false;
    if (to_unit(combine(v.salt, object)) < v.changed_share) return true;
  }
  return false;
}

// In equilibrium an expired copy has waited for the next request as long as that will take: exponential.
double CacheState::expired_since_s(std::uint32_t object) {
  const double rate = rate_per_s * zipf->probability(object);
  if (config.serve_stale_s <= 0 || rate <= 0) return kNever;
  return reset_s - config.ttl_s - draw_exponential(generator) / rate;
}

// Brings the object's copy up to now: what the other requests of the packets did to it since it was last met.
void CacheState::settle_ttl(double now, std::uint32_t object, double stands_for) {
  double& filled = filled_s[object];
  const double ttl = config.ttl_s;
  const double unseen = (stands_for - 1) / stands_for;
  if (filled == kUnknown) {
    const double turnover = rate_per_s * zipf->probability(object) * ttl;
    const double u = draw_uniform(generator);
    const double age = draw_uniform(generator) * ttl;
    filled = u * (1 + turnover) < turnover ? reset_s - age : expired_since_s(object);
  }
  double empty_since = std::max(filled + ttl, reset_s);
  if (now < empty_since || !config.origin_up || !(born_warm || knows_fills(now))) return;
  const double rate = rate_per_s * zipf->probability(object) * unseen * fill_success;
  if (rate <= 0) return;
  for (int i = 0; i < kMostCycles; ++i) {
    const double asked = empty_since + draw_exponential(generator) / rate;
    if (asked >= now) return;
    filled = asked + fill_delay_s;
    empty_since = filled + ttl;
    if (empty_since > now) return;
  }
  const double turnover = rate * ttl;
  const double u = draw_uniform(generator);
  const double age = draw_uniform(generator) * ttl;
  filled = u * (1 + turnover) < turnover ? now - age : now - ttl;
}

bool CacheState::knows_fills(double now) const {
  return fills_seen == kFills || (fills_seen > 0 && now >= first_fill_s + kLongEnough * fill_delay_s);
}

void CacheState::note_fill(double now, double delay_s) {
  if (fills_seen == 0) first_fill_s = now - delay_s;
  fills_seen = std::min(fills_seen + 1, kFills);
  fill_delay_s += (delay_s - fill_delay_s) / fills_seen;
  fill_success += kLearnt * (1 - fill_success);
}

void CacheState::note_failed_fill() {
  fill_success -= kLearnt * fill_success;
}

// Asked for within the memory it is there; unless whoever asked first still waits for it.
LookupResult CacheState::look_lru_in_packets(double now, std::uint32_t object, double stands_for) {
  const double seen_ago = lookups - seen_at[object], since_reset = lookups - reset_count;
  seen_at[object] = lookups;
  if (filling(object) || (!born_warm && !knows_fills(now))) return LookupResult::miss;
  const double unseen = zipf->probability(object) * (stands_for - 1) / stands_for;
  // How many lookups ago, beyond `ago`, somebody asked for it: one who is not followed, or the last who was.
  const auto before = [&](double ago) {
    double next = unseen > 0 ? ago + draw_exponential(generator) / unseen : kInfinity;
    if (next >= since_reset) next = kInfinity;
    return seen_ago > ago ? std::min(next, seen_ago) : next;
  };
  const auto remembered = [&](double gap, double ago) {
    return gap < memory_requests && (born_warm || ago <= since_reset || seen_ago <= memory_requests);
  };
  double ago = before(0);
  if (!remembered(ago, ago)) return LookupResult::miss;
  const double under_way = fill_delay_s * rate_per_s;
  while (ago < under_way && ago != seen_ago) {
    const double next = before(ago);
    if (!remembered(next - ago, next)) {
      coming_s = now + fill_delay_s * (1 - ago / under_way);
      return LookupResult::coming;
    }
    ago = next;
  }
  return LookupResult::hit;
}

LookupResult CacheState::look(double now, std::uint32_t object, std::uint32_t weight, double stands_for) {
  note_lookup(now, stands_for);
  LookupResult result = LookupResult::miss;
  double filled = now;
  if (config.stocked) {
    result = LookupResult::hit;
    filled = stocked_s;
  } else if (config.eviction == Eviction::ttl) {
    if (stands_for > 1 || born_warm) settle_ttl(now, object, stands_for);
    filled = filled_s[object];
    coming_s = filled;
    if (now < filled) result = LookupResult::coming;
    if (now >= filled && now < filled + config.ttl_s) result = LookupResult::hit;
  } else if (in_packets) {
    result = look_lru_in_packets(now, object, stands_for);
  } else {
    if (newer[object] != kNone || newest == object) {
      result = LookupResult::hit;
      unlink(object);
      link_newest(object);
    }
  }
  if (result != LookupResult::hit) {
    misses += weight;
    return config.coalescing ? result : LookupResult::miss;
  }
  hits += weight;
  const bool filled_is_known = config.stocked || config.eviction == Eviction::ttl;
  if (!versions.empty() && filled_is_known && outdated(object, filled)) {
    stale += weight;
    return LookupResult::stale;
  }
  return LookupResult::hit;
}

bool CacheState::has_stale_copy(double now, std::uint32_t object) const {
  if (config.serve_stale_s <= 0 || config.eviction != Eviction::ttl) return false;
  return filled_s[object] > kNever && now < filled_s[object] + config.ttl_s + config.serve_stale_s;
}

void CacheState::fill(double now, std::uint32_t object) {
  if (config.eviction == Eviction::ttl) {
    // A second answer to the same miss does not prolong what the first one brought.
    if (now >= filled_s[object] + config.ttl_s) filled_s[object] = now;
    return;
  }
  if (in_packets || config.capacity_objects == 0) return;
  if (newer[object] != kNone || newest == object) unlink(object);
  link_newest(object);
  while (config.capacity_objects != kUnlimited && held > config.capacity_objects) unlink(oldest);
}

double CacheState::entries(double now) const {
  if (config.stocked) return config.objects;
  if (config.eviction == Eviction::ttl) {
    double n = 0;
    for (std::uint32_t o = 0; o < filled_s.size(); ++o) {
      if (filled_s[o] == kUnknown) {
        const double turnover = rate_per_s * zipf->probability(o) * config.ttl_s;
        n += turnover / (1 + turnover);
      } else if (now < filled_s[o] + config.ttl_s) {
        n += 1;
      } else if (in_packets) {
        const double rate = rate_per_s * zipf->probability(o);
        const double empty = now - std::max(filled_s[o] + config.ttl_s, reset_s);
        n += std::min(1 - exp(-rate * empty), rate * config.ttl_s / (1 + rate * config.ttl_s));
      }
    }
    return n;
  }
  if (!in_packets) return static_cast<double>(held);
  const double capacity =
      config.capacity_objects == kUnlimited ? config.objects : static_cast<double>(config.capacity_objects);
  if (born_warm) return capacity;
  double n = 0;
  for (std::uint32_t o = 0; o < config.objects; ++o)
    n += 1 - exp(-zipf->probability(o) * std::min(lookups - reset_count, memory_requests));
  return std::min(n, capacity);
}

void CacheState::begin_fill(std::uint32_t object) {
  if (fill_of.empty()) fill_of.assign(config.objects, kNone);
  std::uint32_t i = first_free_fill;
  if (i == kNone) {
    i = static_cast<std::uint32_t>(fills.size());
    fills.emplace_back();
  } else {
    first_free_fill = fills[i].next_free;
  }
  fills[i] = Fill{{}, object, kNone};
  fill_of[object] = i;
}

void CacheState::end_fill(std::uint32_t object) {
  const std::uint32_t i = fill_of[object];
  fill_of[object] = kNone;
  fills[i].next_free = first_free_fill;
  first_free_fill = i;
}

void CacheState::link_newest(std::uint32_t object) {
  newer[object] = kNone;
  older[object] = newest;
  (newest == kNone ? oldest : newer[newest]) = object;
  newest = object;
  ++held;
}

void CacheState::unlink(std::uint32_t object) {
  const std::uint32_t n = newer[object], o = older[object];
  (n == kNone ? newest : older[n]) = o;
  (o == kNone ? oldest : newer[o]) = n;
  newer[object] = older[object] = kNone;
  --held;
}

void CacheState::fill_with_most_popular() {
  std::fill(newer.begin(), newer.end(), kNone);
  std::fill(older.begin(), older.end(), kNone);
  newest = oldest = kNone;
  held = 0;
  std::int64_t n = config.objects;
  if (config.capacity_objects != kUnlimited) n = std::min(n, config.capacity_objects);
  for (std::int64_t i = n - 1; i >= 0; --i) link_newest(static_cast<std::uint32_t>(i));
}

}  // namespace scale::sim
