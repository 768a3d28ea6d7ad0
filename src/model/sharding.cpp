// Sharding: the rows of a database are divided over several, each user's on one.
// Gain: writes and data grow with the number of shards. Price: some shards are hotter (by range the oldest
// accounts', by any placement the one with a viral row); a query that is not about one user asks every shard
// and waits for the slowest, unless copies of the rows are written for it; and another number of shards moves
// n/(n+1) of the rows by modulo, 1/(n+1) by a ring (Karger et al. 1997), which takes hours of copying that
// the databases feel. Not modelled: another placement of rows that are there (it takes effect at once), hot
// shards' own replication lag, transactions over shards. Checked by theory/hashing.h.
#include "model/sharding.h"

#include <algorithm>
#include <limits>

#include "model/blueprint.h"
#include "sim/key_map.h"
#include "sim/math.h"
#include "sim/random.h"
#include "theory/hashing.h"

namespace scale::model {
namespace {

constexpr int kMoveSteps = 32;      // a move is followed in this many steps
constexpr double kCopiesPerS = 10;  // ... and its load comes in this many pieces a second and shard

double step_s(const Resharding& move, int step) {
  return move.start_s + move.duration_s * step / kMoveSteps;
}

double progress(const Resharding& move, double now_s) {
  int step = 0;
  while (step < kMoveSteps && now_s >= step_s(move, step + 1)) ++step;
  return static_cast<double>(step) / kMoveSteps;
}

// The load of ranges of accounts from the oldest on: what the first of x has grows as x^a, and of eight equal
// ranges the oldest has oldest_shard_ratio times the mean.
std::vector<double> range_weights(const Catalog& c, int shards) {
  constexpr double kRangesOfTheSource = 8;
  const double a = 1 - sim::log(c.oldest_shard_ratio) / sim::log(kRangesOfTheSource);
  std::vector<double> weights;
  double before = 0;
  for (int i = 1; i <= shards; ++i) {
    const double up_to = sim::pow(static_cast<double>(i) / shards, a);
    weights.push_back(up_to - before);
    before = up_to;
  }
  return weights;
}

// Rows whose number, of `before` and of `after` equal ranges, is the same.
double staying_share(int before, int after) {
  double staying = 0;
  for (int i = 0; i < std::min(before, after); ++i) {
    const double low = std::max(static_cast<double>(i) / before, static_cast<double>(i) / after);
    const double high = std::min((i + 1.0) / before, (i + 1.0) / after);
    staying += std::max(0.0, high - low);
  }
  return staying;
}

sim::Placement placement_of(ShardPlacement placement) {
  switch (placement) {
    case ShardPlacement::range:
      return sim::Placement::range;
    case ShardPlacement::modulo:
      return sim::Placement::modulo;
    case ShardPlacement::ring:
      return sim::Placement::ring;
  }
  return sim::Placement::modulo;
}

// Copying takes a share of every shard's disk for as long as it lasts.
void build_copying(Blueprint& b, Database& database, Site& site) {
  const DatabaseSite& here = database.in(site.region);
  const sim::Station& disk = b.out.network.stations[here.disk];
  ProgramBuilder p;
  p.choose(here.disk_pool, kShardSlot);
  p.visit_member(here.disk_pool, kShardSlot, fixed(b.catalog.reshard_disk_share / kCopiesPerS * disk.speed),
                 Part::database);
  p.end();
  sim::Class copying;
  copying.name = name_of("copying." + database.name, site.region);
  copying.program = p.take();
  copying.arrivals.rate_per_s = kCopiesPerS * database.members;
  copying.packet = 1;  // few, large pieces
  add_class(b, copying);
}

}  // namespace

double moved_share(ShardPlacement placement, int before, int after) {
  switch (placement) {
    case ShardPlacement::range:
      return 1 - staying_share(before, after);
    case ShardPlacement::modulo:
      return theory::moved_share_modulo(before, after);
    case ShardPlacement::ring:
      return theory::moved_share_ring(before, after);
  }
  return 1;
}

int shards_before(const Situation& situation, const Catalog& catalog, const PlannedDatabase& planned,
                  double now_s) {
  if (!situation.resharding || progress(*situation.resharding, now_s) >= 1) return 0;
  for (const PlannedDatabase& before : planned_databases(situation.resharding->before, catalog))
    if (before.name == planned.name && before.shards != planned.shards) return before.shards;
  return 0;
}

void note_change(Situation& situation, const Catalog& c, const Architecture& before,
                 const Architecture& after, double now_s) {
  const double bytes_per_s = c.reshard_streams * c.reshard_stream_bytes_per_s;
  double longest_s = 0;
  for (const PlannedDatabase& now : planned_databases(after, c))
    for (const PlannedDatabase& then : planned_databases(before, c)) {
      if (then.name != now.name || then.shards == now.shards) continue;
      const double bytes = after.users * c.data_bytes_per_user * now.byte_share;
      longest_s =
          std::max(longest_s, moved_share(after.placement, then.shards, now.shards) * bytes / bytes_per_s);
    }
  if (longest_s > 0) situation.resharding = Resharding{now_s, longest_s, before};
}

double next_resharding_change_s(const Situation& situation, double now_s) {
  if (situation.resharding) {
    const Resharding& move = *situation.resharding;
    for (int step = 0; step <= kMoveSteps; ++step) {
      const double at = step_s(move, step);
      if (at > now_s) return at;
    }
  }
  return std::numeric_limits<double>::infinity();
}

bool is_viral(const Situation& situation, const Catalog& catalog, double now_s) {
  return std::any_of(situation.incidents.begin(), situation.incidents.end(), [&](const Incident& incident) {
    return is(incident, "viral") && now_s >= incident.start_s &&
           now_s < incident.start_s + catalog.viral_hold_s;
  });
}

void build_key_map(Blueprint& b, Database& database) {
  if (database.members == 1) return;
  const Catalog& c = b.catalog;
  const double now_s = b.options.now_s;
  sim::KeyMap map;
  map.name = "shard-of." + database.name;
  map.pool = database.in(b.primary.site).cpu_pool;
  map.placement = placement_of(b.architecture.placement);
  map.virtual_nodes = static_cast<std::uint32_t>(c.virtual_nodes);
  map.keys = static_cast<std::uint64_t>(std::max(1.0, b.architecture.users));
  map.zipf_exponent = c.user_zipf;
  if (is_viral(b.situation, c, now_s)) map.hot_key_share = c.viral_key_share;
  if (map.placement == sim::Placement::range) map.range_weights = range_weights(c, database.members);
  if (database.shards_before > 0) {
    // The map knows growing only: shrinking is the way back of it.
    const double moved = progress(*b.situation.resharding, now_s);
    const bool grows = database.shards_now > database.shards_before;
    map.members_before = static_cast<std::uint32_t>(grows ? database.shards_before : database.shards_now);
    map.moved_share = grows ? moved : 1 - moved;
    for (Site& site : b.sites)
      if (site.built && site.writes == site.region) build_copying(b, database, site);
  }
  b.out.network.maps.push_back(map);
  database.key_map = static_cast<std::uint32_t>(b.out.network.maps.size() - 1);
}

// Equal by range and by modulo, a member's arcs on a ring; while rows move, on the way from the old parts to
// the new.
std::vector<double> row_shares(const Blueprint& b, const Database& database, std::uint32_t first_station) {
  const auto parts = [&](int shards) {
    const auto n = static_cast<std::size_t>(shards);
    if (b.architecture.placement != ShardPlacement::ring) return std::vector<double>(n, 1.0 / shards);
    std::vector<std::uint64_t> hashes;
    for (std::size_t i = 0; i < n; ++i)
      hashes.push_back(sim::hash_name(b.out.network.stations[first_station + i].name));
    return sim::HashRing(hashes, static_cast<std::uint32_t>(b.catalog.virtual_nodes))
        .shares(static_cast<std::uint32_t>(n));
  };
  std::vector<double> shares = parts(database.shards_now);
  shares.resize(static_cast<std::size_t>(database.members), 0);
  if (database.shards_before == 0) return shares;
  std::vector<double> old = parts(database.shards_before);
  old.resize(shares.size(), 0);
  const double moved = progress(*b.situation.resharding, b.options.now_s);
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = old[i] + moved * (shares[i] - old[i]);
  return shares;
}

void write_shard_steps(Database& database, ProgramBuilder& program) {
  program.map(database.key_map, kShardSlot, purpose(Draw::user));
}

void write_wide_query_steps(Blueprint& b, Database& database, Site& site, ProgramBuilder& program,
                            Label done) {
  if (b.architecture.denormalised) return;
  const Catalog& c = b.catalog;
  DatabaseSite& here = database.in(site.region);
  const std::uint32_t pool =
      here.replica_pool != sim::kNone ? here.replica_pool : database.in(site.writes).cpu_pool;
  if (here.part_class == sim::kNone) {
    ProgramBuilder part;
    part.visit_member(pool, kShardSlot, lognormal(c.query_cpu_s, c.query_cpu_scv), Part::database);
    part.end();
    sim::Class klass;
    klass.name = name_of("part-of-query." + database.name, site.region);
    klass.program = part.take();
    here.part_class = add_class(b, klass);
  }
  const Label narrow = program.label();
  program.branch(1 - c.cross_shard_read_share, sim::kFresh, narrow);
  program.fork_each(here.part_class, pool, kShardSlot);
  program.join(Part::database);
  program.jump(done);
  program.place(narrow);
}

}  // namespace scale::model
