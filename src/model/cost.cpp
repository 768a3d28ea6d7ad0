#include "model/cost.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/flood.h"
#include "model/machines.h"
#include "model/partitioning.h"
#include "model/regions.h"

namespace scale::model {

namespace {

constexpr double kHourS = 3600, kGb = 1e9;

// Each volume at its tier's price, the last one without an end.
template <std::size_t tiers>
double tiered(double gb, const std::array<double, tiers>& usd_gb,
              const std::array<double, tiers - 1>& ends_gb) {
  double usd = 0, from_gb = 0;
  for (std::size_t i = 0; i < tiers && gb > from_gb; ++i) {
    const double end_gb = i < ends_gb.size() ? std::min(gb, ends_gb[i]) : gb;
    usd += std::max(0.0, end_gb - from_gb) * usd_gb[i];
    from_gb = std::max(from_gb, end_gb);
  }
  return usd;
}

bool has_store_machine(const Architecture& architecture) {
  return architecture.stateless && architecture.session_store != SessionStore::sql;
}

void add_machines(std::vector<CostItem>& items, const Architecture& a, const Catalog& catalog) {
  const auto add = [&](const char* name, double machines, double usd_h) {
    if (machines > 0) items.push_back({name, machines * usd_h * catalog.month_h, false});
  };
  const double sites = site_count(a);
  const double database_usd_h = a.database_cores * catalog.database_core_usd_h;
  const double databases = database_count(a);
  const double primaries = a.writes == Writes::multi ? sites : 1;
  const double copies_of_data = primaries + a.replicas * sites;
  const double data_gb = a.users * catalog.data_bytes_per_user / kGb;

  add("Load balancers", a.balancer ? sites : 0, catalog.balancer_usd_h);
  add("Web servers", sites * a.web_servers, catalog.web_server_usd_h);
  add("Query caches", a.cache ? sites * a.cache_servers : 0, catalog.cache_usd_h);
  add("Session stores", has_store_machine(a) ? sites * a.session_stores * (a.store_standby ? 2 : 1) : 0,
      catalog.cache_usd_h);
  add("Primary databases", shares_a_machine(a) ? 0 : databases * primaries, database_usd_h);
  add("Read replicas", databases * a.replicas * sites, database_usd_h);
  add("Message brokers", a.queue ? sites * a.broker_cores / catalog.broker_cluster_cores : 0,
      catalog.broker_usd_h);
  add("Workers", a.queue ? sites * a.workers : 0, catalog.worker_usd_h);
  if (shield_in_place(a) == Shield::cdn)
    items.push_back({"Shield against floods", catalog.shield_usd_month, false});
  add("NoSQL store", a.nosql ? sites * a.nosql_nodes : 0, catalog.nosql_node_usd_h);
  items.push_back(
      {"Database storage", data_gb * copies_of_data * catalog.database_storage_usd_gb_month, false});
}

void add_traffic(std::vector<CostItem>& items, const Architecture& a, const Catalog& catalog,
                 const Traffic& traffic) {
  const auto add = [&](const char* name, double usd_month) {
    if (usd_month > 0) items.push_back({name, usd_month, true});
  };
  const double over_mean = traffic.over_mean > 0 ? traffic.over_mean : catalog.peak_to_mean;
  const double month_s = catalog.month_h * kHourS / over_mean;
  const double out_bytes_per_s = std::max(0.0, traffic.origin_bytes_per_s - traffic.origin_edge_bytes_per_s);

  add("Traffic from the sites",
      tiered(out_bytes_per_s * month_s / kGb, catalog.egress_usd_gb, catalog.egress_tier_gb));
  add("Traffic from the edges", tiered(traffic.edge_bytes_per_s * month_s / kGb, catalog.cdn_egress_usd_gb,
                                       catalog.cdn_egress_tier_gb));
  add("Pages through the edges",
      traffic.edge_dynamic_per_s * month_s / 1e6 * catalog.cdn_dynamic_usd_per_million);
  const double balanced_bytes_per_s = a.balancer ? traffic.origin_bytes_per_s : 0;
  add("Traffic through the balancers",
      balanced_bytes_per_s * month_s / catalog.balancer_unit_bytes_per_h * catalog.balancer_unit_usd_h);
  add("Traffic between regions",
      traffic.between_sites_bytes_per_s * month_s / kGb * catalog.replication_usd_gb);
}

}  // namespace

int database_count(const Architecture& architecture) {
  int count = 0;
  for (const PlannedDatabase& database : planned_databases(architecture, default_catalog()))
    count += database.shards;
  return count;
}

Traffic traffic_without_cdn(const Catalog& catalog, double users) {
  const double pages = views_per_s(catalog, users) * mean_page_bytes(catalog);
  const double audio = audio_segments_per_s(catalog, users) * catalog.audio_segment_bytes;
  return {.origin_bytes_per_s = pages + audio};
}

std::vector<CostItem> monthly_cost(const Architecture& architecture, const Catalog& catalog,
                                   const Traffic& traffic) {
  std::vector<CostItem> items;
  add_machines(items, architecture, catalog);
  add_traffic(items, architecture, catalog, traffic);
  return items;
}

double total(const std::vector<CostItem>& items) {
  double usd_month = 0;
  for (const CostItem& item : items) usd_month += item.usd_month;
  return usd_month;
}

}  // namespace scale::model
