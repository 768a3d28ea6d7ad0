// Requests under way. A Request is what every pending one needs (56 bytes, its place in the event list or in
// a queue included); an Extra is what only forking, retrying, timed or keyed ones need. A request may move to
// another Request (its server goes on working for nobody); its Extra stays, so time-outs and children find
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/math.h"
#include "sim/network.h"

namespace scale::sim {

// Twice those that may start: a request goes on in a second place while its server works on for nobody.
inline constexpr std::uint32_t kMostRequests = 2 * kMostUnderWay;
static_assert(kMostRequests == 1u << 24);  // an event's key has as many bits for the place
inline constexpr std::uint32_t kManyRequests = 1u << 18, kManyExtras = 1u << 12;

enum class Stage : std::uint8_t {
  free,
  source,         // a class's next arrival
  ready,          // goes on within this instant
  delayed,        // under way until `time`
  waiting,        // in a station's queue since `time`
  in_service,     // at a station until `time`
  sharing,        // at a processor-sharing station
  joining,        // until its children end
  coalesced,      // until another request's fill arrives
  thinking,       // a closed class's customer between two requests
  abandoned,      // keeps its server busy until `time`, for nobody
  forgotten,      // fires at `time`, means nothing
  sharing_clock,  // next departure of a processor-sharing station
};

struct Request {
  double time = 0;
  std::uint64_t order = 0;  // event list: sequence << 24 | index; in a queue: the previous one
  std::uint64_t key = 0;    // of its draws
  double start = 0;         // latency is now - start (packets shift it: draw_service in service.cpp)
  std::uint32_t next = kNone;
  std::uint32_t pc = 0;         // where it is in the code
  std::uint32_t place = kNone;  // its station, or the class of a source
  std::uint32_t extra = kNone;
  std::uint16_t klass = 0;
  std::uint16_t weight = 1;  // requests in this packet
  std::uint16_t draws = 0;   // fresh ones taken so far
  Stage stage = Stage::free;
  std::uint8_t attempt : 6 = 0;
  std::uint8_t legacy : 1 = 0;  // entered service under another packet size
  std::uint8_t missed : 1 = 0;  // what a cache lacked: its Extra::looked says something
};
static_assert(sizeof(Request) == 56);

// A join that waits for some of its children knows the latencies of so many.
inline constexpr std::uint32_t kMostWanted = 4;

struct Looked {
  std::uint32_t cache = kNone, object = 0;
  double at_s = 0;
  std::uint32_t resume = 0;  // the step after the lookup
  bool leads = false;        // others wait for this one's fill
  bool may_be_stale = false;
};

// What every hop and the end look at comes first, in one line of the processor's cache; what most that are
// forked for a single file look at, in two.
// (On the page, where memory is dear, they lie where malloc puts them: aligned ones took double there.)
struct alignas(sizeof(void*) == 8 ? 64 : 8) Extra {
  std::uint64_t root_key = 0;
  double deadline_latency = kInfinity;  // none
  std::uint32_t request = kNone;
  std::uint32_t route = kNone;
  std::uint32_t held[4] = {kNone, kNone, kNone, kNone};
  std::uint32_t parent = kNone;  // of a free one: the next that is free
  std::uint32_t generation = 0;  // survives reuse, as do the two serials
  std::uint32_t deadline_serial = 0;
  std::uint16_t member[3] = {0, 0, 0};
  std::uint16_t children = 0, ended = 0;
  Reason child_reason = Reason::none;

  std::uint32_t fork_serial = 0, parent_serial = 0;
  std::uint32_t attempt_pc = kNone;
  std::uint16_t loops[4] = {0, 0, 0, 0};
  double stamp_latency = 0;
  double fork_latency = 0, child_latency = 0;  // child_latency: of the slowest that ended

