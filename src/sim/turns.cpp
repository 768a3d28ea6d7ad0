#include "sim/turns.h"

#include <algorithm>
#include <cassert>

namespace scale::sim {
namespace {

// Ticks between two of the largest packets of the target with the least share, and what no share is below.
constexpr double kLongestTicks = 0x1p43, kLargestPacket = 0x1p16, kLeastShare = 1e-7;
// Of the even part: more is a large share.
constexpr double kLarge = 1.2;

}  // namespace

void Turns::set_shares(const std::vector<double>& shares, std::uint32_t k) {
  const std::size_t targets = shares.size();
  assert(targets <= kMostTargets);
  const std::vector<double> lacking = requests_lacking(targets, k);
  double least = 1, sharing = 0;
  for (const double share : shares) {
    if (!(share > 0)) continue;
    least = std::min(least, share);
    ++sharing;
  }
  ticks_per_request_ = kLongestTicks * std::max(least, kLeastShare) / kLargestPacket;
  dealt_ = 0;

  std::vector<std::uint32_t> order;
  for (const bool large : {true, false}) {
    for (std::uint32_t target = 0; target < targets; ++target)
      if ((shares[target] * sharing > kLarge) == large) order.push_back(target);
    if (large) large_ = order.size();
  }
  constexpr std::size_t kStep = kGroup * kGroup;
  const auto in_steps = [](std::size_t n) { return (n + kStep - 1) / kStep * kStep; };
  first_small_ = in_steps(large_);
  all_.assign(first_small_ + in_steps(targets - large_), Place());
  soonest_.resize(all_.size() / kGroup);
  target_at_.assign(all_.size(), 0);
  std::vector<double> ordered(targets);
  for (std::size_t i = 0; i < targets; ++i) {
    const std::uint32_t target = order[i];
    const std::size_t at = place_of(i);
    ordered[i] = shares[target];
    target_at_[at] = target;
    if (!(shares[target] > 0)) continue;
    all_[at].spacing = ticks_per_request_ / std::max(shares[target], kLeastShare);
    all_[at].due = ticks(lacking[target] * all_[at].spacing) + static_cast<Due>(at);
  }
  for (std::size_t group = 0; group < soonest_.size(); ++group)
    soonest_[group] = soonest_of(&all_[group * kGroup]);
  alias_ = AliasTable(ordered);
  targets_ = targets;
}

// What each still has to collect for a packet.
std::vector<double> Turns::requests_lacking(std::size_t targets, std::uint32_t k) const {
  std::vector<double> lacking(targets);
  std::uint64_t part = 0;
  for (double& requests : lacking)
    requests = to_unit(part += kGolden) * k;  // as different as can be (Weyl 1916)
  if (targets != targets_) return lacking;
  for (std::size_t i = 0; i < targets; ++i) {
    const Place& place = all_[place_of(i)];
    if (place.spacing > 0)
      lacking[target_at_[place_of(i)]] =
          static_cast<double>((place.due - now()) / kMostPlaces) / place.spacing;
  }
  return lacking;
}

Turns::Due Turns::start_over(Due least) {
  const Due past = now();
  for (Place& place : all_)
    if (place.due != kNever) place.due -= past;
  for (Due& due : soonest_)
    if (due != kNever) due -= past;
  dealt_ = 0;
  return least - past;
}

}  // namespace scale::sim
