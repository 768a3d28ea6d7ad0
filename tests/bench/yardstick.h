// What anyone would write first, kept as the measure of speed: a 4-ary heap of 24-byte events with a
// tie-break, libm's logarithm, one heap entry per pending request. Simulates `stations` M/M/c in tandem; the
// same program may run over another event list, for what that alone is worth.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "sim/event_list.h"
#include "sim/histogram.h"
#include "sim/random.h"
#include "sim/request.h"

namespace scale::bench {

struct Event {
  double time;
  std::uint64_t sequence;
  std::uint32_t station, request;
};
static_assert(sizeof(Event) == 24);

class NaiveEvents {
 public:
  // Mean 1.
  double exponential() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return -std::log((static_cast<double>(state_ >> 11) + 0.5) * 0x1p-53);
  }
  void push(double time, std::uint32_t station, std::uint32_t request) {
    heap_.push_back(Event{time, sequence_++, station, request});
    std::size_t i = heap_.size() - 1;
    while (i > 0 && before(heap_[i], heap_[(i - 1) / 4])) {
      std::swap(heap_[i], heap_[(i - 1) / 4]);
      i = (i - 1) / 4;
    }
  }
  Event pop() {
    const Event top = heap_[0];
    heap_[0] = heap_.back();
    heap_.pop_back();
    for (std::size_t i = 0;;) {
      std::size_t least = i;
      for (std::size_t child = 4 * i + 1; child <= 4 * i + 4 && child < heap_.size(); ++child)
        if (before(heap_[child], heap_[least])) least = child;
      if (least == i) return top;
      std::swap(heap_[i], heap_[least]);
      i = least;
    }
  }

 private:
  static bool before(const Event& a, const Event& b) {
    return a.time < b.time || (a.time == b.time && a.sequence < b.sequence);
  }

  std::vector<Event> heap_;
  std::uint64_t state_ = 88172645463325252ull, sequence_ = 0;
};

// The engine's event list and draws, and nothing else of it.
class WheelEvents {
 public:
  double exponential() { return sim::draw_exponential(draws_); }
  void push(double time, std::uint32_t station, std::uint32_t request) {
    const std::uint32_t i = pool_.take();
    pool_[i].place = station;
    pool_[i].pc = request;
    list_.push(pool_, i, time);
  }
  Event pop() {
    const double time = list_.next_time(pool_, now_s_);
    const std::uint32_t i = list_.pop(pool_);
    pool_.give_back(i);
    now_s_ = time;
    return {time, 0, pool_[i].place, pool_[i].pc};
  }

 private:
  sim::RequestPool pool_;
  sim::EventList list_;
  sim::Generator draws_{1};
  double now_s_ = 0;
};

// Events: exponential(), push(time, station, request), pop().
template <bool kMeasures, typename Events = NaiveEvents>
class Yardstick {
 public:
  Yardstick(int stations, int servers, double utilisation)
      : servers_(servers), rate_(utilisation * servers), stations_(static_cast<std::size_t>(stations)) {
    pending_.push(pending_.exponential() / rate_, kArrival, 0);
  }

  void run(std::uint64_t events) {
    for (const std::uint64_t stop = events_ + events; events_ < stop; ++events_) step();
  }
  std::uint64_t events() const { return events_; }
  double now_s() const { return now_; }
  std::uint64_t hash() const { return hash_; }
  double mean_sojourn_s() const { return sum_ / static_cast<double>(count_); }

 private:
  static constexpr std::uint32_t kArrival = 0xFFFFFFFFu;
  struct Station {
    int busy = 0;
    std::deque<std::uint32_t> queue;
    double changed_s = 0, busy_area = 0, queue_area = 0;
  };

  void integrate(Station& s) {
    if constexpr (kMeasures) {
      const double dt = now_ - s.changed_s;
      s.changed_s = now_;
      s.busy_area += dt * s.busy;
      s.queue_area += dt * static_cast<double>(s.queue.size());
    }
  }

  void enter(std::uint32_t station, std::uint32_t request) {
    Station& s = stations_[station];
    integrate(s);
    if (s.busy == servers_) {
      s.queue.push_back(request);
      return;
    }
    ++s.busy;
    pending_.push(now_ + pending_.exponential(), station, request);
  }
  void step() {
    const Event event = pending_.pop();
    now_ = event.time;
    if constexpr (kMeasures)
      hash_ = (hash_ ^ std::bit_cast<std::uint64_t>(now_) ^ event.station) * 0x9E3779B97F4A7C15ull;
    if (event.station == kArrival) {
      pending_.push(now_ + pending_.exponential() / rate_, kArrival, 0);
      std::uint32_t request = static_cast<std::uint32_t>(started_.size());
      if (free_.empty()) {
        started_.push_back(0);
      } else {
        request = free_.back();
        free_.pop_back();
      }
      started_[request] = now_;
      return enter(0, request);
    }
    Station& s = stations_[event.station];
    integrate(s);
    if (s.queue.empty()) {
      --s.busy;
    } else {
      pending_.push(now_ + pending_.exponential(), event.station, s.queue.front());
      s.queue.pop_front();
    }
    if (event.station + 1 < stations_.size()) return enter(event.station + 1, event.request);
    sum_ += now_ - started_[event.request];
    if constexpr (kMeasures) histogram_.add(now_ - started_[event.request], 1);
    ++count_;
    free_.push_back(event.request);
  }

  int servers_;
  double rate_;
  std::vector<Station> stations_;
  Events pending_;
  std::vector<double> started_;
  std::vector<std::uint32_t> free_;
  std::uint64_t events_ = 0, count_ = 0;
  double now_ = 0, sum_ = 0;
  std::uint64_t hash_ = 0;
  sim::DenseHistogram histogram_;
};

}  // namespace scale::bench
