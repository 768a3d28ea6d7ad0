#include "sandbox/rewind.h"

#include <algorithm>

namespace scale::sandbox {
namespace {

// The log of `later` begins with that of `earlier`.
bool goes_on_from(const Sandbox& earlier, const Sandbox& later) {
  const auto &before = earlier.log(), &after = later.log();
  return later.time_s() >= earlier.time_s() && before.size() <= after.size() &&
         std::equal(before.begin(), before.end(), after.begin());
}

}  // namespace

Rewind::Rewind(std::size_t copies, double every_s)
    : most_(std::max<std::size_t>(2, copies)), every_s_(every_s) {}

std::size_t Rewind::memory_bytes() const {
  std::size_t bytes = 0;
  for (const Sandbox& copy : copies_) bytes += copy.memory_bytes();
  return bytes;
}

void Rewind::clear() {
  copies_.clear();
}

// The first stays; of the older half every other one goes, so that the recent past is near at hand.
void Rewind::thin_out() {
  std::vector<Sandbox> thinned;
  for (std::size_t i = 0; i < copies_.size(); ++i)
    if (i == 0 || i >= copies_.size() / 2 || i % 2 == 0) thinned.push_back(std::move(copies_[i]));
  if (thinned.size() == copies_.size()) thinned.erase(thinned.begin() + 1);
  copies_ = std::move(thinned);
}

void Rewind::watch(const Sandbox& sandbox, std::size_t most_bytes) {
  while (!copies_.empty() && !goes_on_from(copies_.back(), sandbox)) copies_.pop_back();
  while (copies_.size() > 1 && memory_bytes() > most_bytes) thin_out();
  if (memory_bytes() > most_bytes) copies_.clear();
  if (!copies_.empty() && sandbox.time_s() < copies_.back().time_s() + every_s_) return;
  const std::size_t own = sandbox.memory_bytes_of_run();
  const std::size_t first = copies_.empty() ? 0 : copies_.front().memory_bytes();
  if (first + own > most_bytes) return;  // what is kept is worth more
  while (copies_.size() >= most_ || memory_bytes() + own > most_bytes) thin_out();
  copies_.push_back(sandbox);
  copies_.back().forget_ghost(false);
}

double Rewind::earliest_s() const {
  return copies_.empty() ? 0 : copies_.front().time_s();
}

std::optional<Sandbox> Rewind::at(double time_s, const Sandbox& present) const {
  if (time_s > present.time_s()) return std::nullopt;
  const Sandbox* nearest = nullptr;
  for (const Sandbox& copy : copies_)
    if (copy.time_s() <= time_s && goes_on_from(copy, present)) nearest = &copy;
  if (nearest == nullptr) return std::nullopt;

  Sandbox restored = *nearest;
  const auto& log = present.log();
  for (std::size_t i = restored.log().size(); i < log.size() && log[i].time_s <= time_s; ++i) {
    restored.run_until(log[i].time_s, UINT64_MAX);
    if (present.was_for_both(i))
      restored.apply_to_both(log[i]);
    else
      restored.apply(log[i]);
  }
  restored.run_until(time_s, UINT64_MAX);
  return restored;
}

}  // namespace scale::sandbox
