// How a pool is folded in packets.
#include "sim/balancing.h"

#include <gtest/gtest.h>

namespace scale::sim {
namespace {

TEST(FoldPool, MembersTimesFoldIsThePoolInPackets) {
  for (const std::uint32_t n : {1u, 5u, 40u, 184u, 700u})
    for (const std::int32_t servers : {1, 8, 96})
      for (std::uint32_t k = 1; k <= 1024; k *= 2) {
        const Folding f = fold_pool(n, servers, Balancing::least_connections, k);
        EXPECT_LE(f.members, n);
        EXPECT_LE(f.fold, k);
        EXPECT_NEAR(f.members, static_cast<double>(n) * f.fold / k, 0.5) << n << " of " << servers;
      }
}

TEST(FoldPool, SmallServersKeepSixteenMembersLargeOnesFewer) {
  for (const Balancing balancing :
       {Balancing::random, Balancing::round_robin, Balancing::least_connections}) {
    EXPECT_GE(fold_pool(40, 8, balancing, 128).members, 16u);
    const Folding large = fold_pool(40, 96, balancing, 128);
    EXPECT_GE(large.members * 96, 300u);
    EXPECT_LE(large.fold, 16u) << "what follows them gets as many requests at once";
  }
}

}  // namespace
}  // namespace scale::sim
