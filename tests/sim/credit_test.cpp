// The fullest account is found among groups of accounts: against looking at each of them.
#include "sim/credit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/random.h"

namespace scale::sim {
namespace {

TEST(Credit, TakesFromTheFirstOfTheFullest) {
  for (const std::size_t accounts : {1u, 7u, 8u, 9u, 64u, 65u, 200u, 1000u}) {
    Credit credit;
    credit.reset(accounts);
    std::vector<double> plain(accounts, 0);
    Generator g{accounts};
    for (int round = 0; round < 2000; ++round) {
      for (int i = 0; i < 3; ++i) {
        const auto account = static_cast<std::uint32_t>(draw_below(g, accounts));
        credit.pay_in(account, 1);
        plain[account] += 1;
      }
      const auto fullest = std::max_element(plain.begin(), plain.end());
      ASSERT_EQ(credit.take(4), fullest - plain.begin()) << accounts << " accounts, round " << round;
      *fullest -= 4;
    }
    for (std::uint32_t i = 0; i < accounts; ++i) ASSERT_EQ(credit.held(i), plain[i]);
  }
}

TEST(Credit, EachTargetGetsItsPart) {
  constexpr std::uint32_t kTargets = 10, kPackets = 20000, kRequests = 8;
  Credit credit;
  credit.reset(kTargets);
  Generator g{3};
  std::array<double, kTargets> sent{};
  // Target i is drawn with probability proportional to i + 1.
  const auto pick = [&] {
    auto at = static_cast<std::uint32_t>(draw_below(g, kTargets * (kTargets + 1) / 2));
    std::uint32_t target = 0;
    while (at > target) at -= ++target;
    return target;
  };
  for (std::uint32_t i = 0; i < kPackets; ++i) sent[credit_packet(credit, kRequests, pick)] += kRequests;
  for (std::uint32_t i = 0; i < kTargets; ++i) {
    const double expected = kPackets * kRequests * (i + 1.0) / 55;
    // Five standard deviations of so many draws, and what an account may still hold.
    EXPECT_NEAR(sent[i], expected, 5 * std::sqrt(expected) + 4 * kRequests) << i;
  }
}

}  // namespace
}  // namespace scale::sim
