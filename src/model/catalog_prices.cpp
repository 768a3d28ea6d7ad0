// Catalog rows: prices. Illustrative, of one vendor and region; what matters is how they compare.
#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

void add_price_rows(CatalogRows& rows) {
  using C = Catalog;
  constexpr std::string_view kUsdH = "USD/h", kUsdGb = "USD/GB";
  rows.insert(
      rows.end(),
      {
          {"web_server_usd_h", 0.096, 0.01, 5, kUsdH, "A web server (m5.large)", source::kPrices, excerpt,
           at<&C::web_server_usd_h>},
          {"balancer_usd_h", 0.0225, 0.01, 1, kUsdH, "A load balancer", source::kPrices, excerpt,
           at<&C::balancer_usd_h>},
          {"balancer_unit_usd_h", 0.008, 0, 0.1, kUsdH, "Each unit of traffic through it", source::kPrices,
           excerpt, at<&C::balancer_unit_usd_h>},
          {"balancer_unit_bytes_per_h", 1e9, 1e8, 1e10, "bytes/h", "Traffic that one such unit carries",
           source::kBalancerUnits, excerpt, at<&C::balancer_unit_bytes_per_h>},
          {"cache_usd_h", 0.156, 0.01, 5, kUsdH, "A managed cache or session store (m5.large)",
           source::kPrices, excerpt, at<&C::cache_usd_h>},
          {"database_core_usd_h", 0.12, 0.02, 1, kUsdH, "One core of a managed database", source::kOurs,
           assumed, at<&C::database_core_usd_h>},
          {"database_storage_usd_gb_month", 0.23, 0.05, 1, "USD/GB-month",
           "Database storage, kept in two zones", source::kPrices, excerpt,
           at<&C::database_storage_usd_gb_month>},
          {"worker_usd_h", 0.0425, 0.005, 1, kUsdH, "One core of a worker (half a c5.large)", source::kPrices,
           derived, at<&C::worker_usd_h>},
          {"broker_usd_h", 8.2, 0.1, 50, kUsdH,
           "A broker cluster: 120 USD a month for each 1 000 messages/s of its 50 000", source::kRabbit,
           derived, at<&C::broker_usd_h>},
          {"nosql_node_usd_h", 0.5, 0.05, 10, kUsdH, "One node of a NoSQL store", source::kOurs, assumed,
           at<&C::nosql_node_usd_h>},

          {"egress_usd_gb", 0.09, 0.01, 0.2, kUsdGb, "Traffic from a site to the internet", source::kPrices,
           excerpt, at<&C::egress_usd_gb>},
          {"egress_bulk_usd_gb", 0.05, 0.005, 0.2, kUsdGb, "The same beyond the bulk volume", source::kPrices,
           assumed, at<&C::egress_bulk_usd_gb>},
          {"egress_bulk_from_gb", 150'000, 1, 10'000'000, "GB/month",
           "Where the lowest price begins; the two tiers between are left out", source::kEgressTiers, excerpt,
           at<&C::egress_bulk_from_gb>},
          {"cdn_egress_usd_gb", 0.085, 0.005, 0.2, kUsdGb,
           "Traffic from an edge (US; 0.17 in India); its fetches from the site are free", source::kPrices,
           excerpt, at<&C::cdn_egress_usd_gb>},
          {"cdn_bulk_usd_gb", 0.03, 0.001, 0.2, kUsdGb, "The same beyond the bulk volume", source::kPrices,
           assumed, at<&C::cdn_bulk_usd_gb>},
          {"cdn_bulk_from_gb", 500'000, 1, 10'000'000, "GB/month", "Where the bulk price begins",
           source::kPrices, assumed, at<&C::cdn_bulk_from_gb>},
          {"cdn_dynamic_usd_per_million", 1, 0, 10, "USD/million",
           "A million dynamic requests through the edges", source::kOurs, assumed,
           at<&C::cdn_dynamic_usd_per_million>},
          {"replication_usd_gb", 0.02, 0.01, 0.08, kUsdGb, "Traffic between two regions", source::kPrices,
           excerpt, at<&C::replication_usd_gb>},
          {"month_h", 730, 672, 744, "h", "Hours in a mean month: 8 760 / 12", "The calendar", derived,
           at<&C::month_h>},
      });
}

}  // namespace scale::model
