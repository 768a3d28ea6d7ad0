// State without queues: caches, and keys on shards.
#include <cmath>
#include <memory>

#include "app/headless_case_networks.h"
#include "sim/key_map.h"
#include "sim/random.h"

namespace scale::app {
namespace {

// What is missed comes at once, so it is there for the next request.
sim::Network with_cache(sim::Cache cache, double rate) {
  sim::Network n;
  cache.name = "cache";
  n.caches.push_back(std::move(cache));
  sim::add_class(n, "request", rate, {sim::lookup(0, 2), sim::end(), sim::fill(0), sim::end()});
  return n;
}

void add_lookups(Observed& o, const sim::Interval& i) {
  o.seconds += i.end_s - i.start_s;
  o.hits += static_cast<double>(i.caches[0].hits);
  o.misses += static_cast<double>(i.caches[0].misses);
}

double mean_of(const std::vector<double>& all) {
  double sum = 0;
  for (const double x : all) sum += x;
  return sum / static_cast<double>(all.size());
}

double deviation_of(const std::vector<double>& all) {
  const double mean = mean_of(all);
  double squares = 0;
  for (const double x : all) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / static_cast<double>(all.size() - 1));
}

std::vector<double> cache_figure(const std::string& figure, const Observed& o) {
  if (figure == "hit_ratio") return {o.hits / (o.hits + o.misses)};
  return {mean_of(o.samples.at(figure))};
}

// Requests until an empty cache holds as many objects as it can: the time in which so many different ones are
// asked for, after which an object that nobody asked for leaves.
// In packets the number held is worked out over all objects at every look, so there are fewer looks.
double requests_to_fill(sim::Engine& engine, sim::Network& n) {
  const double slices = n.packet == 1 ? 500 : 20;
  const auto capacity = static_cast<double>(n.caches[0].capacity_objects);
  ++n.caches[0].contents;
  engine.reconfigure(n);
  engine.take_interval();
  double requests = 0, held = 0;
  while (held < capacity) {
    engine.run_until(engine.now_s() + std::max(1.0, capacity / slices));
    const sim::Interval i = engine.take_interval();
    const auto more = static_cast<double>(i.classes[0].started);
    const double now_held = i.caches[0].entries;
    // The slice in which it became full counts as far as that took, at the pace of the slices before it.
    const double pace = requests > 0 ? held / requests : 1;
    requests += now_held < capacity ? more : std::min(more, (capacity - held) / pace);
    held = now_held;
  }
  return requests;
}

}  // namespace

std::string problem_of_lru(const CaseInput& in) {
  if (in.number("capacity_objects") < in.number("objects")) return "";
  return "input.capacity_objects must be below input.objects, " +
         std::to_string(static_cast<std::int64_t>(in.number("objects"))) + ", not " +
         std::to_string(static_cast<std::int64_t>(in.number("capacity_objects")));
}

theory::Answer<Experiment> build_lru(const CaseInput& in, const CaseRun& run) {
  sim::Network n = with_cache({.eviction = sim::Eviction::lru,
                               .objects = static_cast<std::uint32_t>(in.number("objects")),
                               .zipf_exponent = in.number("zipf_exponent"),
                               .capacity_objects = static_cast<std::int64_t>(in.number("capacity_objects"))},
                              1);
  n.packet = run.packet;
  auto engine = std::make_shared<sim::Engine>();
  if (const auto error = engine->start(n, run.seed))
    return theory::refuse<Experiment>(error->place + ": " + error->message);
  auto filling = std::make_shared<sim::Engine>(*engine);
  auto emptied = std::make_shared<sim::Network>(n);
  const double once = requests_to_fill(*engine, n);
  engine->run_until(engine->now_s() + 10 * once);
  engine->take_interval();
  auto looks = std::make_shared<std::uint64_t>(0);
  Experiment e;
  e.next = [=] {
    Observed o;
    if (run.packet > 1) *looks += 10ull * emptied->caches[0].objects;
    o.samples["characteristic_time_requests"].push_back(requests_to_fill(*filling, *emptied));
    engine->run_until(engine->now_s() + std::max(2 * once, 2000.0));
    add_lookups(o, engine->take_interval());
    return o;
  };
  e.figure = cache_figure;
  e.work = [=] { return engine->events() + filling->events() + *looks; };
  return theory::answer(std::move(e));
}

