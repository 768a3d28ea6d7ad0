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

// The soonest is found among groups, and all start over now and then: against looking at each of them.
TEST(Turns, GoToTheFirstThatHasCollectedItsPacket) {
  for (const std::size_t targets : {1u, 7u, 8u, 9u, 64u, 65u, 200u, 1000u}) {
    const std::vector<double> shares = rising_shares(targets);
    const AliasTable alias(shares);
    Turns turns;
    turns.set_shares(shares, 8);
    std::vector<double> due(targets);
    std::uint64_t part = 0;
    for (std::size_t i = 0; i < targets; ++i) due[i] = to_unit(part += kGolden) * 8 / shares[i];
    Generator g{targets};
    for (int round = 0; round < 100'000; ++round) {
      const auto k = static_cast<std::uint32_t>(2 + draw_below(g, 12));
      const std::uint32_t drawn = alias.draw(g);
      due[drawn] -= std::sqrt(k) / shares[drawn];
      const auto first = std::min_element(due.begin(), due.end());
      ASSERT_EQ(turns.next(k, drawn), first - due.begin()) << targets << " targets, round " << round;
      *first += k / shares[static_cast<std::size_t>(first - due.begin())];
    }
  }
}

TEST(Turns, WhoHasNoShareGetsNone) {
  const std::vector<double> shares = {0, 0.75, 0, 0.25, 0};
  Turns turns;
  turns.set_shares(shares, 4);
  const AliasTable alias(shares);
  Generator g{2};
  for (int i = 0; i < 10'000; ++i) ASSERT_GT(shares[turns.next(4, alias.draw(g))], 0);
}

// What a target has got after n requests has the mean n p and the variance n p (1 - p) of requests that draw
// one by one.
TEST(Turns, SpreadPacketsAsRequestsSpread) {
  constexpr std::uint32_t kTargets = 10;
  constexpr int kRuns = 400;
  const std::vector<double> shares = rising_shares(kTargets);
  const AliasTable alias(shares);
  for (const std::uint32_t k : {2u, 4u, 8u, 32u, 128u, 4096u}) {
    SCOPED_TRACE(std::to_string(k) + " in a packet");
    const std::uint32_t packets = std::min(400 * k, 100'000u);
    std::array<double, kTargets> sum{}, squares{};
    for (int run = 0; run < kRuns; ++run) {
      Turns turns;
      turns.set_shares(shares, k);
      Generator g = keyed(11, k, static_cast<std::uint64_t>(run));
      std::array<double, kTargets> got{};
      for (std::uint32_t i = 0; i < packets; ++i) got[turns.next(k, alias.draw(g))] += k;
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

// Between two packets of a target the others get about what their shares say: from the sum of k requests'
// gaps, sqrt(1 - p) / sqrt(k) of the mean, and the whole packets of the others.
TEST(Turns, ComeAsEvenlyAsManyRequestsDo) {
  constexpr std::uint32_t kTargets = 64, kPackets = 64 * 2000;
  const std::vector<double> shares(kTargets, 1.0 / kTargets);
  const AliasTable alias(shares);
  for (const std::uint32_t k : {8u, 128u, 4096u}) {
    Turns turns;
    turns.set_shares(shares, k);
    Generator g{k};
    std::array<double, kTargets> latest{};
    double n = 0, sum = 0, squares = 0;
    for (std::uint32_t i = 0; i < kPackets; ++i) {
      const std::uint32_t target = turns.next(k, alias.draw(g));
      const double gap = i - latest[target];
      latest[target] = i;
      if (i < 64 * 100) continue;
      n += 1;
      sum += gap;
      squares += gap * gap;
    }
    const double mean = sum / n, scv = squares / n / (mean * mean) - 1;
    EXPECT_NEAR(mean, kTargets, 0.01 * kTargets);
    EXPECT_LT(scv, 1.1 / k + 0.001) << k;
    EXPECT_GT(scv, 0.2 / k) << k;
  }
}

// Shares that change after every packet, as while keys move: each target gets what it had on average.
TEST(Turns, KeepWhatIsCollectedWhenTheSharesChange) {
  constexpr std::uint32_t kPackets = 64 * 1000, kPacket = 128;
  const std::vector<double> rising = rising_shares(64), falling(rising.rbegin(), rising.rend());
  const AliasTable alias_rising(rising), alias_falling(falling);
  Turns turns;
  Generator g{9};
  std::array<double, 64> got{};
  for (std::uint32_t i = 0; i < kPackets; ++i) {
    turns.set_shares(i % 2 == 0 ? rising : falling, kPacket);
    got[turns.next(kPacket, (i % 2 == 0 ? alias_rising : alias_falling).draw(g))] += 1;
  }
  for (std::size_t i = 0; i < 64; ++i) {
    const double expected = kPackets * 0.5 * (rising[i] + falling[i]);
    EXPECT_NEAR(got[i], expected, 0.02 * expected) << i;
  }
}

}  // namespace
}  // namespace scale::sim
