#include "sim/timers.h"

#include <gtest/gtest.h>

#include <set>

namespace scale::sim {
namespace {

// A timer is void when its request has ended.
struct Ended {
  const std::set<std::uint32_t>& requests;
  bool operator()(TimerKind, const Timer& timer) const { return requests.contains(timer.extra); }
};

TEST(Timers, ThoseOfWhatHasEndedDoNotPileUp) {
  Timers timers;
  const std::uint32_t ring = timers.ring_of(TimerKind::deadline, 1000);
  std::set<std::uint32_t> ended;
  for (std::uint32_t i = 0; i < 10000; ++i) {
    timers.set(ring, i, i, 0, Ended{ended});
    if (i >= 8) ended.insert(i - 8);
  }
  EXPECT_LE(timers.rings[ring].entries.size(), 16u);
  EXPECT_EQ(timers.next, 10000 - 9 + 1000) << "the earliest of one that is under way";
}

TEST(Timers, OneUnderWayKeepsAllBehindIt) {
  Timers timers;
  const std::uint32_t ring = timers.ring_of(TimerKind::deadline, 10);
  std::set<std::uint32_t> ended;
  for (std::uint32_t i = 0; i < 5; ++i) {
    timers.set(ring, i, i, 0, Ended{ended});
    if (i > 0) ended.insert(i);
  }
  EXPECT_EQ(timers.next, 10);
  for (std::uint32_t i = 0; i < 5; ++i) EXPECT_EQ(timers.pop().timer.extra, i);
  EXPECT_EQ(timers.next, kInfinity);
}

TEST(Timers, TheEarliestOfAllLengthsComesFirstWhicheverWasDropped) {
  Timers timers;
  const std::uint32_t longer = timers.ring_of(TimerKind::patience, 20);
  const std::uint32_t shorter = timers.ring_of(TimerKind::deadline, 5);
  std::set<std::uint32_t> ended;
  timers.set(shorter, 0, 1, 0, Ended{ended});
  timers.set(longer, 0, 2, 0, Ended{ended});
  timers.set(longer, 1, 3, 0, Ended{ended});
  ended = {1, 2};
  timers.set(longer, 2, 4, 0, Ended{ended});
  EXPECT_EQ(timers.next, 5) << "void, but not dropped: its ring got none";
  timers.set(shorter, 17, 5, 0, Ended{ended});
  EXPECT_EQ(timers.next, 21);
  EXPECT_EQ(timers.pop().timer.extra, 3u);
  EXPECT_EQ(timers.pop().timer.extra, 4u);
  EXPECT_EQ(timers.pop().timer.extra, 5u);
}

}  // namespace
}  // namespace scale::sim
