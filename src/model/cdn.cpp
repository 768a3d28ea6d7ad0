// CDN. Gain: files and audio come from an edge near the user, and the origin's uplinks are spared.
//   pull:    an edge fetches what it lacks or what has expired, and keeps it for the TTL. Price: a cold edge
//            fetches everything once (after a purge: all at once), and copies are up to the TTL old.
//   push:    every file is in place before anybody asks. Price: a changed file is old at every edge until it
//            is pushed, however long that is forgotten; a push takes time, and goes out by the same uplinks.
//   dynamic: pull, and pages too come by way of the edge: set-up round trips are short, and the edge's own
//            connections to the origin are warm. Price: each page is paid for and
//            leaves twice, the site's line and the edge's; and the origin still makes it.
// While the origin fails, expired copies are served for the stale window: files, and the last copy of a page
// that was nobody's own (neither of one logged in nor the answer to a write; stale-if-error, RFC 5861).
// Adds an edge for each region, with caches of its own, and a miss route edge -> origin. An edge waits for
// one fetch of an object however many ask for it (coalescing). Not modelled: tiered edges, live audio that is
// pushed, the first filling of pushed edges, handshakes for files, a change while it is being pushed. Checked
// by the renewal formula (Jung, Berger, Balakrishnan 2003).
#include "model/cdn.h"

#include <algorithm>

#include "model/blueprint.h"
#include "model/edges.h"

