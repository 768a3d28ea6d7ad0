// The two faces of Inter, subset and embedded at build time (scripts/ makes the definitions).
#pragma once

#include <cstdint>

namespace scale::ui {

struct KernPair {
  std::uint16_t left, right;  // code points
  std::int16_t shift;         // thousandths of an em
};

struct FontFace {
  const unsigned char* data;
  int size;                 // bytes
  const KernPair* kerning;  // sorted by left, then right
  int pairs;
};

extern const FontFace kRegularFace;   // 400
extern const FontFace kSemiboldFace;  // 600

}  // namespace scale::ui
