#include "sim/timers.h"

#include <algorithm>

#include "sim/ring.h"

namespace scale::sim {
namespace {

bool ends_later(const Timers::Late& a, const Timers::Late& b) {
  if (a.timer.at != b.timer.at) return a.timer.at > b.timer.at;
  return a.timer.extra > b.timer.extra;
}

}  // namespace

void TimerRing::push(const Timer& timer) {
  if (tail - head == entries.size()) widen(entries, head, tail, 16);
  entries[tail++ & (entries.size() - 1)] = timer;
}

std::uint32_t Timers::ring_of(TimerKind kind, double length_s) {
  for (std::uint32_t i = 0; i < rings.size(); ++i)
    if (rings[i].kind == kind && rings[i].length_s == length_s) return i;
  rings.push_back(TimerRing{kind, length_s, {}, 0, 0});
  return static_cast<std::uint32_t>(rings.size() - 1);
}

void Timers::set_late(TimerKind kind, const Timer& timer) {
  late.push_back(Late{timer, kind});
  std::push_heap(late.begin(), late.end(), ends_later);
  if (timer.at < next) next = timer.at;
}

Timers::Late Timers::pop() {
  TimerRing* best = nullptr;
  for (TimerRing& ring : rings)
    if (!ring.empty() && (best == nullptr || ring.front().at < best->front().at)) best = &ring;
  Late result;
  if (best != nullptr && (late.empty() || best->front().at <= late.front().timer.at)) {
    result = Late{best->front(), best->kind};
    ++best->head;
  } else {
    std::pop_heap(late.begin(), late.end(), ends_later);
    result = late.back();
    late.pop_back();
  }
  find_next();
  return result;
}

void Timers::sort_anew() {
  const auto earlier = [](const Timer& a, const Timer& b) { return a.at < b.at; };
  for (TimerRing& ring : rings) {
    std::vector<Timer> sorted;
    for (std::uint64_t i = ring.head; i != ring.tail; ++i)
      sorted.push_back(ring.entries[i & (ring.entries.size() - 1)]);
    if (std::is_sorted(sorted.begin(), sorted.end(), earlier)) continue;
    std::stable_sort(sorted.begin(), sorted.end(), earlier);
    for (std::uint64_t i = ring.head; i != ring.tail; ++i)
      ring.entries[i & (ring.entries.size() - 1)] = sorted[i - ring.head];
  }
  std::make_heap(late.begin(), late.end(), ends_later);
  find_next();
}

void Timers::find_next() {
  next = late.empty() ? kInfinity : late.front().timer.at;
  for (const TimerRing& ring : rings)
    if (!ring.empty()) next = std::min(next, ring.front().at);
}

}  // namespace scale::sim
