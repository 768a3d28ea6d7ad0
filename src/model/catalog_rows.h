// Inside the catalog: its groups, the sources that several rows share, and the way to a field.
#pragma once

#include <string_view>
#include <vector>

#include "model/catalog.h"

namespace scale::model {

using CatalogRows = std::vector<CatalogRow>;

void add_demand_rows(CatalogRows& rows);
void add_network_rows(CatalogRows& rows);
void add_server_rows(CatalogRows& rows);
void add_database_rows(CatalogRows& rows);
void add_failure_rows(CatalogRows& rows);
void add_price_rows(CatalogRows& rows);

template <double Catalog::*member>
double& at(Catalog& catalog) {
  return catalog.*member;
}

template <auto member, std::size_t index>
double& at(Catalog& catalog) {
  return (catalog.*member)[index];
}

namespace source {
inline constexpr std::string_view kOurs = "Assumption of this project, no source";
inline constexpr std::string_view kLesson =
    "Assumption of this project, chosen so that the lesson's trouble shows";
inline constexpr std::string_view kArticle =
    "I. Panker, Scaling 100 000 to 500 million users, 2019, "
    "http://www.ines-panker.com/2019/08/10/scaling-100-000-to-500-M-users.html";
inline constexpr std::string_view kInternetWorldStats =
    "Internet World Stats, World Internet Users 2020, by way of datacenternews.asia; split on six regions by "
    "us";
inline constexpr std::string_view kTwitter =
    "T. Hoff, The Architecture Twitter Uses to Deal with 150M Active Users, 2013, highscalability.com";
inline constexpr std::string_view kAlmanacWeight =
    "HTTP Archive, Web Almanac 2024, Page Weight, https://almanac.httparchive.org/en/2024/page-weight";
inline constexpr std::string_view kAzure =
    "Microsoft, Azure network round-trip latency statistics, P95 of 30 days to 2026-07-30, "
    "https://learn.microsoft.com/en-us/azure/networking/azure-network-latency";
inline constexpr std::string_view kSitecore = "Sitecore, session state documentation";
inline constexpr std::string_view kSreBook =
    "B. Beyer et al., Site Reliability Engineering, 2016, chapter 21, Handling Overload, "
    "https://sre.google/sre-book/handling-overload/";
inline constexpr std::string_view kRfc6928 =
    "J. Chu et al., Increasing TCP's Initial Window, RFC 6928, 2013, https://www.rfc-editor.org/rfc/rfc6928";
inline constexpr std::string_view kBreslau =
    "L. Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999";
inline constexpr std::string_view kEdison =
    "Edison Research and Triton Digital, The Infinite Dial 2016 (12 h 08 min a week among its listeners)";
inline constexpr std::string_view kHaproxyIntro =
    "HAProxy, Starter Guide, section 3.6, https://docs.haproxy.org/dev/intro.html";
inline constexpr std::string_view kHaproxyManual =
    "HAProxy, Configuration Manual (stick tables; check inter 2 s, fall 3), "
    "https://docs.haproxy.org/dev/configuration.html";
inline constexpr std::string_view kStackOverflow =
    "N. Craver, Stack Overflow: The Architecture, 2016 edition, "
    "https://nickcraver.com/blog/2016/02/17/stack-overflow-the-architecture-2016-edition/";
inline constexpr std::string_view kAurora =
    "A. Verbitski et al., Amazon Aurora: Design Considerations for High Throughput Cloud-Native Relational "
    "Databases, SIGMOD 2017, https://dl.acm.org/doi/10.1145/3035918.3056101";
inline constexpr std::string_view kRedisBenchmark =
    "Redis documentation, Redis benchmark, "
    "https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/benchmarks/";
inline constexpr std::string_view kRedisLatency =
    "Redis documentation, Diagnosing latency issues, "
    "https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency/";
inline constexpr std::string_view kRoute53 =
    "Amazon Web Services, Route 53 Developer Guide, health checks and DNS failover, "
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html";
inline constexpr std::string_view kAuroraGuide =
    "Amazon Web Services, Aurora User Guide, fault tolerance, "
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html";
inline constexpr std::string_view kNetflix =
    "R. Meshenberg, N. Gopalani and L. Kosewski, Active-Active for Multi-Regional Resiliency, "
    "Netflix, 2013";
inline constexpr std::string_view kRabbit =
    "J. Vanlightly, Cluster Sizing Case Study: Quorum Queues, RabbitMQ, 2020-06-21, "
    "https://www.rabbitmq.com/blog/2020/06/21/cluster-sizing-case-study-quorum-queues-part-1";
inline constexpr std::string_view kSqs =
    "Amazon, SQS Developer Guide, visibility timeout (default 30 s), "
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"
    "sqs-visibility-timeout.html";
inline constexpr std::string_view kDean =
    "J. Dean, Software Engineering Advice from Building Large-Scale Distributed Systems, 2008";
inline constexpr std::string_view kGryski = "D. Gryski, Consistent Hashing: Algorithmic Tradeoffs, 2018";
inline constexpr std::string_view kCloudCdn =
    "Google Cloud, Cloud CDN documentation, serving stale content, https://cloud.google.com/cdn/docs";
inline constexpr std::string_view kCloudflare =
    "Cloudflare, DDoS threat reports 2021 to 2024 (17.2 M, 71 M, 201 M requests/s)";
inline constexpr std::string_view kBalancerUnits =
    "Vantage, Cloud Cost Handbook, ELB (a unit: 25 new connections/s, 3 000 active or 1 GB/h), "
    "https://handbook.vantage.sh/aws/services/elb-pricing";
inline constexpr std::string_view kEgressTiers =
    "C. Qing, How Does AWS Data Transfer Pricing Work?, 2020 (tiers from 10, 50 and 150 TB), "
    "https://chengqing.dev/en/2020/01/23/aws-data-transfer/";
inline constexpr std::string_view kPrices =
    "On-demand list price, US-East, from third-party listings; for illustration";
}  // namespace source

}  // namespace scale::model
