// Packets to named targets (engine.md, rule 5): each request of a packet pays into the account of the target
// it drew, and the packet goes to the fullest account, which pays for it.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace scale::sim {

constexpr std::uint32_t kMostDraws = 32;

class Credit {
 public:
  void reset(std::size_t accounts) {
    accounts_ = accounts;
    const std::size_t groups = (accounts + kGroup - 1) / kGroup;
    held_.assign(groups * kGroup, kNobody);
    std::fill_n(held_.begin(), accounts, 0.0);
    most_.assign((groups + kGroup - 1) / kGroup * kGroup, kNobody);
    std::fill_n(most_.begin(), groups, 0.0);
  }
  std::size_t accounts() const { return accounts_; }
  double held(std::uint32_t account) const { return held_[account]; }

  void pay_in(std::uint32_t account, double requests) {
    double& held = held_[account];
    held += requests;
    double& most = most_[account / kGroup];
    most = held > most ? held : most;
  }
  // The fullest account, the first of equals, less `requests`.
  std::uint32_t take(double requests) {
    double most = largest_of(most_.data());
    for (std::size_t i = kGroup; i < most_.size(); i += kGroup) most = std::max(most, largest_of(&most_[i]));
    std::size_t group = 0;
    for (std::size_t i = 0;; i += kGroup) {
      group = i + place_in(&most_[i], most);
      if (group < i + kGroup) break;
    }
    double* const held = &held_[group * kGroup];
    const std::size_t account = place_in(held, most);
    held[account] -= requests;
    most_[group] = largest_of(held);
    return static_cast<std::uint32_t>(group * kGroup + account);
  }

 private:
  // Accounts whose largest is kept, so that the fullest of all is found among few.
  static constexpr std::size_t kGroup = 8;
  static constexpr double kNobody = -1e300;

  // By halves: one compare need not wait for another.
  static double largest_of(const double* all) {
    const auto larger = [](double a, double b) { return a > b ? a : b; };
    return larger(larger(larger(all[0], all[1]), larger(all[2], all[3])),
                  larger(larger(all[4], all[5]), larger(all[6], all[7])));
  }
  // Where the first that is `value` stands; kGroup: none is.
  static std::size_t place_in(const double* all, double value) {
    std::uint32_t found = 1u << kGroup;
    for (std::size_t i = 0; i < kGroup; ++i) found |= static_cast<std::uint32_t>(all[i] == value) << i;
    return static_cast<std::size_t>(std::countr_zero(found));
  }

  std::size_t accounts_ = 0;
  std::vector<double> held_;  // requests paid in less those sent; past the last account kNobody
  std::vector<double> most_;  // in each group
};

// Pays k requests in, in equal parts by up to kMostDraws draws of `pick`, and takes k from the fullest
// account.
template <typename Pick>
std::uint32_t credit_packet(Credit& credit, std::uint32_t k, Pick pick) {
  const std::uint32_t n = k < kMostDraws ? k : kMostDraws;
  const double part = static_cast<double>(k) / n;
  for (std::uint32_t i = 0; i < n; ++i) credit.pay_in(pick(), part);
  return credit.take(k);
}

}  // namespace scale::sim
