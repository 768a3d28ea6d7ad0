// A cache of objects with Zipf popularity: TTL or LRU, each object's state kept. One request at a time it is
// exact. A packet of k looks up the one object of the request it follows; what the other k - 1 did to that
// object since is drawn then, from the same renewal process (TTL: Jung et al. 2003; LRU: Che et al. 2002), so
// that warm-up, purge and expiry keep their course in time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/network.h"
#include "sim/request.h"
#include "sim/zipf.h"

namespace scale::sim {

// coming: somebody else's fill is under way; it arrives at CacheState::coming_s.
enum class LookupResult : std::uint8_t { hit, stale, miss, coming };

struct CacheState {
  Cache config;
  std::shared_ptr<const Zipf> zipf;
  Generator generator;

  // TTL: when the copy was filled (in packets perhaps a little from now), or one of these.
  static constexpr double kNever = -1e300;
  std::vector<double> filled_s;

  // LRU one by one: a list through the objects, newest first.
  std::vector<std::uint32_t> newer, older;
  std::uint32_t newest = kNone, oldest = kNone;
  std::int64_t held = 0;
  // LRU in packets: the count of lookups when last seen.
  std::vector<double> seen_at;
  double memory_requests = 0;
  bool in_packets = false;

  double reset_s = 0;      // emptied (or born) then
  double reset_count = 0;  // and so many lookups had been made
  bool born_warm = false;  // objects not met since are as in equilibrium
  double stocked_s = 0;    // of a stocked one: when it was
  double lookups = 0;
  // In packets: how the fills of those who are not followed go, learnt from those that are.
  double fill_delay_s = 0, fill_success = 1;
  std::uint32_t fills_seen = 0;
  double first_fill_s = 0;
  double rate_window_s = 1, window_start_s = 0, window_start_count = 0, rate_per_s = 0;

  struct Version {
    double time_s = 0, changed_share = 1;
    std::uint64_t salt = 0;
  };
  std::vector<Version> versions;

  // Fills under way, for coalescing: fill_of[object] names one, others wait in its line.
  struct Fill {
    WaitingLine line;
    std::uint32_t object = 0;
    std::uint32_t next_free = kNone;
  };
  std::vector<std::uint32_t> fill_of;
  std::vector<Fill> fills;
  std::uint32_t first_free_fill = kNone;

  double coming_s = 0;
  std::uint64_t hits = 0, misses = 0, stale = 0;  // since the last report

  void configure(const Cache& c, std::shared_ptr<const Zipf> popularity, bool packets, double now, bool first,
                 bool warm);
  void purge(double now);
  // stands_for: requests of the course of time that these `weight` stand for; more in a time-lapse.
  LookupResult look(double now, std::uint32_t object, std::uint32_t weight, double stands_for);
  // Whether an expired copy may still be served because its origin fails.
  bool has_stale_copy(double now, std::uint32_t object) const;
  void fill(double now, std::uint32_t object);
  void note_fill(double now, double delay_s);
  void note_failed_fill();
  double entries(double now) const;

  bool filling(std::uint32_t object) const { return !fill_of.empty() && fill_of[object] != kNone; }
  Fill& fill_under_way(std::uint32_t object) { return fills[fill_of[object]]; }
  void begin_fill(std::uint32_t object);
  void end_fill(std::uint32_t object);

 private:
  bool knows_fills(double now) const;
  bool outdated(std::uint32_t object, double filled) const;
  double expired_since_s(std::uint32_t object);
  void note_lookup(double now, double stands_for);
  void settle_ttl(double now, std::uint32_t object, double stands_for);
  LookupResult look_lru_in_packets(double now, std::uint32_t object, double stands_for);
  void link_newest(std::uint32_t object);
  void unlink(std::uint32_t object);
  void fill_with_most_popular();
};

}  // namespace scale::sim