theory::Answer<Experiment> build_ttl(const CaseInput& in, const CaseRun& run) {
  constexpr double kLivesToForget =
      20;  // what was filled together when it was empty expires together for a while
  const double ttl_s = in.number("ttl_s");
  // The unit of time is the life of a copy.
  sim::Network n = with_cache({.objects = static_cast<std::uint32_t>(in.number("objects")),
                               .zipf_exponent = in.number("zipf_exponent"),
                               .ttl_s = 1},
                              in.number("request_rate_per_s") * ttl_s);
  n.packet = run.packet;
  auto engine = std::make_shared<sim::Engine>();
  if (const auto error = engine->start(n, run.seed))
    return theory::refuse<Experiment>(error->place + ": " + error->message);
  engine->run_until(kLivesToForget, run.most_events / 4);
  engine->take_interval();
  const double stretch = std::max(1.0, 2000 / (in.number("request_rate_per_s") * ttl_s));
  Experiment e;
  e.next = [=] {
    Observed o;
    engine->run_until(engine->now_s() + stretch);
    add_lookups(o, engine->take_interval());
    return o;
  };
  e.figure = cache_figure;
  e.work = [engine] { return engine->events(); };
  return theory::answer(std::move(e));
}

// One ring after another, each of nodes with other names: the shares of the circle that its nodes have.
theory::Answer<Experiment> build_ring(const CaseInput& in, const CaseRun& run) {
  constexpr int kRingsTogether = 20;
  const auto nodes = static_cast<std::uint32_t>(in.number("nodes"));
  const auto points = static_cast<std::uint32_t>(in.number("virtual_nodes_per_node"));
  auto names = std::make_shared<sim::Generator>(sim::keyed(run.seed, 0, 0));
  auto work = std::make_shared<std::uint64_t>(0);
  Experiment e;
  e.next = [=] {
    Observed o;
    for (int i = 0; i < kRingsTogether; ++i) {
      std::vector<std::uint64_t> hashes(nodes);
      for (std::uint64_t& hash : hashes) hash = names->next();
      o.samples["share"].push_back(sim::HashRing(hashes, points).shares(nodes)[0]);
      *work += 20ull * nodes * points;
    }
    return o;
  };
  e.figure = [](const std::string& figure, const Observed& o) {
    const std::vector<double>& shares = o.samples.at("share");
    return std::vector<double>{figure == "share_mean" ? mean_of(shares)
                                                      : deviation_of(shares) / mean_of(shares)};
  };
  e.work = [work] { return *work; };
  return theory::answer(std::move(e));
}

// Keys are placed on the shards before and on one more; those that moved are counted. Rings differ from each
// other, so the members get other names each time.
theory::Answer<Experiment> build_resharding(const CaseInput& in, const CaseRun& run) {
  constexpr std::uint64_t kKeys = 4096;
  constexpr std::uint32_t kPointsEach = 200;
  const auto before = static_cast<std::uint32_t>(in.number("shards_before"));
  auto draws = std::make_shared<sim::Generator>(sim::keyed(run.seed, 0, 0));
  auto work = std::make_shared<std::uint64_t>(0);
  Experiment e;
  e.next = [=] {
    std::vector<std::string> names;
    const std::uint64_t series = draws->next();
    for (std::uint32_t i = 0; i <= before; ++i)
      names.push_back(std::to_string(series) + "." + std::to_string(i));
    Observed o;
    for (const bool ring : {false, true}) {
      sim::KeyMap m;
      m.name = "map";
      m.placement = ring ? sim::Placement::ring : sim::Placement::modulo;
      m.virtual_nodes = kPointsEach;
      m.keys = kKeys;
      sim::KeyMapState few, many;
      few.configure(m, 0, {names.begin(), names.end() - 1});
      many.configure(m, 0, names);
      double moved = 0;
      for (std::uint64_t i = 0; i < kKeys; ++i) {
        const std::uint64_t key = draws->next();
        moved += few.place(key) != many.place(key);
      }
      o.samples[ring ? "consistent" : "modulo"].push_back(moved / static_cast<double>(kKeys));
      *work += 20 * kKeys + (ring ? 20ull * before * kPointsEach : 0);
    }
    return o;
  };
  e.figure = [](const std::string& figure, const Observed& o) {
    return std::vector<double>{mean_of(o.samples.at(figure))};
  };
  e.work = [work] { return *work; };
  return theory::answer(std::move(e));
}

}  // namespace scale::app
