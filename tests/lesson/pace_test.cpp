#include "lesson/pace.h"

#include <gtest/gtest.h>

namespace scale::lesson {
namespace {

sandbox::Snapshot moment(double time_s, double speed) {
  sandbox::Snapshot now;
  now.time_s = time_s;
  now.speed = speed;
  return now;
}

sandbox::Snapshot with_incident(double time_s, double speed, double incident_s) {
  sandbox::Snapshot now = moment(time_s, speed);
  now.incident_s = incident_s;
  return now;
}

TEST(Pace, AnIncidentIsSeenAtTenTimesTheSpeedForAMinute) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, moment(100, 60), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(101, 60, 100), false), 10);
  EXPECT_EQ(speed_now(pace, with_incident(130, 10, 100), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(161, 10, 100), false), 60);
  EXPECT_EQ(speed_now(pace, with_incident(162, 60, 100), false), std::nullopt);
}

TEST(Pace, ASecondIncidentProlongsTheMinute) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, with_incident(101, 600, 100), false), 10);
  EXPECT_EQ(speed_now(pace, with_incident(150, 10, 149), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(170, 10, 149), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(210, 10, 149), false), 600);
}

TEST(Pace, WhoeverChoosesASpeedKeepsIt) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, with_incident(101, 60, 100), false), 10);
  EXPECT_EQ(speed_now(pace, with_incident(110, 600, 100), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(200, 600, 100), false), std::nullopt);
}

TEST(Pace, SlowRunsStayAsTheyAre) {
  Pace pace;
  EXPECT_EQ(speed_now(pace, with_incident(101, 1, 100), false), std::nullopt);
  EXPECT_EQ(speed_now(pace, with_incident(200, 1, 100), false), std::nullopt);
}

TEST(Pace, TheFirstFullMachineOfARampIsSeenOnce) {
  Pace pace;
  sandbox::Snapshot now = moment(50, 60);
  now.nodes.resize(2);
  now.nodes[1].busiest = 0.84;
  EXPECT_EQ(speed_now(pace, now, true), std::nullopt);
  now.nodes[1].busiest = 0.86;
  EXPECT_EQ(speed_now(pace, now, true), 10);
  now.speed = 10;
  now.time_s = 111;
  EXPECT_EQ(speed_now(pace, now, true), 60);
  now.speed = 60;
  EXPECT_EQ(speed_now(pace, now, true), std::nullopt);
  EXPECT_EQ(speed_now(pace, now, false), std::nullopt);
}

}  // namespace
}  // namespace scale::lesson
