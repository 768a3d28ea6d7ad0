// What a learner has done so far: kept by the page's storage or in the desktop's config folder, as text. A
// line for the settings, then one for each lesson: name, met (0 or 1), stars, cheapest and fastest seen (US
// dollars a month, seconds of a mean page; 0: none). Decoded with suspicion: a line that is not understood is
// left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/play.h"

namespace scale::lesson {

struct LessonRecord {
  std::string name;
  bool met = false;
  int stars = 0;  // 0 to 3
  double cheapest_usd_month = 0, fastest_page_s = 0;

  friend bool operator==(const LessonRecord&, const LessonRecord&) = default;
};

struct Progress {
  bool ask_predictions = true;
  std::vector<LessonRecord> lessons;

  friend bool operator==(const Progress&, const Progress&) = default;
};

const LessonRecord* find_record(const Progress& progress, std::string_view name);
// Takes in how a play stands. True: something has become better, worth keeping.
bool note(Progress& progress, const Play& play);

std::string to_text(const Progress& progress);
Progress progress_of(std::string_view text);

}  // namespace scale::lesson
