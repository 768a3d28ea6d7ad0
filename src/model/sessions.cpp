// Sessions: who is logged in.
// Sticky (in the web server's files): no extra hop. Price: the balancer must send a user to the same server
// for the whole visit; new servers get only new visits; a crash or a deploy loses that server's sessions, and
// those who were logged in come back all at once and log in, which is dear on purpose (bcrypt). Stateless (in
// a session store): any server serves any request, and a crash loses nothing. Price: a hop on every page, and
// a new place that can be full or down. Not modelled: logins at the start of a visit (most come back with a
// remembered session), sessions split over several stores.
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
  const Catalog& c = b.catalog;
  double pages_per_s = 0;
  for (const Region users : kAllRegions)
    if (&b.site_of(users) == &site) pages_per_s += views_per_s(c, b.architecture.users, users);

  sim::Table table;
  table.name = name_of("sessions", site.region);
  table.pool = b.architecture.stateless ? sim::kNone : site.web_pool;
  table.first_share = 1 / c.views_per_visit;
  table.lifetime_s = c.visit_s;
  table.warm_entries = pages_per_s / c.views_per_visit * c.visit_s;  // Little's law
  const bool forgets = b.architecture.stateless && b.architecture.session_store == SessionStore::memory;
  table.contents = forgets ? store_restarts(b.situation, b.options.now_s) : 0;
  b.out.network.tables.push_back(table);
  site.sessions = static_cast<std::uint32_t>(b.out.network.tables.size() - 1);
  if (!b.architecture.stateless) {
    b.out.plan.nodes[site.web_node].table = site.sessions;
    return;
  }

  site.store_station = add_station(b, {.name = name_of("session-store", site.region),
                                       .up = store_is_up(b.situation, c, b.options.now_s),
                                       .life = store_restarts(b.situation, b.options.now_s)});
  Node node;
  node.id = name_of("sessions", site.region);
  node.kind = NodeKind::sessions;
  node.column = Column::data;
  node.region = site.region;
  node.label = "Session store";
  node.stations = {site.store_station};
  node.table = site.sessions;
  site.to_store = add_link(b, site.web_node, add_node(b, node));
}

void write_session_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const Label first = program.label(), lost = program.label(), ready = program.label();
  if (b.architecture.stateless) {
    program.choose(site.web_pool, 0);
    program.count(site.to_store);
    program.delay(b.catalog.local_round_trip_s, Part::server);
    program.visit(site.store_station, exponential(1 / b.catalog.store_operations_per_s), Part::server);
    program.pin(site.sessions, 0, purpose(Draw::first_view), first, lost);
    program.jump(ready);
    program.place(lost);
    program.count(b.out.readout.sessions_lost);
    program.assign(site.sessions, 0);
    write_login(b, site, program, ready);
    program.jump(ready);
    program.place(first);
    program.assign(site.sessions, 0);
  } else {
    program.pin(site.sessions, 0, purpose(Draw::first_view), first, lost);
    program.jump(ready);
    program.place(lost);
    program.count(b.out.readout.sessions_lost);
    program.choose(site.web_pool, 0);
    program.assign(site.sessions, 0);
    write_login(b, site, program, ready);
    program.jump(ready);
    program.place(first);
    program.choose(site.web_pool, 0);
    program.assign(site.sessions, 0);
  }
  program.place(ready);
}

}  // namespace scale::model
