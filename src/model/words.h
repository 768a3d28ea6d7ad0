// Words and numbers as people type them: the nearest known word, numbers there and back. No locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scale::model {

// Words separated by single spaces.
std::vector<std::string_view> split_words(std::string_view text);
// "pull, push or dynamic"
std::string join_or(const std::vector<std::string_view>& words);

// The known word with the fewest edits (a swap of neighbours is one), the first of equals; empty if even that
// one shares less than half its letters.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);
// "; nearest is cdn", for the end of a refusal; empty where none is near.
std::string nearest_words(std::string_view word, const std::vector<std::string_view>& known);

// "12", "-0.5", "1e6", "250K", "1.5M"; nothing else, no hexadecimal, nan or infinity.
std::optional<double> parse_number(std::string_view text);
// The shortest text that parses to the same number; whole numbers without a point or exponent.
std::string number_text(double value);
inline constexpr const char* kThinSpace = "\xE2\x80\x89";
// Whole, with thin spaces between its thousands: "14 300".
std::string grouped(double value);

}  // namespace scale::model
