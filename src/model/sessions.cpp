// Sessions: who is logged in.
// Sticky (in the web server's files): no extra hop. Price: the balancer must send a user to the same server
// for the whole visit; new servers get only new visits; a crash or a deploy loses that server's sessions, and
// those who were logged in come back all at once and log in, which is dear on purpose (bcrypt). Stateless:
// any server serves any request, and a crash loses nothing. Price: a hop on every page, and a new place that
// can be full or down. It may be
//   memory:     a key-value store; a restart loses the sessions that were on it, unless a standby had them;
//   persistent: the same with a log on its disk: after a restart all are there again;
//   sql:        rows of the accounts' database: no new system, but a query more on each page, asked of the
//               primary, since a replica may not know yet who has just logged in; and a row for each visit.
// Several stores divide the sessions by their keys, over hash slots as Redis Cluster does. Another number of
// stores is a planned move of slots while all go on: a new store takes an equal part of every other's
// sessions, one that is removed hands its own to the rest, and nobody is logged out. Stores of several sites
// copy each other's, so that users who are sent elsewhere stay logged in, but for those whose session had not
// been copied yet. Sessions in a server's files are on no other site. Not modelled: logins at the start of a
// visit (most come back with a remembered session), the login of those few whose copy was late, the standby's
// own lag (thousandths of a second), the time and the traffic of moving sessions from store to store (it
// takes effect at once; requests that a removed store was serving fail).
#include "model/blueprint.h"

