#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace scale::ui {
namespace {

constexpr Colour with_alpha(Colour colour, unsigned alpha) {
  return (colour & 0xFFFFFFu) | (alpha << 24);
}

constexpr Theme kDark = {
    .dark = true,
    .bg = rgb(0x0B0E14),
    .panel = rgb(0x10141C),
    .raise = rgb(0x171C26),
    .hover = rgb(0x1E2531),
    .line = rgb(0x232A36),
    .line2 = rgb(0x3D485B),
    .t1 = rgb(0xEEF2F8),
    .t2 = rgb(0xAFB9C8),
    .t3 = rgb(0x808B9D),
    .cell = rgb(0x232B39),
    .fill = rgb(0x8695AD),
    .request = {rgb(0x95A3B8), rgb(0x95A3B8)},
    .served = {rgb(0xB6D5FD), rgb(0xB6D5FD)},
    .cached = {rgb(0x2DD3A2), rgb(0x2DD3A2)},
    .slow = {rgb(0xFCD63C), rgb(0xFCD63C)},
    .warning = {rgb(0xFB7A10), rgb(0xFB7A10)},
    .failing = {rgb(0xF0406A), rgb(0xF2557B)},
    .background = {rgb(0x9068F5), rgb(0x9D7BF7)},
    .replicated = {rgb(0x34A9C4), rgb(0x34A9C4)},
    .selected = rgb(0xFFFFFF),
    .band = with_alpha(rgb(0x96AFD7), 23),
    .land = rgb(0x242C3A),
    .day_land = rgb(0x4A566B),
    .body = 0.38f,
    .area = 0.26f,
    .shadow = 0.45f,
};

constexpr Theme kLight = {
    .dark = false,
    .bg = rgb(0xF8F6F1),
    .panel = rgb(0xF2EFE8),
    .raise = rgb(0xFFFFFF),
    .hover = rgb(0xECE8DF),
    .line = rgb(0xE2DDD2),
    .line2 = rgb(0xB4AD9F),
    .t1 = rgb(0x14171D),
    .t2 = rgb(0x464B55),
    .t3 = rgb(0x686C75),
    .cell = rgb(0xE9E4DA),
    .fill = rgb(0x6E7684),
    .request = {rgb(0x757C88), rgb(0x757C88)},
    .served = {rgb(0x246ADC), rgb(0x246ADC)},
    .cached = {rgb(0x14916B), rgb(0x0F7A59)},
    .slow = {rgb(0xBC8009), rgb(0x8C5F00)},
    .warning = {rgb(0xB65400), rgb(0xB65400)},
    .failing = {rgb(0xB0002F), rgb(0xB0002F)},
    .background = {rgb(0x6A1B9A), rgb(0x6A1B9A)},
    .replicated = {rgb(0x1F90AC), rgb(0x127A93)},
    .selected = rgb(0x101216),
    .band = with_alpha(rgb(0x283C5F), 17),
    .land = rgb(0xCFC8BA),
    .day_land = rgb(0xA9A292),
    .body = 0.34f,
    .area = 0.20f,
    .shadow = 0.12f,
};

constexpr Ink kDarkCalm = {kDark.fill, kDark.t2};
constexpr Ink kLightCalm = {kLight.fill, kLight.t2};

}  // namespace

Colour faded(Colour colour, float share) {
  const float alpha = static_cast<float>(colour >> 24) * std::clamp(share, 0.0f, 1.0f);
  return with_alpha(colour, static_cast<unsigned>(std::lround(alpha)));
}

Colour mixed(Colour from, Colour to, float share) {
  const float part = std::clamp(share, 0.0f, 1.0f);
  Colour out = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float a = static_cast<float>((from >> shift) & 255u), b = static_cast<float>((to >> shift) & 255u);
    out |= static_cast<Colour>(std::lround(a + (b - a) * part)) << shift;
  }
  return out;
}

const Theme& dark_theme() {
  return kDark;
}
const Theme& light_theme() {
  return kLight;
}

const Ink& heat(const Theme& theme, double utilisation) {
  if (utilisation >= kSaturated) return theme.failing;
  if (utilisation >= kBusy) return theme.warning;
  return theme.dark ? kDarkCalm : kLightCalm;
}

}  // namespace scale::ui
