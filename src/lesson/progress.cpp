#include "lesson/progress.h"

#include <algorithm>
#include <cmath>

#include "model/words.h"

namespace scale::lesson {
namespace {

constexpr std::size_t kMostLessons = 200, kLongestName = 40;
constexpr std::string_view kAsk = "ask", kDoNotAsk = "do-not-ask";

bool better(double value, double than) {
  return value > 0 && (than == 0 || value < than);
}

double number_of(std::string_view word) {
  const double value = model::parse_number(word).value_or(0);
  return std::isfinite(value) && value > 0 ? value : 0;
}

LessonRecord record_of(const std::vector<std::string_view>& words) {
  LessonRecord out;
  if (words.size() != 5 || words[0].size() > kLongestName) return out;
  out.name = words[0];
  out.met = words[1] == "1";
  out.stars = static_cast<int>(std::min(3.0, number_of(words[2])));
  out.cheapest_usd_month = number_of(words[3]);
  out.fastest_page_s = number_of(words[4]);
  return out;
}

}  // namespace

const LessonRecord* find_record(const Progress& progress, std::string_view name) {
  for (const LessonRecord& one : progress.lessons)
    if (one.name == name) return &one;
  return nullptr;
}

bool note(Progress& progress, const Play& play) {
  if (!play.met || play.name.empty() || play.name.size() > kLongestName) return false;
  auto found = std::find_if(progress.lessons.begin(), progress.lessons.end(),
                            [&](const LessonRecord& one) { return one.name == play.name; });
  if (found == progress.lessons.end()) {
    if (progress.lessons.size() == kMostLessons) return false;
    progress.lessons.push_back({.name = play.name});
    found = progress.lessons.end() - 1;
  }
  const LessonRecord before = *found;
  found->met = true;
  found->stars = std::max(found->stars, play.stars_won);
  if (play.cheapest && better(play.cheapest->cost_usd_month, found->cheapest_usd_month))
    found->cheapest_usd_month = std::round(play.cheapest->cost_usd_month);
  if (play.fastest && better(play.fastest->mean_page_s, found->fastest_page_s))
    found->fastest_page_s = std::round(play.fastest->mean_page_s * 1000) / 1000;
  return !(*found == before);
}

std::string to_text(const Progress& progress) {
  std::string text(progress.ask_predictions ? kAsk : kDoNotAsk);
  for (const LessonRecord& one : progress.lessons) {
    text += '\n' + one.name + (one.met ? " 1 " : " 0 ") + std::to_string(one.stars);
    text += ' ' + model::number_text(one.cheapest_usd_month) + ' ' + model::number_text(one.fastest_page_s);
  }
  return text;
}

Progress progress_of(std::string_view text) {
  Progress out;
  while (!text.empty() && out.lessons.size() < kMostLessons) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    if (line == kDoNotAsk) out.ask_predictions = false;
    LessonRecord record = record_of(model::split_words(line));
    if (!record.name.empty() && find_record(out, record.name) == nullptr)
      out.lessons.push_back(std::move(record));
  }
  return out;
}

}  // namespace scale::lesson
