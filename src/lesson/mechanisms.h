// What each tool works on, and the words for it. A mechanism is named as a cause only where the run shows its
// places relieved, or burdened, by enough (cause.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "model/plan.h"

namespace scale::lesson {

// Where a page's time goes and where it fails: parts of its way, and kinds of machines.
enum class Place : std::uint8_t {
  connect,
  distance,
  files,  // fetching them, without waiting for the sites' line
  own_link,
  balancer,
  web,
  uplink,
  cache,
  sessions,
  database,  // primaries, replicas and shards
  nosql,
};
inline constexpr std::size_t kPlaces = 11;

using Places = std::uint16_t;
constexpr Places only(Place place) {
  return static_cast<Places>(1U << static_cast<unsigned>(place));
}
template <class... More>
constexpr Places these(More... places) {
  return static_cast<Places>((0U | ... | only(places)));
}

// Of nodes that pages pass: kPlaces where it is none of them.
std::size_t place_of(model::NodeKind kind);
// "the web servers", "distance".
std::string_view place_text(Place place);

// With the tool its places have less to carry (relieves), or more, which is its price; without it the other
// way round. Of a size or a choice only `with` is said, and fits either way.
struct Mechanism {
  std::string_view command;
  Places places = 0;
  bool relieves = true;
  std::string_view with, without;
};
std::span<const Mechanism> mechanisms();

}  // namespace scale::lesson
