// The six world regions that users, edges and data centres belong to.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace scale::model {

enum class Region : std::uint8_t { na, la, eu, mea, sas, eap };

inline constexpr std::size_t kRegions = 6;
inline constexpr std::array<Region, kRegions> kAllRegions = {Region::na,  Region::la,  Region::eu,
                                                             Region::mea, Region::sas, Region::eap};

struct RegionInfo {
  std::string_view id, name;
  std::string_view city;  // where its edge and, if there is one, its data centre stands
  double longitude_deg, latitude_deg;
};

inline constexpr std::array<RegionInfo, kRegions> kRegionInfo = {{
    {"na", "North America", "Virginia", -77.5, 39.0},
    {"la", "Latin America", "Sao Paulo", -46.6, -23.5},
    {"eu", "Europe", "Frankfurt", 8.7, 50.1},
    {"mea", "Middle East, Africa", "Johannesburg", 28.0, -26.2},
    {"sas", "South Asia", "Mumbai", 72.9, 19.1},
    {"eap", "East Asia, Pacific", "Singapore", 103.8, 1.35},
}};

constexpr const RegionInfo& info(Region region) {
  return kRegionInfo[static_cast<std::size_t>(region)];
}

// Of its own clock, by the sun, before UTC.
constexpr double hours_ahead(Region region) {
  return info(region).longitude_deg / 360 * 24;
}

}  // namespace scale::model
