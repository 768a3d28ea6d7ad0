// Catalog rows: query cache, database, replicas, and dividing the data.
#include "model/catalog_rows.h"

namespace scale::model {

using enum Grade;

namespace {

// The primary's reading limit and a query's CPU time are one figure: 32 cores at 125 000 reads a second.
constexpr double kQueryCpuS = 0.00026, kReadsPerS = 125'000, kReadCores = 32;
static_assert(kQueryCpuS * kReadsPerS / kReadCores > 0.98 && kQueryCpuS * kReadsPerS / kReadCores < 1.05);
// A query takes 1.2 ms in all.
constexpr double kQueryWaitS = 0.0009;
static_assert(kQueryCpuS + kQueryWaitS > 0.0011 && kQueryCpuS + kQueryWaitS < 0.0013);
// By operations of the disk: the standard machine 30 000, the largest 80 000.
constexpr double kLargestMachineFactor = 2.67;
static_assert(kLargestMachineFactor > 79.0 / 30 && kLargestMachineFactor < 81.0 / 30);

// Accounts, catalogue, history, social: of the rows written, and of the questions asked.
constexpr std::array kFunctionShare = {0.10, 0.05, 0.65, 0.20};
constexpr std::array kFunctionReadShare = {0.15, 0.45, 0.20, 0.20};
static_assert(add_up_to_one(kFunctionShare) && add_up_to_one(kFunctionReadShare));

}  // namespace

void add_database_rows(CatalogRows& rows) {
  using C = Catalog;
  constexpr std::string_view kFunctionMeaning =
      "Share of the row writes and of the data that belong to this function";
  constexpr std::string_view kReadMeaning = "Share of the queries that are about this function";
  rows.insert(
      rows.end(),
      {
          {"queries_per_page", 7.6, 1, 50, "-", "SQL queries of one page", source::kStackOverflow, derived,
           at<&C::queries_per_page>},
          {"query_cpu_s", kQueryCpuS, 0.0001, 0.002, "s",
           "Database CPU time of one query (125 K/s on 32 cores)", source::kAurora, derived,
           at<&C::query_cpu_s>},
          {"query_cpu_scv", 1, 0, 4, "-", "Its spread; no source gives the shape", source::kOurs, assumed,
           at<&C::query_cpu_scv>},
          {"query_wait_s", kQueryWaitS, 0, 0.002, "s",
           "A query's time beside the CPU: 1.2 ms in all less its CPU time", source::kStackOverflow, derived,
           at<&C::query_wait_s>},
          {"cached_query_share", 0.5, 0, 1, "share", "Queries whose result may be cached at all",
           source::kOurs, assumed, at<&C::cached_query_share>},
          {"cached_results", 10'000, 100, 10'000'000, "-", "Different results among them", source::kOurs,
           assumed, at<&C::cached_results>},
          {"cached_zipf", 0.8, 0.6, 1.0, "-", "Zipf exponent of their popularity", source::kBreslau, assumed,
           at<&C::cached_zipf>},
          {"cache_operation_s", 1 / kStoreOperationsPerS, 1.0 / 500'000, 1.0 / 20'000, "s",
           "One operation of the cache (72 K/s, not pipelined)", source::kRedisBenchmark, derived,
           at<&C::cache_operation_s>},
          {"home_query_s", 0.040, 0.001, 1, "s",
           "CPU time of the home page's aggregate query, asked by a visit's first view", source::kLesson,
           assumed_for_lesson, at<&C::home_query_s>},
          {"report_queries", 8, 0, 100, "-", "Long queries of the nightly report that run at once",
           source::kLesson, assumed_for_lesson, at<&C::report_queries>},
          {"report_hold_s", 120, 1, 36'000, "s", "The report takes this long", source::kOurs, assumed,
           at<&C::report_hold_s>},

          {"row_writes_per_s_1gb", 8'400, 1'000, 100'000, "1/s",
           "Rows the primary can write with 1 GB of data", source::kAurora, read,
           at<&C::row_writes_per_s_1gb>},
          {"row_writes_per_s_10gb", 2'400, 500, 100'000, "1/s", "The same with 10 GB", source::kAurora, read,
           at<&C::row_writes_per_s_10gb>},
          {"row_writes_per_s_100gb", 1'500, 500, 100'000, "1/s", "The same with 100 GB", source::kAurora,
           read, at<&C::row_writes_per_s_100gb>},
          {"row_writes_per_s_1tb", 1'200, 500, 100'000, "1/s", "The same with 1 TB", source::kAurora, read,
           at<&C::row_writes_per_s_1tb>},
          {"data_bytes_per_user", 10'000, 1'000, 100'000, "bytes", "Data kept for each active user",
           source::kOurs, assumed, at<&C::data_bytes_per_user>},
          {"replica_rows_per_s", 2'100, 500, 20'000, "1/s",
           "Rows a replica can apply; gives the published lags of 1, 2, 5 and 10 K writes/s", source::kAurora,
           derived, at<&C::replica_rows_per_s>},
          {"largest_machine_factor", kLargestMachineFactor, 1, 8, "-",
           "Writes of the largest machine over those of the standard one", source::kOurs, assumed,
           at<&C::largest_machine_factor>},
          {"standard_machine_cores", 32, 1, 96, "cores",
           "Cores of the machine that the published figures are from", source::kAurora, read,
           at<&C::standard_machine_cores>},
          {"largest_machine_cores", 96, 32, 448, "cores", "Cores of the largest machine", source::kOurs,
           assumed, at<&C::largest_machine_cores>},
          {"database_queue_limit", 2'000, 10, 100'000, "requests", "Queries that may wait at one database",
           source::kOurs, assumed, at<&C::database_queue_limit>},
          {"pooled_connections", 500, 50, 5'000, "-", "Connections that the pooler keeps to a database",
           source::kOurs, assumed, at<&C::pooled_connections>},
          {"connections_per_server", 20, 1, 200, "-", "Without a pooler: connections from each web server",
           source::kOurs, assumed, at<&C::connections_per_server>},
          {"connections_factor_50", 0.48, 0.1, 1, "-", "Capacity with 50 connections over that with 500",
           source::kAurora, derived, at<&C::connections_factor_50>},
          {"connections_factor_500", 1, 1, 1, "-", "The reference: 500 connections", source::kAurora, derived,
           at<&C::connections_factor_500>},
          {"connections_factor_5000", 0.62, 0.1, 1, "-",
           "Capacity with 5 000 connections over that with 500: the collapse", source::kAurora, derived,
           at<&C::connections_factor_5000>},

          {"function_share.accounts", kFunctionShare[0], 0, 1, "share", kFunctionMeaning, source::kOurs,
           assumed, at<&C::function_share, 0>},
          {"function_share.catalogue", kFunctionShare[1], 0, 1, "share", kFunctionMeaning, source::kOurs,
           assumed, at<&C::function_share, 1>},
          {"function_share.history", kFunctionShare[2], 0, 1, "share", kFunctionMeaning, source::kOurs,
           assumed, at<&C::function_share, 2>},
          {"function_share.social", kFunctionShare[3], 0, 1, "share", kFunctionMeaning, source::kOurs,
           assumed, at<&C::function_share, 3>},
          {"function_read_share.accounts", kFunctionReadShare[0], 0, 1, "share", kReadMeaning, source::kOurs,
           assumed, at<&C::function_read_share, 0>},
          {"function_read_share.catalogue", kFunctionReadShare[1], 0, 1, "share", kReadMeaning, source::kOurs,
           assumed, at<&C::function_read_share, 1>},
          {"function_read_share.history", kFunctionReadShare[2], 0, 1, "share", kReadMeaning, source::kOurs,
           assumed, at<&C::function_read_share, 2>},
          {"function_read_share.social", kFunctionReadShare[3], 0, 1, "share", kReadMeaning, source::kOurs,
           assumed, at<&C::function_read_share, 3>},
          {"cross_function_read_share", 0.1, 0, 1, "share",
           "Queries that join two functions' tables: two calls once they are apart", source::kOurs, assumed,
           at<&C::cross_function_read_share>},
          {"hot_column_reads", 0.8, 0, 1, "share", "Queries that ask for the few columns in constant use",
           source::kOurs, assumed, at<&C::hot_column_reads>},
          {"hot_column_writes", 0.8, 0, 1, "share", "Row writes to those columns", source::kOurs, assumed,
           at<&C::hot_column_writes>},
          {"hot_column_bytes", 0.2, 0, 1, "share", "Their part of the data", source::kOurs, assumed,
           at<&C::hot_column_bytes>},
          {"cross_column_reads", 0.1, 0, 1, "share",
           "Of those queries, the ones that need the other columns too: a second call", source::kOurs,
           assumed, at<&C::cross_column_reads>},
          {"cross_shard_read_share", 0.02, 0, 1, "share", "Queries that must ask every shard", source::kOurs,
           assumed, at<&C::cross_shard_read_share>},
          {"denormalised_rows", 1, 0, 10, "-", "Rows written besides, for copies that spare the wide queries",
           source::kOurs, assumed, at<&C::denormalised_rows>},
          {"user_zipf", 0.66, 0, 1.2, "-",
           "Zipf exponent of the users' activity: of a million, a thousand do a tenth", source::kArticle,
           derived, at<&C::user_zipf>},
          {"virtual_nodes", 100, 1, 1'000, "-", "Points of a shard on the ring: 100 give a spread of 10 %",
           source::kGryski, assumed, at<&C::virtual_nodes>},
          {"oldest_shard_ratio", 1.7, 1, 5, "-",
           "Placed by range: load of the oldest accounts' shard over the mean of eight", source::kOurs,
           derived, at<&C::oldest_shard_ratio>},
          {"reshard_streams", 4, 1, 64, "-", "Streams that move data at once", source::kOurs, assumed,
           at<&C::reshard_streams>},
          {"reshard_stream_bytes_per_s", 100e6, 1e6, 1e9, "bytes/s", "Speed of one of them", source::kOurs,
           assumed, at<&C::reshard_stream_bytes_per_s>},
          {"reshard_disk_share", 0.25, 0, 1, "share",
           "Of a shard's disk, while rows are copied to or from it", source::kOurs, assumed,
           at<&C::reshard_disk_share>},
          {"nosql_operations_per_node_s", 10'000, 1'000, 100'000, "1/s", "Operations of one of its nodes",
           source::kOurs, assumed, at<&C::nosql_operations_per_node_s>},
      });
}

}  // namespace scale::model
