// What the screen, the JSON bridge and the charts may know of a run: plain data, copied out of it.
// Seconds, bytes, requests per second, shares 0..1, US dollars per month.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/architecture.h"
#include "model/command.h"
#include "model/cost.h"
#include "model/plan.h"

namespace scale::sandbox {

// A percentile or a share with what it rests on. A percentile with fewer than 10 samples above it is not
// `enough`: the screen says "too few yet (n = 87)".
struct Reading {
  double value = 0;
  std::uint64_t samples = 0;
  bool enough = false;
};

struct Latency {
  Reading p50, p95, p99;
  double mean_s = 0;
};

struct Failures {
  std::string reason;  // "refused", "timed out", "given up", "server down", ...
  double per_s = 0;
  double share = 0;  // of the page views started
};

// Where a median page of a region goes, in seconds; the parts add up to `total_s`.
struct Anatomy {
  double dns_s = 0, connect_s = 0, distance_s = 0, queues_s = 0, server_s = 0, database_s = 0;
  double static_files_s = 0, own_link_s = 0;
  double total_s = 0;
  std::uint64_t samples = 0;
};

struct RegionFigures {
  double pages_per_s = 0;
  Latency page_load, first_byte;
  Reading slow_share;
  Reading failed_share;
  double edge_files_per_s = 0;  // static requests that came to its edge; 0 without a CDN
  double edge_hit_ratio = 0;    // of these
  Anatomy anatomy;
};

// What has been counted, for goals that speak of an incident's whole course.
struct Tally {
  double pages = 0, failed_pages = 0;
  double error_s = 0;  // seconds in which more than one page view in a hundred failed
  double sessions_lost = 0;
};

// What several copies of the data have done to users, since the start of the run.
struct Harms {
  double stale_reads = 0;      // somebody did not see what he had just written
  double write_conflicts = 0;  // one row written in two places within the delay
  double writes_lost = 0;      // rows acknowledged, and lost with their primary
  double missing_files = 0;    // asked for in a region that did not have them yet
  double revoked_rights = 0;   // used after they had been taken away
  double stale_files = 0;      // from an edge's old copy: changed since, or expired while the origin failed
  double stale_pages = 0;      // whole pages from an old copy, while the origin failed
};

// Hostile requests of a flood, which are no page views. Each ends in one of four ways.
struct Hostile {
  double per_s = 0;
  double at_edge_per_s = 0, at_balancer_per_s = 0;  // turned away by the CDN's shield, the balancer's filter
  double no_room_per_s = 0;  // refused, as anybody's request is, where a queue was full
  double served_per_s = 0;   // got their page
  double turned_away = 0;    // by shield or filter, since the start of the run
  std::uint32_t packet = 1;  // simulated so many at a time
};

// Slow work: done in the background, or inside the requests where there is no queue.
struct Jobs {
  double published_per_s = 0, done_per_s = 0;  // the former 0 without a queue
  double waiting = 0, age_s = 0;               // messages now, and how long the oldest has waited
  double drain_s = 0;                          // until none waits, at this pace; infinity: they grow more
  Latency time;                                // from publishing to done
  // Since the start of the run.
  double refused = 0;       // by the broker, and not done
  double redelivered = 0;   // given to another worker
  double doubled = 0;       // done again though it had been done
  double dead_letters = 0;  // put aside after the last delivery, or waiting when the queue was taken away
};

// Page loads of the live window as a histogram: bar i holds those from 20 ms x 2^(i/6) on, as a share of all;
// the first and the last also what is beyond.
inline constexpr std::size_t kLoadBars = 60;
inline constexpr double kLoadBarsFrom_s = 0.02, kLoadBarStep = 1.122462048309373;

// All over the live window (2 s x speed; longer while there are fewer than 200 page views).
struct Figures {
  double window_s = 0;
  double pages_per_s = 0, goodput_per_s = 0;
  Latency page_load, response, first_byte;
  Reading slow_share;    // page loads over 2 s
  Reading failed_share;  // of the page views started
  std::vector<Failures> failures;
  double static_per_s = 0, origin_static_per_s = 0, origin_bytes_per_s = 0, edge_bytes_per_s = 0;
  double origin_edge_bytes_per_s = 0;    // of the origin's bytes, those of files to the edges
  double between_sites_bytes_per_s = 0;  // rows, files, rights and sessions that are copied to other sites
  double edge_files_per_s = 0;           // as of a region
  double edge_hit_ratio = 0;
  double origin_share = 1;  // of the static requests, those that the origin served
  double audio_per_s = 0;
  double logins_per_s = 0, sessions_lost_per_s = 0;
  double sessions_lost = 0;  // since the start of the run
  double stale_reads_per_s = 0;
  double stale_files_per_s = 0, stale_pages_per_s = 0;
  double edge_pages_per_s = 0;  // page views by way of the edges
  int unpushed_changes = 0;     // of files, that no push has taken to the edges (push mode only)
  Hostile hostile;
  Harms harms;
  Jobs jobs;
  std::array<float, kLoadBars> load_bars{};
  std::array<RegionFigures, model::kRegions> regions;
};

enum class Health : std::uint8_t { fine, busy, saturated, down };  // below 0.7, to 0.9, above; not up

struct MemberView {
  float utilisation = 0;
  std::uint32_t waiting = 0;
  bool up = true, in_rotation = true;
  std::uint32_t sessions = 0;
  double per_s = 0, data_bytes = 0;  // requests; of a database: its rows
};

struct NodeView {
  model::Node node;
  double utilisation = 0;  // mean over the members
  double busiest = 0;      // the busiest member's
  double waiting = 0, oldest_wait_s = 0;
  double wait_s = 0;     // mean wait of a visit, by Little's law
  double disk_busy = 0;  // of databases: the busiest member's, with writes
  // At the members' first stations: the mean share of time they work, the mean wait by Little's law, and what
  // visits of followed requests took there, with its squared coefficient of variation.
  double first_busy = 0, first_wait_s = 0, work_s = 0, work_scv = 0;
  std::uint64_t work_samples = 0;
  double per_s = 0, failed_per_s = 0;
  double lag_s = 0, entries = 0;
  double lookups_per_s = 0, hit_ratio = 0;  // of its cache; the ratio says nothing where nobody asks
  Health health = Health::fine;
  std::vector<MemberView> members;
};

struct LinkView {
  std::uint32_t from = 0, to = 0;
  double per_s = 0;
  bool replication = false;
};

enum class Outcome : std::uint8_t { served, cached, slow, failed, later };

// A finished page view, to be replayed in slow motion: the nodes it went through and how long each took.
struct ReplayHop {
  std::uint32_t node = 0;        // index in Snapshot::nodes
  float travel_s = 0;            // on the way there
  float wait_s = 0, work_s = 0;  // in its queue; being served
};
struct Replay {
  std::uint64_t id = 0;
  model::Region region = model::Region::eu;
  bool file = false;  // of a page view, else the page view itself
  double start_s = 0;
  float latency_s = 0;
  Outcome outcome = Outcome::served;
  std::uint16_t reason = 0;     // of a failure: position in Snapshot::reason_names
  std::vector<ReplayHop> hops;  // from the users out; the answer goes back the same way
  float return_s = 0;
};

inline constexpr std::size_t kSampleReasons = 12, kHeatRows = 64;

struct Sample {  // one point of every chart
  double time_s = 0;
  float load_p50_s = 0, load_p95_s = 0, load_p99_s = 0, slow_share = 0;
  float response_p50_s = 0, response_p95_s = 0, response_p99_s = 0;
  float pages_per_s = 0, failed_per_s = 0, slow_per_s = 0, cached_share = 0;
  float cost_usd_month = 0;
  float queue_age_s = 0;
  float lag_s = 0;                                       // of the copy of the data that is furthest behind
  std::array<float, 8> busy{};                           // of the kinds in kBusyKinds, see busy_told()
  std::array<float, kSampleReasons> failed_by_reason{};  // a second, by position in Snapshot::reason_names
  // How busy each shard was, or each web server where there are no shards, 0..255; of more than fit, the
  // busiest of several neighbours.
  std::array<std::uint8_t, kHeatRows> heat{};
  std::uint8_t heat_rows = 0;
  bool heat_of_shards = false;
};

inline constexpr std::array<model::NodeKind, 8> kBusyKinds = {
    model::NodeKind::balancer, model::NodeKind::web,     model::NodeKind::uplink,  model::NodeKind::cache,
    model::NodeKind::sessions, model::NodeKind::primary, model::NodeKind::replica, model::NodeKind::shard};

// How busy a kind is said to be over time: of interchangeable members their mean, else the busiest's, since
// shards and caches each keep something of their own.
inline double busy_told(model::NodeKind kind, double mean, double busiest) {
  const bool interchangeable = kind == model::NodeKind::balancer || kind == model::NodeKind::web ||
                               kind == model::NodeKind::uplink || kind == model::NodeKind::replica;
  return interchangeable ? mean : busiest;
}

struct Marker {
  double time_s = 0;
  std::string label;  // "CDN on", "web server 1 crashed"
};

struct Bottleneck {
  std::uint32_t node = sim::kNone;  // none: nothing is near its limit
  double utilisation = 0;
};

struct Snapshot {
  std::uint64_t revision = 0;  // another number than before: something is new
  double time_s = 0;           // simulated seconds since the start
  double speed = 10;           // simulated seconds for a second of the wall clock
  bool paused = false;
  double utc_hour = -1;      // now, 0 to 24; below 0: every region stands at its evening peak
  double reached_speed = 0;  // what the machine manages; filled in by the program, "0.4x" where too slow
  std::uint32_t packet = 1;  // 1: exact; else "1 in k"
  double stepped_share = 1;  // of the time; below 1 it is a time-lapse, and the rest is projected
  std::uint64_t seed = 0, hash = 0;

  model::Architecture architecture;
  model::Catalog catalog = model::default_catalog();
  Figures figures;
  std::vector<NodeView> nodes;
  std::vector<LinkView> links;
  Bottleneck bottleneck;
  Tally since_start, since_incident;  // the latter since the last one, or the start
  double incident_s = -1;             // when the last one was; -1: none yet

  std::vector<Sample> samples;  // the last 60 s x speed, oldest first
  std::vector<Sample> whole;    // from the start on, at most 600 of them, evenly spread
  std::vector<Marker> markers;
  std::vector<model::CostItem> cost;
  double cost_usd_month = 0;

  // The same run without the last change (the ghost), from that change on.
  bool has_ghost = false;
  model::Command ghost_without;
  double ghost_since_s = 0;
  Figures ghost;
  std::vector<NodeView> ghost_nodes;
  double ghost_cost_usd_month = 0;
  std::vector<Sample> ghost_samples;

  std::vector<Replay> replays;  // finished since the last snapshot
  double pages_per_replay = 1;  // "1 dot = 23 pages"
  std::vector<std::string> reason_names;

  bool can_undo = false, can_redo = false;
};

}  // namespace scale::sandbox
