#include "sim/log.h"

#include <algorithm>

namespace scale::sim {
namespace {

constexpr std::uint64_t kMostCohorts = 8192;
constexpr std::uint64_t kMask = kMostCohorts - 1;

// The newest cohort takes further entries for this share of the delay and of the lag.
constexpr double kMergeShare = 1.0 / 4096;

}  // namespace

void LogState::append(double now, double entries) {
  if (entries <= 0) return;
  advance(now);
  if (cohorts.empty()) cohorts.resize(kMostCohorts);
  pending += entries;
  appended += entries;
  if (head != tail) {
    Cohort& newest = cohorts[(tail - 1) & kMask];
    const double age = now - cohorts[head & kMask].first_s;
    if (tail - 1 != head && now - newest.first_s <= kMergeShare * age) {
      newest.last_s = now;
      newest.entries += entries;
      return;
    }
  }
  if (tail - head == kMostCohorts) {
    std::uint64_t to = head;
    for (std::uint64_t from = head; from != tail; from += 2, ++to) {
      const Cohort a = cohorts[from & kMask], b = cohorts[(from + 1) & kMask];
      cohorts[to & kMask] = Cohort{a.first_s, b.last_s, a.entries + b.entries};
    }
    tail = to;
  }
  cohorts[tail++ & kMask] = Cohort{now, now, entries};
}

void LogState::advance(double now) {
  if (!connected) {
    worked_until_s = now;
    return;
  }
  while (head != tail) {
    Cohort& c = cohorts[head & kMask];
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
  return head == tail ? 0 : now - cohorts[head & kMask].first_s;
}

bool LogState::applied_past(double now, double stamp_s) {
  advance(now);
  return head == tail || cohorts[head & kMask].first_s > stamp_s;
}

}  // namespace scale::sim
