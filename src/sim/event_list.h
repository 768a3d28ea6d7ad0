// What happens next. A calendar wheel (Brown 1988) of intrusive lists over a packed 4-ary heap: an event
// within one lap of the wheel is linked into its bucket, one beyond waits in the heap; the bucket in progress
// is kept sorted, and what comes to a crowd in it goes through the heap. Ties go by order of scheduling, so
// the order of events never depends on how the wheel is laid out. The wheel adapts to the gaps between events
// met so far: simulated values only, never measured time.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "sim/request.h"

namespace scale::sim {

class EventList {
 public:
  EventList();

  void push(RequestPool& pool, std::uint32_t request, double time) {
    Request& r = pool[request];
    r.time = time;
    r.order = (sequence_++ << 24) | request;
    place(r, Key{std::bit_cast<std::uint64_t>(time), r.order});
  }
  // Time of the next event, at `now` or after it; infinity when there is none.
  double next_time(RequestPool& pool, double now) {
    if (front_.empty() && !refill(pool, now)) return std::bit_cast<double>(0x7FF0000000000000ull);
    if (crowded_) [[unlikely]]
      take_from_crowd();
    return std::bit_cast<double>(front_.back().time);
  }
  // Only after next_time() said there is one.
  std::uint32_t pop(const RequestPool& pool) {
    fetch_one_ahead(pool);
    const std::uint32_t request = front_.back().request();
    front_.pop_back();
    ++pops_;
    return request;
  }
  // Whose turn it will most likely be after that; kNone where it must be looked for.
  std::uint32_t next_in_front() const { return front_.empty() ? kNone : front_.back().request(); }
  // Sets each pending request's time anew, by time_of(request), never before now; `pause_s` of the time since
  // the last pop had no events to adapt to. Ties stay as they were.
  template <typename TimeOf>
  void reschedule(RequestPool& pool, double now, double pause_s, TimeOf time_of) {
    const std::uint32_t chain = take_all(pool);
    for (std::uint32_t i = chain; i != kNone; i = pool[i].next) pool[i].time = time_of(i);
    adapted_s_ += pause_s;
    put_back(pool, chain, now);
  }

  std::uint64_t pending() const { return linked_ + heap_.size() + front_.size(); }
  std::size_t bytes() const;

 private:
  // Positive doubles sort as their bits do.
  struct Key {
    std::uint64_t time, order;
    std::uint32_t request() const { return static_cast<std::uint32_t>(order & (kMostRequests - 1)); }
    bool before(const Key& other) const {
      return (time < other.time) | ((time == other.time) & (order < other.order));
    }
  };

  // (Signed, since the processor converts only that in one step.)
  std::uint64_t bucket_of(double time) const {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(time * buckets_per_s_));
  }
  void place(Request& r, Key key) {
    const std::uint64_t bucket = bucket_of(std::bit_cast<double>(key.time));
    if (bucket <= current_) {
      insert_in_front(key);
    } else if (bucket - current_ < buckets_.size()) [[likely]] {
      std::uint32_t& head = buckets_[bucket & (buckets_.size() - 1)];
      r.next = head;
      head = key.request();
      ++linked_;
    } else {
      heap_push(key);
    }
  }
  void insert_in_front(Key key) {
    if (front_.size() >= kCrowd) [[unlikely]] {
      crowded_ = true;
      return heap_push(key);
    }
    front_.push_back(key);
    Key* const first = front_.data();
    Key* at = first + front_.size() - 1;
    for (; at != first && at[-1].before(key); --at) *at = at[-1];
    *at = key;
  }
  // One request of the next bucket for each event of this one: its line is there when its turn comes.
  void fetch_one_ahead(const RequestPool& pool) {
    if (ahead_ == kNone) return;
    const Request& r = pool[ahead_];
    if (r.extra != kNone) fetch_ahead(&pool.extras[r.extra]);
    ahead_ = r.next;
    if (ahead_ != kNone) pool.fetch(ahead_);
  }
  bool refill(RequestPool& pool, double now);
  void sort_front();
  // What is next to come of those that found the bucket in progress crowded.
  void take_from_crowd();
  void heap_push(Key key);
  Key heap_pop();
  void adapt(RequestPool& pool, double now);
  // All that is pending as one chain through the requests, and back into its place.
  std::uint32_t take_all(RequestPool& pool);
  void put_back(RequestPool& pool, std::uint32_t chain, double now);

  // So many in the bucket in progress, and one more goes to the heap: each would move past all of them.
  static constexpr std::size_t kCrowd = 1024;

  std::vector<std::uint32_t> buckets_;
  std::vector<Key> front_;  // the bucket in progress, sorted, the next event last
  std::vector<Key> heap_;
  bool crowded_ = false;  // the heap has some of the bucket in progress
  double buckets_per_s_ = 1000;
  std::uint64_t current_ = 0;    // the bucket in progress, counted from time 0
  std::uint32_t ahead_ = kNone;  // of the next bucket: the request that was fetched last
  std::uint64_t linked_ = 0;
  std::uint64_t sequence_ = 0;
  std::uint64_t pops_ = 0, adapt_at_ = 1024;
  double adapted_s_ = 0;
};

}  // namespace scale::sim
