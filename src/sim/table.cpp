#include "sim/table.h"

#include <algorithm>

#include "sim/math.h"

namespace scale::sim {
namespace {

// A cohort is a 255th of the lifetime; the 256th is the one being filled.
std::int64_t cohort_at(double now, double lifetime_s) {
  return static_cast<std::int64_t>(now / lifetime_s * (TableState::kCohorts - 1));
}

}  // namespace

void TableState::configure(std::uint32_t member_count, bool by_key, double now) {
  if (entries.empty()) {
    members = member_count;
    entries.assign(std::size_t{kCohorts} * (members + 1), 0);
    per_member.assign(members + 1, 0);
    cohort = cohort_at(now, lifetime_s);
    return;
  }
  if (member_count == members) return;
  const std::vector<double> old = entries;
  const std::uint32_t old_members = members;
  members = member_count;
  entries.assign(std::size_t{kCohorts} * (members + 1), 0);
  per_member.assign(members + 1, 0);
  // Dealt by key as hash slots are: a newcomer takes an equal part of everybody's entries, one that leaves
  // hands its own to all who stay.
  const bool grows = members > old_members;
  const double staying = by_key && grows ? static_cast<double>(old_members) / members : 1;
  const std::uint32_t first_taker = grows ? old_members : 0;
  for (std::uint32_t c = 0; c < kCohorts; ++c) {
    const auto put = [&](std::uint32_t m, double n) {
      entries[std::size_t{c} * (members + 1) + m] += n;
      per_member[m] += n;
    };
    double moved = 0;
    for (std::uint32_t m = 0; m <= old_members; ++m) {
      const double n = old[std::size_t{c} * (old_members + 1) + m];
      const double stays = m < std::min(members, old_members) ? n * staying : 0;
      if (stays > 0) put(m, stays);
      if (by_key && m < old_members)
        moved += n - stays;
      else
        put(members, n - stays);
    }
    for (std::uint32_t m = first_taker; moved > 0 && m < members; ++m)
      put(m, moved / (members - first_taker));
  }
}

void TableState::clear() {
  std::fill(entries.begin(), entries.end(), 0.0);
  std::fill(per_member.begin(), per_member.end(), 0.0);
  total = 0;
}

void TableState::warm(double now, double count) {
  clear();
  advance(now);
  const double each = count / (static_cast<double>(kCohorts - 1) * members);
  for (std::int64_t c = 0; c < kCohorts - 1; ++c)
    for (std::uint32_t m = 0; m < members; ++m) cell(cohort - 1 - c, m) += each;
  for (std::uint32_t m = 0; m < members; ++m) per_member[m] = each * (kCohorts - 1);
  total = count;
}

void TableState::advance(double now) {
  const std::int64_t newest = cohort_at(now, lifetime_s);
  if (newest <= cohort) return;
  if (newest - cohort >= kCohorts) {
    clear();
    cohort = newest;
    return;
  }
  while (cohort < newest) {
    ++cohort;
    for (std::uint32_t m = 0; m <= members; ++m) {
      double& c = cell(cohort, m);
      per_member[m] = std::max(0.0, per_member[m] - c);
      c = 0;
    }
  }
  total = 0;
  for (const double n : per_member) total += n;
}

std::uint32_t TableState::look(double now, double weight) {
  advance(now);
  double x = draw_uniform(generator) * total;
  std::uint32_t member = 0;
  while (member < members && x >= per_member[member]) x -= per_member[member++];
  if (member < members) return member;
  if (per_member[members] <= 0) return members - 1;  // rounding
  // Which of the lost ones: oldest cohorts first would bias ages, so in proportion.
  double y = draw_uniform(generator) * per_member[members];
  double take = weight;
  for (std::int64_t i = 0; i < 2 * kCohorts && take > 0; ++i) {
    double& c = cell(cohort - (i & (kCohorts - 1)), members);
    if (y >= c && i < kCohorts) {
      y -= c;
      continue;
    }
    y = 0;
    const double n = std::min(take, c);
    c -= n;
    take -= n;
    per_member[members] -= n;
    total -= n;
  }
  per_member[members] = std::max(0.0, per_member[members]);
  total = std::max(0.0, total);
  return kLost;
}

void TableState::draw_members(std::uint32_t count, Generator& g, std::uint32_t* out) const {
  const double still_there = total - per_member[members];
  // Ascending, one by one: the least of n uniform draws, then the least of the rest above it.
  double at = 0;
  std::uint32_t member = 0;
  double below = per_member[0];
  for (std::uint32_t i = 0; i < count; ++i) {
    at += (1 - at) * (1 - exp(log(1 - draw_uniform(g)) / (count - i)));
    while (member + 1 < members && at * still_there >= below) below += per_member[++member];
    out[i] = member;
  }
}

void TableState::add(double now, std::uint32_t member, double weight) {
  advance(now);
  if (member >= members) return;
  if (capacity >= 0 && total + weight > capacity) {
    // Full: the oldest entries make room.
    double excess = total + weight - capacity;
    for (std::int64_t i = kCohorts - 1; i >= 0 && excess > 1e-9; --i) {
      for (std::uint32_t m = 0; m <= members && excess > 1e-9; ++m) {
        double& c = cell(cohort - i, m);
        const double n = std::min(excess, c);
        c -= n;
        per_member[m] -= n;
        total -= n;
        excess -= n;
      }
    }
  }
  cell(cohort, member) += weight;
  per_member[member] += weight;
  total += weight;
}

void TableState::lose_member(std::uint32_t member) {
  if (member >= members) return;
  for (std::int64_t c = 0; c < kCohorts; ++c) {
    cell(c, members) += cell(c, member);
    cell(c, member) = 0;
  }
  per_member[members] += per_member[member];
  per_member[member] = 0;
}

}  // namespace scale::sim
