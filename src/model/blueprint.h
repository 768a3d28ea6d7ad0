// The network while it is being built: what one mechanism has made and the next one needs.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/compile.h"
#include "model/program_builder.h"

namespace scale::model {

// Keyed draws of a page view, shared with its files (sim::Purpose).
enum class Draw : sim::Purpose {
  access = 1,
  bandwidth = 2,
  first_view = 3,
  kept_alive = 4,
  write = 5,
  logged_in = 6,
};
constexpr sim::Purpose purpose(Draw draw) {
  return static_cast<sim::Purpose>(draw);
}

// What stands in one data centre.
struct Site {
  Region region = Region::eu;
  bool built = false;
  std::uint32_t balancer = sim::kNone, web_pool = sim::kNone, uplink_pool = sim::kNone;
  std::uint32_t cache_station = sim::kNone, query_cache = sim::kNone;
  std::uint32_t store_station = sim::kNone, sessions = sim::kNone;
  std::uint32_t replica_pool = sim::kNone, replication = sim::kNone;
  std::uint32_t balancer_node = sim::kNone, web_node = sim::kNone;
  // Counters of what flows over the links inside.
  std::uint32_t to_web = sim::kNone, to_cache = sim::kNone, to_store = sim::kNone;
  std::uint32_t to_replica = sim::kNone, to_primary = sim::kNone;
};

struct Blueprint {
  const Architecture& architecture;
  const Catalog& catalog;
  const Situation& situation;
  const CompileOptions& options;

  Compiled out{};
  std::array<Site, kRegions> sites{};
  std::uint32_t primary_cpu = sim::kNone, primary_disk = sim::kNone, primary_node = sim::kNone;
  std::array<std::uint32_t, kRegions> users_node{}, edge_node{};
  std::array<std::uint32_t, kRegions> path_to_site{};  // from a region's users to the site that serves them
  std::array<std::uint32_t, kRegions> path_to_edge{}, path_edge_to_site{};
  std::array<std::uint32_t, kRegions> edge_station{};
  std::array<std::uint32_t, kRegions> users_to_site{}, users_to_edge{}, edge_to_site{};  // link counters

  Site& site_of(Region users);
};

std::string name_of(const char* kind, Region region);
std::string name_of(const char* kind, Region region, int number);

std::uint32_t add_station(Blueprint& b, sim::Station station);
std::uint32_t add_counter(Blueprint& b, std::string name);
std::uint32_t add_path(Blueprint& b, std::string name, double round_trip_s, bool from_user);
std::uint32_t add_class(Blueprint& b, sim::Class klass);
std::uint32_t add_node(Blueprint& b, Node node);
// A drawn link and the counter of what flows over it.
std::uint32_t add_link(Blueprint& b, std::uint32_t from, std::uint32_t to);
void add_replication_link(Blueprint& b, std::uint32_t from, std::uint32_t to);

// The spikes so far, as factors on arrivals.
std::vector<sim::Surge> surges(const Blueprint& b);
// Keep one in this many of requests that come at this rate.
std::uint32_t follow_one_in(const Blueprint& b, double rate_per_s);

sim::Law fixed(double mean);
sim::Law exponential(double mean);
sim::Law lognormal(double mean, double scv);
sim::Law lognormal_by_median(double median, double scv);

// The mechanisms, each in the file of its name.
void build_users(Blueprint& b);                         // users.cpp
void build_balancer_and_web(Blueprint& b, Site& site);  // web.cpp
void build_sessions(Blueprint& b, Site& site);          // sessions.cpp
void build_primary(Blueprint& b);                       // database.cpp
void build_replicas(Blueprint& b, Site& site);          // database.cpp
void build_cache(Blueprint& b, Site& site);             // query_cache.cpp
void build_cdn(Blueprint& b);                           // cdn.cpp
void build_static_files(Blueprint& b, Region users);    // static_files.cpp
void build_audio(Blueprint& b, Region users);           // audio.cpp
void build_page(Blueprint& b, Region users);            // page.cpp

// Pieces of the page program that a mechanism writes.
void write_session_steps(Blueprint& b, Site& site,
                         ProgramBuilder& program);                           // sessions.cpp: slot 0 is chosen
void write_query_steps(Blueprint& b, Site& site, ProgramBuilder& program);   // query_cache.cpp
void write_read_steps(Blueprint& b, Site& site, ProgramBuilder& program);    // database.cpp: one query
void write_update_steps(Blueprint& b, Site& site, ProgramBuilder& program);  // database.cpp: one update
// One file from the origin at the member in slot 0, counted.
void write_origin_file_steps(Blueprint& b, Site& site, ProgramBuilder& program, double bytes);  // web.cpp

}  // namespace scale::model
