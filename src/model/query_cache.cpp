// Cache of query results beside the web servers. Gain: what many ask for is answered from memory, and the
// database is spared. Price: results are up to the TTL old, and when one expires all who want it wait for the
// same query; without coalescing each of them asks it, the stampede. Checked by the renewal formula for TTL
// caches (Jung, Berger, Balakrishnan 2003). The home page's one long query, asked by each visit's first view,
// is what it spares most. Not modelled: invalidation on write; several cache servers share one queue, though
// a result that all ask for would load the one that has it.
#include <cmath>

#include "model/blueprint.h"

namespace scale::model {

void build_cache(Blueprint& b, Site& site) {
  if (!b.architecture.cache) return;
  const Catalog& c = b.catalog;
  site.cache_station = add_station(b, {.name = name_of("cache", site.region),
                                       .servers = b.architecture.cache_servers,
                                       .up = site.up,
                                       .life = site.life});
  b.out.network.caches.push_back({.name = name_of("query-cache", site.region),
                                  .objects = static_cast<std::uint32_t>(c.cached_results),
                                  .zipf_exponent = c.cached_zipf,
                                  .ttl_s = b.architecture.cache_ttl_s,
                                  .coalescing = b.architecture.coalescing,
                                  .contents = site.life,
                                  .warm = true});
  site.query_cache = static_cast<std::uint32_t>(b.out.network.caches.size() - 1);
  b.out.network.caches.push_back({.name = name_of("home-page", site.region),
                                  .objects = 1,
                                  .ttl_s = b.architecture.cache_ttl_s,
                                  .coalescing = b.architecture.coalescing,
                                  .contents = site.life,
                                  .warm = true});
  site.home_cache = static_cast<std::uint32_t>(b.out.network.caches.size() - 1);
  Node node;
  node.id = name_of("cache", site.region);
  node.kind = NodeKind::cache;
  node.column = Column::data;
  node.region = site.region;
  node.label = "Cache";
  node.stations = {site.cache_station};
  node.cache = site.query_cache;
  site.to_cache = add_link(b, site.web_node, add_node(b, node));
}

void write_home_query_steps(Blueprint& b, Site& site, Region users, ProgramBuilder& program) {
  const Label home = program.label(), done = program.label();
  program.branch(first_view_share(b, users), purpose(Draw::first_view), home);
  program.jump(done);
  program.place(home);
  if (site.home_cache != sim::kNone) {
    const Label miss = program.label();
    program.count(site.to_cache);
    program.delay(b.catalog.local_round_trip_s, Part::server);
    program.visit(site.cache_station, exponential(b.catalog.cache_operation_s), Part::server);
    program.lookup(site.home_cache, miss);
    program.jump(done);
    program.place(miss);
  }
  write_home_read_steps(b, site, program);
  if (site.home_cache != sim::kNone) program.fill(site.home_cache);
  program.place(done);
}

// queries_per_page is a mean: each of the next whole number of rounds happens with the probability that gives
// it.
void write_query_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  const int rounds = static_cast<int>(std::ceil(c.queries_per_page));
  const Label again = program.label(), next = program.label();
  program.place(again);
  program.branch(1 - c.queries_per_page / rounds, sim::kFresh, next);
  if (site.query_cache != sim::kNone) {
    const Label uncached = program.label(), miss = program.label();
    program.branch(1 - c.cached_query_share, sim::kFresh, uncached);
    program.count(site.to_cache);
    program.delay(c.local_round_trip_s, Part::server);
    program.visit(site.cache_station, exponential(c.cache_operation_s), Part::server);
    program.lookup(site.query_cache, miss);
    program.jump(next);
    program.place(miss);
    write_read_steps(b, site, program);
    program.fill(site.query_cache);
    program.jump(next);
    program.place(uncached);
  }
  write_read_steps(b, site, program);
  program.place(next);
  program.loop(rounds, again);
}

}  // namespace scale::model
