// What happened in one interval, told in the words of the snapshot and free of the network's indices, so that
// it can be added up over a reconfiguration.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/compile.h"
#include "sim/engine.h"

namespace scale::sandbox {

struct RegionDigest {
  sim::Histogram page_load, first_byte, response;
  std::uint64_t slow = 0;  // page loads over the threshold
  std::uint64_t started = 0, completed = 0, failed = 0;
  std::uint64_t edge_hits = 0, edge_misses = 0;
  std::vector<std::uint64_t> reasons;
};

struct Digest {
  double start_s = 0, end_s = 0;
  std::array<RegionDigest, model::kRegions> regions;
  double static_requests = 0, origin_static = 0, origin_bytes = 0, origin_edge_bytes = 0, edge_bytes = 0;
  double between_sites_bytes = 0;
  double sessions_lost = 0, logins = 0, stale_reads = 0, audio_requests = 0;
  double jobs_published = 0, jobs_done = 0, jobs_refused = 0, jobs_redelivered = 0, jobs_doubled = 0;
  double dead_letters = 0;
  double jobs_waiting = 0, oldest_job_s = 0;  // at the end
  sim::Histogram job_time;
  double write_conflicts = 0, missing_files = 0, revoked_rights = 0, writes_lost = 0;
  double stale_files = 0, stale_pages = 0, edge_pages = 0;
  double hostile = 0, hostile_at_edge = 0, hostile_at_balancer = 0, hostile_no_room = 0, hostile_served = 0;
};

// Once made they do not change: copies of a run (its ghost, those for going back) share them.
using Digests = std::vector<std::shared_ptr<const Digest>>;

Digest digest(const sim::Interval& interval, const model::Readout& readout);

void add(Digest& sum, const Digest& more);

}  // namespace scale::sandbox
