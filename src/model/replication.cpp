// Rows on their way to other sites.
// One primary in all: every site reads its own replicas. Price: far writes cross the world, and what is
// written is seen elsewhere only after the delay, so that a user who writes and looks again may miss it. A
// primary in each region: writes are near too. Price: each of them still has every row to write, two users
// may write the same row in two places within the delay (a conflict: one of the two is lost or must be
// merged), and what a lost site had not sent yet is lost. A log is what stands between: it has a delay, a
// line of finite speed, and it may be cut; then it grows, and catches up later. Not modelled: the merging
// itself, replication between sites over one another. Conflicts are counted, not computed: a shared row that
// was written elsewhere within the delay is still in a cache of recent writes.
#include "model/blueprint.h"
#include "model/sharding.h"

namespace scale::model {
namespace {

double pages_per_s(const Blueprint& b, const Site& site) {
  double sum = 0;
  for (const Region users : kAllRegions)
    if (b.service[static_cast<std::size_t>(users)].site == site.region)
      sum += views_per_s(b.catalog, b.architecture.users, users);
  return sum;
}

// Another site's rows, written here too.
void build_applying(Blueprint& b, Database& database, Site& site) {
  const Catalog& c = b.catalog;
  DatabaseSite& here = database.in(site.region);
  ProgramBuilder p;
  p.delay(c.replication_delay_s, Part::database);
  if (database.key_map != sim::kNone) write_shard_steps(database, p);
  p.visit_member(here.disk_pool, kShardSlot, exponential(c.rows_per_write), Part::database);
  p.end();
  sim::Class applying;
  applying.name = name_of("rows-from-elsewhere." + database.name, site.region);
  applying.program = p.take();
  here.apply_class = add_class(b, applying);
}

void build_outgoing(Blueprint& b, Database& database, Site& site) {
  const Catalog& c = b.catalog;
  DatabaseSite& here = database.in(site.region);
  b.out.network.logs.push_back({.name = name_of("outgoing." + database.name, site.region),
                                .apply_per_s = c.replication_bytes_per_s / c.replication_row_bytes,
                                .delay_s = c.replication_delay_s,
                                .connected = link_is_up(b, site.region),
                                .contents = site.life});
  here.outgoing = static_cast<std::uint32_t>(b.out.network.logs.size() - 1);
  b.out.readout.write_logs.push_back(here.outgoing);
  b.out.plan.nodes[here.node].log = here.outgoing;
}

// How long a row written in one site may be written in another without either knowing, and which of the cuts
// so far this is the time after: during a cut, all that was written since.
struct Blind {
  double seconds = 0;
  int cut = 0;
};

Blind blind_time(const Blueprint& b) {
  Blind blind{b.catalog.replication_delay_s, 0};
  int number = 0;
  for (const Incident& incident : b.situation.incidents) {
    if (!is(incident, "link-cut") || b.options.now_s < incident.start_s) continue;
    ++number;
    if (b.options.now_s < incident.start_s + b.catalog.link_cut_s)
      blind = {b.catalog.link_cut_s + b.catalog.replication_delay_s, number};
  }
  return blind;
}

std::uint32_t add_recent_writes(Blueprint& b, const std::string& name, std::uint32_t rows) {
  const Blind blind = blind_time(b);
  b.out.network.caches.push_back({.name = name + (blind.cut > 0 ? ".cut" + std::to_string(blind.cut) : ""),
                                  .objects = rows,
                                  .zipf_exponent = b.catalog.shared_row_zipf,
                                  .ttl_s = blind.seconds,
                                  .coalescing = false});
  return static_cast<std::uint32_t>(b.out.network.caches.size() - 1);
}

// A write to a shared row: in conflict if somebody elsewhere has just written it.
void build_shared_writes(Blueprint& b) {
  const Catalog& c = b.catalog;
  const bool viral = is_viral(b.situation, c, b.options.now_s);
  const std::uint32_t recent =
      add_recent_writes(b, "recent-writes", static_cast<std::uint32_t>(c.shared_rows));
  const std::uint32_t viral_row = viral ? add_recent_writes(b, "recent-writes.viral", 1) : sim::kNone;
  double everywhere = 0;
  for (const Site& site : b.sites) everywhere += site.built ? pages_per_s(b, site) : 0;
  for (Site& site : b.sites) {
    if (!site.built) continue;
    const double own_share = everywhere > 0 ? pages_per_s(b, site) / everywhere : 1;
    ProgramBuilder p;
    const auto write_to = [&](std::uint32_t rows) {
      const Label unknown = p.label();
      p.lookup(rows, unknown);
      p.branch(own_share, sim::kFresh, unknown);  // the last writer was here, and this database knows
      p.count(b.out.readout.write_conflicts);
      p.place(unknown);
      p.fill(rows);
      p.end();
    };
    if (viral) {
      const Label other = p.label();
      p.branch(1 - c.viral_key_share, sim::kFresh, other);
      write_to(viral_row);
      p.place(other);
    }
    write_to(recent);
    sim::Class shared;
    shared.name = name_of("shared-write", site.region);
    shared.program = p.take();
    site.shared_write_class = add_class(b, shared);
  }
}

}  // namespace

void build_replication(Blueprint& b) {
  if (b.architecture.writes != Writes::multi || site_count(b.architecture) == 1) return;
  for (Database& database : b.databases)
    for (Site& site : b.sites) {
      if (!site.built) continue;
      build_outgoing(b, database, site);
      build_applying(b, database, site);
      for (const Site& other : b.sites)
        if (other.built && &other != &site)
          add_replication_link(b, database.in(site.region).node, database.in(other.region).node);
    }
  build_shared_writes(b);
}

void write_replication_steps(Blueprint& b, Database& database, Site& written, double rows,
                             ProgramBuilder& program) {
  for (const Site& other : b.sites) {
    if (!other.built) continue;
    const DatabaseSite& there = database.in(other.region);
    const bool follows = other.writes == written.region, far = &other != &written;
    if (follows && there.replication != sim::kNone) program.append(there.replication, rows);
    if (far && (follows ? there.replication : there.apply_class) != sim::kNone)
      program.count(b.out.readout.between_sites_bytes, rows * b.catalog.replication_row_bytes);
    if (!follows && there.apply_class != sim::kNone) {
      program.spawn(there.apply_class);
      if (there.replication != sim::kNone) program.append(there.replication, rows);
    }
  }
  const DatabaseSite& here = database.in(written.region);
  if (here.outgoing == sim::kNone) return;
  program.append(here.outgoing, rows);
  const Label own = program.label();
  program.branch(1 - b.catalog.shared_row_write_share, sim::kFresh, own);
  program.spawn(written.shared_write_class);
  program.place(own);
}

}  // namespace scale::model
