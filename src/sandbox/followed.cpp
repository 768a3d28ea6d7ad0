#include "sandbox/followed.h"

#include <algorithm>

namespace scale::sandbox {

void TimeSplits::add(const TimeSplit& split) {
  if (ring_.size() < kMost) {
    ring_.push_back(split);
    return;
  }
  ring_[next_] = split;
  next_ = (next_ + 1) % kMost;
}

void TimeSplits::clear() {
  ring_.clear();
  next_ = 0;
}

Anatomy TimeSplits::median_page() const {
  constexpr std::size_t kLeast = 20;
  Anatomy out;
  out.samples = ring_.size();
  if (ring_.size() < kLeast) return out;
  std::vector<TimeSplit> sorted = ring_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const TimeSplit& a, const TimeSplit& b) { return a.total_s < b.total_s; });
  const std::size_t low = sorted.size() * 2 / 5, high = sorted.size() * 3 / 5;
  std::array<double, model::kParts> mean{};
  for (std::size_t i = low; i < high; ++i)
    for (std::size_t p = 0; p < mean.size(); ++p) mean[p] += static_cast<double>(sorted[i].parts_s[p]);
  for (double& value : mean) {
    value /= static_cast<double>(high - low);
    out.total_s += value;
  }
  const auto part = [&](model::Part p) { return mean[static_cast<std::size_t>(p)]; };
  out.dns_s = part(model::Part::dns);
  out.connect_s = part(model::Part::connect);
  out.distance_s = part(model::Part::distance);
  out.queues_s = part(model::Part::queues);
  out.server_s = part(model::Part::server);
  out.database_s = part(model::Part::database);
  out.static_files_s = part(model::Part::static_files);
  out.own_link_s = part(model::Part::own_link);
  return out;
}

TimeSplit time_split(const sim::Route& route) {
  TimeSplit split;
  split.total_s = static_cast<float>(route.latency_s);
  for (const sim::Hop& hop : route.hops) {
    split.parts_s[hop.part % model::kParts] += hop.time_s;
    split.parts_s[hop.wait_part % model::kParts] += hop.wait_s;
  }
  return split;
}

RouteKind kind_of(const sim::Route& route, const model::Readout& readout) {
  RouteKind kind;
  for (std::size_t r = 0; r < model::kRegions; ++r) {
    kind.page = route.klass == readout.page_class[r];
    kind.file = route.klass == readout.file_class[r];
    if (kind.page || kind.file) {
      kind.region = r;
      return kind;
    }
  }
  return kind;
}

Replay replay(const sim::Route& route, RouteKind kind, const model::Plan& plan, double slow_page_s) {
  Replay out;
  out.id = route.request;
  out.region = static_cast<model::Region>(kind.region);
  out.file = kind.file;
  // A file comes and goes by the connection of its page's files, which took as long to get here.
  const double way_s = kind.file ? route.after_s : 0;
  out.start_s = route.start_s - way_s;
  out.latency_s = static_cast<float>(route.latency_s + 2 * way_s);
  out.reason = static_cast<std::uint16_t>(route.reason);

  // A node that is asked several times is shown once, at its first time, for as long as all of them took.
  bool hit = false;
  auto travel = static_cast<float>(way_s);
  for (const sim::Hop& hop : route.hops) {
    hit = hit || hop.hit;
    const std::uint32_t node = hop.station == sim::kNone ? sim::kNone : plan.node_of_station[hop.station];
    if (node == sim::kNone || plan.nodes[node].kind == model::NodeKind::uplink) {
      travel += hop.wait_s + hop.time_s;
      continue;
    }
    const auto seen = std::find_if(out.hops.begin(), out.hops.end(),
                                   [&](const ReplayHop& other) { return other.node == node; });
    if (seen == out.hops.end()) {
      out.hops.push_back({node, travel, hop.wait_s, hop.time_s});
    } else {
      seen->wait_s += hop.wait_s;
      seen->work_s += hop.time_s + travel;
    }
    travel = 0;
  }
  out.return_s = travel + static_cast<float>(way_s);

  if (route.reason != sim::Reason::none) {
    out.outcome = Outcome::failed;
  } else if (kind.page && route.latency_s > slow_page_s) {
    out.outcome = Outcome::slow;
  } else {
    out.outcome = kind.file && hit ? Outcome::cached : Outcome::served;
  }
  return out;
}

}  // namespace scale::sandbox
