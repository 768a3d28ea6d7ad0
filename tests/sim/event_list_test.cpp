// The order of events, against a sorted set: by time, and of equal times the one that was scheduled first.
#include "sim/event_list.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/random.h"

namespace scale::sim {
namespace {

struct Schedule {
  EventList events;
  RequestPool pool;
  std::set<std::pair<double, std::uint64_t>> expected;  // time, place in the order of scheduling
  std::vector<std::uint64_t> ordinal_of;                // by request
  std::uint64_t scheduled = 0;

  void push(double time) {
    const std::uint32_t request = pool.take();
    ordinal_of.resize(pool.all.size());
    ordinal_of[request] = scheduled;
    expected.emplace(time, scheduled++);
    events.push(pool, request, time);
  }
  // The next event's time; a failure where it is not the one expected.
  double pop(double now) {
    const double time = events.next_time(pool, now);
    const std::uint32_t request = events.pop(pool);
    EXPECT_EQ(std::pair(time, ordinal_of[request]), *expected.begin());
    expected.erase(expected.begin());
    pool.give_back(request);
    return time;
  }
};

// Each event brings one more: at once, at the time that all share, soon, or later than a lap of the wheel.
void pop_and_push(Schedule& s, int events, Generator& g) {
  double now = 0;
  for (int i = 0; i < events && !testing::Test::HasFailure(); ++i) {
    now = s.pop(now);
    const double u = draw_uniform(g);
    const double later = u < 0.4 ? 0 : u < 0.6 ? 1e-9 : u < 0.9 ? draw_exponential(g) : 1e6 * draw_uniform(g);
    s.push(now + later);
  }
}

class EventOrder : public testing::TestWithParam<int> {};

TEST_P(EventOrder, IsThatOfASortedSet) {
  Schedule s;
  Generator g{7};
  for (int i = 0; i < GetParam(); ++i) s.push(draw_uniform(g));
  pop_and_push(s, 20000, g);
  EXPECT_EQ(s.events.pending(), s.expected.size());
}

// Far more than are sorted into the bucket in progress one by one.
TEST_P(EventOrder, HoldsForManyAtTheTimeOfTheEventInProgress) {
  Schedule s;
  Generator g{8};
  s.push(1);
  double now = s.pop(0);
  for (int i = 0; i < 5 * GetParam(); ++i) s.push(now + (i % 3 == 0 ? 0 : 1e-6 * draw_uniform(g)));
  pop_and_push(s, 5000, g);
  while (!s.expected.empty() && !HasFailure()) now = s.pop(now);
  EXPECT_EQ(s.events.pending(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Pending, EventOrder, testing::Values(1, 12, 300, 3000),
                         [](const auto& tried) { return std::to_string(tried.param); });

}  // namespace
}  // namespace scale::sim
