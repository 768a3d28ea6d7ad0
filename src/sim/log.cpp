#include "sim/log.h"

#include <algorithm>
#include <cstddef>

#include "sim/ring.h"

namespace scale::sim {
namespace {

constexpr std::size_t kFewestCohorts = 32, kMostCohorts = 8192;

// The newest cohort takes further entries for this share of the delay and of the lag.
constexpr double kMergeShare = 1.0 / 4096;

}  // namespace

// A wider ring, up to the widest; in that, neighbours merge.
void LogState::make_room() {
  if (cohorts.size() < kMostCohorts) {
    widen(cohorts, head, tail, kFewestCohorts);
    return;
  }
  std::uint64_t to = head;
  for (std::uint64_t from = head; from != tail; from += 2, ++to)
    at(to) = Cohort{at(from).first_s, at(from + 1).last_s, at(from).entries + at(from + 1).entries};
  tail = to;
}

void LogState::append(double now, double entries) {
  if (entries <= 0) return;
  advance(now);
  pending += entries;
  appended += entries;
  if (head != tail) {
    Cohort& newest = at(tail - 1);
    const double age = now - at(head).first_s;
    if (tail - 1 != head && now - newest.first_s <= kMergeShare * age) {
      newest.last_s = now;
      newest.entries += entries;
      return;
    }
  }
  if (tail - head == cohorts.size()) make_room();
  at(tail++) = Cohort{now, now, entries};
}

void LogState::advance(double now) {
  if (!connected) {
    worked_until_s = now;
    return;
  }
  while (head != tail) {
    Cohort& c = at(head);
    const double begin = std::max(worked_until_s, c.first_s + delay_s);
    if (begin >= now) break;
    if (apply_per_s <= 0) {
      // Applied as it comes; a merged cohort goes when its last entry may.
      if (c.last_s + delay_s > now) break;
      pending -= c.entries;
      ++head;
      continue;
    }
    const double done = begin + c.entries / apply_per_s;
    if (done > now) {
      const double part = (now - begin) * apply_per_s;
      c.first_s += (c.last_s - c.first_s) * std::min(1.0, part / c.entries);
      c.entries -= part;
      pending -= part;
      worked_until_s = now;
      break;
    }
    pending -= c.entries;
    worked_until_s = done;
    ++head;
  }
  if (head == tail) pending = 0;
}

void LogState::lose(double now) {
  advance(now);
  lost += pending;
  pending = 0;
  head = tail;
}

double LogState::lag(double now) {
  advance(now);
  return head == tail ? 0 : now - at(head).first_s;
}

bool LogState::applied_past(double now, double stamp_s) {
  advance(now);
  return head == tail || at(head).first_s > stamp_s;
}

}  // namespace scale::sim
