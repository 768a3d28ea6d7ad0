// Load balancer and web servers of a site. Gain: several servers share the work, and a dead one is taken out
// after a few missed health checks. Price: a hop, TLS handshakes that cost the balancer CPU, and seconds in
// which a dead server still gets its share. Without a balancer users find the servers by the DNS, and nobody
// takes a dead one out until it is replaced. A database on the first server's machine shares its processor.
// Not modelled: HTTP/2 flow control, the balancer's own failure. Each server has an uplink of its own through
// which pages, files and audio leave: what fills up first on a media site.
#include <utility>

#include "model/blueprint.h"
#include "model/machines.h"

namespace scale::model {

namespace {

void build_balancer(Blueprint& b, Site& site) {
  const Catalog& c = b.catalog;
  site.balancer = add_station(b, {.name = name_of("balancer", site.region),
                                  .servers = static_cast<std::int32_t>(c.balancer_cores),
                                  .queue_limit = static_cast<std::int64_t>(c.balancer_connections),
                                  .up = site.up,
                                  .life = site.life});
  Node balancer;
  balancer.id = name_of("balancer", site.region);
  balancer.kind = NodeKind::balancer;
  balancer.column = Column::balancers;
  balancer.region = site.region;
  balancer.label = "Load balancer";
  balancer.stations = {site.balancer};
  balancer.cores_per_member = static_cast<std::int32_t>(c.balancer_cores);
  site.balancer_node = add_node(b, balancer);
}

}  // namespace

void build_balancer_and_web(Blueprint& b, Site& site) {
  const Catalog& c = b.catalog;
  const Architecture& a = b.architecture;

  if (a.balancer) build_balancer(b, site);

  Node web;
  web.id = name_of("web", site.region);
  web.kind = NodeKind::web;
  web.column = Column::web;
  web.region = site.region;
  web.label = "Web servers";
  web.cores_per_member = static_cast<std::int32_t>(c.web_cores);

  // Server numbers run over all sites, so that an incident can name one.
  int before = 0;
  for (const Region other : kAllRegions) {
    if (other == site.region) break;
    if (a.sites[static_cast<std::size_t>(other)]) before += a.web_servers;
  }
  sim::Pool servers, uplinks;
  servers.name = name_of("web", site.region);
  uplinks.name = name_of("uplink", site.region);
  servers.balancing = a.stateless ? sim::Balancing::least_connections : sim::Balancing::round_robin;
  servers.first = static_cast<std::uint32_t>(b.out.network.stations.size());
  servers.count = uplinks.count = static_cast<std::uint32_t>(a.web_servers);
  std::vector<ServerState> states;
  const bool shared = shares_a_machine(a) && site.region == b.primary.site;
  for (int i = 0; i < a.web_servers; ++i) {
    states.push_back(web_server_state(b.situation, c, before + i, web_servers_in_all(a), b.options.now_s));
    states.back().up = states.back().up && site.up;
    states.back().life += site.life;
    if (!a.balancer) states.back().in_rotation = true;
    servers.in_rotation.push_back(states.back().in_rotation);
    web.stations.push_back(add_station(
        b, {.name = name_of("web", site.region, i + 1),
            .discipline = shared && i == 0 ? sim::Discipline::processor_sharing : sim::Discipline::fifo,
            .servers = static_cast<std::int32_t>(c.web_cores),
            .queue_limit = static_cast<std::int64_t>(c.web_queue_limit),
            .up = states.back().up,
            .life = states.back().life}));
  }
  uplinks.first = static_cast<std::uint32_t>(b.out.network.stations.size());
  uplinks.in_rotation = servers.in_rotation;
  Node uplink = web;
  uplink.id = name_of("uplink", site.region);
  uplink.kind = NodeKind::uplink;
  uplink.label = "Uplinks";
  uplink.cores_per_member = 1;
  uplink.stations.clear();
  for (int i = 0; i < a.web_servers; ++i) {
    const ServerState& state = states[static_cast<std::size_t>(i)];
    uplink.stations.push_back(add_station(b, {.name = name_of("uplink", site.region, i + 1),
                                              .discipline = sim::Discipline::link,
                                              .bytes_per_s = c.uplink_bytes_per_s,
                                              .up = state.up,
                                              .life = state.life}));
  }
  site.web_node = add_node(b, web);
  add_node(b, uplink);
  b.out.network.pools.push_back(servers);
  site.web_pool = static_cast<std::uint32_t>(b.out.network.pools.size() - 1);
  b.out.network.pools.push_back(uplinks);
  site.uplink_pool = static_cast<std::uint32_t>(b.out.network.pools.size() - 1);

  if (a.balancer) site.to_web = add_link(b, site.balancer_node, site.web_node);
  for (const Region users : kAllRegions)
    if (&b.site_of(users) == &site)
      b.users_to_site[static_cast<std::size_t>(users)] =
          add_link(b, b.users_node[static_cast<std::size_t>(users)], front_node(site));
}

std::uint32_t front_node(const Site& site) {
  return site.balancer_node != sim::kNone ? site.balancer_node : site.web_node;
}

void write_balancer_steps(Blueprint& b, Site& site, ProgramBuilder& program, Part part) {
  if (site.balancer == sim::kNone) return;
  program.visit(site.balancer, fixed(1 / b.catalog.balancer_requests_per_core_s), part);
  program.count(site.to_web);
}

void write_handshake_steps(Site& site, ProgramBuilder& program, double per_core_s) {
  if (site.balancer != sim::kNone) return program.visit(site.balancer, fixed(1 / per_core_s), Part::connect);
  program.choose(site.web_pool, 0);
  program.visit_member(site.web_pool, 0, fixed(1 / per_core_s), Part::connect);
}

void write_origin_file_steps(Blueprint& b, Site& site, ProgramBuilder& program, double bytes) {
  write_balancer_steps(b, site, program, Part::static_files);
  program.count(b.out.readout.origin_bytes, bytes);
  program.visit_member(site.uplink_pool, 0, fixed(bytes), Part::static_files);
}

}  // namespace scale::model
