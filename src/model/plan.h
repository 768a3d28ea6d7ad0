// The architecture as a reader would draw it: nodes and links, each knowing which stations of the compiled
// network it stands for. Made by compile() together with the network, so that picture and run cannot differ.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/region.h"
#include "sim/network.h"

namespace scale::model {

enum class NodeKind : std::uint8_t {
  users,     // one for each user region
  edge,      // a CDN edge: one for each user region
  balancer,  // one for each site
  web,       // the web servers of a site: members = servers
  uplink,    // their way out; drawn as part of web
  cache,     // query cache of a site
  sessions,  // session store of a site
  primary,   // the database that takes writes (or one function of it)
  replica,
  shard,  // all shards of one database: members = shards
  queue,
  worker,
  nosql,
};

// Diagram columns from the users to the data, used for the layout.
enum class Column : std::uint8_t { users, edges, balancers, web, data, background };

struct Node {
  std::string id;  // unique and stable: "web.eu", "edge.sas", "primary"; animation follows it
  NodeKind kind = NodeKind::users;
  Column column = Column::users;
  Region region = Region::eu;             // where it stands
  std::string label;                      // "Web servers", "Singapore"
  std::vector<std::uint32_t> stations;    // of each member, in order; empty for users
  std::uint32_t stations_per_member = 1;  // 2 of a database that is written: its CPU and its disk
  std::uint32_t cache = sim::kNone;       // edges and query caches
  std::vector<std::uint32_t> tables;      // sessions, one table for each region of users served here
  std::vector<double> data_bytes;         // of each member of a database
  std::uint32_t log = sim::kNone;         // replicas: what they lag behind
  std::uint32_t line = sim::kNone;        // queues: the station whose waiting messages are kept here
  std::int32_t cores_per_member = 1;
};

struct Link {
  std::uint32_t from = 0, to = 0;      // nodes
  std::uint32_t counter = sim::kNone;  // requests over it are counted here ...
  double weight = 1;                   // ... of which this share takes this link
  bool replication = false;
};

// Index of every metric, counter, class and path that the snapshot reads.
struct Plan {
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::vector<std::uint32_t> node_of_station;  // kNone for stations that are not drawn
};

}  // namespace scale::model
