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
  const Label lost = p.label();
  p.count(readout.audio_requests);
  if (b.architecture.cdn) {
    b.out.network.caches.push_back({.name = name_of("audio-edge", users),
                                    .objects = static_cast<std::uint32_t>(c.live_stations),
                                    .zipf_exponent = c.audio_zipf,
                                    .ttl_s = c.audio_segment_s,  // then the next segment is the live one
                                    .object_bytes = c.audio_segment_bytes,
                                    .warm = true});
    const auto cache = static_cast<std::uint32_t>(b.out.network.caches.size() - 1);
    const Label miss = p.label();
    p.trip(b.path_to_edge[r], 0.5, Part::static_files);
    p.count(readout.edge_bytes, c.audio_segment_bytes);
    p.visit(b.edge_station[r], fixed(c.edge_service_s), Part::static_files);
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
  sim::Class klass;
  klass.name = name_of("audio", users);
  klass.program = p.take();
  klass.arrivals = arrivals_of(b, users, audio_segments_per_s(c, b.architecture.users, users));
  klass.patience_s = c.audio_segment_s;  // a segment that comes after the next one is due is not heard
  readout.audio_class[r] = add_class(b, klass);
}

}  // namespace scale::model
