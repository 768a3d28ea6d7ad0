// What a month costs, item by item, machines and traffic apart. US dollars, list prices of the catalog.
// Not counted: people, discounts, requests between zones, the DNS, a CDN's fee for each file.
#pragma once

#include <string>
#include <vector>

#include "model/architecture.h"
#include "model/catalog.h"

namespace scale::model {

struct CostItem {
  std::string name;
  double usd_month = 0;
  bool traffic = false;  // grows with the bytes, not with the machines
};

// As measured in a run. A month has `over_mean` times less than a run at the evening peak.
struct Traffic {
  double origin_bytes_per_s = 0;       // from the sites, to users and edges
  double origin_edge_bytes_per_s = 0;  // the part of them that our CDN's edges keep, which is not charged
  double edge_bytes_per_s = 0;         // from the edges
  double edge_dynamic_per_s = 0;       // pages carried by the edges
  double between_sites_bytes_per_s = 0;
  double over_mean = 0;  // measured demand over the day's mean; 0: the catalog's peak_to_mean
};

// The traffic that follows from the users alone: all pages and audio from the sites, at the evening peak.
Traffic traffic_without_cdn(const Catalog& catalog, double users);

std::vector<CostItem> monthly_cost(const Architecture& architecture, const Catalog& catalog,
                                   const Traffic& traffic);
double total(const std::vector<CostItem>& items);

// Databases that hold different data: one; one for each function; with sharding, the busiest function's (or
// the one) is as many as there are shards.
int database_count(const Architecture& architecture);

}  // namespace scale::model
