// The network while it is being built: what one mechanism has made and the next one needs.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/compile.h"
#include "model/edges.h"
#include "model/failover.h"
#include "model/program_builder.h"
#include "model/regions.h"

namespace scale::model {

// Slots of a page view: the web server, the replica, the shard (0 where there is one only).
inline constexpr int kShardSlot = 2;

// Keyed draws of a page view, shared with its files (sim::Purpose).
enum class Draw : sim::Purpose {
  access = 1,
  bandwidth = 2,
  first_view = 3,
  kept_alive = 4,
  write = 5,
  logged_in = 6,
  user = 7,           // whose rows are read and written: the shard
  address = 8,        // which site's address the user holds
  function = 9,       // what the page writes
  job = 10,           // whether it brings slow work, and how much
  edge_address = 11,  // which edge's address the user holds
};
constexpr sim::Purpose purpose(Draw draw) {
  return static_cast<sim::Purpose>(draw);
}

// What stands in one data centre.
struct Site {
  Region region = Region::eu;
  bool built = false;
  bool up = true;
  std::uint32_t life = 0;      // how often it was lost
  Region writes = Region::eu;  // where its writes go
  std::uint32_t balancer = sim::kNone, web_pool = sim::kNone, uplink_pool = sim::kNone;
  std::uint32_t cache_station = sim::kNone, query_cache = sim::kNone, home_cache = sim::kNone;
  std::uint32_t store_pool = sim::kNone;  // members: the session stores
  std::uint32_t broker = sim::kNone, workers = sim::kNone, job_class = sim::kNone;
  std::uint32_t to_broker = sim::kNone, to_workers = sim::kNone;
  std::uint32_t balancer_node = sim::kNone, web_node = sim::kNone, store_node = sim::kNone;
  std::uint32_t session_copies = sim::kNone;      // log: sessions on their way from here
  std::uint32_t shared_write_class = sim::kNone;  // looks for conflicts
  // Counters of what flows over the links inside.
  std::uint32_t to_web = sim::kNone, to_cache = sim::kNone, to_store = sim::kNone;
};

// What stands of one database in one site.
struct DatabaseSite {
  std::uint32_t cpu = sim::kNone, disk = sim::kNone;  // first stations of the primary; kNone: none here
  std::uint32_t cpu_pool = sim::kNone, disk_pool = sim::kNone;
  std::uint32_t replica_pool = sim::kNone;  // members: replicas; of shards, one for the replicas of each
  std::uint32_t replication = sim::kNone;   // log of what the replicas have to apply
  std::uint32_t outgoing = sim::kNone;      // log of the rows written here, on their way to other sites
  std::uint32_t node = sim::kNone, replica_node = sim::kNone;
  std::uint32_t to_primary = sim::kNone, to_replica = sim::kNone;  // link counters
  std::uint32_t part_class = sim::kNone;                           // one shard's part of a wide query
  std::uint32_t apply_class = sim::kNone;                          // other sites' rows written here too
};

// One SQL database: all the data, or one function's.
struct Database {
  std::string name, label;
  double read_share = 1, write_share = 1, byte_share = 1;  // of the queries, the row writes, the data
  int members = 1;                                         // shards; while rows move, those of before too
  int shards_now = 1, shards_before = 0;                   // before > 0: a move is under way
  int details = -1;                                        // the database with its other columns; -1: none
  std::uint32_t key_map = sim::kNone;                      // kNone: not sharded
  std::array<DatabaseSite, kRegions> at{};

  DatabaseSite& in(Region site) { return at[static_cast<std::size_t>(site)]; }
};

struct Blueprint {
  const Architecture& architecture;
  const Catalog& catalog;
  const Situation& situation;
  const CompileOptions& options;

  Compiled out{};
  std::array<Site, kRegions> sites{};
  std::array<Service, kRegions> service{};  // of each region's users
  PrimaryState primary{};
  std::array<std::uint32_t, kRegions> sessions{};
  std::array<std::array<std::uint32_t, kRegions>, kRegions> path_between{};
  std::vector<Database> databases{};
  std::array<std::uint32_t, kRegions> nosql_pool{}, nosql_map{}, nosql_copy_class{}, to_nosql{};
  std::array<std::uint32_t, kRegions> files_class{}, download_class{};
  std::array<std::uint32_t, kRegions> users_node{}, edge_node{};
  std::array<std::uint32_t, kRegions> path_to_site{};  // from a region's users to the site that serves them
  std::array<std::uint32_t, kRegions> path_to_edge{}, path_edge_to_site{};
  std::array<std::uint32_t, kRegions> edge_station{}, audio_cache{}, page_cache{};  // by where the edge is
  std::array<EdgeService, kRegions> edge_service{};  // of each region's users, with a CDN
  std::array<std::uint32_t, kRegions> users_to_site{}, users_to_edge{}, edge_to_site{};  // link counters

