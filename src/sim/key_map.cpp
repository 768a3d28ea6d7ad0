#include "sim/key_map.h"

#include <algorithm>
#include <bit>

namespace scale::sim {
namespace {

// A key's place on the circle, apart from its residue.
constexpr std::uint64_t kRingSalt = 0x52494E47;
constexpr std::uint64_t kMoveSalt = 0x4D4F5645;

}  // namespace

HashRing::HashRing(const std::vector<std::uint64_t>& member_hashes, std::uint32_t virtual_nodes) {
  points_.reserve(member_hashes.size() * virtual_nodes);
  for (std::uint32_t m = 0; m < member_hashes.size(); ++m)
    for (std::uint32_t v = 0; v < virtual_nodes; ++v)
      points_.push_back(Point{combine(member_hashes[m], v), m});
  std::sort(points_.begin(), points_.end(), [](const Point& a, const Point& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.member < b.member;
  });
  const int bits = std::clamp(static_cast<int>(std::bit_width(points_.size())), 1, 20);
  shift_ = 64 - bits;
  first_.resize(std::size_t{1} << bits);
  std::uint32_t at = 0;
  for (std::uint64_t i = 0; i < first_.size(); ++i) {
    while (at < points_.size() && points_[at].hash < (i << shift_)) ++at;
    first_[i] = at;
  }
}

std::uint32_t HashRing::member_of(std::uint64_t hash) const {
  std::uint32_t at = first_[hash >> shift_];
  while (at < points_.size() && points_[at].hash < hash) ++at;
  return points_[at == points_.size() ? 0 : at].member;
}

std::vector<double> HashRing::shares(std::uint32_t members) const {
  std::vector<double> share(members, 0);
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const std::uint64_t before = points_[i == 0 ? points_.size() - 1 : i - 1].hash;
    share[points_[i].member] += static_cast<double>(points_[i].hash - before) * 0x1p-64;
  }
  return share;
}

std::uint64_t KeyMapState::draw_key(Generator& g) const {
  if (config.hot_key_share > 0) {
    const double u = draw_uniform(g);
    if (u < config.hot_key_share) return config.hot_key;
  }
  return law.draw(g);
}

std::uint32_t KeyMapState::place_among(std::uint64_t key, std::uint32_t count, const HashRing& r) const {
  switch (config.placement) {
    case Placement::modulo:
      return static_cast<std::uint32_t>(mix(key + kGolden) % count);
    case Placement::ring:
      return r.member_of(combine(kRingSalt, key));
    case Placement::range:
      break;
  }
  // The place of a key in the order is its hash, so that popularity does not follow the order by itself; the
  // weights say how much of the requests each range has.
  const double at = to_unit(mix(key + kGolden));
  if (count != members || range_ends.empty())
    return std::min(count - 1, static_cast<std::uint32_t>(at * count));
  const auto end = std::upper_bound(range_ends.begin(), range_ends.end(), at * range_ends.back());
  return std::min(count - 1, static_cast<std::uint32_t>(end - range_ends.begin()));
}

std::uint32_t KeyMapState::place(std::uint64_t key) const {
  const std::uint32_t now = place_among(key, members, ring);
  if (config.members_before == 0) return now;
  const std::uint32_t before = place_among(key, config.members_before, ring_before);
  if (before == now) return now;
  return to_unit(combine(kMoveSalt, key)) < config.moved_share ? now : before;
}

std::vector<double> KeyMapState::shares() const {
  std::vector<double> share(members, 0);
  const double cold = 1 - config.hot_key_share;
  share[place(config.hot_key)] += config.hot_key_share;
  const double tabled = law.head() > 0 ? 1 - law.tail_share() : 0;
  for (std::uint32_t r = 0; r < law.head(); ++r) share[place(r)] += cold * law.probability(r);
  // The many keys that are not tabled lie as the placement spreads them: sampled, 1024 to a member.
  const double rest = cold * (1 - tabled);
  if (rest > 0) {
    Generator g{hash_name(config.name)};
    const std::uint32_t n = 1024 * members;
    const bool few = law.head() == 0 && config.keys <= n;
    const std::uint64_t samples = few ? config.keys : n;
    for (std::uint64_t i = 0; i < samples; ++i) {
      const std::uint64_t key = few ? i : law.head() + draw_below(g, config.keys - law.head());
      share[place(key)] += rest / static_cast<double>(samples);
    }
  }
  return share;
}

void KeyMapState::configure(const KeyMap& m, std::uint32_t pool_number,
                            const std::vector<std::string>& member_names) {
  const bool same_law = law.keys() == m.keys && law.exponent() == m.zipf_exponent;
  config = m;
  pool = pool_number;
  names = member_names;
  members = static_cast<std::uint32_t>(names.size());
  if (!same_law) law = KeyLaw(m.keys, m.zipf_exponent);
  member_hashes.clear();
  for (const std::string& name : names) member_hashes.push_back(hash_name(name));
  ring = ring_before = HashRing();
  if (m.placement == Placement::ring) {
    ring = HashRing(member_hashes, m.virtual_nodes);
    if (m.members_before > 0) {
      std::vector<std::uint64_t> before(member_hashes.begin(), member_hashes.begin() + m.members_before);
      ring_before = HashRing(before, m.virtual_nodes);
    }
  }
  range_ends.clear();
  double sum = 0;
  for (const double w : m.range_weights) range_ends.push_back(sum += w);
}

std::uint32_t KeyMapState::send_packet(std::uint32_t k, Generator& g) {
  return turns.next(k, g);
}

}  // namespace scale::sim
