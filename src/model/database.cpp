// A database: one primary that takes every write, and read replicas that follow it.
// Replicas: reads scale, and a dead primary has a successor. Price: they apply the primary's rows one after
// the other and lag behind when it writes faster than they can; a read may then miss what its user just
// wrote. The primary has two limits: CPU for queries, and rows a second on its disk (machines.cpp). Sharded,
// there is one of all this for each shard; the replicas of a shard are one station with all their cores.
// On the web server's machine (machines.h) it has no processor of its own. Not modelled: locks, query plans.
#include "model/blueprint.h"
#include "model/machines.h"

namespace scale::model {
namespace {

bool whole(const Database& database) {
  return database.name == "primary";
}

std::string member_name(const std::string& base, int member, const char* what = "") {
  return base + (member > 0 ? "." + std::to_string(member + 1) : "") + what;
}

std::string replica_kind(const Database& database, const char* kind) {
  return whole(database) ? kind : std::string(kind) + "." + database.name;
}

std::uint32_t add_pool(Blueprint& b, std::string name, std::uint32_t first, int count) {
  sim::Pool pool;
  pool.name = std::move(name);
  pool.balancing = sim::Balancing::random;
  pool.first = first;
  pool.count = static_cast<std::uint32_t>(count);
  b.out.network.pools.push_back(pool);
  return static_cast<std::uint32_t>(b.out.network.pools.size() - 1);
}

// The machines that take a site's writes.
void build_primary(Blueprint& b, Database& database, Site& site) {
  const Catalog& c = b.catalog;
  const Architecture& a = b.architecture;
  DatabaseSite& here = database.in(site.region);
  const bool first = site.region == b.primary.site;
  const bool struck = first && &database == &busiest_database(b);
  const std::string base = first ? database.name : name_of(database.name, site.region);
  const bool site_up = first ? b.primary.site_up : site.up;
  const std::uint32_t site_life = first ? b.primary.site_life : site.life;
  const double data_bytes = a.users * c.data_bytes_per_user * database.byte_share / database.shards_now;

  const auto add_members = [&](const char* what, std::int32_t servers, double speed) {
    const auto at = static_cast<std::uint32_t>(b.out.network.stations.size());
    for (int i = 0; i < database.members; ++i) {
      const bool dies = struck && i == 0;
      add_station(b, {.name = member_name(base, i, what),
                      .servers = servers,
                      .speed = speed,
                      .queue_limit = static_cast<std::int64_t>(c.database_queue_limit),
                      .up = site_up && !(dies && !b.primary.machine_up),
                      .life = site_life + (dies ? b.primary.machine_life : 0)});
    }
    return at;
  };
  const bool shared = first && shares_a_machine(a);
  here.cpu = shared ? b.out.network.pools[site.web_pool].first : add_members("", a.database_cores, 1);
  here.disk = add_members(".disk", 1, rows_per_s(a, c, data_bytes));
  here.cpu_pool = add_pool(b, base, here.cpu, database.members);
  here.disk_pool = add_pool(b, base + ".disk", here.disk, database.members);

  Node node;
  node.id = base;
  node.kind = database.members > 1 ? NodeKind::shard : NodeKind::primary;
  node.column = Column::data;
  node.region = site.region;
  node.label = database.label + (database.members > 1 ? " shards" : " database");
  node.stations_per_member = shared ? 1 : 2;  // a shared processor is drawn as the web server's
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(database.members); ++i) {
    if (!shared) node.stations.push_back(here.cpu + i);
    node.stations.push_back(here.disk + i);
  }
  node.cores_per_member = a.database_cores;
  node.data_bytes = row_shares(b, database, here.cpu);
  for (double& bytes : node.data_bytes) bytes *= data_bytes * database.shards_now;
  here.node = add_node(b, node);
}

void build_replicas(Blueprint& b, Database& database, Site& site) {
  const Catalog& c = b.catalog;
  const Architecture& a = b.architecture;
  const bool sharded = database.members > 1;
  const bool one_missing = site.region == b.primary.site && b.primary.replica_is_missing &&
                           &database == &busiest_database(b) && !sharded;
  DatabaseSite& here = database.in(site.region);

  const std::string name = name_of(replica_kind(database, "replica"), site.region);
  const auto first = static_cast<std::uint32_t>(b.out.network.stations.size());
  const int members = sharded ? database.members : a.replicas;
  Node node;
  for (int i = 0; i < members; ++i)
    node.stations.push_back(add_station(b, {.name = name + "." + std::to_string(i + 1),
                                            .servers = a.database_cores * (sharded ? a.replicas : 1),
                                            .queue_limit = static_cast<std::int64_t>(c.database_queue_limit),
                                            .up = site.up,
                                            .life = site.life}));
  const std::uint32_t pool = add_pool(b, name, first, members);
  b.out.network.pools[pool].balancing = sim::Balancing::least_connections;
  if (one_missing) {
    std::vector<std::uint8_t>& in_rotation = b.out.network.pools[pool].in_rotation;
    in_rotation.assign(static_cast<std::size_t>(members), 1);
    in_rotation.back() = 0;
  }
  if (!one_missing || members > 1) here.replica_pool = pool;

  // Every replica applies every row of its shard, at the same rate: one log stands for all of a site.
  const bool far = site.region != site.writes;
  const double line_rows_per_s = c.replication_bytes_per_s / c.replication_row_bytes;
  const double apply_rows_per_s = c.replica_rows_per_s * database.shards_now;
  b.out.network.logs.push_back(
      {.name = name_of(replica_kind(database, "replication"), site.region),
       .apply_per_s = far ? std::min(line_rows_per_s, apply_rows_per_s) : apply_rows_per_s,
       .delay_s = far ? c.replication_delay_s : 0,
       .connected = !far || (link_is_up(b, site.region) && link_is_up(b, site.writes)),
       .contents = b.primary.promotions[static_cast<std::size_t>(site.region)]});
  here.replication = static_cast<std::uint32_t>(b.out.network.logs.size() - 1);
  b.out.readout.write_logs.push_back(here.replication);

  node.id = name_of(replica_kind(database, "replicas"), site.region);
  node.kind = NodeKind::replica;
  node.column = Column::data;
  node.region = site.region;
  node.label = whole(database) ? "Read replicas" : database.label + " replicas";
  node.cores_per_member = a.database_cores * (sharded ? a.replicas : 1);
  node.log = here.replication;
  here.replica_node = add_node(b, node);
  here.to_replica = add_link(b, site.web_node, here.replica_node);
}

}  // namespace

