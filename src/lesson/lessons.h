// The lessons that come with the program, in the order in which they are offered. Each is the file
// web/lessons/NAME.json; a teacher's own file needs no entry here.
#pragma once

#include <span>
#include <string_view>

namespace scale::lesson {

struct LessonInfo {
  std::string_view name;   // of the file, without its ending
  std::string_view title;  // as on a button
  int stage;               // 0 prologue, 4..7, 8 finale; of challenges and cases the stage they belong after
};

inline constexpr LessonInfo kStages[] = {
    {"stage-1", "One user", 0},
    {"stage-500", "500: the nightly report", 0},
    {"stage-1000", "1 000: a server dies", 0},
    {"stage-10000", "10 000: the eight o'clock show", 0},
    {"stage-4", "100 000: far away", 4},
    {"stage-4-crash", "100 000: a server dies", 4},
    {"stage-5", "500 000: a region is lost", 5},
    {"stage-6", "1 million: slow work inside the page", 6},
    {"stage-7", "50 million: too many writes", 7},
    {"stage-8", "500 million", 8},
};

inline constexpr LessonInfo kChallenges[] = {
    {"challenge-deploy", "A deploy that nobody notices", 4},
    {"challenge-cold-cdn", "A cold CDN in mid-evening", 4},
    {"challenge-forgotten-push", "The old logo", 4},
    {"challenge-flood", "Two million requests a second", 4},
    {"challenge-near-and-cheap", "Near Singapore, on a budget", 4},
    {"challenge-small", "As small as it gets", 0},
    {"challenge-tenfold", "Ten times the evening", 4},
    {"challenge-retry-storm", "A retry storm that does not pass", 4},
    {"challenge-sold-out", "Ten times the evening, no server to be had", 6},
    {"challenge-outage", "One million, and Frankfurt goes dark", 6},
    {"challenge-link-cut", "Two truths", 5},
    {"challenge-bill", "The bill, halved", 6},
    {"challenge-viral", "A viral show on a sharded database", 7},
};

inline constexpr LessonInfo kCases[] = {
    {"case-stack-overflow", "66 million pages from eleven servers", 4},
    {"case-facebook-photos", "Where 77 million photos came from", 4},
    {"case-fastly-2021", "A CDN fails as a whole", 4},
    {"case-netflix-2018", "A region is left in seven minutes", 5},
    {"case-github-2018", "43 seconds, then a day", 5},
    {"case-foursquare-2010", "Equal users, unequal shards", 7},
    {"case-notion-2023", "From thirty-two databases to ninety-six", 7},
};

// What is opened where nothing is asked for, and how it begins: so that the run stands right before the file
// has come.
struct FirstLesson {
  std::string_view name;
  double from_users;
};
inline constexpr FirstLesson kFirst = {"stage-4", 10'000};

inline constexpr std::span<const LessonInfo> kAllLists[] = {kStages, kChallenges, kCases};

// Null where none has this name.
constexpr const LessonInfo* find_listed(std::string_view name) {
  for (const std::span<const LessonInfo> list : kAllLists)
    for (const LessonInfo& one : list)
      if (one.name == name) return &one;
  return nullptr;
}

constexpr bool is_listed(std::string_view name) {
  return find_listed(name) != nullptr;
}

}  // namespace scale::lesson
