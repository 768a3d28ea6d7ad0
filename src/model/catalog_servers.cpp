// Catalog rows: balancer, web servers, sessions, jobs.
#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

namespace {

constexpr double kBalancerCores = 4, kFilterPerCoreS = 300'000;
constexpr double kConnectionsPerGb = 20'000, kBalancerGb = 16;

// An edge's cores: six edges together turn away the largest flood that one CDN has reported.
constexpr double kEdgeCores = 128, kLargestFloodPerS = 201e6;
static_assert(kRegions * kEdgeCores * kFilterPerCoreS >= kLargestFloodPerS);
static_assert(kRegions * kEdgeCores * kFilterPerCoreS < 1.25 * kLargestFloodPerS);

}  // namespace

void add_server_rows(CatalogRows& rows) {
  using C = Catalog;
  rows.insert(
      rows.end(),
      {
          {"balancer_cores", kBalancerCores, 1, 64, "cores", "Cores of a site's load balancer", source::kOurs,
           assumed, at<&C::balancer_cores>},
          {"tls_full_per_core_s", 1300, 500, 10'000, "1/s",
           "Full TLS handshakes of a core, one for each visit's first page", source::kHaproxyIntro, read,
           at<&C::tls_full_per_core_s>},
          {"tls_resumed_per_core_s", 13'100, 5'000, 100'000, "1/s", "Resumed TLS handshakes of a core",
           source::kHaproxyIntro, read, at<&C::tls_resumed_per_core_s>},
          {"balancer_requests_per_core_s", 97'000, 30'000, 243'000, "1/s", "Requests that a core passes on",
           source::kHaproxyIntro, read, at<&C::balancer_requests_per_core_s>},
          {"balancer_filter_per_core_s", kFilterPerCoreS, 100'000, 1'000'000, "1/s",
           "Hostile requests that a core can turn away, of a balancer or an edge", source::kHaproxyIntro,
           read, at<&C::balancer_filter_per_core_s>},
          {"balancer_connections", kConnectionsPerGb * kBalancerGb, 1'000, 10'000'000, "requests",
           "Requests that may wait at it: 20 000 connections for each of 16 GB", source::kHaproxyIntro,
           derived, at<&C::balancer_connections>},
          {"health_check_s", 2, 0.5, 30, "s", "The balancer asks each server this often",
           source::kHaproxyManual, read, at<&C::health_check_s>},
          {"health_check_failures", 3, 1, 10, "-", "Checks failed in a row before a server is left out",
           source::kHaproxyManual, read, at<&C::health_check_failures>},

          {"web_cores", 2, 1, 96, "cores", "Cores of a web server (m5.large)", source::kPrices, excerpt,
           at<&C::web_cores>},
          {"app_service_s", 0.025, 0.008, 0.1, "s", "CPU time of one page: 40 a second and core",
           source::kStackOverflow, excerpt, at<&C::app_service_s>},
          {"app_service_scv", 0.5, 0, 4, "-", "Its spread, lognormal; no source gives the shape",
           source::kOurs, assumed, at<&C::app_service_scv>},
          {"login_service_s", 0.144, 0.072, 0.292, "s", "CPU time of a login: one bcrypt hash of cost 11",
           source::kOurs, assumed, at<&C::login_service_s>},
          {"uplink_bytes_per_s", 93.75e6, 12.5e6, 1.25e9, "bytes/s",
           "A web server's way out: the 0.75 Gbit/s that an m5.large may always use", source::kPrices,
           excerpt, at<&C::uplink_bytes_per_s>},
          {"server_replacement_s", 180, 60, 600, "s", "A crashed server's replacement takes this long",
           source::kOurs, assumed, at<&C::server_replacement_s>},
          {"web_queue_limit", 500, 10, 10'000, "requests", "Requests that may wait at one web server",
           source::kOurs, assumed, at<&C::web_queue_limit>},
          {"deploy_server_s", 20, 5, 120, "s", "A deploy restarts one server after the other, each this long",
           source::kOurs, assumed, at<&C::deploy_server_s>},

          {"session_bytes", 4'000, 1'000, 35'000, "bytes", "One user's session", source::kSitecore, assumed,
           at<&C::session_bytes>},
          {"store_operations_per_s", kStoreOperationsPerS, 20'000, 500'000, "1/s",
           "Operations of one session store (Redis, one core, not pipelined)", source::kRedisBenchmark, read,
           at<&C::store_operations_per_s>},
          {"deploy_drain_s", 5, 0, 60, "s", "Before that the balancer sends it nothing new for this long",
           source::kOurs, assumed, at<&C::deploy_drain_s>},
          {"edge_cores", kEdgeCores, 1, 10'000, "cores",
           "Cores of one edge: all six turn away the 201 M hostile requests a second that one CDN has "
           "reported",
           source::kCloudflare, derived, at<&C::edge_cores>},
          {"edge_connections", kConnectionsPerGb * kBalancerGb / kBalancerCores * kEdgeCores, 1'000, 1e9,
           "requests", "Requests that may wait at an edge: for each core as many as at a balancer",
           source::kHaproxyIntro, derived, at<&C::edge_connections>},
          {"store_restart_s", 30, 5, 300, "s", "A session store's restart takes this long", source::kOurs,
           assumed, at<&C::store_restart_s>},

          {"store_takeover_s", 6, 1, 60, "s",
           "Until a store's standby has taken its place: three missed checks", source::kOurs, assumed,
           at<&C::store_takeover_s>},
          {"session_row_writes", 1, 0, 10, "-", "Rows written for a new session that is kept in SQL",
           source::kOurs, assumed, at<&C::session_row_writes>},

          {"job_share", 0.01, 0, 0.02, "share", "Views that bring slow work: mails, transcoding",
           source::kLesson, assumed_for_lesson, at<&C::job_share>},
          {"job_service_s", 1.5, 0.5, 60, "s", "CPU time of one such job", source::kLesson,
           assumed_for_lesson, at<&C::job_service_s>},
          {"job_service_scv", 1, 0, 4, "-", "Its spread; no source gives the shape", source::kOurs, assumed,
           at<&C::job_service_scv>},
          {"broker_messages_per_s", 50'000, 37'000, 65'000, "1/s",
           "Messages of 1 KB through a broker cluster of five machines of 8 cores", source::kRabbit, read,
           at<&C::broker_messages_per_s>},
          {"broker_cluster_cores", 40, 1, 1000, "cores",
           "The cores of that cluster; others are in proportion", source::kRabbit, read,
           at<&C::broker_cluster_cores>},
          {"broker_queue_limit", 1'000'000, 1'000, 100'000'000, "messages",
           "Messages that may wait before publishers are refused", source::kOurs, assumed,
           at<&C::broker_queue_limit>},
          {"broker_restart_s", 60, 5, 600, "s", "A broker cluster's restart takes this long", source::kOurs,
           assumed, at<&C::broker_restart_s>},
          {"redelivery_s", 30, 1, 600, "s", "A job without an answer is given to another worker after this",
           source::kSqs, excerpt, at<&C::redelivery_s>},
          {"delivery_attempts", 5, 1, 63, "-", "Deliveries before a job is put aside as a dead letter",
           source::kOurs, assumed, at<&C::delivery_attempts>},
          {"publish_retry_s", 0.5, 0.05, 60, "s",
           "A publisher whom the broker refuses asks again after this, where it is to wait", source::kOurs,
           assumed, at<&C::publish_retry_s>},
          {"job_effect_at", 0.5, 0, 1, "share",
           "Share of a job after which its effect is out: what dies later is done twice", source::kOurs,
           assumed, at<&C::job_effect_at>},
          {"job_poison_share", 0.0005, 0, 1, "share", "Jobs that fail at every delivery", source::kOurs,
           assumed, at<&C::job_poison_share>},
          {"worker_restart_s", 60, 5, 600, "s", "A crashed worker is back after this", source::kOurs, assumed,
           at<&C::worker_restart_s>},
      });
}

}  // namespace scale::model
