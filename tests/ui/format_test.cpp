#include "ui/format.h"

#include <gtest/gtest.h>

namespace scale::ui {
namespace {

TEST(Format, ThousandsAreParted) {
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(14300), std::string("14") + kThinSpace + "300");
  EXPECT_EQ(grouped(-1234567), std::string("-1") + kThinSpace + "234" + kThinSpace + "567");
}

TEST(Format, ADurationHasTheUnitAPersonWouldChoose) {
  EXPECT_EQ(seconds(0.0042), "4.2 ms");
  EXPECT_EQ(seconds(0.31), "310 ms");
  EXPECT_EQ(seconds(2.494), "2.49 s");
  EXPECT_EQ(seconds(42.25), "42.2 s");
  EXPECT_EQ(seconds(600), "10 min");
}

TEST(Format, ASmallRateIsNotRoundedToNothing) {
  EXPECT_EQ(per_s(0.224), "0.22/s");
  EXPECT_EQ(per_s(0.0034), "0.0034/s");
  EXPECT_EQ(per_s(0), "0/s");
  EXPECT_EQ(per_s(58.43), "58.4/s");
  EXPECT_EQ(rate(0.224), "0.22");
  EXPECT_EQ(rate(3.42), "3.4");
  EXPECT_EQ(rate(58.4), "58");
}

TEST(Format, ANumberStaysWithItsUnit) {
  EXPECT_EQ(units_kept("100 % busy"), "100\xC2\xA0% busy");
  EXPECT_EQ(units_kept("at most $ 1500"),
            "at most $\xC2\xA0"
            "1500");
  EXPECT_EQ(units_kept("in 2.5 s, 3 of 4"), "in 2.5\xC2\xA0s, 3 of 4");
}

TEST(Format, ASmallShareIsNotRoundedToNothing) {
  EXPECT_EQ(percent(0), "0 %");
  EXPECT_EQ(percent(0.00002), "<0.01 %");
  EXPECT_EQ(percent(0.0002), "0.02 %");
  EXPECT_EQ(percent(0.046), "4.6 %");
  EXPECT_EQ(percent(0.54), "54 %");
}

TEST(Format, ACacheThatNobodyAsksHasNoHitRatio) {
  EXPECT_EQ(hits(0, 0), "-");
  EXPECT_EQ(hits(12, 0), "0 %");
  EXPECT_EQ(hits(12, 0.934), "93 %");
}

}  // namespace
}  // namespace scale::ui
