#include "lesson/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "lesson/format.h"
#include "lesson/measure.h"
#include "lesson/texts.h"

namespace scale::lesson {
namespace {

TEST(Words, FigureStandsInARunOfItsOwn) {
  const Words words = fill("from {0} to {1}.", {{"54", Emphasis::ghost}, {"15 %", Emphasis::good}});
  EXPECT_EQ(words, (Words{{"from ", Emphasis::plain},
                          {"54", Emphasis::ghost},
                          {" to ", Emphasis::plain},
                          {"15 %", Emphasis::good},
                          {".", Emphasis::plain}}));
  EXPECT_EQ(plain_text(words), "from 54 to 15 %.");
}

TEST(Words, AppendPutsOneSpaceBetweenAndNoneAtTheStart) {
  Words words;
  append(words, fill("One.", {}));
  append(words, fill("Two.", {}));
  append(words, {});
  EXPECT_EQ(plain_text(words), "One. Two.");
}

TEST(Texts, EachIdHasWordsAndItsPlacesAreNumberedFromZero) {
  for (int id = 0; id <= static_cast<int>(Text::no_step_gains); ++id) {
    const std::string_view words = text(static_cast<Text>(id));
    EXPECT_FALSE(words.empty()) << id;
    int places = 0;
    while (words.find("{" + std::to_string(places) + "}") != std::string_view::npos) ++places;
    EXPECT_EQ(std::count(words.begin(), words.end(), '{'), places) << words;
    const bool is_part = static_cast<Text>(id) == Text::breaks_without_node;
    EXPECT_TRUE(places > 0 || is_part) << "no text without a figure: " << words;
  }
}

TEST(Format, SaysNoMoreDigitsThanAreMeant) {
  EXPECT_EQ(percent(0), "0 %");
  EXPECT_EQ(percent(0.00004), "<0.01 %");
  EXPECT_EQ(percent(0.00021), "0.02 %");
  EXPECT_EQ(percent(0.0462), "4.6 %");
  EXPECT_EQ(percent(0.5449), "54 %");
  EXPECT_EQ(seconds(0.0042), "4.2 ms");
  EXPECT_EQ(seconds(0.3101), "310 ms");
  EXPECT_EQ(seconds(2.494), "2.49 s");
  EXPECT_EQ(seconds(0), "0 s");
  EXPECT_EQ(seconds(180), "3 min");
  EXPECT_EQ(seconds(150), "2.5 min");
  EXPECT_EQ(seconds(601), "10 min");
  EXPECT_EQ(exact_seconds(2), "2 s");
  EXPECT_EQ(exact_seconds(2.5), "2.5 s");
  EXPECT_EQ(exact_seconds(0.002), "2 ms");
  EXPECT_EQ(exact_seconds(0), "0 s");
  EXPECT_EQ(exact_seconds(60), "60 s");
  EXPECT_EQ(exact_seconds(150), "2.5 min");
  EXPECT_EQ(ratio(1.138), "1.14");
  EXPECT_EQ(count(87), "87");
  EXPECT_EQ(count(14'321),
            "14\xE2\x80\x89"
            "300");
  EXPECT_EQ(count(3.24e6), "3.2 M");
  EXPECT_EQ(count(2e6), "2 M");
  EXPECT_EQ(bytes_per_second(41.3e6), "41 MB/s");
  EXPECT_EQ(dollars(11'640),
            "$ 11\xE2\x80\x89"
            "600");
  EXPECT_EQ(without_unit_of("54 %", "15 %"), "54");
  EXPECT_EQ(without_unit_of("310 ms", "2.49 s"), "310 ms");
}

std::string bound(std::string measure, double at_most, double at_least = -HUGE_VAL) {
  model::Limit limit;
  limit.measure = std::move(measure);
  limit.at_most = at_most;
  limit.at_least = at_least;
  return bound_text(limit);
}

TEST(Format, SecondsThatAreCountedHaveNoEmptyDigit) {
  EXPECT_EQ(figure_text("error-s", 3), "3 s");
  EXPECT_EQ(figure_text("queue-age-s", 3), "3.00 s");
}

// A limit is exact: it is said as it was set.
TEST(Format, ALimitHasNoEmptyDigit) {
  EXPECT_EQ(bound("slow-share", 0.04), "at most 4 %");
  EXPECT_EQ(bound("error-s", 0), "at most 0 s");
  EXPECT_EQ(bound("error-s", 5), "at most 5 s");
  EXPECT_EQ(bound("error-s", 150), "at most 2.5 min");
  EXPECT_EQ(bound("slow-share", 0.025, 0.01), "1 to 2.5 %");
  EXPECT_EQ(bound("hot-member-ratio", 1.25, 1.05), "1.05 to 1.25");
}

}  // namespace
}  // namespace scale::lesson
