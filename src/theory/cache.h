// Hit ratios of caches whose requests are independent draws of objects of fixed popularity.
// Popularities are shares of all requests and sum to 1. Seconds, requests per second; LRU's clock counts
// requests. Input outside its range (an exponent below 0, a negative rate, time to live or time): NaN, or no
// popularities. Che, Tung, Wang 2002 (LRU, about 0.01 off); Jung, Berger, Balakrishnan 2003 (TTL, exact for
// Poisson requests).
#pragma once

#include <vector>

namespace scale::theory {

// Popularity of rank i: 1 / i^exponent, normalised. Empty if there is no object.
std::vector<double> zipf_popularity(int objects, double exponent);

// LRU, equal objects, room for `capacity_objects`.
struct LruMeasures {
  double hit_ratio = 0;
  double characteristic_time_requests = 0;  // an object unasked for so long has just fallen out
};

// Che: the time t solves sum(1 - e^(-p t)) = capacity; hit ratio = sum p (1 - e^(-p t)). Room for all: 1,
// infinity.
LruMeasures lru(const std::vector<double>& popularity, double capacity_objects);

// The chance of a hit right after this many requests to a cache that began empty: as above with t the smaller
// of these requests and the characteristic time.
double lru_hit_ratio_from_cold(const std::vector<double>& popularity, const LruMeasures& steady,
                               double requests);

// TTL cache with room for all. The timer starts when the object arrives and hits do not renew it. A fetch
// takes a fixed time; whoever asks meanwhile waits for the same answer (coalesced) or fetches too (not).
struct TtlCache {
  double requests_per_s = 0;
  double ttl_s = 0;
  double fetch_s = 0;
};

struct TtlMeasures {
  double hit_ratio = 0;      // found at once: sum p x lT / (1 + l (D + T)), l = p x rate
  double delayed_ratio = 0;  // asked while the object was on its way: sum p x lD / (1 + l (D + T))
  double miss_ratio = 0;     // started a fetch: the rest
  double fetches_coalesced_per_s = 0;
  double fetches_separate_per_s = 0;
};

// By renewal: a cycle is the fetch, the time to live, and the wait for the next request.
TtlMeasures ttl_cache(const std::vector<double>& popularity, const TtlCache& cache);

// The chance of a hit at a time after the cache was empty, all fetches immediate. An object of request rate l
// is absent with chance sum over n <= t/T of Poisson(n; l (t - nT)): it has been absent for t - nT in all,
// and in that time exactly n requests came. Exact; steps: objects x t/T.
double ttl_hit_ratio_from_cold(const std::vector<double>& popularity, const TtlCache& cache, double time_s);

// Mean hit ratio from one time to a later one, after the cache was empty: what a counter over a window shows.
double ttl_hit_ratio_from_cold(const std::vector<double>& popularity, const TtlCache& cache, double from_s,
                               double to_s);

}  // namespace scale::theory
