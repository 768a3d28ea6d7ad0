#include "sim/turns.h"

#include <algorithm>
#include <cassert>

namespace scale::sim {
namespace {

// Ticks between two packets of the target with the least share, and what no share is below.
constexpr double kLongestTicks = 0x1p40, kLeastShare = 1e-7;

}  // namespace

void Turns::set_shares(const std::vector<double>& shares, std::uint32_t k) {
  assert(shares.size() <= static_cast<std::size_t>(kMostTargets));
  const std::vector<double> lacking = requests_lacking(shares.size(), k);
  targets_ = shares.size();
  double least = 1;
  for (const double share : shares)
    if (share > 0) least = std::min(least, share);
  const double dealt_ticks = kLongestTicks * std::max(least, kLeastShare) / k;  // for one request
  const std::size_t groups = (shares.size() + kGroup - 1) / kGroup;
  all_.assign(groups * kGroup, Target());
  soonest_.assign((groups + kGroup - 1) / kGroup * kGroup, kNever);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (!(shares[i] > 0)) continue;
    Target& target = all_[i];
    target.spacing = dealt_ticks / std::max(shares[i], kLeastShare);
    target.due = ticks(lacking[i] * target.spacing) + static_cast<Due>(i);
  }
  for (std::size_t group = 0; group < groups; ++group) soonest_[group] = soonest_of(&all_[group * kGroup]);
}

// What each still has to collect for a packet.
std::vector<double> Turns::requests_lacking(std::size_t targets, std::uint32_t k) const {
  std::vector<double> lacking(targets);
  std::uint64_t part = 0;
  for (double& requests : lacking)
    requests = to_unit(part += kGolden) * k;  // as different as can be (Weyl 1916)
  if (targets != targets_) return lacking;
  const Due now = *std::min_element(soonest_.begin(), soonest_.end()) / kMostTargets;
  for (std::size_t i = 0; i < targets; ++i)
    if (all_[i].spacing > 0)
      lacking[i] = static_cast<double>(all_[i].due / kMostTargets - now) / all_[i].spacing;
  return lacking;
}

Turns::Due Turns::start_over(Due least) {
  const Due past = least / kMostTargets * kMostTargets;
  for (Target& target : all_)
    if (target.due != kNever) target.due -= past;
  for (Due& due : soonest_)
    if (due != kNever) due -= past;
  return least - past;
}

}  // namespace scale::sim