  double fastest[kMostWanted];  // of the `ended` first ones, in order: where not all are waited for
  Looked looked[3];             // as new unless Request::missed
};
static_assert(offsetof(Extra, fork_serial) == 64 && offsetof(Extra, child_latency) < 128);

// A hint: this will be read soon. Means nothing to the result.
inline void fetch_ahead(const void* address) {
#if defined(__GNUC__)
  __builtin_prefetch(address);
#else
  (void)address;
#endif
}

struct RequestPool {
  std::vector<Request> all;
  std::vector<Extra> extras;
  std::uint32_t first_free = kNone, first_free_extra = kNone;
  std::uint32_t live = 0, live_extras = 0;
  std::uint32_t most = kMostUnderWay;

  Request& operator[](std::uint32_t i) { return all[i]; }
  const Request& operator[](std::uint32_t i) const { return all[i]; }
  // No more may start.
  bool full() const { return live >= most; }
  // Nor may any go on in a second place.
  bool crowded() const { return live >= most + most / 2; }

  // It lies in two lines of the processor's cache, mostly.
  void fetch(std::uint32_t i) const {
    fetch_ahead(&all[i]);
    fetch_ahead(&all[i].stage);
  }

  std::uint32_t take() {
    ++live;
    std::uint32_t i = first_free;
    if (i == kNone) {
      i = static_cast<std::uint32_t>(all.size());
      // Many requests grow by little, so that a million of them take no more than they need.
      if (i == all.capacity() && i >= kManyRequests) all.reserve(i + i / 32);
      all.emplace_back();
      return i;
    }
    first_free = all[i].next;
    all[i] = Request();
    return i;
  }
  void give_back(std::uint32_t i) {
    --live;
    all[i].stage = Stage::free;
    all[i].extra = kNone;
    all[i].next = first_free;
    first_free = i;
  }
  std::uint32_t take_extra(std::uint32_t request) {
    ++live_extras;
    std::uint32_t i = first_free_extra;
    if (i == kNone) {
      i = static_cast<std::uint32_t>(extras.size());
      if (i == extras.capacity() && i >= kManyExtras) extras.reserve(i + i / 4);
      extras.emplace_back();
    } else {
      first_free_extra = extras[i].parent;
      make_new(extras[i]);
    }
    extras[i].request = request;
    all[request].extra = i;
    return i;
  }
  // Comes before that of its request.
  void give_back_extra(std::uint32_t i) {
    --live_extras;
    Extra& x = extras[i];
    if (all[x.request].missed)
      for (Looked& l : x.looked) l = Looked();
    ++x.generation;
    ++x.deadline_serial;
    ++x.fork_serial;
    x.request = kNone;
    x.parent = first_free_extra;
    first_free_extra = i;
  }

 private:
  // What survives reuse, and what is as new already, is left alone: each line of it that is not touched is
  // one that need not be there.
  static void make_new(Extra& x) {
    x.deadline_latency = kInfinity;
    x.route = kNone;
    for (std::uint32_t& held : x.held) held = kNone;
    x.parent = kNone;
    for (std::uint16_t& member : x.member) member = 0;
    x.children = x.ended = 0;
    x.child_reason = Reason::none;
    for (std::uint16_t& n : x.loops) n = 0;
    x.stamp_latency = x.fork_latency = x.child_latency = 0;
  }
};

// First come, first served, linked through the requests themselves: one that gives up leaves at once.
struct WaitingLine {
  std::uint32_t head = kNone, tail = kNone;

  void push(RequestPool& pool, std::uint32_t i) {
    Request& r = pool[i];
    r.next = kNone;
    r.order = tail;
    (tail == kNone ? head : pool[tail].next) = i;
    tail = i;
  }
  void remove(RequestPool& pool, std::uint32_t i) {
    const auto before = static_cast<std::uint32_t>(pool[i].order);
    const std::uint32_t after = pool[i].next;
    (before == kNone ? head : pool[before].next) = after;
    if (after == kNone)
      tail = before;
    else
      pool[after].order = before;
  }
  std::uint32_t pop(RequestPool& pool) {
    const std::uint32_t i = head;
    remove(pool, i);
    return i;
  }
};

}  // namespace scale::sim
