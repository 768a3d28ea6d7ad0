// Catalog rows: prices. Illustrative, of one vendor and region; what matters is how they compare.
#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

void add_price_rows(CatalogRows& rows) {
  using C = Catalog;
  constexpr std::string_view kUsdH = "USD/h", kUsdGb = "USD/GB", kGbMonth = "GB/month";
  constexpr std::string_view kSite = "Traffic from the sites to the internet, in this tier",
                             kEdge =
                                 "Traffic from the edges, in this tier; their fetches from a site are free",
                             kTier = "Where the tier of this number ends";
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

          {"egress_usd_gb.1", 0.09, 0.005, 0.2, kUsdGb, kSite, source::kEgressTierPrices, excerpt,
           at<&C::egress_usd_gb, 0>},
          {"egress_usd_gb.2", 0.085, 0.005, 0.2, kUsdGb, kSite, source::kEgressTierPrices, excerpt,
           at<&C::egress_usd_gb, 1>},
          {"egress_usd_gb.3", 0.07, 0.005, 0.2, kUsdGb, kSite, source::kEgressTierPrices, excerpt,
           at<&C::egress_usd_gb, 2>},
          {"egress_usd_gb.4", 0.05, 0.005, 0.2, kUsdGb, kSite, source::kEgressTierPrices, excerpt,
           at<&C::egress_usd_gb, 3>},
          {"egress_tier_gb.1", 10'000, 1, 10'000'000, kGbMonth, kTier, source::kEgressTierPrices, excerpt,
           at<&C::egress_tier_gb, 0>},
          {"egress_tier_gb.2", 50'000, 1, 10'000'000, kGbMonth, kTier, source::kEgressTierPrices, excerpt,
           at<&C::egress_tier_gb, 1>},
          {"egress_tier_gb.3", 150'000, 1, 10'000'000, kGbMonth, kTier, source::kEgressTierPrices, excerpt,
           at<&C::egress_tier_gb, 2>},
          {"cdn_egress_usd_gb.1", 0.085, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 0>},
          {"cdn_egress_usd_gb.2", 0.08, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 1>},
          {"cdn_egress_usd_gb.3", 0.06, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 2>},
          {"cdn_egress_usd_gb.4", 0.04, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 3>},
          {"cdn_egress_usd_gb.5", 0.03, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 4>},
          {"cdn_egress_usd_gb.6", 0.025, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 5>},
          {"cdn_egress_usd_gb.7", 0.02, 0.001, 0.2, kUsdGb, kEdge, source::kCdnTierPrices, read,
           at<&C::cdn_egress_usd_gb, 6>},
          {"cdn_egress_tier_gb.1", 10'000, 1, 100'000'000, kGbMonth, kTier, source::kCdnTierPrices, read,
           at<&C::cdn_egress_tier_gb, 0>},
          {"cdn_egress_tier_gb.2", 50'000, 1, 100'000'000, kGbMonth, kTier, source::kCdnTierPrices, read,
           at<&C::cdn_egress_tier_gb, 1>},
          {"cdn_egress_tier_gb.3", 150'000, 1, 100'000'000, kGbMonth, kTier, source::kCdnTierPrices, read,
           at<&C::cdn_egress_tier_gb, 2>},
          {"cdn_egress_tier_gb.4", 500'000, 1, 100'000'000, kGbMonth, kTier, source::kCdnTierPrices, read,
           at<&C::cdn_egress_tier_gb, 3>},
          {"cdn_egress_tier_gb.5", 1'024'000, 1, 100'000'000, kGbMonth, kTier, source::kCdnTierPrices, read,
           at<&C::cdn_egress_tier_gb, 4>},
          {"cdn_egress_tier_gb.6", 5'120'000, 1, 100'000'000, kGbMonth, kTier, source::kCdnTierPrices, read,
           at<&C::cdn_egress_tier_gb, 5>},
          {"cdn_dynamic_usd_per_million", 1, 0, 10, "USD/million",
           "A million pages through the edges; the fee for files is left out", source::kOurs, assumed,
           at<&C::cdn_dynamic_usd_per_million>},
          {"shield_usd_month", 3'000, 0, 100'000, "USD/month", "The CDN's shield against floods",
           source::kShieldPrice, excerpt, at<&C::shield_usd_month>},
          {"replication_usd_gb", 0.02, 0.01, 0.08, kUsdGb, "Traffic between two regions", source::kPrices,
           excerpt, at<&C::replication_usd_gb>},
          {"month_h", 730, 672, 744, "h", "Hours in a mean month: 8 760 / 12", source::kCalendar, derived,
           at<&C::month_h>},
      });
}

}  // namespace scale::model
