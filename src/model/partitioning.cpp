// Vertical partitioning: accounts, catalogue, history and social each have a database of their own.
// Gain: four machines write at once, and one of them may die alone. Price: the shares are uneven, so that the
// largest function is the next limit, and a query that joins two functions is two calls. Horizontal
// partitioning (sharding.cpp) divides the largest first. Without a split there is one database, "primary".
// The split by columns is in columns.cpp. Not modelled: moving the tables apart (it takes effect at once).
// Figma went this way: one largest machine, then a dozen vertical partitions, then shards (S. Steele, 2024).
#include "model/partitioning.h"

#include <algorithm>

#include "model/blueprint.h"
#include "model/sharding.h"

namespace scale::model {
namespace {

constexpr std::array<const char*, kFunctions> kLabels = {"Accounts", "Catalogue", "History", "Social"};
constexpr auto kHistory = static_cast<std::size_t>(DataFunction::history);

int wanted_shards(const Architecture& a, DataFunction function) {
  if (function == DataFunction::social) return a.social_shards;
  if (function == DataFunction::accounts) return a.accounts_shards;
  return 1;
}

double read_share(const Blueprint& b, bool nosql) {
  const double history = b.architecture.nosql ? b.catalog.function_read_share[kHistory] : 0;
  return nosql ? history : 1 - history;
}

// Goes to one of several places, each with its share, and meets again behind them. The same purpose gives the
// same place again; kFresh another one.
template <typename Write>
void write_one_of(ProgramBuilder& program, const std::vector<double>& shares, sim::Purpose purpose,
                  Write write) {
  if (shares.size() == 1) return write(std::size_t{0});
  double sum = 0;
  for (const double share : shares) sum += share;
  const Label done = program.label();
  double before = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Label next = program.label();
    const bool last = i + 1 == shares.size();
    // A fresh draw knows nothing of the earlier ones, a keyed draw is the same number each time.
    const double here = purpose == sim::kFresh ? shares[i] / (sum - before) : (before + shares[i]) / sum;
    if (!last) {
      const Label chosen = program.label();
      program.branch(std::min(1.0, here), purpose, chosen);
      program.jump(next);
      program.place(chosen);
    }
    write(i);
    if (!last) program.jump(done);
    program.place(next);
    before += shares[i];
  }
  program.place(done);
}

std::vector<double> shares_of(const Blueprint& b, double Database::*share, double of_nosql) {
  std::vector<double> shares;
  for (const Database& database : b.databases) shares.push_back(database.*share);
  if (b.architecture.nosql) shares.push_back(of_nosql);
  return shares;
}

// Of a database that is split by columns some queries need the other columns too.
void write_whole_query(Blueprint& b, Database& database, Site& site, ProgramBuilder& program) {
  const sim::Law work = lognormal(b.catalog.query_cpu_s, b.catalog.query_cpu_scv);
  write_read_steps(b, database, site, work, program);
  if (database.details < 0) return;
  const Label alone = program.label();
  program.branch(1 - b.catalog.cross_column_reads, sim::kFresh, alone);
  write_read_steps(b, b.databases[static_cast<std::size_t>(database.details)], site, work, program);
  program.place(alone);
}

void write_query(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_one_of(program, shares_of(b, &Database::read_share, read_share(b, true)), sim::kFresh,
               [&](std::size_t i) {
                 if (i < b.databases.size())
                   write_whole_query(b, b.databases[i], site, program);
                 else
                   write_nosql_read_steps(b, site, program);
               });
}

// The database that has a function's tables.
Database& database_of(Blueprint& b, DataFunction function) {
  const std::string_view name = kFunctionIds[static_cast<std::size_t>(function)];
  for (Database& database : b.databases)
    if (database.name == name) return database;
  return b.databases.front();
}

}  // namespace

std::vector<PlannedDatabase> planned_databases(const Architecture& a, const Catalog& c) {
  std::vector<PlannedDatabase> list;
  if (!a.vertical_partitioning) {
    PlannedDatabase all{.name = "primary", .label = "Primary", .shards = a.sharding ? a.shards : 1};
    if (a.nosql) {
      all.read_share -= c.function_read_share[kHistory];
      all.write_share -= c.function_share[kHistory];
      all.byte_share = all.write_share;
    }
    list.push_back(all);
  }
  for (std::size_t i = 0; a.vertical_partitioning && i < kFunctions; ++i) {
    if (a.nosql && i == kHistory) continue;
    const int shards = a.sharding ? wanted_shards(a, static_cast<DataFunction>(i)) : 1;
    list.push_back({.name = std::string(kFunctionIds[i]),
                    .label = kLabels[i],
                    .read_share = c.function_read_share[i],
                    .write_share = c.function_share[i],
                    .byte_share = c.function_share[i],
                    .shards = shards});
  }
  const auto largest = std::max_element(list.begin(), list.end(), [](const auto& one, const auto& other) {
    return one.write_share < other.write_share;
  });
  if (a.sharding) largest->shards = a.shards;
  if (a.split_columns) split_columns(list, c);
  return list;
}

void plan_databases(Blueprint& b) {
  for (PlannedDatabase& planned : planned_databases(b.architecture, b.catalog)) {
    Database database;
    database.name = planned.name;
    database.label = planned.label;
    database.read_share = planned.read_share;
    database.write_share = planned.write_share;
    database.byte_share = planned.byte_share;
    database.details = planned.details;
    database.shards_now = planned.shards;
    database.shards_before = shards_before(b.situation, b.catalog, planned, b.options.now_s);
    database.members = std::max(database.shards_now, database.shards_before);
    b.databases.push_back(database);
  }
}

void write_read_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_query(b, site, program);
  if (!b.architecture.vertical_partitioning) return;
  const Label alone = program.label();
  program.branch(1 - b.catalog.cross_function_read_share, sim::kFresh, alone);
  write_query(b, site, program);
  program.place(alone);
}

void write_home_read_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_read_steps(b, database_of(b, DataFunction::catalogue), site, fixed(b.catalog.home_query_s), program);
}

void write_session_read_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_fresh_read_steps(b, database_of(b, DataFunction::accounts), site, program);
}

void write_session_row_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_update_steps(b, database_of(b, DataFunction::accounts), site, b.catalog.session_row_writes, program);
}

void write_update_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_one_of(program, shares_of(b, &Database::write_share, b.catalog.function_share[kHistory]),
               purpose(Draw::function), [&](std::size_t i) {
                 if (i < b.databases.size())
                   write_update_steps(b, b.databases[i], site, b.catalog.rows_per_write, program);
                 else
                   write_nosql_update_steps(b, site, program);
               });
}

void write_read_back_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  write_one_of(program, shares_of(b, &Database::write_share, b.catalog.function_share[kHistory]),
               purpose(Draw::function), [&](std::size_t i) {
                 if (i >= b.databases.size()) return;
                 const DatabaseSite& here = b.databases[i].in(site.region);
                 if (here.replica_pool == sim::kNone) return;
                 const Label fresh = program.label(), stale = program.label();
                 program.behind(here.replication, stale);
                 program.jump(fresh);
                 program.place(stale);
                 program.count(b.out.readout.stale_reads);
                 program.place(fresh);
               });
}

}  // namespace scale::model
