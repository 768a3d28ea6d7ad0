// Lookups and fills: who waits for whom, and what is served when the origin fails.
#include "sim/state.h"

namespace scale::sim {
namespace {

Looked* looked_in(Extra& x, std::uint32_t cache) {
  for (Looked& l : x.looked)
    if (l.cache == cache) return &l;
  return nullptr;
}

// Where to note what this one lacks.
Looked& place_for(Extra& x, std::uint32_t cache) {
  for (Looked& l : x.looked)
    if (l.cache == cache || l.cache == kNone) return l;
  return x.looked[2];
}

}  // namespace

CacheStep look_up(EngineState& e, std::uint32_t request, const Instruction& in) {
  Request& r = e.requests[request];
  Extra& x = e.requests.extras[r.extra];
  CacheState& c = e.caches[in.index];
  Generator g = draws_of(e, r, in.purpose);
  const std::uint32_t object = c.zipf->alias.draw(g);
  const LookupResult result = c.look(e.now, object, r.weight, r.weight * e.lapse.stands_for);
  const bool hit = result == LookupResult::hit || result == LookupResult::stale;
  if (result == LookupResult::stale && in.target2 != kNone) e.counters[in.target2] += r.weight;
  if (x.route != kNone) note_hop(e, x.route, Hop{in.op, in.part, in.wait_part, kNone, kNone, 0, 0, hit});
  if (result == LookupResult::coming) {
    ++r.pc;
    schedule(e, request, c.coming_s, Stage::delayed);
  }
  if (hit || result == LookupResult::coming) {
    // What it lacked here before is of no more use.
    Looked* const before = r.missed ? looked_in(x, in.index) : nullptr;
    if (before != nullptr) before->may_be_stale = false;
    return hit ? CacheStep::hit : CacheStep::waits;
  }
  r.missed = 1;
  Looked& l = place_for(x, in.index);
  l = Looked{in.index, object, e.now, r.pc + 1, false, false};
  l.may_be_stale = c.has_stale_copy(e.now, object);
  if (!c.config.coalescing) return CacheStep::miss;
  if (!c.filling(object)) {
    c.begin_fill(object);
    l.leads = true;
    return CacheStep::miss;
  }
  r.place = in.index;
  r.stage = Stage::coalesced;
  c.fill_under_way(object).line.push(e.requests, request);
  return CacheStep::waits;
}

void fill_cache(EngineState& e, std::uint32_t request, std::uint32_t cache) {
  Extra& x = e.requests.extras[e.requests[request].extra];
  Looked* l = looked_in(x, cache);
  CacheState& c = e.caches[cache];
  if (l == nullptr || l->object >= c.config.objects) return;
  c.fill(e.now, l->object);
  c.note_fill(e.now, e.now - l->at_s);
  l->may_be_stale = false;
  if (!l->leads) return;
  l->leads = false;
  WaitingLine line = c.fill_under_way(l->object).line;
  c.end_fill(l->object);
  while (line.head != kNone) {
    const std::uint32_t waiter = line.pop(e.requests);
    Request& w = e.requests[waiter];
    const Looked* its = looked_in(e.requests.extras[w.extra], cache);
    w.pc = its->resume;
    make_ready(e, waiter);
  }
}

// The first who waits asks the origin himself.
void give_up_fills(EngineState& e, std::uint32_t request) {
  if (!e.requests[request].missed) return;
  const std::uint32_t extra = e.requests[request].extra;
  for (std::size_t i = 0; i < 3; ++i) {
    Looked& l = e.requests.extras[extra].looked[i];
    l.may_be_stale = false;
    if (!l.leads) continue;
    l.leads = false;
    CacheState& c = e.caches[l.cache];
    c.note_failed_fill();
    WaitingLine& line = c.fill_under_way(l.object).line;
    if (line.head == kNone) {
      c.end_fill(l.object);
      continue;
    }
    const std::uint32_t next = line.pop(e.requests);
    Request& n = e.requests[next];
    looked_in(e.requests.extras[n.extra], l.cache)->leads = true;
    n.pc = e.code[n.pc].target;
    make_ready(e, next);
  }
}

// The origin failed: an expired copy not too old is served instead, to those who waited for it too.
bool serve_stale(EngineState& e, std::uint32_t request) {
  Request& r = e.requests[request];
  if (!r.missed) return false;
  Extra& x = e.requests.extras[r.extra];
  for (Looked& l : x.looked) {
    if (!l.may_be_stale) continue;
    CacheState& c = e.caches[l.cache];
    if (l.object >= c.config.objects || !c.has_stale_copy(e.now, l.object)) continue;
    l.may_be_stale = false;
    const auto count_stale = [&e, &c](const Request& q, std::uint32_t lookup_pc) {
      c.stale += q.weight;
      const std::uint32_t counter = e.code[lookup_pc].target2;
      if (counter != kNone) e.counters[counter] += q.weight;
    };
    count_stale(r, l.resume - 1);
    r.pc = l.resume;
    make_ready(e, request);
    if (!l.leads) return true;
    l.leads = false;
    c.note_failed_fill();
    WaitingLine line = c.fill_under_way(l.object).line;
    c.end_fill(l.object);
    while (line.head != kNone) {
      const std::uint32_t waiter = line.pop(e.requests);
      Request& w = e.requests[waiter];
      Looked* its = looked_in(e.requests.extras[w.extra], l.cache);
      its->may_be_stale = false;
      count_stale(w, its->resume - 1);
      w.pc = its->resume;
      make_ready(e, waiter);
    }
    return true;
  }
  return false;
}

}  // namespace scale::sim
