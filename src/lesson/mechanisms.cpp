#include "lesson/mechanisms.h"

#include <array>

namespace scale::lesson {
namespace {

using enum Place;

constexpr Places kOrigin = these(files, balancer, web, uplink);
constexpr Places kWay = these(connect, distance, files);
constexpr Places kMachines = these(balancer, web, uplink, cache, sessions, database, nosql);
constexpr Places kDatabases = these(database);

constexpr std::string_view kNearer = "pages are now made nearer to their readers";
constexpr std::string_view kFarther = "pages are made farther from their readers again";
constexpr std::string_view kOwnMachines = "each region has machines of its own for its users";
constexpr std::string_view kFewerMachines = "fewer regions' machines carry everybody";
constexpr std::string_view kRowsDealt = "the same rows are dealt to another number of shards";
constexpr std::string_view kEdgesFilled = "edges ask the origin for other files, or at other times";

constexpr Mechanism kAll[] = {
    {"cdn", kOrigin, true, "files now come from an edge nearby, pages do not",
     "every file comes from the origin again"},
    {"cdn-mode", these(connect, distance, files, balancer, web, uplink), true, kEdgesFilled, {}},
    {"cdn-ttl", kOrigin, true, kEdgesFilled, {}},
    {"coalescing", kOrigin, true, "an expired copy is fetched once for all who wait",
     "everyone who wants an expired copy makes the origin send it"},

    {"stateless", these(balancer, web), true,
     "any server answers anyone, once the session store has said who it is",
     "each user belongs to one server again"},
    {"stateless", these(sessions), false, "each page asks the session store first",
     "no page asks a session store any more"},
    {"session-store", these(sessions, database), true, "sessions are kept in another kind of store", {}},
    {"session-stores", these(sessions), true, "the sessions are dealt to another number of stores", {}},

    {"regions", kWay, true, kNearer, kFarther},
    {"regions", kMachines, true, kOwnMachines, kFewerMachines},
    {"site-na", kWay, true, kNearer, kFarther},
    {"site-na", kMachines, true, kOwnMachines, kFewerMachines},
    {"site-la", kWay, true, kNearer, kFarther},
    {"site-la", kMachines, true, kOwnMachines, kFewerMachines},
    {"site-eu", kWay, true, kNearer, kFarther},
    {"site-eu", kMachines, true, kOwnMachines, kFewerMachines},
    {"site-mea", kWay, true, kNearer, kFarther},
    {"site-mea", kMachines, true, kOwnMachines, kFewerMachines},
    {"site-sas", kWay, true, kNearer, kFarther},
    {"site-sas", kMachines, true, kOwnMachines, kFewerMachines},
    {"site-eap", kWay, true, kNearer, kFarther},
    {"site-eap", kMachines, true, kOwnMachines, kFewerMachines},

    {"serving", static_cast<Places>(kWay | kMachines), true, "other regions serve the pages", {}},
    {"writes", these(distance, database), true, "rows are written in another place", {}},
    {"retries", kMachines, true, "pages that fail are asked for again in another way", {}},
    {"shield",
     these(balancer, web, uplink, cache, sessions, database),
     true,
     "hostile requests are turned away somewhere else",
     {}},

    {"queue", these(web), true, "slow jobs wait in a queue instead of in the page",
     "slow jobs are back inside the page"},

    {"replicas", kDatabases, true, "reads are shared out, writes are not",
     "the primary answers all reads itself"},
    {"replica-count", kDatabases, true, "the same reads are shared by another number of copies", {}},
    {"vertical-partitioning", kDatabases, true, "each function has a database of its own",
     "one database has all functions again"},
    {"split-columns", kDatabases, true, "what is written all the time has less data beside it",
     "each write goes by all the columns again"},
    {"sharding", kDatabases, true, "each shard takes its part of the rows",
     "one database has all rows again"},
    {"shards", kDatabases, true, kRowsDealt, {}},
    {"social-shards", kDatabases, true, kRowsDealt, {}},
    {"accounts-shards", kDatabases, true, kRowsDealt, {}},
    {"placement", kDatabases, true, "rows are dealt to the shards by another rule", {}},
    {"denormalised", kDatabases, true, "no query has to ask every shard",
     "wide queries ask every shard again"},
    {"denormalised", kDatabases, false, "each write writes its copies too", "no write has copies to write"},
    {"pooler", kDatabases, true, "few connections leave the database its capacity",
     "every web server keeps connections of its own to the database"},
    {"database-cores", kDatabases, true, "the database has another number of cores for the same queries", {}},
    {"own-database", these(web, database), true, "pages and queries no longer share a processor",
     "pages and queries share one processor"},
    {"nosql", kDatabases, true, "history has gone where another machine adds writes",
     "history is back in the database"},
    {"nosql", these(nosql), false, "each page asks the NoSQL store for its history",
     "no page asks the NoSQL store any more"},
    {"nosql-nodes", these(nosql), true, "the same history is dealt to another number of machines", {}},
    {"cache", kDatabases, true, "what many ask for no longer reaches the database",
     "every query goes to the database"},
    {"cache", these(cache), false, "queries ask the cache first", "no query asks a cache first"},
    {"cache-ttl", kDatabases, true, "cached results live for another time", {}},
    {"cache-servers", these(cache), true, "the same lookups are shared by another number of caches", {}},

    {"web-servers",
     these(web, uplink, files),
     true,
     "the same pages are shared by another number of servers",
     {}},
    {"balancer", these(web, uplink), true, "several servers share the pages", "one server has all the pages"},
    {"balancer", these(balancer), false, "each page goes by the balancer first",
     "no page goes by a balancer any more"},
};

constexpr std::array<std::string_view, kPlaces> kTexts = {
    "opening connections", "distance",        "fetching files",         "the users' own lines",
    "the load balancers",  "the web servers", "the web servers' lines", "the caches",
    "the session stores",  "the databases",   "the NoSQL stores",
};

}  // namespace

std::size_t place_of(model::NodeKind kind) {
  using model::NodeKind;
  const auto at = [](Place place) { return static_cast<std::size_t>(place); };
  switch (kind) {
    case NodeKind::balancer:
      return at(balancer);
    case NodeKind::web:
      return at(web);
    case NodeKind::uplink:
      return at(uplink);
    case NodeKind::cache:
      return at(cache);
    case NodeKind::sessions:
      return at(sessions);
    case NodeKind::primary:
    case NodeKind::replica:
    case NodeKind::shard:
      return at(database);
    case NodeKind::nosql:
      return at(nosql);
    case NodeKind::users:
    case NodeKind::edge:
    case NodeKind::queue:
    case NodeKind::worker:
      break;
  }
  return kPlaces;
}

std::string_view place_text(Place place) {
  return kTexts[static_cast<std::size_t>(place)];
}

std::span<const Mechanism> mechanisms() {
  return kAll;
}

}  // namespace scale::lesson
