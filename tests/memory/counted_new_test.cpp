#include "counted_new.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

namespace {

scale::test::Allocated g_allocated;
// Each block begins with its size, as far before what is given out as its alignment asks for.
void* take(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
  void* const block = std::aligned_alloc(alignment, (size + 2 * alignment - 1) / alignment * alignment);
  if (block == nullptr) std::abort();
  ++g_allocated.calls;
  g_allocated.bytes += static_cast<std::int64_t>(size);
  *static_cast<std::size_t*>(block) = size;
  return static_cast<char*>(block) + alignment;
}

void give_back(void* at, std::size_t alignment = alignof(std::max_align_t)) {
  if (at == nullptr) return;
  void* const block = static_cast<char*>(at) - alignment;
  g_allocated.bytes -= static_cast<std::int64_t>(*static_cast<std::size_t*>(block));
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
void operator delete(void* at) noexcept {
  give_back(at);
}
void operator delete[](void* at) noexcept {
  give_back(at);
}
void operator delete(void* at, std::size_t) noexcept {
  give_back(at);
}
void operator delete[](void* at, std::size_t) noexcept {
  give_back(at);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return take(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* at, std::align_val_t alignment) noexcept {
  give_back(at, static_cast<std::size_t>(alignment));
}
void operator delete(void* at, std::size_t, std::align_val_t alignment) noexcept {
  give_back(at, static_cast<std::size_t>(alignment));
}

namespace scale::test {

Allocated allocated() {
  return g_allocated;
}

TEST(CountedNew, SeesWhatAVectorTakes) {
  const Allocated before = allocated();
  auto numbers = std::make_unique<std::vector<double>>(1000);
  const Allocated during = allocated();
  EXPECT_EQ(during.calls, before.calls + 2);
  EXPECT_EQ(during.bytes, before.bytes + 8000 + static_cast<std::int64_t>(sizeof(*numbers)));
  numbers.reset();
  EXPECT_EQ(allocated().bytes, before.bytes);
}

TEST(CountedNew, SeesWhatIsAligned) {
  struct alignas(64) Line {
    char bytes[64];
  };
  const Allocated before = allocated();
  {
    const std::vector<Line> lines(1000);
    EXPECT_EQ(allocated().bytes - before.bytes, 64'000);
    EXPECT_EQ(allocated().calls - before.calls, 1u);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(lines.data()) % 64, 0u);
  }
  EXPECT_EQ(allocated().bytes, before.bytes);
}

}  // namespace scale::test
