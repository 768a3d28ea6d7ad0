// Architecture -> network. Every mechanism adds stations, routes and classes; none multiplies a latency, and
// nothing switches at a number of users.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/plan.h"
#include "model/situation.h"
#include "sim/network.h"

namespace scale::model {

// Where in the engine's reports a figure of the snapshot stands. kNone: this architecture has none.
struct Readout {
  std::array<std::uint32_t, kRegions> page_class{}, file_class{}, audio_class{};
  std::array<std::uint32_t, kRegions> page_load{}, first_byte{}, response{};  // metrics
  std::array<std::uint32_t, kRegions> edge_cache{};                           // kNone without a CDN
  std::uint32_t static_requests = 0, origin_static = 0, origin_bytes = 0, origin_edge_bytes = 0,
                edge_bytes = 0, between_sites_bytes = 0;  // counters
  std::uint32_t sessions_lost = 0, logins = 0, stale_reads = 0, audio_requests = 0;
  std::uint32_t write_conflicts = 0, missing_files = 0, revoked_rights = 0;
  std::uint32_t stale_files = 0, stale_pages = 0, edge_pages = 0;
  // Of a flood: those that came, those turned away by edge or balancer, those that got their page.
  std::uint32_t hostile = 0, hostile_at_edge = 0, hostile_at_balancer = 0, hostile_served = 0;
  std::vector<std::uint32_t> hostile_classes;  // what fails in these had no room
  std::uint32_t jobs_published = 0, jobs_done = 0, jobs_refused = 0, jobs_redelivered = 0,
                jobs_doubled = 0;                        // counters
  std::uint32_t job_time = 0;                            // metric: from publishing to done
  std::vector<std::uint32_t> job_classes, worker_pools;  // classes; stations where messages wait
  std::vector<std::uint32_t> write_logs, session_logs;   // logs: what they lose are writes, sessions
};

struct Compiled {
  sim::Network network;
  Plan plan;
  Readout readout;
};

struct CompileOptions {
  double now_s = 0;            // the situation is read at this time
  double followed_per_s = 10;  // page views kept in full, for the particles and the anatomy bar; 0: none
  std::uint32_t packet = 1;
  sim::TimeLapse time_lapse = {};      // skips nothing
  std::uint32_t hostile_packet = 256;  // of a flood, which is too large to go by one request at a time
};

Compiled compile(const Architecture& architecture, const Catalog& catalog, const Situation& situation,
                 const CompileOptions& options);

// Station visits a simulated second, roughly: what the packet rule goes by.
struct Visits {
  double pages_per_s = 0;  // with their files
  double audio_per_s = 0;
  double views_per_s = 0;  // of pages
};
Visits expected_visits(const Architecture& architecture, const Catalog& catalog);

// Requests in a packet of audio segments where a page's has k. Beyond 8, where no percentile is promised,
// segments go by four times as many, up to 1024: nobody asks how long one took, only what it weighs.
std::uint32_t audio_packet(std::uint32_t k);

// k: the smallest power of two with which at most 400 000 packets a second of the watcher's time come to a
// station, on every machine alike; beyond 8 twice that where 1 500 packets of page views a simulated second
// remain, so that the run and its ghost together stay below that limit. In a time-lapse the speed is that of
// the stepped share.
std::uint32_t packet_by_rule(const Visits& visits, double stepped_speed);

// At 600 times the speed one second of ten is stepped, unless one by one all of them stay below that limit.
sim::TimeLapse time_lapse_by_rule(const Visits& visits, double speed);
double stepped_share(const sim::TimeLapse& time_lapse);

int web_servers_in_all(const Architecture& architecture);

}  // namespace scale::model
