// Sessions: who is logged in.
// Sticky (in the web server's files): no extra hop. Price: the balancer must send a user to the same server
// for the whole visit; new servers get only new visits; a crash or a deploy loses that server's sessions, and
// those who were logged in come back all at once and log in, which is dear on purpose (bcrypt). Stateless (in
// a session store): any server serves any request, and a crash loses nothing. Price: a hop on every page, and
// a new place that can be full or down. Stores of several sites copy each other's sessions, so that users who
// are sent elsewhere stay logged in, but for those whose session had not been copied yet. Sessions in a
// server's files are on no other site. Not modelled: logins at the start of a visit (most come back with a
// remembered session), sessions split over several stores, the login of those few whose copy was late.
#include "model/blueprint.h"

namespace scale::model {
namespace {

void write_login(Blueprint& b, Site& site, ProgramBuilder& program, Label ready) {
  program.branch(1 - b.catalog.logged_in_share, purpose(Draw::logged_in), ready);
  program.count(b.out.readout.logins);
  program.visit_member(site.web_pool, 0, fixed(b.catalog.login_service_s), Part::server);
}

}  // namespace

void build_sessions(Blueprint& b, Site& site) {
  if (!b.architecture.stateless) return;
  site.store_station = add_station(b, {.name = name_of("session-store", site.region),
                                       .up = site.up && store_is_up(b.situation, b.catalog, b.options.now_s),
                                       .life = store_restarts(b.situation, b.options.now_s) + site.life});
  Node node;
  node.id = name_of("sessions", site.region);
  node.kind = NodeKind::sessions;
  node.column = Column::data;
  node.region = site.region;
  node.label = "Session store";
  node.stations = {site.store_station};
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
  const bool memory_only = stateless && b.architecture.session_store == SessionStore::memory;
  for (const Region users : kAllRegions) {
    const auto r = static_cast<std::size_t>(users);
    Site& site = b.site_of(users);
    sim::Table table;
    table.name = name_of("sessions", users);
    table.pool = stateless ? sim::kNone : site.web_pool;
    table.first_share = 1 / c.views_per_visit;
    table.lifetime_s = c.visit_s;
    table.warm_entries =  // Little's law
        views_per_s(c, b.architecture.users, users) / c.views_per_visit * c.visit_s;
    if (!stateless) table.contents = b.service[r].moves;
    if (memory_only)
      table.contents =
          store_restarts(b.situation, b.options.now_s) + (site_count(b.architecture) > 1 ? 0 : site.life);
    b.out.network.tables.push_back(table);
    b.sessions[r] = static_cast<std::uint32_t>(b.out.network.tables.size() - 1);
    b.out.plan.nodes[stateless ? site.store_node : site.web_node].tables.push_back(b.sessions[r]);
  }
  if (!stateless) return;
  for (const Site& from : b.sites)
    for (const Site& to : b.sites)
      if (from.built && to.built && &from != &to) add_replication_link(b, from.store_node, to.store_node);
}

void write_session_steps(Blueprint& b, Region users, ProgramBuilder& program) {
  Site& site = b.site_of(users);
  const std::uint32_t sessions = b.sessions[static_cast<std::size_t>(users)];
  const Label first = program.label(), lost = program.label(), ready = program.label();
  const auto assign = [&] {
    program.assign(sessions, 0);
    if (site.session_copies != sim::kNone) program.append(site.session_copies, 1);
  };
  if (b.architecture.stateless) {
    program.choose(site.web_pool, 0);
    program.count(site.to_store);
    program.delay(b.catalog.local_round_trip_s, Part::server);
    program.visit(site.store_station, exponential(1 / b.catalog.store_operations_per_s), Part::server);
    program.pin(sessions, 0, purpose(Draw::first_view), first, lost);
    program.jump(ready);
    program.place(lost);
    program.count(b.out.readout.sessions_lost);
    assign();
    write_login(b, site, program, ready);
    program.jump(ready);
    program.place(first);
    assign();
  } else {
    program.pin(sessions, 0, purpose(Draw::first_view), first, lost);
    program.jump(ready);
    program.place(lost);
    program.count(b.out.readout.sessions_lost);
    program.choose(site.web_pool, 0);
    assign();
    write_login(b, site, program, ready);
    program.jump(ready);
    program.place(first);
    program.choose(site.web_pool, 0);
    assign();
  }
  program.place(ready);
}

}  // namespace scale::model
