// One primary database that takes every write, and read replicas that follow it.
// Replicas: reads scale, and a dead primary has a successor. Price: they apply the primary's rows one after
// the other and lag behind when it writes faster than they can; a read may then miss what its user just
// wrote. The primary has two limits: CPU for queries, and rows a second on its disk, which fall as the data
// outgrows memory (Verbitski et al. 2017, table 2). Not modelled: locks, query plans, connections beyond the
// pooler's.
#include "model/blueprint.h"

namespace scale::model {

void build_primary(Blueprint& b) {
  Region home = Region::eu;  // the first data centre, or Europe's if there is one
  for (const Region region : kAllRegions)
    if (b.sites[static_cast<std::size_t>(region)].built) {
      home = region;
      if (region == Region::eu) break;
    }
  const Catalog& c = b.catalog;
  b.primary_cpu = add_station(b, {.name = "primary",
                                  .servers = b.architecture.database_cores,
                                  .queue_limit = static_cast<std::int64_t>(c.database_queue_limit)});
  b.primary_disk = add_station(b, {.name = "primary.disk",
                                   .speed = row_writes_per_s(c, b.architecture.users * c.data_bytes_per_user),
                                   .queue_limit = static_cast<std::int64_t>(c.database_queue_limit)});
  Node node;
  node.id = "primary";
  node.kind = NodeKind::primary;
  node.column = Column::data;
  node.region = home;
  node.label = "Primary database";
  node.stations = {b.primary_cpu, b.primary_disk};
  node.cores_per_member = b.architecture.database_cores;
  b.primary_node = add_node(b, node);
  for (Site& site : b.sites)
    if (site.built) site.to_primary = add_link(b, site.web_node, b.primary_node);
}

void build_replicas(Blueprint& b, Site& site) {
  if (b.architecture.replicas == 0) return;
  const Catalog& c = b.catalog;
  Node node;
  node.id = name_of("replicas", site.region);
  node.kind = NodeKind::replica;
  node.column = Column::data;
  node.region = site.region;
  node.label = "Read replicas";
  node.cores_per_member = b.architecture.database_cores;
  sim::Pool pool;
  pool.name = name_of("replica", site.region);
  pool.balancing = sim::Balancing::least_connections;
  pool.first = static_cast<std::uint32_t>(b.out.network.stations.size());
  pool.count = static_cast<std::uint32_t>(b.architecture.replicas);
  for (int i = 0; i < b.architecture.replicas; ++i)
    node.stations.push_back(
        add_station(b, {.name = name_of("replica", site.region, i + 1),
                        .servers = b.architecture.database_cores,
                        .queue_limit = static_cast<std::int64_t>(c.database_queue_limit)}));
  b.out.network.pools.push_back(pool);
  site.replica_pool = static_cast<std::uint32_t>(b.out.network.pools.size() - 1);

  // Every replica applies every row, at the same rate: one log stands for all of a site.
  b.out.network.logs.push_back(
      {.name = name_of("replication", site.region), .apply_per_s = c.replica_rows_per_s});
  site.replication = static_cast<std::uint32_t>(b.out.network.logs.size() - 1);
  node.log = site.replication;
  const std::uint32_t index = add_node(b, node);
  site.to_replica = add_link(b, site.web_node, index);
  add_replication_link(b, b.primary_node, index);
}

void write_read_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  const sim::Law work = lognormal(c.query_cpu_s, c.query_cpu_scv);
  program.delay(c.local_round_trip_s, Part::database);
  if (site.replica_pool != sim::kNone) {
    program.count(site.to_replica);
    program.choose(site.replica_pool, 1);
    program.visit_member(site.replica_pool, 1, work, Part::database);
  } else {
    program.count(site.to_primary);
    program.visit(b.primary_cpu, work, Part::database);
  }
  program.delay(exponential(c.query_wait_s), Part::database);
}

void write_update_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  program.delay(c.local_round_trip_s, Part::database);
  program.count(site.to_primary);
  program.visit(b.primary_cpu, lognormal(c.query_cpu_s * c.rows_per_write, c.query_cpu_scv), Part::database);
  program.visit(b.primary_disk, exponential(c.rows_per_write), Part::database);
  for (const Site& other : b.sites)
    if (other.replication != sim::kNone) program.append(other.replication, c.rows_per_write);
}

}  // namespace scale::model
