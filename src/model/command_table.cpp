// The one table of commands. Rows are only ever added at the end of it. What a row says of its range and
// initial value is completed from its kind and from a new Architecture, so that neither is said twice.
#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "model/command.h"
#include "model/words.h"

namespace scale::model {

namespace {

using A = Architecture;
using enum CommandKind;
using enum CommandGroup;

template <auto member>
double get(const Architecture& architecture) {
  return static_cast<double>(architecture.*member);
}

template <auto member>
void set(Architecture& architecture, double value) {
  using Field = std::remove_reference_t<decltype(architecture.*member)>;
  if constexpr (std::is_same_v<Field, bool>)
    architecture.*member = value != 0;
  else if constexpr (std::is_integral_v<Field>)
    architecture.*member = static_cast<Field>(value);
  else if constexpr (std::is_enum_v<Field>)
    architecture.*member = static_cast<Field>(static_cast<int>(value));
  else
    architecture.*member = value;
}

template <Region region>
double get_site(const Architecture& architecture) {
  return architecture.sites[static_cast<std::size_t>(region)] ? 1 : 0;
}

template <Region region>
void set_site(Architecture& architecture, double value) {
  architecture.sites[static_cast<std::size_t>(region)] = value != 0;
}

double get_replicas(const Architecture& architecture) {
  return architecture.replicas > 0 ? 1 : 0;
}

void set_replicas(Architecture& architecture, double value) {
  if (value == 0)
    architecture.replicas = 0;
  else if (architecture.replicas == 0)
    architecture.replicas = Architecture{}.replicas;
}

double get_regions(const Architecture& architecture) {
  return std::count(architecture.sites.begin(), architecture.sites.end(), true) > 1 ? 1 : 0;
}

// On: the three that serve the world's users best for their number. Off: Europe alone.
void set_regions(Architecture& architecture, double value) {
  architecture.sites = Architecture{}.sites;
  if (value == 0) return;
  for (Region region : {Region::na, Region::eu, Region::eap})
    architecture.sites[static_cast<std::size_t>(region)] = true;
}

constexpr std::string_view kRegionWords = "na la eu mea sas eap";

std::vector<CommandInfo> rows() {
  return {
      {.id = "users",
       .kind = amount,
       .group = demand,
       .low = 1,
       .high = 500e6,
       .label = "Active users a day",
       .gain = "A bigger audience",
       .price = "Every part works harder, all at once in the evening",
       .available = true,
       .get = get<&A::users>,
       .set = set<&A::users>},

      {.id = "cdn",
       .label = "CDN",
       .gain = "Files and audio come from an edge near each user; your own line is freed",
       .price = "A changed file can stay old at the edges; an empty edge asks you for everything again",
       .stage = 4,
       .available = true,
       .get = get<&A::cdn>,
       .set = set<&A::cdn>},
      {.id = "stateless",
       .label = "Stateless web servers",
       .gain = "Any server can take any request: one may crash or be added, and nobody is logged out",
       .price = "Each request asks a session store first, and everyone needs that store",
       .stage = 4,
       .available = true,
       .get = get<&A::stateless>,
       .set = set<&A::stateless>},
      {.id = "regions",
       .label = "More regions",
       .gain = "Pages start nearer to their readers, and one region may be lost",
       .price = "Copies lag behind and can disagree, and each region needs room for another's users",
       .stage = 5,
       .get = get_regions,
       .set = set_regions},
      {.id = "queue",
       .label = "Message queue",
       .gain = "Slow work leaves the request, and bursts wait in line instead of failing",
       .price = "Work is done later, sometimes twice, and there are brokers to run",
       .stage = 6,
       .get = get<&A::queue>,
       .set = set<&A::queue>},
      {.id = "replicas",
       .label = "Read replicas",
       .gain = "Reads are shared out over copies of the database",
       .price = "A copy is a little behind, and every write is still made by the primary",
       .available = true,
       .get = get_replicas,
       .set = set_replicas},
      {.id = "vertical-partitioning",
       .label = "Split by function",
       .gain = "Accounts, catalogue, history and social each have a database of their own",
       .price = "The busiest of the four is the next limit, and joining two takes two calls",
       .stage = 7,
       .get = get<&A::vertical_partitioning>,
       .set = set<&A::vertical_partitioning>},
      {.id = "sharding",
       .label = "Sharding",
       .gain = "Rows are divided over many databases, and writes grow with their number",
       .price = "Some shards run hotter, wide queries wait for the slowest, and adding one moves data",
       .stage = 7,
       .get = get<&A::sharding>,
       .set = set<&A::sharding>},
      {.id = "nosql",
       .label = "NoSQL store",
       .gain = "The history is kept where adding a machine adds writes",
       .price = "No joins, no transactions over several rows, one more system to run",
       .stage = 8,
       .get = get<&A::nosql>,
       .set = set<&A::nosql>},
      {.id = "cache",
       .label = "Query cache",
       .gain = "Results asked for again and again never reach the database",
       .price = "What is shown can be as old as its time to live; when it expires, many ask at once",
       .available = true,
       .get = get<&A::cache>,
       .set = set<&A::cache>},

      {.id = "web-servers",
       .kind = count,
       .group = sizes,
       .low = 1,
       .high = 1000,
       .label = "Web servers in each region",
       .gain = "More pages at once, and room for a lost server",
       .price = "Each is paid for by the hour, busy or idle",
       .available = true,
       .get = get<&A::web_servers>,
       .set = set<&A::web_servers>},
      {.id = "database-cores",
       .kind = count,
       .group = sizes,
       .low = 1,
       .high = 96,
       .label = "Cores of the primary database",
       .gain = "The same database does more, and nothing else has to change",
       .price = "It is dear, and there is a largest machine",
       .available = true,
       .get = get<&A::database_cores>,
       .set = set<&A::database_cores>},
      {.id = "replica-count",
       .kind = count,
       .group = sizes,
       .low = 0,
       .high = 15,
       .label = "Replicas in each region",
       .gain = "More reads, and a spare when the primary dies",
       .price = "Each is another database machine, and has every write to repeat",
       .available = true,
       .get = get<&A::replicas>,
       .set = set<&A::replicas>},
      {.id = "workers",
       .kind = count,
       .group = sizes,
       .low = 0,
       .high = 10'000,
       .label = "Workers",
       .gain = "The queue is emptied faster",
       .price = "Each is a core to pay for; with none, work only waits",
       .stage = 6,
       .get = get<&A::workers>,
       .set = set<&A::workers>},
      {.id = "shards",
       .kind = count,
       .group = sizes,
       .low = 1,
       .high = 1024,
       .label = "Shards",
       .gain = "Less data and fewer writes on each",
       .price = "Changing their number moves data, and wide queries have more to wait for",
       .stage = 7,
       .get = get<&A::shards>,
       .set = set<&A::shards>},
      {.id = "cdn-ttl",
       .kind = amount,
       .group = sizes,
       .low = 1,
       .high = 31'536'000,
       .label = "Time to live at the edges, seconds",
       .gain = "Longer: edges ask you less often",
       .price = "Longer: a changed file stays old longer",
       .stage = 4,
       .available = true,
       .get = get<&A::cdn_ttl_s>,
       .set = set<&A::cdn_ttl_s>},
      {.id = "cache-ttl",
       .kind = amount,
       .group = sizes,
       .low = 1,
       .high = 3600,
       .label = "Time to live in the cache, seconds",
       .gain = "Longer: fewer queries reach the database",
       .price = "Longer: what is shown may be older",
       .available = true,
       .get = get<&A::cache_ttl_s>,
       .set = set<&A::cache_ttl_s>},
      {.id = "cdn-mode",
       .kind = choice,
       .group = sizes,
       .choices = "pull push dynamic",
       .label = "How the CDN is filled",
       .gain = "Pull fetches by itself; push has files in place beforehand; dynamic carries pages too",
       .price = "Pull starts cold; push stays old until you push; dynamic is dearer and still asks you",
       .stage = 4,
       .get = get<&A::cdn_mode>,
       .set = set<&A::cdn_mode>},
      {.id = "session-store",
       .kind = choice,
       .group = sizes,
       .choices = "memory persistent sql",
       .label = "Where sessions are kept",
       .gain = "In memory is simplest, a persistent store survives a restart, SQL needs no new system",
       .price = "A restart empties memory; SQL burdens the database that is short of breath already",
       .stage = 4,
       .get = get<&A::session_store>,
       .set = set<&A::session_store>},
      {.id = "placement",
       .kind = choice,
       .group = sizes,
       .choices = "range modulo ring",
       .label = "Which shard a user is on",
       .gain = "Ranges keep neighbours together, modulo is even, a ring moves little when it grows",
       .price = "Ranges have a hot end, modulo moves nearly all when it grows, a ring is less even",
       .stage = 7,
       .get = get<&A::placement>,
       .set = set<&A::placement>},

      {.id = "site-na",
       .group = sizes,
       .label = "North America",
       .gain = "Near pages for its users",
       .price = "A whole set of machines",
       .stage = 5,
       .get = get_site<Region::na>,
       .set = set_site<Region::na>},
      {.id = "site-la",
       .group = sizes,
       .label = "Latin America",
       .gain = "Near pages for its users",
       .price = "A whole set of machines",
       .stage = 5,
       .get = get_site<Region::la>,
       .set = set_site<Region::la>},
      {.id = "site-eu",
       .group = sizes,
       .label = "Europe",
       .gain = "Near pages for its users",
       .price = "A whole set of machines",
       .stage = 5,
       .get = get_site<Region::eu>,
       .set = set_site<Region::eu>},
      {.id = "site-mea",
       .group = sizes,
       .label = "Middle East, Africa",
       .gain = "Near pages for its users",
       .price = "A whole set of machines",
       .stage = 5,
       .get = get_site<Region::mea>,
       .set = set_site<Region::mea>},
      {.id = "site-sas",
       .group = sizes,
       .label = "South Asia",
       .gain = "Near pages for its users",
       .price = "A whole set of machines",
       .stage = 5,
       .get = get_site<Region::sas>,
       .set = set_site<Region::sas>},
      {.id = "site-eap",
       .group = sizes,
       .label = "East Asia, Pacific",
       .gain = "Near pages for its users",
       .price = "A whole set of machines",
       .stage = 5,
       .get = get_site<Region::eap>,
       .set = set_site<Region::eap>},

      {.id = "spike",
       .kind = incident,
       .group = incidents,
       .label = "A popular show",
       .gain = "Shows how much room is left",
       .price = "Half as many users again within a minute",
       .stage = 0,
       .available = true},
      {.id = "viral",
       .kind = incident,
       .group = incidents,
       .label = "One item goes viral",
       .gain = "Shows what happens to the one place that holds it",
       .price = "A fifth of all requests ask for the same thing",
       .stage = 5},
      {.id = "flood",
       .kind = incident,
       .group = incidents,
       .label = "A flood of hostile requests",
       .gain = "Shows who stands first in line and what it can turn away",
       .price = "A million requests a second",
       .stage = 4},
      {.id = "server-crash",
       .kind = incident,
       .group = incidents,
       .high = 999,
       .label = "A web server crashes",
       .gain = "Shows what was kept only there",
       .price = "Its requests fail until the balancer notices; a replacement takes minutes",
       .available = true},
      {.id = "region-outage",
       .kind = incident,
       .group = incidents,
       .initial = 2,
       .choices = kRegionWords,
       .label = "A region is lost",
       .gain = "Shows how users find another, and whether it has room for them",
       .price = "Errors until it is noticed and the addresses have expired",
       .stage = 5},
      {.id = "db-failover",
       .kind = incident,
       .group = incidents,
       .label = "The primary database dies",
       .gain = "Shows a replica taking its place",
       .price = "No writes for a minute or two; those not yet copied are lost",
       .stage = 5},
      {.id = "link-cut",
       .kind = incident,
       .group = incidents,
       .initial = 2,
       .choices = kRegionWords,
       .label = "A region is cut off from the others",
       .gain = "Shows how far copies drift apart",
       .price = "Old data there, and a queue of changes to catch up with",
       .stage = 5},
      {.id = "deploy",
       .kind = incident,
       .group = incidents,
       .label = "A deploy",
       .gain = "Every server gets the new program, one after the other",
       .price = "What a server kept in its files is gone",
       .stage = 4,
       .available = true},
      {.id = "file-change",
       .kind = incident,
       .group = incidents,
       .label = "A file is changed",
       .gain = "Shows how long old copies are served",
       .price = "Edges go on with the old one until it expires or is pushed",
       .stage = 4,
       .available = true},
      {.id = "cache-flush",
       .kind = incident,
       .group = incidents,
       .label = "The edges are purged",
       .gain = "Nothing old is left",
       .price = "Every file is fetched from you again, all at once",
       .stage = 4,
       .available = true},
      {.id = "store-restart",
       .kind = incident,
       .group = incidents,
       .label = "The session store restarts",
       .gain = "Shows what everyone depends on",
       .price = "No page without it; kept in memory only, all sessions are lost",
       .stage = 4,
       .available = true},
      {.id = "worker-crash",
       .kind = incident,
       .group = incidents,
       .high = 9999,
       .label = "A worker crashes",
       .gain = "Shows its job being given to another",
       .price = "The job is done later, and perhaps twice",
       .stage = 6},
      {.id = "broker-down",
       .kind = incident,
       .group = incidents,
       .label = "The message broker is down",
       .gain = "Shows what publishers do without it",
       .price = "Slow work is lost or waits with its publisher",
       .stage = 6},

      {.id = "speed",
       .kind = amount,
       .group = time,
       .low = 1,
       .high = 600,
       .initial = 10,
       .choices = "1 10 60 600",
       .label = "Simulated seconds in one second",
       .gain = "Slow shows each request, fast shows a day",
       .price = "At 600 most of the time is projected, not simulated",
       .available = true},
      {.id = "time-of-day",
       .kind = amount,
       .group = time,
       .low = -1,
       .high = 24,
       .initial = -1,
       .label = "Time of day (UTC hours; -1: every region at its evening peak)",
       .gain = "Regions follow their own clocks, and their peaks come one after the other",
       .price = "The evening's worst is seen in one region at a time"},
  };
}

std::vector<CommandInfo> completed() {
  std::vector<CommandInfo> table = rows();
  for (CommandInfo& row : table) {
    if (row.kind == toggle) row.high = 1;
    if ((row.kind == choice || row.kind == incident) && !row.choices.empty())
      row.high = static_cast<double>(split_words(row.choices).size() - 1);
    if (row.get != nullptr) row.initial = row.get(Architecture{});
  }
  return table;
}

}  // namespace

// Immutable, built on first use.
const std::vector<CommandInfo>& command_table() {
  static const std::vector<CommandInfo> table = completed();
  return table;
}

}  // namespace scale::model
