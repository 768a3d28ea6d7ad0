// Every constant of the model, with its range, unit, meaning and source. No number of the world stands
// anywhere else. The struct names them, catalog_rows() says where each comes from and holds its default.
//
// Seconds, bytes, requests per second, shares 0..1, US dollars. Where a law's spread is given, it is the
// squared coefficient of variation (scv). 1 KB is 1000 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/region.h"

namespace scale::model {

// What the data is about; vertical partitioning gives each a database of its own.
enum class DataFunction : std::uint8_t { accounts, catalogue, history, social };
inline constexpr std::size_t kFunctions = 4;
// Traffic is charged in tiers: each further volume at a lower price.
inline constexpr std::size_t kEgressTiers = 4, kCdnTiers = 7;
inline constexpr std::array<std::string_view, kFunctions> kFunctionIds = {"accounts", "catalogue", "history",
                                                                          "social"};

// Only doubles: a test counts the rows against the size.
struct Catalog {
  // Demand
  std::array<double, kRegions> user_share;  // of the active users
  double views_per_user_day, peak_to_mean, peak_hour_local;
  double views_per_visit, visit_s;
  double write_share, rows_per_write, logged_in_share;
  double patience_s, slow_page_s;
  double page_timeout_s, retry_attempts, retry_backoff_s, retry_multiplier, retry_jitter, retry_budget_share;

  // The way from the user
  double access_round_trip_median_s, access_round_trip_scv;
  double bandwidth_median_bytes_per_s, bandwidth_scv;
  double dns_s, keep_alive_s, segment_bytes, initial_window_segments;
  std::array<std::array<double, kRegions>, kRegions> round_trip_s;  // between regions; diagonal: inside one
  double edge_round_trip_s;                                         // region's users to their nearest edge
  double local_round_trip_s;                                        // between machines of one site

  // The page
  double html_bytes, objects_first_view, objects_later_view, object_bytes, static_objects, static_zipf;

  // Audio
  double listening_s_per_user_day, audio_segment_s, audio_segment_bytes, live_stations, audio_zipf;

  // Balancer
  double balancer_cores, tls_full_per_core_s, tls_resumed_per_core_s, balancer_requests_per_core_s;
  double balancer_connections;  // requests that may wait at it
  double health_check_s, health_check_failures;

  // Web servers
  double web_cores, app_service_s, app_service_scv, login_service_s, uplink_bytes_per_s, server_replacement_s;
  double web_queue_limit;  // requests that may wait at one server

  // Query cache and database
  double queries_per_page, query_cpu_s, query_cpu_scv, query_wait_s, cached_query_share;
  double cached_results, cached_zipf, cache_operation_s;
  double home_query_s, report_queries, report_hold_s;
  double row_writes_per_s_1gb, row_writes_per_s_10gb, row_writes_per_s_100gb, row_writes_per_s_1tb;
  double data_bytes_per_user, replica_rows_per_s, largest_machine_factor, database_queue_limit;
  double standard_machine_cores, largest_machine_cores;
  double pooled_connections, connections_per_server;
  double connections_factor_50, connections_factor_500, connections_factor_5000;

  // Sessions
  double session_bytes, store_operations_per_s, store_restart_s, store_takeover_s, session_row_writes;

  // CDN
  double changed_object_share, push_s;
  double different_pages, page_zipf;
  double edge_cores, edge_connections, edge_detection_s, edge_dns_ttl_s, edge_outage_s;

  // Regions and failures
  double region_detection_s, dns_ttl_s, replication_delay_s, database_failover_s, database_restore_s;
  double uploads_per_user_day, upload_bytes, first_look_s, revocations_per_user_day, revoked_try_s;
  double shared_row_write_share, shared_rows, shared_row_zipf, replication_row_bytes, replication_bytes_per_s;
  double region_outage_s, link_cut_s;

  // Queue
  double job_share, job_service_s, job_service_scv;
  double broker_messages_per_s, broker_cluster_cores, broker_queue_limit, broker_restart_s;
  double redelivery_s, delivery_attempts, worker_restart_s, publish_retry_s;
  double job_effect_at, job_poison_share;

