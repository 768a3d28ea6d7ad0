// The history in a NoSQL store: a ring of equal nodes in each site.
// Gain: a node more is a node's worth of operations more, and the SQL databases are rid of their largest
// function. Price: no joins and no transactions over several rows (not seen here), one more system to run,
// and each site's nodes have every site's rows to write. Not modelled: quorums, repair, a node's failure.
#include <algorithm>

#include "model/blueprint.h"
#include "model/sharding.h"

namespace scale::model {
namespace {

constexpr int kNodeSlot = 1;

sim::Law operation(const Catalog& c) {
  return exponential(1 / c.nosql_operations_per_node_s);
}

}  // namespace

void build_nosql(Blueprint& b) {
  if (!b.architecture.nosql) return;
  const Catalog& c = b.catalog;
  for (Site& site : b.sites) {
    if (!site.built) continue;
    const auto s = static_cast<std::size_t>(site.region);
    Node node;
    node.id = name_of("nosql", site.region);
    node.kind = NodeKind::nosql;
    node.column = Column::data;
    node.region = site.region;
    node.label = "NoSQL store";
    sim::Pool pool;
    pool.name = node.id;
    pool.first = static_cast<std::uint32_t>(b.out.network.stations.size());
    pool.count = static_cast<std::uint32_t>(b.architecture.nosql_nodes);
    for (int i = 1; i <= b.architecture.nosql_nodes; ++i)
      node.stations.push_back(
          add_station(b, {.name = name_of("nosql", site.region, i),
                          .queue_limit = static_cast<std::int64_t>(c.database_queue_limit),
                          .up = site.up,
                          .life = site.life}));
    b.out.network.pools.push_back(pool);
    b.nosql_pool[s] = static_cast<std::uint32_t>(b.out.network.pools.size() - 1);
    b.out.network.maps.push_back(
        {.name = node.id,
         .pool = b.nosql_pool[s],
         .placement = sim::Placement::ring,
         .virtual_nodes = static_cast<std::uint32_t>(c.virtual_nodes),
         .keys = static_cast<std::uint64_t>(std::max(1.0, b.architecture.users)),
         .zipf_exponent = c.user_zipf,
         .hot_key_share = is_viral(b.situation, c, b.options.now_s) ? c.viral_key_share : 0,
         .range_weights = {}});
    b.nosql_map[s] = static_cast<std::uint32_t>(b.out.network.maps.size() - 1);
    b.to_nosql[s] = add_link(b, site.web_node, add_node(b, node));

    ProgramBuilder p;
    p.delay(c.replication_delay_s, Part::database);
    p.map(b.nosql_map[s], kNodeSlot, purpose(Draw::user));
    p.visit_member(b.nosql_pool[s], kNodeSlot, operation(c), Part::database);
    p.end();
    sim::Class copy;
    copy.name = name_of("nosql-copy", site.region);
    copy.program = p.take();
    b.nosql_copy_class[s] = add_class(b, copy);
  }
}

void write_nosql_read_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const auto s = static_cast<std::size_t>(site.region);
  program.delay(b.catalog.local_round_trip_s, Part::database);
  program.count(b.to_nosql[s]);
  program.map(b.nosql_map[s], kNodeSlot, purpose(Draw::user));
  program.visit_member(b.nosql_pool[s], kNodeSlot, operation(b.catalog), Part::database);
}

void write_nosql_update_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const Label again = program.label();
  program.place(again);
  write_nosql_read_steps(b, site, program);  // a row written is an operation like a row read
  for (const Site& other : b.sites)
    if (other.built && &other != &site)
      program.spawn(b.nosql_copy_class[static_cast<std::size_t>(other.region)]);
  program.loop(static_cast<int>(b.catalog.rows_per_write), again);
}

}  // namespace scale::model
