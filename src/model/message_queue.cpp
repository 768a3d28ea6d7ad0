// A site's message queue: a cluster of brokers that keeps messages until workers have taken them.
// Gain: who publishes has nothing more to wait for than the broker's receipt, and workers are another pool:
// either side grows, stops or fails without the other. Bursts wait. Price: work is done later (the age of the
// oldest message); the cluster itself must be run, and while it is down nobody can publish and no worker gets
// work; its room is bounded, and who publishes into a full queue waits and asks again (back-pressure) or
// loses the message; a message is delivered at least once, so a crash at the wrong moment does a job twice;
// one that fails at every delivery is put aside, a dead letter.
// A message that its worker does not acknowledge is delivered again redelivery_s later, delivery_attempts
// times in all. The receipt for what was done while the broker was down is lost: done twice. The brokers keep
// messages on disk: a restart loses none. Not modelled: order, priorities, prefetching, a broker of the
// cluster that fails alone.
#include "model/message_queue.h"

#include <algorithm>
#include <set>

#include "model/blueprint.h"

namespace scale::model {
namespace {

// The number of a site's first worker.
int workers_before(const Architecture& a, Region site) {
  int before = 0;
  for (const Region other : kAllRegions) {
    if (other == site) break;
    if (a.sites[static_cast<std::size_t>(other)]) before += a.workers;
  }
  return before;
}

}  // namespace

bool broker_is_up(const Situation& situation, const Catalog& catalog, double now_s) {
  return !is_under_way(situation, "broker-down", catalog.broker_restart_s, now_s);
}

WorkerState worker_state(const Architecture& a, const Situation& situation, const Catalog& catalog,
                         Region site, double now_s) {
  WorkerState state{.up = a.workers};
  const int all = site_count(a) * a.workers, first = workers_before(a, site);
  std::set<int> away;
  for (const Incident& incident : situation.incidents) {
    if (!is(incident, "worker-crash") || incident.start_s > now_s || all == 0) continue;
    const int worker = static_cast<int>(incident.value) % all - first;
    if (worker < 0 || worker >= a.workers) continue;
    ++state.crashes;
    if (now_s < incident.start_s + catalog.worker_restart_s) away.insert(worker);
  }
  state.up -= static_cast<int>(away.size());
  return state;
}

void build_queue(Blueprint& b, Site& site) {
  const Catalog& c = b.catalog;
  const bool broker_up = site.up && broker_is_up(b.situation, c, b.options.now_s);
  const WorkerState workers = worker_state(b.architecture, b.situation, c, site.region, b.options.now_s);
  site.broker = add_station(b, {.name = name_of("broker", site.region), .up = broker_up});
  // Messages wait in this station's line; it serves nobody while the brokers or all workers are away.
  site.workers = add_station(b, {.name = name_of("workers", site.region),
                                 .servers = std::max(1, workers.up),
                                 .paused = !broker_up || workers.up == 0,
                                 .life = site.life,
                                 .server_crashes = workers.crashes});
  b.out.readout.worker_pools.push_back(site.workers);

  Node queue;
  queue.id = name_of("queue", site.region);
  queue.kind = NodeKind::queue;
  queue.column = Column::background;
  queue.region = site.region;
  queue.label = "Message queue";
  queue.stations = {site.broker};
  queue.line = site.workers;
  Node pool = queue;
  pool.id = name_of("workers", site.region);
  pool.kind = NodeKind::worker;
  pool.label = "Workers";
  pool.stations = {site.workers};
  pool.line = sim::kNone;
  pool.cores_per_member = b.architecture.workers;
  const std::uint32_t queue_node = add_node(b, queue), pool_node = add_node(b, pool);
  site.to_broker = add_link(b, site.web_node, queue_node);
  site.to_workers = add_link(b, queue_node, pool_node);
}

void write_publish_steps(Blueprint& b, Site& site, ProgramBuilder& program, Label refused) {
  const Catalog& c = b.catalog;
  program.if_full(site.broker, c.broker_queue_limit, refused);
  const double share = b.architecture.broker_cores / c.broker_cluster_cores;
  program.visit(site.broker, fixed(1 / (share * c.broker_messages_per_s)), Part::server);
  program.count(site.to_broker);
  program.if_full(site.workers, c.broker_queue_limit, refused);
}

sim::Retry retry_of_deliveries(const Catalog& c) {
  return {.attempts = static_cast<std::uint16_t>(c.delivery_attempts),
          .backoff_s = c.redelivery_s,
          .multiplier = 1,
          .budget_share = sim::kNoBudget};
}

void write_delivery_steps(Blueprint& b, Site& site, const sim::Law& work, ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  const Readout& readout = b.out.readout;
  constexpr sim::Purpose kPoison = sim::kOwnPurposes + 1;  // the same at each delivery
  const Label again = program.label(), deliver = program.label(), doubled = program.label(),
              poison = program.label(), unreceived = program.label(), done = program.label();
  program.if_again(again);
  program.jump(deliver);

  // Its worker died at some moment of the last delivery, as likely after the job's effect as there is of the
  // job after it.
  program.place(again);
  program.count(readout.jobs_redelivered);
  program.branch(1 - c.job_effect_at, sim::kFresh, doubled);
  program.jump(deliver);
  program.place(doubled);
  program.count(readout.jobs_doubled);

  program.place(deliver);
  program.count(site.to_workers);
  program.visit(site.workers, work, Part::server);
  program.branch(c.job_poison_share, kPoison, poison);
  program.if_full(site.broker, c.broker_queue_limit, unreceived);
  program.jump(done);

  program.place(poison);
  program.fail(sim::Reason::crashed);

  program.place(unreceived);
  program.count(readout.jobs_redelivered);
  program.count(readout.jobs_doubled);
  program.delay(c.redelivery_s, Part::queues);
  program.jump(deliver);

  program.place(done);
}

}  // namespace scale::model
