#include "model/regions.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "model/addresses.h"
#include "model/blueprint.h"

namespace scale::model {
namespace {

using Shut = std::array<bool, kRegions>;

struct Outage {
  Region site;
  double start_s, noticed_s, end_s, back_s;
};

std::vector<Outage> outages(const Situation& situation, const Catalog& c) {
  std::vector<Outage> list;
  for (const Incident& incident : situation.incidents) {
    if (!is(incident, "region-outage")) continue;
    const double end_s = incident.start_s + c.region_outage_s;
    list.push_back({static_cast<Region>(incident.value), incident.start_s,
                    incident.start_s + c.region_detection_s, end_s, end_s + c.dns_ttl_s});
  }
  return list;
}

// The sites that the DNS gives nobody.
Shut shut_at(const std::vector<Outage>& list, double now_s) {
  Shut shut{};
  for (const Outage& outage : list)
    if (now_s >= outage.noticed_s && now_s < outage.back_s)
      shut[static_cast<std::size_t>(outage.site)] = true;
  return shut;
}

}  // namespace

SiteState site_state(const Situation& situation, const Catalog& catalog, Region site, double now_s) {
  SiteState state;
  for (const Outage& outage : outages(situation, catalog)) {
    if (outage.site != site || now_s < outage.start_s) continue;
    ++state.life;
    if (now_s < outage.end_s) state.up = false;
  }
  return state;
}

Region home_site(const Architecture& a) {
  if (a.sites[static_cast<std::size_t>(Region::eu)]) return Region::eu;
  const auto first = std::find(a.sites.begin(), a.sites.end(), true);
  return static_cast<Region>(first - a.sites.begin());
}

Region nearest_site(const Architecture& architecture, const Catalog& catalog, Region users,
                    const std::array<bool, kRegions>& shut) {
  const Region home = home_site(architecture);
  if (architecture.serving == Serving::passive && !shut[static_cast<std::size_t>(home)]) return home;
  const auto& trips = catalog.round_trip_s[static_cast<std::size_t>(users)];
  const auto nearest = [&](bool also_shut) {
    std::size_t best = kRegions;
    for (std::size_t site = 0; site < kRegions; ++site)
      if (architecture.sites[site] && (also_shut || !shut[site]))
        if (best == kRegions || trips[site] < trips[best]) best = site;
    return best;
  };
  const std::size_t open = nearest(false);
  return static_cast<Region>(open != kRegions ? open : nearest(true));
}

Service service_of(const Architecture& architecture, const Catalog& catalog, const Situation& situation,
                   Region users, double now_s) {
  const std::vector<Outage> list = outages(situation, catalog);
  Service service;
  service.site = nearest_site(architecture, catalog, users, shut_at(list, now_s));
  service.lost_site = service.site;

  std::vector<double> changes;
  for (const Outage& outage : list)
    for (const double at : {outage.noticed_s, outage.back_s})
      if (at <= now_s) changes.push_back(at);
  std::sort(changes.begin(), changes.end());
  Region address = nearest_site(architecture, catalog, users, Shut{});
  for (const double at : changes) {
    const Region before = address;
    address = nearest_site(architecture, catalog, users, shut_at(list, at));
    if (address == before) continue;
    ++service.moves;
    if (now_s < at + catalog.dns_ttl_s && !site_state(situation, catalog, before, now_s).up) {
      service.lost_site = before;
      service.lost_share = share_with_old_address(at, catalog.dns_ttl_s, now_s);
    }
  }
  if (!site_state(situation, catalog, service.site, now_s).up) {
    service.lost_site = service.site;
    service.lost_share = 1;
  }
  return service;
}

double next_region_change_s(const Situation& situation, const Catalog& catalog, double now_s) {
  double next = std::numeric_limits<double>::infinity();
  const auto consider = [&](double at) {
    if (at > now_s) next = std::min(next, at);
  };
  for (const Outage& outage : outages(situation, catalog)) {
    consider(outage.start_s);
    consider(next_expiry_step_s(outage.noticed_s, catalog.dns_ttl_s, now_s));
    consider(outage.end_s);
    consider(outage.back_s);
  }
  for (const Incident& incident : situation.incidents)
    if (is(incident, "link-cut")) consider(incident.start_s + catalog.link_cut_s);
  return next;
}

int site_count(const Architecture& architecture) {
  return static_cast<int>(std::count(architecture.sites.begin(), architecture.sites.end(), true));
}

bool link_is_up(const Blueprint& b, Region site) {
  if (!b.sites[static_cast<std::size_t>(site)].up) return false;
  return std::none_of(b.situation.incidents.begin(), b.situation.incidents.end(), [&](const Incident& i) {
    return is(i, "link-cut") && static_cast<Region>(i.value) == site && b.options.now_s >= i.start_s &&
           b.options.now_s < i.start_s + b.catalog.link_cut_s;
  });
}

void build_regions(Blueprint& b) {
  b.primary = primary_state(b.architecture, b.catalog, b.situation, b.options.now_s);
  for (const Region region : kAllRegions) {
    const auto r = static_cast<std::size_t>(region);
    b.service[r] = service_of(b.architecture, b.catalog, b.situation, region, b.options.now_s);
    Site& site = b.sites[r];
    site.region = region;
    site.built = b.architecture.sites[r];
    const SiteState state = site_state(b.situation, b.catalog, region, b.options.now_s);
    site.up = state.up;
    site.life = state.life;
    site.writes = b.architecture.writes == Writes::multi ? region : b.primary.site;
  }
  for (const Region from : kAllRegions)
    for (const Region to : kAllRegions) {
      const auto f = static_cast<std::size_t>(from), t = static_cast<std::size_t>(to);
      if (from == to || !b.architecture.sites[f] || !b.architecture.sites[t]) continue;
      b.path_between[f][t] = add_path(b, name_of("between", from) + "." + std::string(info(to).id),
                                      b.catalog.round_trip_s[f][t], false);
    }
}

void write_lost_branch(Blueprint& b, Region users, ProgramBuilder& program, Label lost) {
  const Service& service = b.service[static_cast<std::size_t>(users)];
  if (service.lost_share > 0) program.branch(service.lost_share, purpose(Draw::address), lost);
}

void write_lost_steps(Blueprint& b, Region users, ProgramBuilder& program, Label lost) {
  const auto r = static_cast<std::size_t>(users);
  const Service& service = b.service[r];
  if (service.lost_share <= 0) return;
  const auto s = static_cast<std::size_t>(service.lost_site);
  program.place(lost);
  program.delay(b.catalog.round_trip_s[r][s], Part::connect);
  if (!b.architecture.balancer) {
    program.choose(b.sites[s].web_pool, 0);
    program.visit_member(b.sites[s].web_pool, 0, fixed(0), Part::server);
  }
  write_balancer_steps(b, b.sites[s], program, Part::server);
  program.end();
}

}  // namespace scale::model
