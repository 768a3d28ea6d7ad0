// A PNG writer for screenshots: 8-bit RGB, stored without compression (RFC 2083, RFC 1951).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace scale::app {

// rgba: rows from below, as GL hands them out.
std::vector<std::uint8_t> png_of(const std::vector<std::uint8_t>& rgba, int width, int height);

}  // namespace scale::app
