// What happens next. A calendar wheel (Brown 1988) of intrusive lists over a packed 4-ary heap: an event
// within one lap of the wheel is linked into its bucket, one beyond waits in the heap; the bucket in progress
// is kept sorted. Ties go by order of scheduling, so the order of events never depends on how the wheel is
// laid out. The wheel adapts to the gaps between events met so far: simulated values only, never measured
// time.
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
    const std::uint64_t beyond_next = bucket_of(time) - current_ - 1;  // wraps for the bucket in progress
    if (beyond_next < buckets_.size() - 1) [[likely]]
      link(r, request, bucket_of(time));
    else
      place(pool, Key{std::bit_cast<std::uint64_t>(time), r.order});
  }
  // Time of the next event; infinity when there is none.
  double next_time(RequestPool& pool) {
    if (front_at_ == front_.size() && !refill(pool)) return std::bit_cast<double>(0x7FF0000000000000ull);
    return std::bit_cast<double>(front_[front_at_].time);
  }
  // Only after next_time() said there is one.
  std::uint32_t pop() { return front_[front_at_++].request(); }
  // Sets each pending request's time anew, by time_of(request), never before now; `pause_s` of the time since
  // the last pop had no events to adapt to. Ties stay as they were.
  template <typename TimeOf>
  void reschedule(RequestPool& pool, double now, double pause_s, TimeOf time_of) {
    const std::uint32_t chain = take_all(pool);
    for (std::uint32_t i = chain; i != kNone; i = pool[i].next) pool[i].time = time_of(i);
    adapted_s_ += pause_s;
    put_back(pool, chain, now);
  }

  std::uint64_t pending() const { return linked_ + heap_.size() + (front_.size() - front_at_); }
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
  void link(Request& r, std::uint32_t request, std::uint64_t bucket) {
    std::uint32_t& head = buckets_[bucket & (buckets_.size() - 1)];
    r.next = head;
    head = request;
    ++linked_;
  }
  void place(RequestPool& pool, Key key);
  void insert_in_front(Key key);
  void clear_front();
  bool refill(RequestPool& pool);
  void heap_push(Key key);
  Key heap_pop();
  void adapt(RequestPool& pool, double now);
  // All that is pending as one chain through the requests, and back into its place.
  std::uint32_t take_all(RequestPool& pool);
  void put_back(RequestPool& pool, std::uint32_t chain, double now);

  std::vector<std::uint32_t> buckets_;
  std::vector<Key> front_;  // the bucket in progress, sorted
  std::size_t front_at_ = 0;
  std::vector<Key> heap_;
  double buckets_per_s_ = 1000;
  std::uint64_t current_ = 0;  // the bucket in progress, counted from time 0
  std::uint64_t linked_ = 0;
  std::uint64_t sequence_ = 0;
  std::uint64_t pops_ = 0, adapt_at_ = 1024;
  double adapted_s_ = 0;
};

}  // namespace scale::sim
