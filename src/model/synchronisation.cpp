// What several sites must also keep alike: files and permissions.
// Price of every site that is added: an uploaded show is copied to the others, and a listener there who is
// told of it may ask too early (missing file); a right that was taken away goes on being valid elsewhere
// until that has arrived (revoked right still used). Each way between two sites is a log with a delay and a
// line; cut, it falls behind. Sessions are in sessions.cpp, the history's rows in replication.cpp.
// Not modelled: who may do what, files that change, a file asked for again.
#include "model/blueprint.h"

namespace scale::model {
namespace {

constexpr double kDayS = 86'400;

struct Kind {
  const char* log;
  const char* klass;
  double per_user_day, entry_bytes, next_look_s;
  std::uint32_t harm;
};

double users_of(const Blueprint& b, const Site& site) {
  double sum = 0;
  for (const Region users : kAllRegions)
    if (&b.sites[static_cast<std::size_t>(b.service[static_cast<std::size_t>(users)].site)] == &site)
      sum += b.architecture.users * b.catalog.user_share[static_cast<std::size_t>(users)];
  return sum;
}

// Something changes at a site; soon after, somebody at each other site would need to know.
void build_changes(Blueprint& b, const Site& from, const Kind& kind) {
  const Catalog& c = b.catalog;
  ProgramBuilder p;
  std::vector<std::uint32_t> logs;
  for (const Site& to : b.sites) {
    if (!to.built || &to == &from) continue;
    b.out.network.logs.push_back({.name = name_of(name_of(kind.log, from.region), to.region),
                                  .apply_per_s = c.replication_bytes_per_s / kind.entry_bytes,
                                  .delay_s = c.replication_delay_s,
                                  .connected = link_is_up(b, from.region) && link_is_up(b, to.region)});
    logs.push_back(static_cast<std::uint32_t>(b.out.network.logs.size() - 1));
    p.append(logs.back(), 1);
    p.count(b.out.readout.between_sites_bytes, kind.entry_bytes);
  }
  p.stamp();
  for (const std::uint32_t log : logs) {
    const Label unknown = p.label(), next = p.label();
    p.delay(exponential(kind.next_look_s / static_cast<double>(logs.size())), Part::distance);
    p.behind(log, unknown);
    p.jump(next);
    p.place(unknown);
    p.count(kind.harm);
    p.place(next);
  }
  p.end();
  sim::Class changes;
  changes.name = name_of(kind.klass, from.region);
  changes.program = p.take();
  changes.arrivals = arrivals_of(
      b, from.region, from.up ? users_of(b, from) * kind.per_user_day / kDayS * c.peak_to_mean : 0);
  add_class(b, changes);
}

}  // namespace

void build_synchronisation(Blueprint& b) {
  if (site_count(b.architecture) == 1) return;
  const Catalog& c = b.catalog;
  const Kind files = {"files",        "upload",       c.uploads_per_user_day,
                      c.upload_bytes, c.first_look_s, b.out.readout.missing_files};
  const Kind permissions = {"permissions",           "revocation",    c.revocations_per_user_day,
                            c.replication_row_bytes, c.revoked_try_s, b.out.readout.revoked_rights};
  for (const Site& site : b.sites) {
    if (!site.built) continue;
    build_changes(b, site, files);
    build_changes(b, site, permissions);
  }
}

}  // namespace scale::model
