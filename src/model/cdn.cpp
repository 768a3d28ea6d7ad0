// CDN, origin pull. Gain: files and audio come from an edge near the user, and the origin's uplinks are
// spared. Price: a cold edge fetches everything once (after a purge: all at once), copies are up to the TTL
// old, the page needs a second connection, and the page itself still comes from the origin. Adds an edge for
// each region, each with a cache of its own, and a miss route edge -> origin. An edge waits for one fetch of
// an object however many ask for it (coalescing). Not modelled: tiered edges, their capacity (edges are taken
// as wide enough), push and dynamic content (later). Checked by the renewal formula (Jung, Berger,
// Balakrishnan 2003).
#include "model/blueprint.h"

namespace scale::model {

void build_cdn(Blueprint& b) {
  const Catalog& c = b.catalog;
  for (const Region users : kAllRegions) {
    const auto r = static_cast<std::size_t>(users);
    const Site& site = b.site_of(users);
    b.edge_station[r] =
        add_station(b, {.name = name_of("edge", users), .discipline = sim::Discipline::delay});
    b.out.network.caches.push_back({.name = name_of("edge", users),
                                    .objects = static_cast<std::uint32_t>(c.static_objects),
                                    .zipf_exponent = c.static_zipf,
                                    .ttl_s = b.architecture.cdn_ttl_s,
                                    .object_bytes = c.object_bytes,
                                    .serve_stale_s = c.serve_stale_s,
                                    .contents = purges(b.situation, b.options.now_s),
                                    .versions = file_changes(b.situation, b.options.now_s),
                                    .warm = true});
    b.out.readout.edge_cache[r] = static_cast<std::uint32_t>(b.out.network.caches.size() - 1);
    Node node;
    node.id = name_of("edge", users);
    node.kind = NodeKind::edge;
    node.column = Column::edges;
    node.region = users;
    node.label = info(users).city;
    node.stations = {b.edge_station[r]};
    node.cache = b.out.readout.edge_cache[r];
    b.edge_node[r] = add_node(b, node);
    b.users_to_edge[r] = add_link(b, b.users_node[r], b.edge_node[r]);
    b.edge_to_site[r] = add_link(b, b.edge_node[r], front_node(site));
    b.path_to_edge[r] = add_path(b, name_of("way-to-edge", users), c.edge_round_trip_s, true);
    b.path_edge_to_site[r] = add_path(b, name_of("edge-to-origin", users),
                                      c.round_trip_s[r][static_cast<std::size_t>(site.region)], false);
  }
}

}  // namespace scale::model
