// What the fuzz targets share: a check that stops at what must not be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace scale::fuzz {

inline void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A refusal is one line that a person can read.
inline void must_be_a_sentence(const std::string& text) {
  must(!text.empty(), "a refusal has words");
  must(text.find('\n') == std::string::npos, "a refusal is one line");
}

}  // namespace scale::fuzz
