// The users of six regions, and the ways from them to the site that serves them.
#include "model/blueprint.h"

namespace scale::model {

void build_users(Blueprint& b) {
  Readout& readout = b.out.readout;
  for (const Region users : kAllRegions) {
    const auto r = static_cast<std::size_t>(users);
    const auto s = static_cast<std::size_t>(b.service[r].site);
    Node node;
    node.id = name_of("users", users);
    node.kind = NodeKind::users;
    node.column = Column::users;
    node.region = users;
    node.label = info(users).name;
    b.users_node[r] = add_node(b, node);
    b.path_to_site[r] = add_path(b, name_of("way", users), b.catalog.round_trip_s[r][s], true);

    auto metric = [&](const char* name, double threshold_s) {
      b.out.network.metrics.push_back({name_of(name, users), threshold_s});
      return static_cast<std::uint32_t>(b.out.network.metrics.size() - 1);
    };
    readout.page_load[r] = metric("page-load", b.catalog.slow_page_s);
    readout.first_byte[r] = metric("first-byte", b.catalog.slow_page_s);
    readout.response[r] = metric("response", b.catalog.slow_page_s);
    readout.edge_cache[r] = sim::kNone;
  }
  readout.static_requests = add_counter(b, "static requests");
  readout.origin_static = add_counter(b, "static requests at the origin");
  readout.origin_bytes = add_counter(b, "bytes out of the origin");
  readout.origin_edge_bytes = add_counter(b, "bytes from the origin to the edges");
  readout.edge_bytes = add_counter(b, "bytes out of the edges");
  readout.between_sites_bytes = add_counter(b, "bytes copied between sites");
  readout.sessions_lost = add_counter(b, "sessions lost");
  readout.logins = add_counter(b, "logins after a lost session");
  readout.stale_reads = add_counter(b, "stale reads");
  readout.audio_requests = add_counter(b, "audio segments");
  readout.write_conflicts = add_counter(b, "write conflicts");
  readout.missing_files = add_counter(b, "files not there yet");
  readout.revoked_rights = add_counter(b, "revoked rights still used");
  readout.stale_files = add_counter(b, "files served from an old copy");
  readout.stale_pages = add_counter(b, "pages served from an old copy");
  readout.edge_pages = add_counter(b, "pages through the edges");
  readout.hostile = add_counter(b, "hostile requests");
  readout.hostile_at_edge = add_counter(b, "hostile requests turned away at the edges");
  readout.hostile_at_balancer = add_counter(b, "hostile requests turned away at the balancers");
  readout.hostile_served = add_counter(b, "hostile requests served");
}

}  // namespace scale::model
