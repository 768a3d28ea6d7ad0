// This program's operator new counts: how often it was called, and how many bytes are held.
#pragma once

#include <cstdint>

namespace scale::test {

struct Allocated {
  std::uint64_t calls = 0;
  std::int64_t bytes = 0;
};
Allocated allocated();

}  // namespace scale::test