Database& busiest_database(Blueprint& b) {
  Database* busiest = &b.databases.front();
  for (Database& database : b.databases)
    if (database.write_share > busiest->write_share) busiest = &database;
  return *busiest;
}

void build_database(Blueprint& b, Database& database) {
  for (Site& site : b.sites)
    if (site.built && site.writes == site.region) build_primary(b, database, site);
  build_key_map(b, database);
  for (Site& site : b.sites) {
    if (!site.built) continue;
    DatabaseSite& here = database.in(site.region);
    const std::uint32_t primary = database.in(site.writes).node;
    here.to_primary = add_link(b, site.web_node, primary);
    if (b.architecture.replicas == 0) continue;
    build_replicas(b, database, site);
    add_replication_link(b, primary, here.replica_node);
  }
}

namespace {

// Between two machines; on one machine there is none.
void write_hop(Blueprint& b, ProgramBuilder& program) {
  if (!shares_a_machine(b.architecture)) program.delay(b.catalog.local_round_trip_s, Part::database);
}

// To the primary, which may be in another site.
void write_way(Blueprint& b, Database& database, Site& site, ProgramBuilder& program) {
  if (site.writes != site.region)
    program.trip(b.path_between[static_cast<std::size_t>(site.region)][static_cast<std::size_t>(site.writes)],
                 1, Part::database);
  program.count(database.in(site.region).to_primary);
}

}  // namespace

void write_read_steps(Blueprint& b, Database& database, Site& site, const sim::Law& work,
                      ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  DatabaseSite& here = database.in(site.region);
  const bool sharded = database.key_map != sim::kNone;
  const Label answered = program.label();
  write_hop(b, program);
  const bool from_replica = here.replica_pool != sim::kNone;
  if (from_replica)
    program.count(here.to_replica);
  else
    write_way(b, database, site, program);
  if (sharded) {
    write_wide_query_steps(b, database, site, program, answered);
    write_shard_steps(database, program);
  }
  if (from_replica && !sharded) program.choose(here.replica_pool, 1);
  if (from_replica)
    program.visit_member(here.replica_pool, sharded ? kShardSlot : 1, work, Part::database);
  else
    program.visit_member(database.in(site.writes).cpu_pool, kShardSlot, work, Part::database);
  program.place(answered);
  program.delay(exponential(c.query_wait_s), Part::database);
}

// What must be as its last writer left it is asked of the primary.
void write_fresh_read_steps(Blueprint& b, Database& database, Site& site, ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  write_hop(b, program);
  write_way(b, database, site, program);
  if (database.key_map != sim::kNone) write_shard_steps(database, program);
  program.visit_member(database.in(site.writes).cpu_pool, kShardSlot,
                       lognormal(c.query_cpu_s, c.query_cpu_scv), Part::database);
  program.delay(exponential(c.query_wait_s), Part::database);
}

void write_update_steps(Blueprint& b, Database& database, Site& site, double row_count,
                        ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  const DatabaseSite& there = database.in(site.writes);
  const bool copies = b.architecture.denormalised && database.key_map != sim::kNone;
  const double rows = row_count + (copies ? c.denormalised_rows : 0);
  write_hop(b, program);
  write_way(b, database, site, program);
  if (database.key_map != sim::kNone) write_shard_steps(database, program);
  program.visit_member(there.cpu_pool, kShardSlot, lognormal(c.query_cpu_s * rows, c.query_cpu_scv),
                       Part::database);
  program.visit_member(there.disk_pool, kShardSlot, exponential(rows), Part::database);
  write_replication_steps(b, database, b.sites[static_cast<std::size_t>(site.writes)], rows, program);
}

}  // namespace scale::model
