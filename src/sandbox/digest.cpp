#include "sandbox/digest.h"

#include <algorithm>

namespace scale::sandbox {
namespace {

void add(std::vector<std::uint64_t>& sum, const std::vector<std::uint64_t>& more) {
  if (sum.size() < more.size()) sum.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) sum[i] += more[i];
}

}  // namespace

namespace {

void read_jobs(Digest& out, const sim::Interval& interval, const model::Readout& readout) {
  out.jobs_published = interval.counters[readout.jobs_published];
  out.jobs_done = interval.counters[readout.jobs_done];
  out.jobs_refused = interval.counters[readout.jobs_refused];
  out.jobs_redelivered = interval.counters[readout.jobs_redelivered];
  out.jobs_doubled = interval.counters[readout.jobs_doubled];
  out.job_time = interval.metrics[readout.job_time].histogram;
  for (const std::uint32_t klass : readout.job_classes)
    out.dead_letters += static_cast<double>(interval.classes[klass].failed);
  for (const std::uint32_t station : readout.worker_pools) {
    out.jobs_waiting += static_cast<double>(interval.stations[station].waiting);
    out.oldest_job_s = std::max(out.oldest_job_s, interval.stations[station].oldest_wait_s);
  }
}

}  // namespace

Digest digest(const sim::Interval& interval, const model::Readout& readout) {
  Digest out;
  out.start_s = interval.start_s;
  out.end_s = interval.end_s;
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    RegionDigest& region = out.regions[r];
    const sim::ClassReport& pages = interval.classes[readout.page_class[r]];
    region.started = pages.started;
    region.completed = pages.completed;
    region.failed = pages.failed;
    region.reasons = pages.reasons;
    region.page_load = interval.metrics[readout.page_load[r]].histogram;
    region.slow = interval.metrics[readout.page_load[r]].over_threshold;
    region.first_byte = interval.metrics[readout.first_byte[r]].histogram;
    region.response = interval.metrics[readout.response[r]].histogram;
    if (readout.edge_cache[r] != sim::kNone) {
      region.edge_hits = interval.caches[readout.edge_cache[r]].hits;
      region.edge_misses = interval.caches[readout.edge_cache[r]].misses;
    }
  }
  out.static_requests = interval.counters[readout.static_requests];
  out.origin_static = interval.counters[readout.origin_static];
  out.origin_bytes = interval.counters[readout.origin_bytes];
  out.origin_edge_bytes = interval.counters[readout.origin_edge_bytes];
  out.edge_bytes = interval.counters[readout.edge_bytes];
  out.between_sites_bytes = interval.counters[readout.between_sites_bytes];
  out.sessions_lost = interval.counters[readout.sessions_lost];
  out.logins = interval.counters[readout.logins];
  out.stale_reads = interval.counters[readout.stale_reads];
  out.audio_requests = interval.counters[readout.audio_requests];
  out.write_conflicts = interval.counters[readout.write_conflicts];
  out.missing_files = interval.counters[readout.missing_files];
  out.revoked_rights = interval.counters[readout.revoked_rights];
  read_jobs(out, interval, readout);
  out.stale_files = interval.counters[readout.stale_files];
  out.stale_pages = interval.counters[readout.stale_pages];
  out.edge_pages = interval.counters[readout.edge_pages];
  out.hostile = interval.counters[readout.hostile];
  out.hostile_at_edge = interval.counters[readout.hostile_at_edge];
  out.hostile_at_balancer = interval.counters[readout.hostile_at_balancer];
  out.hostile_served = interval.counters[readout.hostile_served];
  for (const std::uint32_t klass : readout.hostile_classes)
    out.hostile_no_room += static_cast<double>(interval.classes[klass].failed);
  for (const std::uint32_t log : readout.write_logs) out.writes_lost += interval.logs[log].lost;
  for (const std::uint32_t log : readout.session_logs) out.sessions_lost += interval.logs[log].lost;
  return out;
}

void add(Digest& sum, const Digest& more) {
  if (more.end_s > sum.end_s) {
    sum.jobs_waiting = more.jobs_waiting;
    sum.oldest_job_s = more.oldest_job_s;
  }
  sum.start_s = sum.end_s > sum.start_s ? std::min(sum.start_s, more.start_s) : more.start_s;
  sum.end_s = std::max(sum.end_s, more.end_s);
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    RegionDigest& to = sum.regions[r];
    const RegionDigest& from = more.regions[r];
    to.page_load.merge(from.page_load);
    to.first_byte.merge(from.first_byte);
    to.response.merge(from.response);
    to.slow += from.slow;
    to.started += from.started;
    to.completed += from.completed;
    to.failed += from.failed;
    to.edge_hits += from.edge_hits;
    to.edge_misses += from.edge_misses;
    add(to.reasons, from.reasons);
  }
  sum.static_requests += more.static_requests;
  sum.origin_static += more.origin_static;
  sum.origin_bytes += more.origin_bytes;
  sum.origin_edge_bytes += more.origin_edge_bytes;
  sum.between_sites_bytes += more.between_sites_bytes;
  sum.edge_bytes += more.edge_bytes;
  sum.sessions_lost += more.sessions_lost;
  sum.logins += more.logins;
  sum.stale_reads += more.stale_reads;
  sum.audio_requests += more.audio_requests;
  sum.write_conflicts += more.write_conflicts;
  sum.missing_files += more.missing_files;
  sum.revoked_rights += more.revoked_rights;
  sum.writes_lost += more.writes_lost;
  sum.jobs_published += more.jobs_published;
  sum.jobs_done += more.jobs_done;
  sum.jobs_refused += more.jobs_refused;
  sum.jobs_redelivered += more.jobs_redelivered;
  sum.jobs_doubled += more.jobs_doubled;
  sum.dead_letters += more.dead_letters;
  sum.job_time.merge(more.job_time);
  sum.stale_files += more.stale_files;
  sum.stale_pages += more.stale_pages;
  sum.edge_pages += more.edge_pages;
  sum.hostile += more.hostile;
  sum.hostile_at_edge += more.hostile_at_edge;
  sum.hostile_at_balancer += more.hostile_at_balancer;
  sum.hostile_no_room += more.hostile_no_room;
  sum.hostile_served += more.hostile_served;
}

}  // namespace scale::sandbox
