// One server of a station of several crashes: what it is serving fails, what waits goes on waiting for the
// others. Which one is as good as random: with c servers and b of them busy, it serves somebody with
// probability b / c. In packets a slot stands for several servers, or a packet stays for longer, so a packet
// is lost as rarely as makes the mean right.
#include "sim/state.h"

namespace scale::sim {

void crash_server(EngineState& e, std::uint32_t station, std::uint64_t number) {
  StationState& s = e.stations[station];
  Generator g = keyed(e.seed, hash_name(s.name), number);
  auto nth = static_cast<std::int64_t>(draw_below(g, static_cast<std::uint64_t>(s.servers) * stay_of(s)));
  const auto count = static_cast<std::uint32_t>(e.requests.all.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const Request& r = e.requests[i];
    if (r.stage != Stage::in_service || r.place != station || nth-- > 0) continue;
    free_slot(e, s, r);
    s.failures += r.weight;
    const std::uint32_t struck = detach(e, i);
    e.requests[i].stage = Stage::forgotten;
    fail(e, struck, Reason::crashed);
    return;
  }
}

}  // namespace scale::sim