  Site& site_of(Region users);
};

std::string name_of(const std::string& kind, Region region);
std::string name_of(const std::string& kind, Region region, int number);

std::uint32_t add_station(Blueprint& b, sim::Station station);
std::uint32_t add_counter(Blueprint& b, std::string name);
std::uint32_t add_path(Blueprint& b, std::string name, double round_trip_s, bool from_user);
std::uint32_t add_class(Blueprint& b, sim::Class klass);
std::uint32_t add_node(Blueprint& b, Node node);
// A drawn link and the counter of what flows over it.
std::uint32_t add_link(Blueprint& b, std::uint32_t from, std::uint32_t to);
void add_replication_link(Blueprint& b, std::uint32_t from, std::uint32_t to);

// Arrivals with this rate at a region's evening peak: by its clock, and with the spikes so far.
sim::Arrivals arrivals_of(const Blueprint& b, Region region, double peak_per_s);
// Views that are their visit's first: all of those who come for a show.
double first_view_share(const Blueprint& b, Region users);
bool show_under_way(const Blueprint& b);
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
void build_regions(Blueprint& b);                       // regions.cpp
bool link_is_up(const Blueprint& b, Region site);       // to the others; regions.cpp
void plan_databases(Blueprint& b);                      // partitioning.cpp
Database& busiest_database(Blueprint& b);               // by its writes; database.cpp
void build_database(Blueprint& b, Database& database);  // database.cpp
void build_key_map(Blueprint& b, Database& database);   // sharding.cpp
// Each member's part of a database's rows, by the names of its stations from the first on; sharding.cpp.
std::vector<double> row_shares(const Blueprint& b, const Database& database, std::uint32_t first_station);
void build_replication(Blueprint& b);                 // replication.cpp
void build_nosql(Blueprint& b);                       // nosql.cpp
void build_synchronisation(Blueprint& b);             // synchronisation.cpp
void build_session_tables(Blueprint& b);              // sessions.cpp
void build_cache(Blueprint& b, Site& site);           // query_cache.cpp
void build_cdn(Blueprint& b);                         // cdn.cpp
void build_static_files(Blueprint& b, Region users);  // static_files.cpp
void build_audio(Blueprint& b, Region users);         // audio.cpp
void build_report(Blueprint& b);                      // report.cpp
void build_jobs(Blueprint& b);                        // jobs.cpp
void build_flood(Blueprint& b);                       // flood.cpp
void build_queue(Blueprint& b, Site& site);           // message_queue.cpp
void build_page(Blueprint& b, Region users);          // page.cpp

// Pieces of the page program that a mechanism writes.
void write_session_steps(Blueprint& b, Region users,
                         ProgramBuilder& program);                          // sessions.cpp: slot 0 is chosen
void write_query_steps(Blueprint& b, Site& site, ProgramBuilder& program);  // query_cache.cpp
void write_home_query_steps(Blueprint& b, Site& site, Region users, ProgramBuilder& program);  // the same
void write_read_steps(Blueprint& b, Site& site, ProgramBuilder& program);       // partitioning.cpp: one query
void write_home_read_steps(Blueprint& b, Site& site, ProgramBuilder& program);  // partitioning.cpp
void write_session_read_steps(Blueprint& b, Site& site, ProgramBuilder& program);  // partitioning.cpp
void write_session_row_steps(Blueprint& b, Site& site, ProgramBuilder& program);   // partitioning.cpp
void write_update_steps(Blueprint& b, Site& site, ProgramBuilder& program);  // partitioning.cpp: one update
// Is what this page view has written to be seen where it reads? partitioning.cpp
void write_read_back_steps(Blueprint& b, Site& site, ProgramBuilder& program);
// database.cpp: the same of one database
void write_read_steps(Blueprint& b, Database& database, Site& site, const sim::Law& work,
                      ProgramBuilder& program);
void write_fresh_read_steps(Blueprint& b, Database& database, Site& site, ProgramBuilder& program);
void write_update_steps(Blueprint& b, Database& database, Site& site, double rows, ProgramBuilder& program);
// sharding.cpp: whose shard, into slot 2; a query for all shards, then on at `done`
void write_shard_steps(Database& database, ProgramBuilder& program);
void write_wide_query_steps(Blueprint& b, Database& database, Site& site, ProgramBuilder& program,
                            Label done);
// replication.cpp: rows written at a site, on their way to all that must have them
void write_replication_steps(Blueprint& b, Database& database, Site& written, double rows,
                             ProgramBuilder& program);
// nosql.cpp
void write_nosql_read_steps(Blueprint& b, Site& site, ProgramBuilder& program);
void write_nosql_update_steps(Blueprint& b, Site& site, ProgramBuilder& program);
// jobs.cpp: slow work that a page view brings
sim::RareWork work_inside(const Blueprint& b);
void write_job_steps(Blueprint& b, Site& site, ProgramBuilder& program);
// message_queue.cpp: a message to the site's broker, or at `refused` where it takes none
void write_publish_steps(Blueprint& b, Site& site, ProgramBuilder& program, Label refused);
// One message from the queue to a worker until it is acknowledged; retry_of_deliveries() is its class's.
void write_delivery_steps(Blueprint& b, Site& site, const sim::Law& work, ProgramBuilder& program);
sim::Retry retry_of_deliveries(const Catalog& catalog);
// regions.cpp: users who hold a dead site's address leave at `lost`, and fail there.
void write_lost_branch(Blueprint& b, Region users, ProgramBuilder& program, Label lost);
void write_lost_steps(Blueprint& b, Region users, ProgramBuilder& program, Label lost);
// cdn.cpp: the edge that serves a region's users, at work; and users who hold a sick edge's address.
std::size_t edge_of(const Blueprint& b, Region users);
void write_edge_visit(Blueprint& b, Region users, ProgramBuilder& program, double per_core_s, Part part);
void write_lost_edge_branch(Blueprint& b, Region users, ProgramBuilder& program, Label lost);
void write_lost_edge_steps(Blueprint& b, Region users, ProgramBuilder& program, Label lost);
// A request, or a handshake, at the balancer; without one a handshake is the web server's own work.
void write_balancer_steps(Blueprint& b, Site& site, ProgramBuilder& program, Part part);  // web.cpp
void write_handshake_steps(Site& site, ProgramBuilder& program, double per_core_s);
std::uint32_t front_node(const Site& site);  // what users and edges reach first; web.cpp
// One file from the origin at the member in slot 0, counted.
void write_origin_file_steps(Blueprint& b, Site& site, ProgramBuilder& program, double bytes);  // web.cpp

}  // namespace scale::model
