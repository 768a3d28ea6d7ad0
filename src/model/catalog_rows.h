// Inside the catalog: its groups, the sources that several rows share, and the way to a field.
#pragma once

#include <array>
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

template <std::size_t size>
constexpr bool add_up_to_one(const std::array<double, size>& shares) {
  double rest = 1;
  for (const double share : shares) rest -= share;
  return rest > -1e-12 && rest < 1e-12;
}

// One software, one operation after the other: the session store's pace is the query cache's.
inline constexpr double kStoreOperationsPerS = 72'000;

namespace source {
inline constexpr std::string_view kOurs = "Assumption of this project, no source";
inline constexpr std::string_view kLesson =
    "Assumption of this project, chosen so that the lesson's trouble shows";
inline constexpr std::string_view kArticle =
    "I. Panker, Scaling 100 000 to 500 million users, 2019, "
    "http://www.ines-panker.com/2019/08/10/scaling-100-000-to-500-M-users.html";
inline constexpr std::string_view kInternetWorldStats =
    "Internet World Stats, World Internet Users, 2020, in: DataCenterNews Asia, Asia home to half of the "
    "world's internet users, "
    "https://datacenternews.asia/story/asia-home-to-half-of-the-world-s-internet-users; "
    "split on six regions by us";
inline constexpr std::string_view kTwitter =
    "T. Hoff, The Architecture Twitter Uses to Deal with 150M Active Users, 2013, "
    "http://highscalability.com/blog/2013/7/8/"
    "the-architecture-twitter-uses-to-deal-with-150m-active-users.html";
inline constexpr std::string_view kAlmanacWeight =
    "HTTP Archive, Web Almanac 2024, Page Weight, https://almanac.httparchive.org/en/2024/page-weight";
inline constexpr std::string_view kAzure =
    "Microsoft, Azure network round-trip latency statistics, P95 of 30 days to 2026-07-30, "
    "https://learn.microsoft.com/en-us/azure/networking/azure-network-latency";
inline constexpr std::string_view kSitecore =
    "Sitecore, Estimating memory and storage requirements for session state, Experience Platform 8.1, "
    "undated, "
    "https://doc.sitecore.com/developers/81/sitecore-experience-platform/en/"
    "estimate-memory-and-storage-requirements-for-session-state.html";
inline constexpr std::string_view kSreBook =
    "B. Beyer et al., Site Reliability Engineering, 2016, chapter 21, Handling Overload, "
    "https://sre.google/sre-book/handling-overload/";
inline constexpr std::string_view kRfc6928 =
    "J. Chu et al., Increasing TCP's Initial Window, RFC 6928, 2013, https://www.rfc-editor.org/rfc/rfc6928";
inline constexpr std::string_view kBreslau =
    "L. Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999, "
    "https://doi.org/10.1109/INFCOM.1999.749260";
inline constexpr std::string_view kEdison =
    "Edison Research and Triton Digital, The Infinite Dial 2016 (12 h 08 min a week among its listeners), "
    "https://www.edisonresearch.com/the-infinite-dial-2016/";
inline constexpr std::string_view kHaproxyIntro =
    "HAProxy, Starter Guide, section 3.6, current edition, "
    "https://docs.haproxy.org/dev/intro.html";
inline constexpr std::string_view kHaproxyManual =
    "HAProxy, Configuration Manual (stick tables; check inter 2 s, fall 3), current edition, "
    "https://docs.haproxy.org/dev/configuration.html";
inline constexpr std::string_view kStackOverflow =
    "N. Craver, Stack Overflow: The Architecture, 2016 edition, "
    "https://nickcraver.com/blog/2016/02/17/stack-overflow-the-architecture-2016-edition/";
inline constexpr std::string_view kAurora =
    "A. Verbitski et al., Amazon Aurora: Design Considerations for High Throughput Cloud-Native Relational "
    "Databases, SIGMOD 2017, https://dl.acm.org/doi/10.1145/3035918.3056101";
inline constexpr std::string_view kRedisBenchmark =
    "Redis, Redis benchmark, current edition, "
    "https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/benchmarks/";
inline constexpr std::string_view kRedisLatency =
    "Redis, Diagnosing latency issues, current edition, "
    "https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency/";
inline constexpr std::string_view kRoute53 =
    "Amazon Web Services, Route 53 Developer Guide, health checks and DNS failover, current edition, "
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html";
inline constexpr std::string_view kAuroraGuide =
    "Amazon Web Services, Aurora User Guide, fault tolerance, current edition, "
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html";
inline constexpr std::string_view kNetflix =
    "R. Meshenberg, N. Gopalani and L. Kosewski, Active-Active for Multi-Regional Resiliency, Netflix, 2013, "
    "https://netflixtechblog.com/active-active-for-multi-regional-resiliency-c47719f6685b";
inline constexpr std::string_view kRabbit =
    "J. Vanlightly, Cluster Sizing Case Study: Quorum Queues, RabbitMQ, 2020-06-21, "
    "https://www.rabbitmq.com/blog/2020/06/21/cluster-sizing-case-study-quorum-queues-part-1";
inline constexpr std::string_view kSqs =
    "Amazon, SQS Developer Guide, visibility timeout (default 30 s), "
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/"
    "sqs-visibility-timeout.html";
inline constexpr std::string_view kGryski =
    "D. Gryski, Consistent Hashing: Algorithmic Tradeoffs, 2018, "
    "https://dgryski.medium.com/consistent-hashing-algorithmic-tradeoffs-ef6b8e2fcae8";
inline constexpr std::string_view kFastPurge =
    "Akamai, Property Manager documentation, Fast Invalidate (about 5 s), current edition, "
    "https://techdocs.akamai.com/property-mgr/docs/fast-inval";
inline constexpr std::string_view kFastly =
    "N. Rockwell, Summary of June 8 outage, Fastly, 2021 (seen within a minute, 95 % back in 49), "
    "https://www.fastly.com/blog/summary-of-june-8-outage";
inline constexpr std::string_view kAkamaiDns =
    "A.-J. Su et al., Drafting behind Akamai, SIGCOMM 2006 (edges are chosen anew by short-lived DNS "
    "answers), "
    "https://doi.org/10.1145/1151659.1159962";
inline constexpr std::string_view kCloudflareProtection =
    "Cloudflare, DDoS protection (recognised in seconds, not minutes), current edition, "
    "https://www.cloudflare.com/ddos/";
inline constexpr std::string_view kShieldPrice =
    "TechTarget, AWS Shield vs. WAF vs. Firewall Manager (3 000 USD a month), undated, "
    "https://www.techtarget.com/searchcloudcomputing/tip/"
    "Which-should-I-choose-AWS-Shield-vs-WAF-vs-Firewall-Manager";
inline constexpr std::string_view kCdnTierPrices =
    "Amazon Web Services, CloudFront pricing, price of the United States, current edition, "
    "https://aws.amazon.com/cloudfront/pricing/";
inline constexpr std::string_view kCloudflare =
    "Cloudflare, HTTP/2 Rapid Reset: deconstructing the record-breaking attack, 2023 (201 M requests/s), "
    "https://blog.cloudflare.com/technical-breakdown-http2-rapid-reset-ddos-attack/";
inline constexpr std::string_view kBalancerUnits =
    "Vantage, Cloud Cost Handbook, ELB (a unit: 25 new connections/s, 3 000 active or 1 GB/h), current "
    "edition, "
    "https://handbook.vantage.sh/aws/services/elb-pricing";
inline constexpr std::string_view kEgressTierPrices =
    "Wring, AWS Data Transfer Pricing Guide, 2026, https://wring.co/blog/aws-data-transfer-pricing-guide";
inline constexpr std::string_view kPeakToMean =
    "B. Brazil, Do you know your peak to mean ratio?, undated, https://www.robustperception.io/blog";
inline constexpr std::string_view kCalendar = "The calendar";
inline constexpr std::string_view kPrices =
    "Vantage, Cloud instance comparison, on-demand list price of the east of the United States, current "
    "edition, "
    "https://instances.vantage.sh; for illustration";
}  // namespace source

}  // namespace scale::model
