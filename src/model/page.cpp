// A page view, from the click to its last file: DNS -> connect -> page -> files.
// A kept-alive connection skips the first two. The page is built by a web server out of several queries; a
// few page views write first and are redirected to what they wrote.
// A browser that tries again (Architecture::retries) hides a short failure. Price: what was given up is asked
// for once more while there is too much to do already, the retry storm; waiting longer each time, and only as
// often as a budget allows, keeps it small.
#include "sim/math.h"

#include "model/blueprint.h"
#include "model/cdn.h"

namespace scale::model {
namespace {

// Views of one visit come at random: the share of gaps shorter than the keep-alive time.
double kept_alive_share(const Catalog& c) {
  const double mean_gap_s = c.visit_s / c.views_per_visit;
  return 1 - sim::exp(-c.keep_alive_s / mean_gap_s);
}

// A request's way from the user to the balancer, or an answer's way back: straight, or by the edge.
void write_way(Blueprint& b, Region users, ProgramBuilder& p, double round_trips) {
  const auto r = static_cast<std::size_t>(users);
  if (!pages_through_edges(b.architecture)) return p.trip(b.path_to_site[r], round_trips, Part::distance);
  p.trip(b.path_to_edge[r], round_trips, Part::distance);
  p.trip(b.path_edge_to_site[r], round_trips, Part::distance);
}

void write_connect(Blueprint& b, Site& site, Region users, ProgramBuilder& p) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  const bool by_edge = pages_through_edges(b.architecture);
  const std::uint32_t path = by_edge ? b.path_to_edge[r] : b.path_to_site[r];
  const auto handshake = [&](double per_core_s) {
    if (by_edge) return write_edge_visit(b, users, p, per_core_s, Part::connect);
    write_handshake_steps(site, p, per_core_s);
  };
  const Label first = p.label(), connected = p.label();
  p.delay(c.dns_s, Part::dns);
  p.trip(path, 1, Part::connect);  // TCP
  p.branch(first_view_share(b, users), purpose(Draw::first_view), first);
  handshake(c.tls_resumed_per_core_s);
  p.jump(connected);
  p.place(first);
  handshake(c.tls_full_per_core_s);
  p.place(connected);
  p.trip(path, 1, Part::connect);  // TLS 1.3
}

// The edge passes the request on by a connection that is always open. What is nobody's own, neither of one
// logged in nor the answer to a write, it keeps a copy of, for when the origin fails: then on at `answer`.
void write_request_by_edge(Blueprint& b, Region users, ProgramBuilder& p, Label answer) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  p.trip(b.path_to_edge[r], 0.5, Part::distance);
  p.count(b.users_to_edge[r]);
  p.count(b.out.readout.edge_pages);
  p.count(b.out.readout.edge_bytes, c.html_bytes);
  write_edge_visit(b, users, p, c.balancer_requests_per_core_s, Part::server);
  const Label reader = p.label(), anonymous = p.label(), own = p.label();
  p.branch(1 - c.write_share, purpose(Draw::write), reader);
  p.jump(own);
  p.place(reader);
  p.branch(1 - c.logged_in_share, purpose(Draw::logged_in), anonymous);
  p.jump(own);
  p.place(anonymous);
  p.lookup(b.page_cache[edge_of(b, users)], own, b.out.readout.stale_pages);
  p.jump(answer);
  p.place(own);
}

void write_files(Blueprint& b, Region users, ProgramBuilder& p) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  if (b.architecture.cdn && !pages_through_edges(b.architecture)) {
    const Label connected = p.label(), connect = p.label();
    p.branch(first_view_share(b, users), purpose(Draw::first_view), connect);
    p.branch(kept_alive_share(c), purpose(Draw::kept_alive), connected);
    p.place(connect);
    p.delay(c.dns_s, Part::static_files);
    p.trip(b.path_to_edge[r], 2, Part::static_files);  // the CDN is another host: TCP and TLS again
    p.place(connected);
  }
  p.fork(b.download_class[r], 1);
  p.fork(b.files_class[r], 1);
  p.join(Part::static_files);
}

// Those who come for a show, as many again as it takes. Who comes for the latest does not come for the one
// before.
void add_show(const Blueprint& b, Region users, sim::Arrivals& arrivals) {
  const Catalog& c = b.catalog;
  const double usual_per_s = views_per_s(c, b.architecture.users, users);
  if (!show_under_way(b) || usual_per_s <= 0) return;
  sim::Surge show{.hold_s = c.show_arrival_s};
  for (const Incident& incident : b.situation.incidents)
    if (is(incident, "show")) show.start_s = incident.start_s;
  show.factor = 1 + show_views_per_s(c, b.architecture.users, users) / usual_per_s;
  arrivals.surges.push_back(show);
}

