// Flood: hostile requests for pages, a million a second, from as many places as the users'.
// Nobody stands up to it by a rule; what turns requests away is the capacity of whoever does it:
//   no shield: the balancer passes on what it can, and refuses the rest and the users' requests alike; what
//   it
//             passes on is more than any web server can make pages for, so these refuse users too;
//   balancer: a filter turns a request away for less than passing it on costs. Gain: the web servers see
//   none.
//             Price: its cores are busy with that, and a larger flood fills them;
//   cdn:      the edges do the same, near where the requests come from, with the cores of a whole CDN. Gain:
//             the origin sees none. Price: the shield's fee, and everything must pass through the edges.
// Until it is recognised every flood gets through. With a CDN for files only, it goes past the edges: what it
// asks for is at the origin. A hostile request is a class of its own, in large packets, and never a page
// view. Not modelled: its handshakes (a few connections carry it, as in HTTP/2), the site's line in, users
// taken for enemies, sessions it opens.
#include "model/flood.h"

#include <algorithm>

#include "model/blueprint.h"
#include "model/cdn.h"

namespace scale::model {

Shield shield_in_place(const Architecture& a) {
  if (a.shield == Shield::balancer && !a.balancer) return Shield::none;
  if (a.shield == Shield::cdn && !a.cdn) return Shield::none;
  return a.shield;
}

int floods_under_way(const Situation& situation, const Catalog& c, double now_s) {
  return static_cast<int>(
      std::count_if(situation.incidents.begin(), situation.incidents.end(), [&](const Incident& incident) {
        return is(incident, "flood") && now_s >= incident.start_s &&
               now_s < incident.start_s + c.flood_hold_s;
      }));
}

bool flood_is_recognised(const Situation& situation, const Catalog& c, double now_s) {
  return std::any_of(situation.incidents.begin(), situation.incidents.end(), [&](const Incident& incident) {
    return is(incident, "flood") && now_s >= incident.start_s + c.flood_detection_s &&
           now_s < incident.start_s + c.flood_hold_s;
  });
}

std::uint32_t hostile_packet_by_rule(const Catalog& c, double speed) {
  constexpr double kMostPerWallSecond = 20'000;
  constexpr std::uint32_t kLargest = 8192;
  std::uint32_t packet = 1;
  while (packet < kLargest && c.flood_per_s * speed / packet > kMostPerWallSecond) packet *= 2;
  return packet;
}

namespace {

// A page that a hostile request gets, if it gets that far. In smaller packets than the flood: a web server's
// queue is short.
std::uint32_t build_hostile_page(Blueprint& b, Site& site, std::uint32_t packet) {
  const Catalog& c = b.catalog;
  ProgramBuilder p;
  p.choose(site.web_pool, 0);
  p.visit_member(site.web_pool, 0, lognormal(c.app_service_s, c.app_service_scv), Part::server);
  write_query_steps(b, site, p);
  p.count(b.out.readout.origin_bytes, c.html_bytes);
  p.visit_member(site.uplink_pool, 0, fixed(c.html_bytes), Part::server);
  p.count(b.out.readout.hostile_served);
  p.end();
  sim::Class page;
  page.name = name_of("hostile-page", site.region);
  page.program = p.take();
  page.packet = packet;
  b.out.readout.hostile_classes.push_back(static_cast<std::uint32_t>(b.out.network.classes.size()));
  return add_class(b, page);
}

// From one region's attackers to the site, or as far as they get.
std::uint32_t build_hostile_requests(Blueprint& b, Region from, std::uint32_t page, std::uint32_t packet) {
  const Catalog& c = b.catalog;
  Site& site = b.site_of(from);
  const Shield shield = shield_in_place(b.architecture);
  const bool recognised = flood_is_recognised(b.situation, c, b.options.now_s);
  const bool by_edge = pages_through_edges(b.architecture);
  ProgramBuilder p;
  p.count(b.out.readout.hostile);
  if (by_edge && shield == Shield::cdn && recognised) {
    write_edge_visit(b, from, p, c.balancer_filter_per_core_s, Part::server);
    p.count(b.out.readout.hostile_at_edge);
  } else {
    if (by_edge) write_edge_visit(b, from, p, c.balancer_requests_per_core_s, Part::server);
    if (shield == Shield::balancer && recognised) {
      p.visit(site.balancer, fixed(1 / c.balancer_filter_per_core_s), Part::server);
      p.count(b.out.readout.hostile_at_balancer);
    } else {
      write_balancer_steps(b, site, p, Part::server);
      p.spawn(page);
    }
  }
  p.end();
  sim::Class request;
  request.name = name_of("hostile", from);
  request.program = p.take();
  request.packet = packet;
  b.out.readout.hostile_classes.push_back(static_cast<std::uint32_t>(b.out.network.classes.size()));
  return add_class(b, request);
}

}  // namespace

void build_flood(Blueprint& b) {
  const Catalog& c = b.catalog;
  const int floods = floods_under_way(b.situation, c, b.options.now_s);
  if (floods == 0) return;
  constexpr std::uint32_t kPagesOfPacket = 16;  // a hostile page's packet is that part of a request's
  const std::uint32_t packet = std::max(b.options.hostile_packet, b.options.packet);
  const std::uint32_t page_packet = std::max(packet / kPagesOfPacket, b.options.packet);
  std::array<std::uint32_t, kRegions> page_of{};
  for (Site& site : b.sites)
    if (site.built) page_of[static_cast<std::size_t>(site.region)] = build_hostile_page(b, site, page_packet);
  for (const Region from : kAllRegions) {
    const auto r = static_cast<std::size_t>(from);
    const std::uint32_t page = page_of[static_cast<std::size_t>(b.service[r].site)];
    const std::uint32_t request = build_hostile_requests(b, from, page, packet);
    // Packets come at random, not one after so many requests: attackers wait for nobody.
    ProgramBuilder p;
    p.spawn(request, static_cast<int>(packet));
    p.end();
    sim::Class flood;
    flood.name = name_of("flood", from);
    flood.program = p.take();
    flood.packet = 1;
    flood.arrivals.rate_per_s = floods * c.flood_per_s * c.user_share[r] / packet;
    add_class(b, flood);
  }
}

}  // namespace scale::model
