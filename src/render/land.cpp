#include "render/land.h"

#include <cmath>

#include "render/land_runs.h"

namespace scale::render {
namespace {

constexpr double kA1 = 1.340264, kA2 = -0.081106, kA3 = 0.000893, kA4 = 0.003796;
constexpr double kM = 0.86602540378443865, kPi = 3.14159265358979324;
constexpr double kDegree = kPi / 180, kCentre = 11;
constexpr double kScale = 500 * kM * kA1 / kPi;  // map units for one of the projection's
constexpr double kPole = 1.3173627591574;        // the projection's y at 90 N

double y_of(double t) {
  const double t2 = t * t, t6 = t2 * t2 * t2;
  return t * (kA1 + kA2 * t2 + t6 * (kA3 + kA4 * t2));
}

double slope_of(double t) {
  const double t2 = t * t, t6 = t2 * t2 * t2;
  return kA1 + 3 * kA2 * t2 + t6 * (7 * kA3 + 9 * kA4 * t2);
}

double wrapped(double longitude) {
  return longitude - 360 * std::floor((longitude + 180) / 360);
}

// Newton's method on the projection's y: five steps are enough for a float.
LandDot dot_at(double x, double y) {
  const double target = kPole - y / kScale;
  double t = target / kA1;
  for (int i = 0; i < 5; ++i) t -= (y_of(t) - target) / slope_of(t);
  const double longitude = (x / 500 - 1) * 180 * slope_of(t) / (kA1 * std::cos(t));
  return {static_cast<float>(x), static_cast<float>(y), static_cast<float>(wrapped(longitude + kCentre)),
          static_cast<float>(std::asin(std::sin(t) / kM) / kDegree)};
}

}  // namespace

MapPoint map_point(float longitude, float latitude) {
  const double t = std::asin(kM * std::sin(latitude * kDegree));
  const double x = wrapped(longitude - kCentre) * kDegree * std::cos(t) / (kM * slope_of(t));
  return {static_cast<float>(500 + kScale * x), static_cast<float>((kPole - y_of(t)) * kScale)};
}

std::vector<LandDot> land_dots() {
  std::vector<LandDot> dots;
  const double pitch = kLandPitch, row_height = pitch * kM;
  for (const auto& [row, first, number] : kLandRuns) {
    for (int column = first; column < first + number; ++column) {
      dots.push_back(dot_at((column + 0.5 * (row % 2)) * pitch, row * row_height));
    }
  }
  return dots;
}

}  // namespace scale::render