namespace scale::model {

bool pages_through_edges(const Architecture& a) {
  return a.cdn && (a.cdn_mode == CdnMode::dynamic || a.shield == Shield::cdn);
}

bool files_are_pushed(const Architecture& a) {
  return a.cdn && a.cdn_mode == CdnMode::push;
}

std::uint32_t pushes_done(const Situation& situation, const Catalog& c, double now_s) {
  return static_cast<std::uint32_t>(
      std::count_if(situation.incidents.begin(), situation.incidents.end(), [&](const Incident& incident) {
        return is(incident, "push") && now_s >= incident.start_s + c.push_s;
      }));
}

bool push_is_under_way(const Situation& situation, const Catalog& c, double now_s) {
  return is_under_way(situation, "push", c.push_s, now_s);
}

int unpushed_changes(const Situation& situation, double now_s) {
  int changes = 0;
  for (const Incident& incident : situation.incidents) {
    if (incident.start_s > now_s) continue;
    if (is(incident, "file-change")) ++changes;
    if (is(incident, "push")) changes = 0;
  }
  return changes;
}

namespace {

std::uint32_t add_cache(Blueprint& b, sim::Cache cache) {
  b.out.network.caches.push_back(std::move(cache));
  return static_cast<std::uint32_t>(b.out.network.caches.size() - 1);
}

void build_edge(Blueprint& b, Region region) {
  const auto e = static_cast<std::size_t>(region);
  const Catalog& c = b.catalog;
  const Architecture& a = b.architecture;
  b.edge_station[e] = add_station(b, {.name = name_of("edge", region),
                                      .servers = static_cast<std::int32_t>(c.edge_cores),
                                      .queue_limit = static_cast<std::int64_t>(c.edge_connections),
                                      .up = edge_is_up(c, b.situation, region, b.options.now_s)});
  const bool origin_up = b.service[e].lost_share < 1;
  const std::uint32_t filled = purges(b.situation, b.options.now_s);
  const bool pushed = files_are_pushed(a);
  b.out.readout.edge_cache[e] =
      add_cache(b, {.name = name_of("edge", region),
                    .objects = static_cast<std::uint32_t>(c.static_objects),
                    .zipf_exponent = c.static_zipf,
                    .ttl_s = a.cdn_ttl_s,
                    .object_bytes = c.object_bytes,
                    .coalescing = a.coalescing,
                    .serve_stale_s = a.stale_window_s,
                    .contents = pushed ? filled + pushes_done(b.situation, c, b.options.now_s) : filled,
                    .versions = file_changes(b.situation, b.options.now_s),
                    .changed_share = c.changed_object_share,
                    .warm = true,
                    .stocked = pushed,
                    .origin_up = origin_up});
  b.audio_cache[e] = add_cache(b, {.name = name_of("audio-edge", region),
                                   .objects = static_cast<std::uint32_t>(c.live_stations),
                                   .zipf_exponent = c.audio_zipf,
                                   .ttl_s = c.audio_segment_s,  // then the next segment is the live one
                                   .object_bytes = c.audio_segment_bytes,
                                   .coalescing = a.coalescing,
                                   .warm = true,
                                   .origin_up = origin_up});
  if (pages_through_edges(a))
    b.page_cache[e] = add_cache(b, {.name = name_of("page-edge", region),
                                    .objects = static_cast<std::uint32_t>(c.different_pages),
                                    .zipf_exponent = c.page_zipf,
                                    .ttl_s = 0,  // a copy is for when the origin fails, and for nothing else
                                    .object_bytes = c.html_bytes,
                                    .coalescing = false,
                                    .serve_stale_s = a.stale_window_s,
                                    .warm = true,
                                    .origin_up = origin_up});
  Node node;
  node.id = name_of("edge", region);
  node.kind = NodeKind::edge;
  node.column = Column::edges;
  node.region = region;
  node.label = info(region).city;
  node.stations = {b.edge_station[e]};
  node.cache = b.out.readout.edge_cache[e];
  node.cores_per_member = static_cast<std::int32_t>(c.edge_cores);
  b.edge_node[e] = add_node(b, node);
}

// Another region's users may already go this way.
std::uint32_t link_between(Blueprint& b, std::uint32_t from, std::uint32_t to) {
  for (const Link& link : b.out.plan.links)
    if (link.from == from && link.to == to && !link.replication) return link.counter;
  return add_link(b, from, to);
}

// By way of the edge that serves them now.
void build_ways(Blueprint& b, Region users) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  const Site& site = b.site_of(users);
  b.edge_service[r] = edge_service(c, b.situation, users, b.options.now_s);
  const Region edge = b.edge_service[r].edge;
  const auto e = static_cast<std::size_t>(edge);
  b.users_to_edge[r] = link_between(b, b.users_node[r], b.edge_node[e]);
  b.edge_to_site[r] = link_between(b, b.edge_node[e], front_node(site));
  b.path_to_edge[r] = add_path(b, name_of("way-to-edge", users), edge_round_trip_s(c, users, edge), true);
  b.path_edge_to_site[r] = add_path(b, name_of("edge-to-origin", users),
                                    c.round_trip_s[e][static_cast<std::size_t>(site.region)], false);
}

// The changed files on their way to all edges, by the uplinks that everything goes out by.
void build_push(Blueprint& b) {
  const Catalog& c = b.catalog;
  if (!files_are_pushed(b.architecture) || !push_is_under_way(b.situation, c, b.options.now_s)) return;
  Site& site = b.sites[static_cast<std::size_t>(b.primary.site)];
  ProgramBuilder p;
  p.choose(site.web_pool, 0);
  p.count(b.out.readout.origin_edge_bytes, c.object_bytes);
  write_origin_file_steps(b, site, p, c.object_bytes);
  p.end();
  sim::Class push;
  push.name = "push";
  push.program = p.take();
  push.arrivals.rate_per_s = c.static_objects * c.changed_object_share * kRegions / c.push_s;
  add_class(b, push);
}

}  // namespace

void build_cdn(Blueprint& b) {
  for (const Region region : kAllRegions) build_edge(b, region);
  for (const Region users : kAllRegions) build_ways(b, users);
  build_push(b);
}

std::size_t edge_of(const Blueprint& b, Region users) {
  return static_cast<std::size_t>(b.edge_service[static_cast<std::size_t>(users)].edge);
}

void write_edge_visit(Blueprint& b, Region users, ProgramBuilder& program, double per_core_s, Part part) {
  program.visit(b.edge_station[edge_of(b, users)], fixed(1 / per_core_s), part);
}

void write_lost_edge_branch(Blueprint& b, Region users, ProgramBuilder& program, Label lost) {
  const EdgeService& service = b.edge_service[static_cast<std::size_t>(users)];
  if (service.lost_share > 0) program.branch(service.lost_share, purpose(Draw::edge_address), lost);
}

void write_lost_edge_steps(Blueprint& b, Region users, ProgramBuilder& program, Label lost) {
  const EdgeService& service = b.edge_service[static_cast<std::size_t>(users)];
  if (service.lost_share <= 0) return;
  program.place(lost);
  program.delay(edge_round_trip_s(b.catalog, users, service.lost_edge), Part::connect);
  program.visit(b.edge_station[static_cast<std::size_t>(service.lost_edge)], fixed(0), Part::connect);
  program.end();
}

}  // namespace scale::model
