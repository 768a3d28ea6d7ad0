// What the learner has built, as plain data. compile() turns it into a network; nothing here is derived.
#pragma once

#include <array>
#include <cstdint>

#include "model/region.h"

namespace scale::model {

enum class CdnMode : std::uint8_t { pull, push, dynamic };
enum class Shield : std::uint8_t { none, balancer, cdn };      // who turns hostile requests away
enum class Retries : std::uint8_t { none, at_once, backoff };  // of a page that failed or took too long
enum class SessionStore : std::uint8_t { memory, persistent, sql };
enum class ShardPlacement : std::uint8_t { range, modulo, ring };
enum class QueueFull : std::uint8_t { wait, drop };     // what a publisher does whom the broker refuses
enum class Serving : std::uint8_t { active, passive };  // every site; or one, and the others stand by
enum class Writes : std::uint8_t { single, multi };     // primaries: one in all, or one in each region

struct Architecture {
  double users = 100'000;  // active users a day, 1 to 500 000 000
  Retries retries = Retries::none;

  bool cdn = false;
  CdnMode cdn_mode = CdnMode::pull;
  double cdn_ttl_s = 3600;
  // Expired copies are served this much longer while the origin fails; the default is Google Cloud CDN's.
  double stale_window_s = 86'400;
  Shield shield = Shield::none;  // a balancer's needs the balancer, a CDN's the CDN
  bool coalescing = true;        // a cache asks once for what many want; off: all of them ask

  bool stateless = false;  // off: sessions in the web servers' files, a sticky balancer
  SessionStore session_store = SessionStore::persistent;
  int session_stores = 1;      // in each site; sessions are divided over them
  bool store_standby = false;  // each with a copy that takes its place

  std::array<bool, kRegions> sites = {false, false, true, false, false, false};  // data centres
  Serving serving = Serving::active;
  bool balancer = true;      // off: users reach the servers by the DNS, and nobody notices a dead one
  int web_servers = 2;       // in each site, two cores each
  bool own_database = true;  // off: the one database runs on the first web server's machine
  int database_cores = 8;    // of each database
  bool pooler = true;        // few, shared connections to a database
  int replicas = 2;          // of the primary, in each site
  Writes writes = Writes::single;

  bool cache = true;  // of query results, beside the web servers
  double cache_ttl_s = 60;
  int cache_servers = 1;  // in each site

  bool queue = false;      // off: slow work is done by the web server, inside the request
  int workers = 12;        // in each site
  int broker_cores = 6;    // in each site
  int job_parts = 1;       // messages that a job is split into
  double job_delay_s = 0;  // the broker holds a message back for this long
  QueueFull queue_full = QueueFull::wait;
  bool vertical_partitioning = false;
  bool split_columns = false;  // seldom used columns in a database of their own
  bool sharding = false;
  int shards = 4;           // of the busiest function, or of the one database
  int social_shards = 1;    // with a split by function
  int accounts_shards = 1;  // the same
  ShardPlacement placement = ShardPlacement::modulo;
  bool denormalised = false;  // copies of rows, so that no query asks every shard
  bool nosql = false;
  int nosql_nodes = 3;  // in each site
};

}  // namespace scale::model
