// user -> member, for visits that come back. Visits are exchangeable, so counts of live entries per member
// and age are all there is to know: which entry a returning request belongs to is a draw by those counts.
// Ages are kept in 256 cohorts of the lifetime. Entries whose member was lost are met, and end, at their next
// view.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/random.h"

namespace scale::sim {

struct TableState {
  static constexpr std::uint32_t kCohorts = 256;
  static constexpr std::uint32_t kLost = 0xFFFFFFFFu;

  std::string name;
  std::uint32_t pool = 0xFFFFFFFFu;
  std::uint32_t members = 1;
  double first_share = 1, lifetime_s = 1;
  double capacity = -1;
  std::uint32_t contents = 0;

  // entries[cohort * (members + 1) + member]; the last member is "lost".
  std::vector<double> entries;
  std::vector<double> per_member;  // sums over cohorts, lost ones last
  double total = 0;
  std::int64_t cohort = 0;  // the newest one, counted from time 0
  std::uint64_t kept = 0, first = 0, missed = 0;
  Generator generator;

  // By key another number of members deals the live entries anew; else those of members that are no more are
  // lost. Ages are kept, and what is lost stays lost.
  void configure(std::uint32_t member_count, bool by_key, double now);
  void warm(double now, double count);
  void clear();
  // Expires what is due.
  void advance(double now);

  // The member a returning request's entry names, or kLost (that entry is taken out, `weight` of them).
  // Members of `count` kept entries drawn at random, in ascending order.
  void draw_members(std::uint32_t count, Generator& g, std::uint32_t* out) const;
  std::uint32_t look(double now, double weight);
  void add(double now, std::uint32_t member, double weight);
  void lose_member(std::uint32_t member);
  bool empty() const { return total < 0.5; }

 private:
  double& cell(std::int64_t c, std::uint32_t member) {
    return entries[static_cast<std::size_t>(c & (kCohorts - 1)) * (members + 1) + member];
  }
};

}  // namespace scale::sim
