#include "ui/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace scale::ui {
namespace {

std::string fixed(double value, int digits) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

// Three significant digits, at most `most` behind the point.
std::string rounded(double value, int most) {
  const double size = std::fabs(value);
  int digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  if (digits > most) digits = most;
  std::string text = fixed(value, digits);
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

// Two digits that say something: 3.4, 0.22, 0.0034.
std::string two_digits(double value) {
  if (value <= 0) return "0";
  const int digits = std::clamp(1 - static_cast<int>(std::floor(std::log10(value))), 0, 4);
  std::string text = fixed(value, digits);
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

bool is_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 15> kUnits = {
      "%", "ms", "s", "min", "h", "K", "M", "G", "M/s", "KB/s", "MB/s", "GB/s", "KB", "MB", "GB"};
  while (!word.empty() && (word.back() == '.' || word.back() == ',' || word.back() == ';'))
    word.remove_suffix(1);
  return std::find(kUnits.begin(), kUnits.end(), word) != kUnits.end();
}

}  // namespace

std::string significant(double value) {
  if (std::fabs(value) >= 99.95) return grouped(value);
  return value == 0 ? "0" : rounded(value, 2);
}

std::string compact(double value) {
  const double size = std::fabs(value);
  if (size >= 999.5e6) return rounded(value / 1e9, 2) + " G";
  if (size >= 999.5e3) return rounded(value / 1e6, 2) + " M";
  return grouped(value);
}

std::string seconds(double value) {
  if (value < 0.0095) return fixed(value * 1e3, 1) + " ms";
  if (value < 0.9995) return fixed(value * 1e3, 0) + " ms";
  if (value < 9.995) return fixed(value, 2) + " s";
  if (value < 99.95) return fixed(value, 1) + " s";
  if (value < 570) return rounded(value / 60, 1) + " min";
  if (value < 5940) return fixed(value / 60, 0) + " min";
  return fixed(value / 3600, 1) + " h";
}

std::string percent(double share) {
  const double value = share * 100;
  if (value == 0) return "0 %";
  if (value < 0.005) return "<0.01 %";
  if (value < 0.0995) return fixed(value, 2) + " %";
  if (value < 9.95) return fixed(value, 1) + " %";
  return fixed(value, 0) + " %";
}

std::string hits(double lookups_per_s, double hit_ratio) {
  return lookups_per_s > 0 ? percent(hit_ratio) : "-";
}

std::string dollars(double value) {
  if (std::fabs(value) >= 999.5e3) return "$ " + rounded(value / 1e6, 2) + " M";
  return "$ " + grouped(value);
}

std::string bytes_per_s(double value) {
  if (value >= 999.5e6) return rounded(value / 1e9, 1) + " GB/s";
  if (value >= 999.5e3) return rounded(value / 1e6, 1) + " MB/s";
  return rounded(value / 1e3, 0) + " KB/s";
}

std::string per_s(double value) {
  if (value >= 999.5e3) return rounded(value / 1e6, 2) + " M/s";
  if (value >= 99.95) return grouped(value) + "/s";
  if (value < 0.995) return two_digits(value) + "/s";
  return fixed(value, 1) + "/s";
}

std::string rate(double value) {
  return value < 9.95 ? two_digits(value) : compact(value);
}

std::string units_kept(std::string text) {
  for (std::size_t at = 0; (at = text.find(' ', at)) != std::string::npos; ++at) {
    const std::size_t end = std::min(text.find(' ', at + 1), text.size());
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool number = before >= '0' && before <= '9';
    const bool unit = number && is_unit(std::string_view(text).substr(at + 1, end - at - 1));
    if (before == '$' || unit) text.replace(at, 1, "\xC2\xA0");
  }
  return text;
}

std::string users_count(double value) {
  if (value >= 9.995e6) return rounded(value / 1e6, 1) + " M";
  return grouped(value);
}

std::string run_time(double time_s) {
  const int all = static_cast<int>(time_s);
  const int hours = all / 3600, minutes = all / 60 % 60, rest = all % 60;
  std::array<char, 32> text{};
  if (hours > 0) {
    std::snprintf(text.data(), text.size(), "%d:%02d:%02d", hours, minutes, rest);
  } else {
    std::snprintf(text.data(), text.size(), "%d:%02d", minutes, rest);
  }
  return text.data();
}

}  // namespace scale::ui
