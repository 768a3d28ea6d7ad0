#include "lesson/format.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "model/words.h"

namespace scale::lesson {
namespace {

using model::grouped;

std::string fixed(double value, int digits) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

// Three significant digits of what is at least 1000, else whole.
double rough(double value) {
  double unit = 1;
  while (std::fabs(value) / unit >= 999.5) unit *= 10;
  return std::round(value / unit) * unit;
}

// "2" for "2.00", "1.5" for "1.50".
std::string without_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string short_number(double value) {
  const double size = std::fabs(value);
  return size >= 99.5 ? grouped(rough(value)) : fixed(value, size >= 9.95 || size == 0 ? 0 : 1);
}

}  // namespace

std::string percent(double share) {
  const double value = share * 100;
  const double size = std::fabs(value);
  if (size == 0) return "0 %";
  if (size < 0.005) return "<0.01 %";
  return fixed(value, size < 0.0995 ? 2 : size < 9.95 ? 1 : 0) + " %";
}

std::string seconds(double value) {
  if (value == 0) return "0 s";
  if (value < 0.00995) return fixed(value * 1e3, 1) + " ms";
  if (value < 0.9995) return fixed(value * 1e3, 0) + " ms";
  if (value < 9.995) return fixed(value, 2) + " s";
  if (value < 119.5) return fixed(value, 0) + " s";
  if (value < 5970) {
    const double tenths = std::round(value / 6);
    return fixed(tenths / 10, tenths < 100 && std::fmod(tenths, 10) != 0 ? 1 : 0) + " min";
  }
  return fixed(value / 3600, 1) + " h";
}

std::string exact_seconds(double value) {
  std::string text = seconds(value);
  const std::size_t point = text.find('.'), unit = text.find(' ');
  if (point == std::string::npos) return text;
  const std::size_t last = text.find_last_not_of('0', unit - 1);
  const std::size_t end = last == point ? point : last + 1;
  return text.erase(end, unit - end);
}

std::string count(double value) {
  if (value >= 999.5e6) return without_zeros(fixed(value / 1e9, 1)) + " G";
  if (value >= 999.5e3) return without_zeros(fixed(value / 1e6, value < 9.95e6 ? 1 : 0)) + " M";
  return grouped(rough(value));
}

std::string per_second(double value) {
  return short_number(value);
}

std::string ratio(double value) {
  return fixed(value, 2);
}

std::string bytes_per_second(double value) {
  if (value >= 999.5e6) return short_number(value / 1e9) + " GB/s";
  if (value >= 999.5e3) return short_number(value / 1e6) + " MB/s";
  return short_number(value / 1e3) + " KB/s";
}

std::string dollars(double value) {
  if (std::fabs(value) >= 999.5e3) return "$ " + fixed(value / 1e6, 1) + " M";
  return "$ " + grouped(rough(value));
}

std::string without_unit_of(const std::string& figure, const std::string& other) {
  const std::size_t at = figure.rfind(' '), there = other.rfind(' ');
  if (at == std::string::npos || there == std::string::npos) return figure;
  return figure.substr(at) == other.substr(there) ? figure.substr(0, at) : figure;
}

}  // namespace scale::lesson
