// The files of a page: one request each, which go together over one connection and come back over it, and one
// download of all their bytes by slow start. The page is there when the slowest of them is: that is why one
// miss in twenty is felt.
#include "model/blueprint.h"
#include "model/cdn.h"

namespace scale::model {
namespace {

// What becomes of one of them where the connection ends.
sim::Program file_program(Blueprint& b, Region users) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  Site& site = b.site_of(users);
  Readout& readout = b.out.readout;
  ProgramBuilder p;
  p.count(readout.static_requests);
  if (!b.architecture.cdn) {
    p.count(b.users_to_site[r]);
    p.count(readout.origin_static);
    write_origin_file_steps(b, site, p, c.object_bytes);
    p.end();
    return p.take();
  }
  const Label miss = p.label(), lost = p.label();
  const std::uint32_t cache = readout.edge_cache[edge_of(b, users)];
  p.count(b.users_to_edge[r]);
  p.count(readout.edge_bytes, c.object_bytes);
  write_edge_visit(b, users, p, c.balancer_requests_per_core_s, Part::static_files);
  p.lookup(cache, miss, readout.stale_files);
  p.end();
  p.place(miss);
  write_lost_branch(b, users, p, lost);
  p.count(b.edge_to_site[r]);
  p.trip(b.path_edge_to_site[r], 0.5, Part::static_files);
  p.count(readout.origin_static);
  p.count(readout.origin_edge_bytes, c.object_bytes);
  write_origin_file_steps(b, site, p, c.object_bytes);
  p.trip(b.path_edge_to_site[r], 0.5, Part::static_files);
  p.fill(cache);
  p.end();
  write_lost_steps(b, users, p, lost);
  return p.take();
}

// A first view needs more files than a later one: the browser's own cache has the rest.
sim::Program files_program(Blueprint& b, Region users, std::uint32_t file) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  const std::uint32_t path = b.architecture.cdn ? b.path_to_edge[r] : b.path_to_site[r];
  ProgramBuilder p;
  const Label first = p.label(), join = p.label(), lost_edge = p.label();
  if (b.architecture.cdn) write_lost_edge_branch(b, users, p, lost_edge);
  p.trip(path, 0.5, Part::static_files);
  p.branch(first_view_share(b, users), purpose(Draw::first_view), first);
  p.fork(file, static_cast<int>(c.objects_later_view));
  p.jump(join);
  p.place(first);
  p.fork(file, static_cast<int>(c.objects_first_view));
  p.place(join);
  p.join(Part::static_files);
  p.trip(path, 0.5, Part::static_files);
  p.end();
  if (b.architecture.cdn) write_lost_edge_steps(b, users, p, lost_edge);
  return p.take();
}

sim::Program download_program(Blueprint& b, Region users) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  const std::uint32_t path = b.architecture.cdn ? b.path_to_edge[r] : b.path_to_site[r];
  // After the page itself, the connection that it came by has opened twice; one to a CDN for files starts
  // anew.
  const bool anew = b.architecture.cdn && !pages_through_edges(b.architecture);
  const double window = c.segment_bytes * c.initial_window_segments * (anew ? 1 : 2);
  ProgramBuilder p;
  const Label first = p.label();
  p.branch(first_view_share(b, users), purpose(Draw::first_view), first);
  p.transfer(path, c.objects_later_view * c.object_bytes, window, Part::static_files);
  p.end();
  p.place(first);
  p.transfer(path, c.objects_first_view * c.object_bytes, window, Part::static_files);
  p.end();
  return p.take();
}

}  // namespace

void build_static_files(Blueprint& b, Region users) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  sim::Class file;
  file.name = name_of("file", users);
  file.program = file_program(b, users);
  file.follow = follow_one_in(b, views_per_s(c, b.architecture.users, users) * static_objects_per_view(c));
  b.out.readout.file_class[r] = add_class(b, file);

  sim::Class files;
  files.name = name_of("files", users);
  files.program = files_program(b, users, b.out.readout.file_class[r]);
  b.files_class[r] = add_class(b, files);

  sim::Class download;
  download.name = name_of("download", users);
  download.program = download_program(b, users);
  b.download_class[r] = add_class(b, download);
}

}  // namespace scale::model
