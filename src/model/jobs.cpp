// Slow work that some page views bring: a show to be transcoded, mails to its followers, plays to be counted.
// Inside the request (without a queue): nothing more to run, and done when the page is. Price: the page waits
// for all of it, and so do the pages behind it, on the same processors; what stops the one stops the other.
// Published to a queue (message_queue.cpp): the page waits for a receipt only. A job may be split in parts,
// one message each, worked on side by side: it is done when the slowest part is, and all of it fails if a
// part does. It may be held back, to be done when there is time. The newsletter is the burst: mails to a part
// of all users within a minute. Not modelled: what a job asks of the databases; kinds of jobs with workers of
// their own.
#include <algorithm>

#include "model/blueprint.h"
#include "model/message_queue.h"

namespace scale::model {
namespace {

// More mails than this wait as larger packets: a hundred million messages one by one fit in no memory.
constexpr double kMostPacketsOfMails = 50'000;
constexpr std::uint32_t kLargestPacket = 32'768;

sim::Law job_work(const Catalog& c, int parts) {
  return lognormal(c.job_service_s / parts, c.job_service_scv);
}

// All parts side by side, then done.
void build_job_classes(Blueprint& b, Site& site) {
  const Architecture& a = b.architecture;
  Readout& readout = b.out.readout;
  // Without a queue the classes stay, so that those who waited when it was taken away are accounted for.
  ProgramBuilder p;
  if (a.queue) {
    write_delivery_steps(b, site, job_work(b.catalog, a.job_parts), p);
  }
  p.end();
  sim::Class part;
  part.name = name_of("job-part", site.region);
  part.program = p.take();
  part.retry = retry_of_deliveries(b.catalog);
  part.background = true;
  const std::uint32_t part_class = add_class(b, part);

  p = ProgramBuilder();
  if (a.queue) {
    if (a.job_delay_s > 0) p.delay(a.job_delay_s, Part::queues);
    p.fork(part_class, a.job_parts);
    p.join(Part::queues);
    p.count(readout.jobs_done);
    p.record(readout.job_time, true);
  }
  p.end();
  sim::Class job;
  job.name = name_of("job", site.region);
  job.program = p.take();
  job.background = true;
  site.job_class = add_class(b, job);
  readout.job_classes.push_back(site.job_class);
}

double mails_of(const Blueprint& b, const Site& site) {
  double mails = 0;
  for (const Region users : kAllRegions)
    if (b.service[static_cast<std::size_t>(users)].site == site.region)
      mails += b.architecture.users * b.catalog.user_share[static_cast<std::size_t>(users)];
  return mails * b.catalog.mail_user_share;
}

// Written by the site that has the users, to its queue or by its web servers.
void build_newsletter(Blueprint& b, Site& site) {
  const Catalog& c = b.catalog;
  Readout& readout = b.out.readout;
  const bool now = is_under_way(b.situation, "newsletter", c.mail_publish_s, b.options.now_s);
  const double mails = mails_of(b, site);
  const sim::Law work = exponential(c.mail_service_s);
  ProgramBuilder p;
  if (b.architecture.queue) {
    const Label refused = p.label(), end = p.label(), publish = p.label(), accepted = p.label();
    p.if_again(accepted);  // a later delivery is not published once more
    p.place(publish);
    write_publish_steps(b, site, p, refused);
    p.count(readout.jobs_published);
    p.place(accepted);
    write_delivery_steps(b, site, work, p);
    p.count(readout.jobs_done);
    p.record(readout.job_time, true);
    p.jump(end);
    p.place(refused);
    if (b.architecture.queue_full == QueueFull::wait) {
      p.delay(c.publish_retry_s, Part::queues);
      p.jump(publish);
    } else {
      p.count(readout.jobs_refused);
    }
    p.place(end);
  } else {
    p.choose(site.web_pool, 0);
    p.visit_member(site.web_pool, 0, work, Part::server);
    p.count(readout.jobs_done);
  }
  p.end();
  sim::Class mail;
  mail.name = name_of("mail", site.region);
  mail.program = p.take();
  if (now) mail.arrivals.rate_per_s = mails / c.mail_publish_s;
  mail.background = b.architecture.queue;
  if (b.architecture.queue) mail.retry = retry_of_deliveries(c);
  mail.packet = b.options.packet;
  while (mails / mail.packet > kMostPacketsOfMails && mail.packet < kLargestPacket) mail.packet *= 2;
  readout.job_classes.push_back(add_class(b, mail));
}

}  // namespace

void build_jobs(Blueprint& b) {
  Readout& readout = b.out.readout;
  readout.jobs_published = add_counter(b, "jobs published");
  readout.jobs_done = add_counter(b, "jobs done");
  readout.jobs_refused = add_counter(b, "jobs refused");
  readout.jobs_redelivered = add_counter(b, "jobs redelivered");
  readout.jobs_doubled = add_counter(b, "jobs doubled");
  readout.job_time = static_cast<std::uint32_t>(b.out.network.metrics.size());
  b.out.network.metrics.push_back({.name = "job time"});
  for (Site& site : b.sites) {
    if (!site.built) continue;
    if (b.architecture.queue) build_queue(b, site);
    build_job_classes(b, site);
    build_newsletter(b, site);
  }
}

sim::RareWork work_inside(const Blueprint& b) {
  if (b.architecture.queue) return {};
  return {.share = b.catalog.job_share, .law = job_work(b.catalog, 1), .purpose = purpose(Draw::job)};
}

void write_job_steps(Blueprint& b, Site& site, ProgramBuilder& program) {
  const Catalog& c = b.catalog;
  const Readout& readout = b.out.readout;
  const Label brings = program.label(), done = program.label();
  program.branch_of_each(c.job_share, purpose(Draw::job), site.job_class, brings);
  program.jump(done);
  program.place(brings);
  if (!b.architecture.queue) {
    program.count(readout.jobs_done);  // its work was part of the page's
    program.place(done);
    return;
  }
  const Label publish = program.label(), refused = program.label();
  program.place(publish);
  program.delay(c.local_round_trip_s, Part::server);
  write_publish_steps(b, site, program, refused);
  program.count(readout.jobs_published);
  program.spawn(site.job_class);
  program.jump(done);
  program.place(refused);
  if (b.architecture.queue_full == QueueFull::wait) {
    program.delay(c.publish_retry_s, Part::queues);
    program.jump(publish);
  } else {
    program.count(readout.jobs_refused);
  }
  program.place(done);
}

}  // namespace scale::model