namespace scale::model {
namespace {

constexpr int kStoreSlot = 1;
constexpr std::uint32_t kInStores = 1U << 31;  // sessions do not move from servers to stores, nor back

bool has_stores(const Architecture& a) {
  return a.stateless && a.session_store != SessionStore::sql;
}

// Sessions that a restart of their store would lose are kept with the store that has them.
bool is_forgetful(const Architecture& a) {
  return has_stores(a) && a.session_store == SessionStore::memory && !a.store_standby;
}

void write_login(Blueprint& b, Site& site, ProgramBuilder& program, Label ready) {
  program.branch(1 - b.catalog.logged_in_share, purpose(Draw::logged_in), ready);
  program.count(b.out.readout.logins);
  program.visit_member(site.web_pool, 0, fixed(b.catalog.login_service_s), Part::server);
}

}  // namespace

void build_sessions(Blueprint& b, Site& site) {
  const Architecture& a = b.architecture;
  if (!has_stores(a)) return;
  Node node;
  node.id = name_of("sessions", site.region);
  node.kind = NodeKind::sessions;
  node.column = Column::data;
  node.region = site.region;
  node.label = a.session_stores > 1 ? "Session stores" : "Session store";
  sim::Pool pool;
  pool.name = name_of("session-stores", site.region);
  pool.balancing = sim::Balancing::random;  // by the session's key
  pool.first = static_cast<std::uint32_t>(b.out.network.stations.size());
  pool.count = static_cast<std::uint32_t>(a.session_stores);
  const std::uint32_t restarts = store_restarts(b.situation, b.options.now_s);
  for (int i = 0; i < a.session_stores; ++i) {  // the first is the one that restarts
    const std::string name =
        i == 0 ? name_of("session-store", site.region) : name_of("session-store", site.region, i + 1);
    const bool up = i > 0 || store_is_up(b.situation, b.catalog, a.store_standby, b.options.now_s);
    node.stations.push_back(
        add_station(b, {.name = name, .up = site.up && up, .life = (i == 0 ? restarts : 0) + site.life}));
  }
  b.out.network.pools.push_back(pool);
  site.store_pool = static_cast<std::uint32_t>(b.out.network.pools.size() - 1);
  if (site_count(b.architecture) > 1) {
    b.out.network.logs.push_back({.name = name_of("session-copies", site.region),
                                  .delay_s = b.catalog.replication_delay_s,
                                  .connected = link_is_up(b, site.region),
                                  .contents = site.life});
    site.session_copies = static_cast<std::uint32_t>(b.out.network.logs.size() - 1);
    b.out.readout.session_logs.push_back(site.session_copies);
    node.log = site.session_copies;
  }
  site.store_node = add_node(b, node);
  site.to_store = add_link(b, site.web_node, site.store_node);
}

void build_session_tables(Blueprint& b) {
  const Catalog& c = b.catalog;
  const bool stateless = b.architecture.stateless;
  for (const Region users : kAllRegions) {
    const auto r = static_cast<std::size_t>(users);
    Site& site = b.site_of(users);
    sim::Table table;
    table.name = name_of("sessions", users);
    table.pool = !stateless ? site.web_pool : is_forgetful(b.architecture) ? site.store_pool : sim::kNone;
    table.first_share = first_view_share(b, users);
    table.lifetime_s = c.visit_s;
    table.warm_entries =  // Little's law
        views_per_s(c, b.architecture.users, users) / c.views_per_visit * c.visit_s;
    table.by_key = stateless;
    table.contents = stateless ? kInStores : b.service[r].moves;
    b.out.network.tables.push_back(table);
    b.sessions[r] = static_cast<std::uint32_t>(b.out.network.tables.size() - 1);
    const bool in_database = stateless && !has_stores(b.architecture);
    if (!in_database)
      b.out.plan.nodes[stateless ? site.store_node : site.web_node].tables.push_back(b.sessions[r]);
  }
  if (!has_stores(b.architecture)) return;
  for (const Site& from : b.sites)
    for (const Site& to : b.sites)
      if (from.built && to.built && &from != &to) add_replication_link(b, from.store_node, to.store_node);
}

namespace {

// The hop to the store that has the session, or to the database.
void write_store_visit(Blueprint& b, Site& site, ProgramBuilder& program) {
  if (!has_stores(b.architecture)) return write_session_read_steps(b, site, program);
  program.count(site.to_store);
  program.delay(b.catalog.local_round_trip_s, Part::server);
  program.visit_member(site.store_pool, kStoreSlot, exponential(1 / b.catalog.store_operations_per_s),
                       Part::server);
}

// Any server; then the session is asked for where it is kept.
void write_stateless_steps(Blueprint& b, Region users, ProgramBuilder& program) {
  Site& site = b.site_of(users);
  const std::uint32_t sessions = b.sessions[static_cast<std::size_t>(users)];
  const Label first = program.label(), lost = program.label(), ready = program.label();
  const auto enter = [&] {
    program.assign(sessions, kStoreSlot);
    if (site.session_copies != sim::kNone) {
      program.append(site.session_copies, 1);
      program.count(b.out.readout.between_sites_bytes,
                    b.catalog.session_bytes * (site_count(b.architecture) - 1));
    }
    if (!has_stores(b.architecture)) write_session_row_steps(b, site, program);
  };
  const auto visit_some_store = [&] {
    if (has_stores(b.architecture)) program.choose(site.store_pool, kStoreSlot);
    write_store_visit(b, site, program);
  };
  program.choose(site.web_pool, 0);
  if (!is_forgetful(b.architecture)) visit_some_store();
  program.pin(sessions, kStoreSlot, purpose(Draw::first_view), first, lost);
  if (is_forgetful(b.architecture)) write_store_visit(b, site, program);
  program.jump(ready);
  program.place(lost);
  program.count(b.out.readout.sessions_lost);
  if (is_forgetful(b.architecture)) visit_some_store();
  enter();
  write_login(b, site, program, ready);
  program.jump(ready);
  program.place(first);
  if (is_forgetful(b.architecture)) visit_some_store();
  enter();
  program.place(ready);
}

void write_sticky_steps(Blueprint& b, Region users, ProgramBuilder& program) {
  Site& site = b.site_of(users);
  const std::uint32_t sessions = b.sessions[static_cast<std::size_t>(users)];
  const Label first = program.label(), lost = program.label(), ready = program.label();
  program.pin(sessions, 0, purpose(Draw::first_view), first, lost);
  program.jump(ready);
  program.place(lost);
  program.count(b.out.readout.sessions_lost);
  program.choose(site.web_pool, 0);
  program.assign(sessions, 0);
  write_login(b, site, program, ready);
  program.jump(ready);
  program.place(first);
  program.choose(site.web_pool, 0);
  program.assign(sessions, 0);
  program.place(ready);
}

}  // namespace

void write_session_steps(Blueprint& b, Region users, ProgramBuilder& program) {
  if (b.architecture.stateless)
    write_stateless_steps(b, users, program);
  else
    write_sticky_steps(b, users, program);
}

}  // namespace scale::model
