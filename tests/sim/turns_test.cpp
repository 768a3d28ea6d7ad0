#include "sim/turns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "sim/random.h"
#include "sim/zipf.h"

namespace scale::sim {
namespace {

// Of 1 : 2^0.7 : 3^0.7 ... (Not 1 : 2 : 3: two that start with like parts of that would be due at once.)
std::vector<double> rising_shares(std::size_t targets) {
  std::vector<double> shares(targets);
  double sum = 0;
  for (std::size_t i = 0; i < targets; ++i) sum += shares[i] = std::pow(static_cast<double>(i + 1), 0.7);
  for (double& share : shares) share /= sum;
  return shares;
}

// The soonest is found among groups: against looking at each of them.
TEST(Turns, GoToTheFirstThatHasCollectedItsPacket) {
  for (const std::size_t targets : {1u, 7u, 8u, 9u, 64u, 65u, 130u}) {
    std::vector<double> shares = rising_shares(targets);
    std::reverse(shares.begin(), shares.end());
    const auto first_small = std::partition_point(shares.begin(), shares.end(), [&](double share) {
      return share * static_cast<double>(targets) > 1.2;
    });
    const AliasTable alias(shares);
    Turns turns;
    turns.set_shares(shares, 8);
    std::vector<double> due(targets);
    std::uint64_t part = 0;
    for (std::size_t i = 0; i < targets; ++i) due[i] = to_unit(part += kGolden) * 8 / shares[i];
    const auto large_end = due.begin() + (first_small - shares.begin());
    double dealt = 0;
    Generator sizes{targets}, draws{targets + 1}, same_draws = draws;
    for (int round = 0; round < 2000; ++round) {
      const auto k = static_cast<std::uint32_t>(2 + draw_below(sizes, 12));
      const std::uint32_t drawn = alias.draw(same_draws);
      dealt += k - std::sqrt(k);
      due[drawn] -= std::sqrt(k) / shares[drawn];
      const auto large = std::min_element(due.begin(), large_end);
      const auto next =
          large != large_end && *large <= dealt ? large : std::min_element(large_end, due.end());
      ASSERT_EQ(turns.next(k, draws), next - due.begin()) << targets << " targets, round " << round;
      *next += k / shares[static_cast<std::size_t>(next - due.begin())];
    }
  }
}

TEST(Turns, WhoHasNoShareGetsNone) {
  const std::vector<double> shares = {0, 0.75, 0, 0.25, 0};
  Turns turns;
  turns.set_shares(shares, 4);
  Generator g{2};
  for (int i = 0; i < 10'000; ++i) ASSERT_GT(shares[turns.next(4, g)], 0);
}

// The clocks start over some times on the way.
TEST(Turns, TheLargestPacketsToTheLeastShares) {
  const std::vector<double> shares = {0.5 - 1e-5, 1e-5, 0.5 - 1e-5, 1e-5};
  Turns turns;
  turns.set_shares(shares, 8);
  Generator g{3};
  std::array<double, 4> got{};
  for (int i = 0; i < 2'000'000; ++i) got[turns.next(65535, g)] += 1;
  EXPECT_NEAR(got[0], 1e6, 50);
  EXPECT_NEAR(got[1], 20, 2);
  EXPECT_NEAR(got[2], 1e6, 50);
  EXPECT_NEAR(got[3], 20, 2);
}

// What a target has got after n requests has the mean n p and the variance n p (1 - p) of requests that draw
// one by one.
TEST(Turns, SpreadPacketsAsRequestsSpread) {
  constexpr std::uint32_t kTargets = 10;
  constexpr int kRuns = 400;
  const std::vector<double> shares = rising_shares(kTargets);
  for (const std::uint32_t k : {2u, 4u, 8u, 32u, 128u, 4096u}) {
    SCOPED_TRACE(std::to_string(k) + " in a packet");
    const std::uint32_t packets = std::min(400 * k, 100'000u);
    std::array<double, kTargets> sum{}, squares{};
    for (int run = 0; run < kRuns; ++run) {
      Turns turns;
      turns.set_shares(shares, k);
      Generator g = keyed(11, k, static_cast<std::uint64_t>(run));
      std::array<double, kTargets> got{};
      for (std::uint32_t i = 0; i < packets; ++i) got[turns.next(k, g)] += k;
      for (std::uint32_t i = 0; i < kTargets; ++i) {
        sum[i] += got[i];
        squares[i] += got[i] * got[i];
      }
    }
    const double requests = static_cast<double>(k) * packets;
    for (std::uint32_t i = 0; i < kTargets; ++i) {
      const double expected = requests * shares[i], deviation = std::sqrt(expected * (1 - shares[i]));
      const double mean = sum[i] / kRuns;
      // Five standard deviations of what is measured, and the part of a packet that a target starts or ends
      // with.
      EXPECT_NEAR(mean, expected, 5 * deviation / std::sqrt(kRuns) + k) << "target " << i;
      EXPECT_NEAR(std::sqrt(squares[i] / kRuns - mean * mean), deviation,
                  5 * deviation / std::sqrt(2.0 * kRuns) + 0.3 * k)
          << "target " << i;
    }
  }
}

// The squared coefficient of variation of the numbers of packets between two of the last target's.
double scv_of_gaps(const std::vector<double>& shares, std::uint32_t k) {
  const std::size_t last = shares.size() - 1;
  Turns turns;
  turns.set_shares(shares, k);
  Generator g{k};
  double latest = 0, n = 0, sum = 0, squares = 0;
  for (int i = 0; n < 20'000; ++i) {
    if (turns.next(k, g) != last) continue;
    const double gap = i - latest;
    latest = i;
    if (i < 10'000) continue;
    n += 1;
    sum += gap;
    squares += gap * gap;
  }
  EXPECT_NEAR(sum / n, 1 / shares[last], 0.01 / shares[last]);
  return n * squares / (sum * sum) - 1;
}

// k requests that draw one by one come after sums of k gaps: (1 - p) / k. Packets, being whole, may be half
// of one off at either end.
TEST(Turns, ComeAsEvenlyAsManyRequestsDo) {
  for (const std::uint32_t k : {8u, 128u, 4096u}) {
    SCOPED_TRACE(std::to_string(k) + " in a packet");
    const double even = scv_of_gaps(std::vector<double>(64, 1.0 / 64), k);
    EXPECT_LT(even, 1.1 / k + 0.001);
    EXPECT_GT(even, 0.2 / k);
    std::vector<double> hot(63, 0.7 / 63);
    hot.push_back(0.3);
    const double whole = 0.3 * 0.3 / 4;
    EXPECT_LT(scv_of_gaps(hot, k), 1.1 * 0.7 / k + whole);
    EXPECT_GT(scv_of_gaps(hot, k), 0.2 * 0.7 / k);
  }
}

// Shares that change after every packet, as while keys move: each target gets what it had on average.
TEST(Turns, KeepWhatIsCollectedWhenTheSharesChange) {
  constexpr std::uint32_t kPackets = 64 * 1000, kPacket = 128;
  const std::vector<double> rising = rising_shares(64), falling(rising.rbegin(), rising.rend());
  Turns turns;
  Generator g{9};
  std::array<double, 64> got{};
  for (std::uint32_t i = 0; i < kPackets; ++i) {
    turns.set_shares(i % 2 == 0 ? rising : falling, kPacket);
    got[turns.next(kPacket, g)] += 1;
  }
  for (std::size_t i = 0; i < 64; ++i) {
    const double expected = kPackets * 0.5 * (rising[i] + falling[i]);
    EXPECT_NEAR(got[i], expected, 0.02 * expected) << i;
  }
}

}  // namespace
}  // namespace scale::sim