  // Dividing the data
  std::array<double, kFunctions> function_share;       // of row writes and of bytes
  std::array<double, kFunctions> function_read_share;  // of queries
  double hot_column_reads, hot_column_writes, hot_column_bytes, cross_column_reads;
  double cross_function_read_share, cross_shard_read_share, virtual_nodes, oldest_shard_ratio;
  double user_zipf, denormalised_rows, reshard_disk_share;
  double reshard_streams, reshard_stream_bytes_per_s;
  double nosql_operations_per_node_s;

  // Incidents
  double spike_factor, spike_rise_s, spike_hold_s, show_user_share, show_arrival_s;
  double viral_key_share, viral_hold_s;
  double flood_per_s, flood_hold_s, flood_detection_s, balancer_filter_per_core_s;
  double mail_user_share, mail_publish_s, mail_service_s;
  double deploy_server_s, deploy_drain_s;

  // Prices
  double web_server_usd_h, balancer_usd_h, cache_usd_h, database_core_usd_h, database_storage_usd_gb_month;
  std::array<double, kEgressTiers> egress_usd_gb;       // from the sites
  std::array<double, kEgressTiers - 1> egress_tier_gb;  // in a month: where each tier ends
  std::array<double, kCdnTiers> cdn_egress_usd_gb;      // from the edges
  std::array<double, kCdnTiers - 1> cdn_egress_tier_gb;
  double balancer_unit_usd_h, balancer_unit_bytes_per_h, cdn_dynamic_usd_per_million, shield_usd_month;
  double replication_usd_gb, worker_usd_h, broker_usd_h, nosql_node_usd_h, month_h;
};

enum class Grade : std::uint8_t { read, excerpt, derived, assumed, assumed_for_lesson };

// What a row's constant is and where it comes from. The page leaves it out, to arrive sooner: its handbook
// has it.
struct Told {
  std::string_view text;
  template <typename Words>
  consteval Told(const Words& words) : text(kIsPage ? std::string_view() : std::string_view(words)) {}
#if defined(SCALE_WEB)
  static constexpr bool kIsPage = true;
#else
  static constexpr bool kIsPage = false;
#endif
};

struct CatalogRow {
  std::string_view name;  // as in the struct; array elements "user_share.na", "round_trip_s.eu.na"
  double value, low, high;
  std::string_view unit;
  Told meaning, source;
  Grade grade;
  double& (*field)(Catalog&);
};

const std::vector<CatalogRow>& catalog_rows();
const Catalog& default_catalog();
const CatalogRow* find_row(std::string_view name);  // nullptr: no such row
std::string_view grade_name(Grade grade);
// What contradicts itself in a changed catalog, as a sentence: shares that do not add up to 1, a round trip
// that depends on the end it is taken from, a tier that ends before it begins.
std::optional<std::string> contradiction(const Catalog& catalog);
// The handbook's table.
std::string catalog_markdown();

// Active users a day -> page views a second of one region at its evening peak, and the like.
double views_per_s(const Catalog& catalog, double users, Region region);
double audio_segments_per_s(const Catalog& catalog, double users, Region region);
// The same of the whole world, every region at its evening peak.
double views_per_s(const Catalog& catalog, double users);
double audio_segments_per_s(const Catalog& catalog, double users);
double static_objects_per_view(const Catalog& catalog);  // mean over the views of a visit
double queries_per_s(const Catalog& catalog, double users);
double rows_written_per_s(const Catalog& catalog, double users);
double online_at_peak(const Catalog& catalog, double users);
double mean_page_bytes(const Catalog& catalog);  // with the files that the browser lacks
// Users who come for a show in a second while they arrive, of one region.
double show_views_per_s(const Catalog& catalog, double users, Region region);
// A region's demand at an hour of its local day, as a share of its evening peak.
double day_curve(const Catalog& catalog, double local_hour);
// The world's demand at an hour over its mean of the day.
double demand_over_mean(const Catalog& catalog, double utc_hour);
// Rows a second that the primary can write with this much data (log interpolation of the table's four
// points).
double row_writes_per_s(const Catalog& catalog, double data_bytes);
// How much of its capacity a database keeps with this many connections (same interpolation).
double connections_factor(const Catalog& catalog, double connections);

}  // namespace scale::model
