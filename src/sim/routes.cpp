// Requests followed in full: where they were, from when to when.
#include <algorithm>

#include "sim/state.h"

namespace scale::sim {
namespace {

constexpr std::size_t kMostRoutes = 4096;
constexpr std::size_t kMostHops = 512;

}  // namespace

void follow_request(EngineState& e, std::uint32_t request) {
  const Request& r = e.requests[request];
  if (r.extra == kNone) return;
  std::uint32_t i = e.first_free_route;
  if (i == kNone) {
    i = static_cast<std::uint32_t>(e.active_routes.size());
    e.active_routes.emplace_back();
  } else {
    e.first_free_route = e.active_routes[i].next_free;
  }
  e.requests.extras[r.extra].route = i;
  Route& route = e.active_routes[i].route;
  route.request = r.key;
  route.klass = r.klass;
  route.start_s = e.now;
  route.after_s = 0;
  route.hops.clear();
  e.active_routes[i].kept = e.requests.extras[r.extra].parent == kNone;
}

void note_hop(EngineState& e, std::uint32_t route, const Hop& hop) {
  std::vector<Hop>& hops = e.active_routes[route].route.hops;
  if (hops.size() < kMostHops) hops.push_back(hop);
}

// The child that a join waited for longest: its hops are the way the page went.
void append_child_route(EngineState& e, std::uint32_t parent_extra, std::uint32_t child_extra) {
  const std::uint32_t to = e.requests.extras[parent_extra].route;
  const std::uint32_t from = e.requests.extras[child_extra].route;
  if (to == kNone) return;
  if (from == kNone) {
    const Extra& x = e.requests.extras[parent_extra];
    const Request& r = e.requests[x.request];
    const Instruction& in = e.code[r.pc];
    note_hop(e, to,
             Hop{Op::join, in.part, in.wait_part, kNone, kNone, 0,
                 static_cast<float>(latency_of(e, r) - x.fork_latency), false});
    return;
  }
  for (const Hop& hop : e.active_routes[from].route.hops) note_hop(e, to, hop);
}

void end_route(EngineState& e, std::uint32_t request, Reason reason) {
  const Request& r = e.requests[request];
  Extra& x = e.requests.extras[r.extra];
  ActiveRoute& a = e.active_routes[x.route];
  if (a.kept) {
    Route route = a.route;
    route.latency_s = latency_of(e, r);
    route.reason = reason;
    route.late = reason == Reason::timed_out || reason == Reason::given_up;
    if (e.routes.size() < kMostRoutes) {
      e.routes.push_back(std::move(route));
    } else {
      e.routes[e.routes_at++ % kMostRoutes] = std::move(route);
    }
  }
  a.next_free = e.first_free_route;
  e.first_free_route = x.route;
  x.route = kNone;
}

}  // namespace scale::sim
