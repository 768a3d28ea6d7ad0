// The world map as hexagonal dots of land. Equal Earth projection (Savric, Patterson, Jenny 2018) centred on
// 11 E; map units: 1000 across the equator, y downwards from the north pole. Land from 56 S to 73 N: Natural
// Earth, public domain, sampled by scripts/land.py. Knows no users and no regions.
#pragma once

#include <vector>

namespace scale::render {

inline constexpr float kMapWidth = 1000.0f, kMapHeight = 486.717f;
inline constexpr float kLandPitch = 6.6f;  // between the centres of neighbouring dots

struct MapPoint {
  float x = 0, y = 0;
};

struct LandDot {
  float x = 0, y = 0;                 // map units
  float longitude = 0, latitude = 0;  // degrees, east and north
};

MapPoint map_point(float longitude, float latitude);

// All dots, row after row from the north: about 2900. Takes under a millisecond; keep the answer.
std::vector<LandDot> land_dots();

}  // namespace scale::render
