#include "theory/supermarket.h"

#include <cmath>

#include "close_to.h"
#include "theory/erlang.h"

namespace scale::theory {
namespace {

TEST(Supermarket, WithOneChoiceIsMm1) {
  EXPECT_TRUE(close_to(supermarket_mean_sojourn_s({1, 45, 0.02}), mmc_mean_sojourn_s({1, 45, 0.02})));
  EXPECT_TRUE(close_to(supermarket_share_at_least({1, 45, 0.02}, 7), std::pow(0.9, 7)));
}

TEST(Supermarket, MeanSojournIsLittlesLawOverTheQueueLengths) {
  for (int choices : {2, 3, 10}) {
    const Supermarket market{choices, 49, 0.02};
    double mean_length = 0;
    for (int length = 1; length <= 40; ++length) mean_length += supermarket_share_at_least(market, length);
    EXPECT_TRUE(close_to(supermarket_mean_sojourn_s(market), mean_length / 49)) << choices;
  }
}

// A server's queue grows past i when d servers are asked, all with at least i - 1 and not all with at least
// i: rho (s_(i-1)^d - s_i^d) = s_i - s_(i+1).
TEST(Supermarket, QueueLengthsAreInBalance) {
  const Supermarket market{3, 45, 0.02};
  const auto share = [&](int length) { return supermarket_share_at_least(market, length); };
  for (int length = 1; length <= 3; ++length) {
    EXPECT_TRUE(close_to(0.9 * (std::pow(share(length - 1), 3) - std::pow(share(length), 3)),
                         share(length) - share(length + 1)));
  }
}

TEST(Supermarket, KnowsItsLimits) {
  EXPECT_TRUE(std::isinf(supermarket_mean_sojourn_s({2, 50, 0.02})));
  EXPECT_TRUE(std::isnan(supermarket_mean_sojourn_s({0, 40, 0.02})));
  EXPECT_TRUE(close_to(supermarket_mean_sojourn_s({2, 0, 0.02}), 0.02));
  EXPECT_EQ(supermarket_share_at_least({2, 45, 0.02}, 2000), 0);
}

}  // namespace
}  // namespace scale::theory
