#include "counted_new.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

namespace {

scale::test::Allocated g_allocated;
// Each block begins with its size.
constexpr std::size_t kHeader = alignof(std::max_align_t);

void* take(std::size_t size) {
  void* const block = std::malloc(size + kHeader);
  if (block == nullptr) std::abort();
  ++g_allocated.calls;
  g_allocated.bytes += static_cast<std::int64_t>(size);
  *static_cast<std::size_t*>(block) = size;
  return static_cast<char*>(block) + kHeader;
}

void give_back(void* at) {
  if (at == nullptr) return;
  void* const block = static_cast<char*>(at) - kHeader;
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

}  // namespace scale::test
