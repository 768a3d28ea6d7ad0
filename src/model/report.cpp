// The nightly report: a few long queries at once, for minutes.
// What it needs is not much, but on one processor with the pages it slows each of them down. On a database
// server of its own it slows queries alone; with replicas it runs on one of those, and no page's primary
// feels it. A processor gives its runnable queries short turns (as Linux does), here as long as a page's mean
// query; so the report is a round of turns. Not modelled: what it reads from the disk.
#include "model/blueprint.h"

namespace scale::model {

void build_report(Blueprint& b) {
  const Catalog& c = b.catalog;
  if (!is_under_way(b.situation, "report", c.report_hold_s, b.options.now_s)) return;
  const Database& database = busiest_database(b);
  const DatabaseSite& home = database.at[static_cast<std::size_t>(b.primary.site)];
  constexpr int kTurnsBetweenLooks = 1000;  // then the query is done, and the next begins
  ProgramBuilder p;
  const Label again = p.label();
  const bool on_replica = home.replica_pool != sim::kNone;
  p.choose(on_replica ? home.replica_pool : home.cpu_pool, 1);
  p.place(again);
  p.visit_member(on_replica ? home.replica_pool : home.cpu_pool, 1, fixed(c.query_cpu_s), Part::database);
  p.loop(kTurnsBetweenLooks, again);
  p.end();
  sim::Class report;
  report.name = "report";
  report.program = p.take();
  report.arrivals.customers = static_cast<std::uint32_t>(c.report_queries);
  report.arrivals.think_time = fixed(c.query_wait_s);  // a dead database is not asked again at once
  add_class(b, report);
}

}  // namespace scale::model
