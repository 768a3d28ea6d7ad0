#include "sandbox/beside.h"

#include <algorithm>
#include <utility>

namespace scale::sandbox {
namespace {

// Returns the events used, by the slices it took.
std::uint64_t go_on(Beside& one, double time_s, std::uint64_t most_events) {
  constexpr std::uint64_t kSlice = 2'000;
  std::uint64_t used = 0;
  while (one.run.time_s() < time_s && used < most_events) {
    const bool commanded = one.next < one.later.size() && one.later[one.next].time_s <= time_s;
    const double target = commanded ? one.later[one.next].time_s : time_s;
    const double reached = one.run.run_until(target, kSlice);
    used += kSlice;
    if (commanded && reached >= target) one.run.apply(one.later[one.next++]);
  }
  return used;
}

}  // namespace

void put_beside(std::vector<Beside>& all, const Sandbox& run, std::string label,
                std::vector<model::Command> later) {
  if (all.size() == kMostBeside) all.erase(all.begin());
  char letter = 'A';
  while (std::any_of(all.begin(), all.end(), [&](const Beside& one) { return one.letter == letter; }))
    ++letter;
  all.push_back({letter, std::move(label), run.time_s(), run, std::move(later), 0, {}});
  all.back().run.forget_ghost(true);
}

void remove_beside(std::vector<Beside>& all, char letter) {
  all.erase(std::remove_if(all.begin(), all.end(), [&](const Beside& one) { return one.letter == letter; }),
            all.end());
}

std::uint64_t go_on(std::vector<Beside>& all, double time_s, std::uint64_t most_events) {
  std::uint64_t used = 0;
  for (Beside& one : all)
    if (used < most_events) used += go_on(one, time_s, most_events - used);
  return used;
}

}  // namespace scale::sandbox
