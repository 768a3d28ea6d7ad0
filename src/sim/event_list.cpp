#include "sim/event_list.h"

#include <algorithm>
#include <utility>

namespace scale::sim {
namespace {

constexpr double kGapsPerBucket = 5;
// A bucket seldom has more.
constexpr std::size_t kFullBucket = 64;
// Few events are sorted at once, and their buckets need not change often.
constexpr std::uint64_t kFewEvents = 16;
constexpr double kGapsForFew = 256;
constexpr std::uint64_t kFewestPops = 4096;
constexpr std::size_t kFewestBuckets = 64, kMostBuckets = std::size_t{1} << 20;
constexpr std::size_t kSortedByInsertion = 24;
constexpr std::size_t kLargeHeap = 4096;

}  // namespace

EventList::EventList() : buckets_(kFewestBuckets, kNone) {
  front_.reserve(kFullBucket);
}

std::size_t EventList::bytes() const {
  return buckets_.capacity() * sizeof(std::uint32_t) + (front_.capacity() + heap_.capacity()) * sizeof(Key);
}

// Moves on to the next bucket that holds anything; false if nothing is pending.
bool EventList::refill(RequestPool& pool, double now) {
  if (pops_ >= adapt_at_) {
    adapt(pool, now);
    if (!front_.empty()) return true;
  }
  const std::uint64_t mask = buckets_.size() - 1;
  for (;;) {
    if (linked_ == 0) {
      if (heap_.empty()) return false;
      current_ = std::max(current_, bucket_of(std::bit_cast<double>(heap_[0].time)));
    } else {
      ++current_;
    }
    for (std::uint32_t i = std::exchange(buckets_[current_ & mask], kNone); i != kNone; i = pool[i].next)
      front_.push_back(Key{std::bit_cast<std::uint64_t>(pool[i].time), pool[i].order});
    linked_ -= front_.size();
    while (!heap_.empty() && bucket_of(std::bit_cast<double>(heap_[0].time)) <= current_)
      front_.push_back(heap_pop());
    if (!front_.empty()) break;
  }
  ahead_ = buckets_[(current_ + 1) & mask];
  if (ahead_ != kNone) pool.fetch(ahead_);
  sort_front();
  return true;
}

void EventList::sort_front() {
  if (front_.size() > kSortedByInsertion) {
    std::sort(front_.begin(), front_.end(), [](const Key& a, const Key& b) { return b.before(a); });
    return;
  }
  for (std::size_t i = 1; i < front_.size(); ++i) {
    const Key key = front_[i];
    std::size_t j = i;
    for (; j > 0 && front_[j - 1].before(key); --j) front_[j] = front_[j - 1];
    front_[j] = key;
  }
}

void EventList::take_from_crowd() {
  crowded_ = !heap_.empty() && bucket_of(std::bit_cast<double>(heap_[0].time)) <= current_;
  if (crowded_ && heap_[0].before(front_.back())) front_.push_back(heap_pop());
}

void EventList::heap_push(Key key) {
  if (heap_.size() == heap_.capacity() && heap_.size() > kLargeHeap)
    heap_.reserve(heap_.size() + heap_.size() / 8);
  heap_.push_back(key);
  std::size_t i = heap_.size() - 1;
  while (i > 0) {
    const std::size_t parent = (i - 1) / 4;
    if (!key.before(heap_[parent])) break;
    heap_[i] = heap_[parent];
    i = parent;
  }
  heap_[i] = key;
}

// Bottom-up: the hole sinks to a leaf along the smallest children, then the last key rises from there.
EventList::Key EventList::heap_pop() {
  const Key top = heap_[0];
  const Key last = heap_.back();
  heap_.pop_back();
  const std::size_t size = heap_.size();
  if (size == 0) return top;
  std::size_t hole = 0;
  for (;;) {
    const std::size_t first = hole * 4 + 1;
    if (first >= size) break;
    const std::size_t end = std::min(first + 4, size);
    std::size_t least = first;
    for (std::size_t i = first + 1; i < end; ++i) least = heap_[i].before(heap_[least]) ? i : least;
    heap_[hole] = heap_[least];
    hole = least;
  }
  while (hole > 0) {
    const std::size_t parent = (hole - 1) / 4;
    if (!last.before(heap_[parent])) break;
    heap_[hole] = heap_[parent];
    hole = parent;
  }
  heap_[hole] = last;
  return top;
}

std::uint32_t EventList::take_all(RequestPool& pool) {
  std::uint32_t chain = kNone;
  const auto add = [&](std::uint32_t i) {
    pool[i].next = chain;
    chain = i;
  };
  for (std::uint32_t& head : buckets_) {
    for (std::uint32_t i = head; i != kNone;) {
      const std::uint32_t next = pool[i].next;
      add(i);
      i = next;
    }
    head = kNone;
  }
  for (const Key& key : heap_) add(key.request());
  for (const Key& key : front_) add(key.request());
  heap_.clear();
  front_.clear();
  ahead_ = kNone;
  linked_ = 0;
  return chain;
}

void EventList::put_back(RequestPool& pool, std::uint32_t chain, double now) {
  current_ = bucket_of(now);
  while (chain != kNone) {
    const std::uint32_t i = chain;
    chain = pool[i].next;
    place(pool[i], Key{std::bit_cast<std::uint64_t>(pool[i].time), pool[i].order});
  }
}

void EventList::adapt(RequestPool& pool, double now) {
  const std::uint64_t since = std::max<std::uint64_t>(pops_, 1);
  const double gap = (now - adapted_s_) / static_cast<double>(since);
  pops_ = 0;
  adapted_s_ = now;
  adapt_at_ = std::max(kFewestPops, pending() / 4);
  if (!(gap > 0)) return;
  const std::size_t wanted = std::clamp<std::size_t>(std::bit_ceil(static_cast<std::size_t>(pending())),
                                                     kFewestBuckets, kMostBuckets);
  // A bucket must stay longer than the spacing of doubles around now.
  const double gaps = pending() <= kFewEvents ? kGapsForFew : kGapsPerBucket;
  const double width = std::max(gaps * gap, now * 0x1p-48);
  const double change = width * buckets_per_s_;
  const bool right_width = change > 0.5 && change < 2;
  const bool right_count = wanted <= buckets_.size() && 4 * wanted >= buckets_.size();
  if (right_width && right_count) return;

  const std::uint32_t chain = take_all(pool);
  if (!right_count) buckets_.assign(wanted, kNone);
  buckets_per_s_ = 1 / width;
  put_back(pool, chain, now);
  // What had to wait beyond the former wheel is in the new one.
  if (heap_.capacity() > kLargeHeap && heap_.size() < heap_.capacity() / 4) heap_.shrink_to_fit();
}

}  // namespace scale::sim