sim::Retry retry_of(const Blueprint& b) {
  const Catalog& c = b.catalog;
  const auto attempts = static_cast<std::uint16_t>(c.retry_attempts);
  switch (b.architecture.retries) {
    case Retries::none:
      return {};
    case Retries::at_once:
      return {.attempts = attempts, .backoff_s = 0, .multiplier = 1, .budget_share = c.retry_attempts};
    case Retries::backoff:
      return {.attempts = attempts,
              .backoff_s = c.retry_backoff_s,
              .multiplier = c.retry_multiplier,
              .jitter = c.retry_jitter,
              .budget_share = c.retry_budget_share};
  }
  return {};
}

}  // namespace

void build_page(Blueprint& b, Region users) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  Site& site = b.site_of(users);
  Readout& readout = b.out.readout;
  const bool by_edge = pages_through_edges(b.architecture);
  const sim::Law page_work = lognormal(c.app_service_s, c.app_service_scv);
  const double window = c.segment_bytes * c.initial_window_segments;

  ProgramBuilder p;
  const Label connect = p.label(), connected = p.label(), answer = p.label();
  const Label lost = p.label(), lost_edge = p.label();
  if (b.architecture.retries != Retries::none) p.deadline(c.page_timeout_s);
  if (by_edge)
    write_lost_edge_branch(b, users, p, lost_edge);
  else
    write_lost_branch(b, users, p, lost);
  p.branch(first_view_share(b, users), purpose(Draw::first_view), connect);
  p.branch(kept_alive_share(c), purpose(Draw::kept_alive), connected);
  p.place(connect);
  write_connect(b, site, users, p);
  p.place(connected);

  if (by_edge) {
    write_request_by_edge(b, users, p, answer);
    write_lost_branch(b, users, p, lost);
    p.count(b.edge_to_site[r]);
    p.trip(b.path_edge_to_site[r], 0.5, Part::distance);
  } else {
    p.trip(b.path_to_site[r], 0.5, Part::distance);
    p.count(b.users_to_site[r]);
  }
  p.stamp();
  write_balancer_steps(b, site, p, Part::server);
  write_session_steps(b, users, p);

  const Label read = p.label();
  p.branch(1 - c.write_share, purpose(Draw::write), read);
  p.visit_member(site.web_pool, 0, page_work, Part::server);
  write_update_steps(b, site, p);
  p.record(readout.response[r], false);
  p.stamp();
  write_way(b, users, p, 1);  // the redirect
  write_balancer_steps(b, site, p, Part::server);
  write_read_back_steps(b, site, p);
  p.stamp();
  p.place(read);

  p.visit_member(site.web_pool, 0, page_work, work_inside(b), Part::server);
  write_home_query_steps(b, site, users, p);
  write_query_steps(b, site, p);
  write_job_steps(b, site, p);
  p.count(readout.origin_bytes, c.html_bytes);
  p.visit_member(site.uplink_pool, 0, fixed(c.html_bytes), Part::server);
  p.record(readout.response[r], false);
  if (by_edge) {
    p.trip(b.path_edge_to_site[r], 0.5, Part::distance);
    p.fill(b.page_cache[edge_of(b, users)]);
  }
  p.place(answer);
  p.trip(by_edge ? b.path_to_edge[r] : b.path_to_site[r], 0.5, Part::distance);
  p.record(readout.first_byte[r], true);
  if (b.architecture.retries != Retries::none) p.deadline(0);
  if (c.html_bytes > window)
    p.transfer(by_edge ? b.path_to_edge[r] : b.path_to_site[r], c.html_bytes - window, 2 * window,
               Part::own_link);
  write_files(b, users, p);
  p.record(readout.page_load[r], true);
  p.end();
  write_lost_steps(b, users, p, lost);
  if (by_edge) write_lost_edge_steps(b, users, p, lost_edge);

  sim::Class page;
  page.name = name_of("page", users);
  page.program = p.take();
  page.arrivals = arrivals_of(b, users, views_per_s(c, b.architecture.users, users));
  add_show(b, users, page.arrivals);
  page.patience_s = c.patience_s;
  page.retry = retry_of(b);
  page.follow = follow_one_in(b, page.arrivals.rate_per_s);
  readout.page_class[r] = add_class(b, page);
}

}  // namespace scale::model
