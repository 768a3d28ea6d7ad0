// Time-outs that mostly never happen. All of one length expire in the order they were set, so each length is
// a ring of (time, request, token) of which only the head is looked at: when its time has come, and when
// another is set, so that those of what has ended meanwhile do not pile up. A token that no longer fits is
// dropped.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/math.h"
#include "sim/network.h"

namespace scale::sim {

enum class TimerKind : std::uint8_t { deadline, patience };

struct Timer {
  double at = 0;
  std::uint32_t extra = kNone, token = 0;
};

struct TimerRing {
  TimerKind kind = TimerKind::deadline;
  double length_s = 0;
  std::vector<Timer> entries;  // a power of two
  std::uint64_t head = 0, tail = 0;

  bool empty() const { return head == tail; }
  const Timer& front() const { return entries[head & (entries.size() - 1)]; }
  void push(const Timer& timer);
};

struct Timers {
  std::vector<TimerRing> rings;
  // Those of packets whose clock was shifted while they waited: few, in no order.
  struct Late {
    Timer timer;
    TimerKind kind;
  };
  std::vector<Late> late;
  double next = kInfinity;

  std::uint32_t ring_of(TimerKind kind, double length_s);
  // Drops up to two at the head of that ring of which is_void(kind, timer) is true.
  template <typename IsVoid>
  void set(std::uint32_t ring, double now, std::uint32_t extra, std::uint32_t token, IsVoid is_void) {
    TimerRing& r = rings[ring];
    bool moved = false;
    for (int n = 0; n < 2 && !r.empty() && is_void(r.kind, r.front()); ++n) {
      moved = moved || r.front().at <= next;
      ++r.head;
    }
    const double at = now + r.length_s;
    r.push(Timer{at, extra, token});
    if (moved)
      find_next();
    else if (at < next)
      next = at;
  }
  void set_late(TimerKind kind, const Timer& timer);
  // Moves those of which moves(extra) is true by dt.
  template <typename Moves>
  void shift(double dt, Moves moves) {
    for (TimerRing& ring : rings)
      for (std::uint64_t i = ring.head; i != ring.tail; ++i) {
        Timer& timer = ring.entries[i & (ring.entries.size() - 1)];
        if (moves(timer.extra)) timer.at += dt;
      }
    for (Late& one : late)
      if (moves(one.timer.extra)) one.timer.at += dt;
    sort_anew();
  }
  // The earliest one, taken out. Only while next is finite.
  Late pop();

 private:
  void find_next();
  void sort_anew();
};

}  // namespace scale::sim
