// Listening: a segment every few seconds for everyone who listens, as fast as they come and not part of a
// page's load. A live segment is new each time, so an edge fetches each station's segment once and shares it.
// Not modelled: players that lag behind live, other bit rates.
#include "model/blueprint.h"

namespace scale::model {

void build_audio(Blueprint& b, Region users) {
  const auto r = static_cast<std::size_t>(users);
  const Catalog& c = b.catalog;
  Site& site = b.site_of(users);
  Readout& readout = b.out.readout;
  ProgramBuilder p;
  const Label lost = p.label(), lost_edge = p.label();
  p.count(readout.audio_requests);
  if (b.architecture.cdn) {
    const std::uint32_t cache = b.audio_cache[edge_of(b, users)];
    const Label miss = p.label();
    write_lost_edge_branch(b, users, p, lost_edge);
    p.trip(b.path_to_edge[r], 0.5, Part::static_files);
    p.count(readout.edge_bytes, c.audio_segment_bytes);
    write_edge_visit(b, users, p, c.balancer_requests_per_core_s, Part::static_files);
    p.lookup(cache, miss);
    p.end();
    p.place(miss);
    write_lost_branch(b, users, p, lost);
    p.trip(b.path_edge_to_site[r], 0.5, Part::static_files);
    p.choose(site.web_pool, 0);
    p.count(readout.origin_edge_bytes, c.audio_segment_bytes);
    write_origin_file_steps(b, site, p, c.audio_segment_bytes);
    p.trip(b.path_edge_to_site[r], 0.5, Part::static_files);
    p.fill(cache);
  } else {
    write_lost_branch(b, users, p, lost);
    p.trip(b.path_to_site[r], 0.5, Part::static_files);
    p.choose(site.web_pool, 0);
    write_origin_file_steps(b, site, p, c.audio_segment_bytes);
    p.trip(b.path_to_site[r], 0.5, Part::static_files);
  }
  p.end();
  write_lost_steps(b, users, p, lost);
  if (b.architecture.cdn) write_lost_edge_steps(b, users, p, lost_edge);
  sim::Class klass;
  klass.name = name_of("audio", users);
  klass.program = p.take();
  klass.arrivals = arrivals_of(b, users, audio_segments_per_s(c, b.architecture.users, users));
  klass.packet = audio_packet(b.options.packet);
  klass.patience_s = c.audio_segment_s;  // a segment that comes after the next one is due is not heard
  readout.audio_class[r] = add_class(b, klass);
}

}  // namespace scale::model
