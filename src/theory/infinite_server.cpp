#include "theory/infinite_server.h"

#include <cmath>

#include "theory/limits.h"

namespace scale::theory {
namespace {

constexpr double kTwoPi = 6.28318530717958647693;

bool is_load(const DayAndNight& load) {
  return std::isfinite(load.mean_per_s) && load.amplitude_per_s >= 0 &&
         load.amplitude_per_s <= load.mean_per_s && std::isfinite(load.period_s) && load.period_s > 0 &&
         std::isfinite(load.mean_service_s) && load.mean_service_s > 0;
}

}  // namespace

double infinite_server_mean_in_system(const DayAndNight& load, double time_s) {
  if (!is_load(load)) return kNan;
  const double turn = std::fmod(time_s, load.period_s) / load.period_s * kTwoPi;
  const double inertia = kTwoPi * load.mean_service_s / load.period_s;
  const double wave = (std::sin(turn) - inertia * std::cos(turn)) / (1 + inertia * inertia);
  return load.mean_service_s * (load.mean_per_s + load.amplitude_per_s * wave);
}

double infinite_server_mean_in_system_from_empty(const DayAndNight& load, double time_s) {
  if (!(time_s >= 0)) return kNan;
  return infinite_server_mean_in_system(load, time_s) -
         infinite_server_mean_in_system(load, 0) * std::exp(-time_s / load.mean_service_s);
}

double infinite_server_peak_lag_s(const DayAndNight& load) {
  if (!is_load(load)) return kNan;
  const double frequency = kTwoPi / load.period_s;
  return std::atan(frequency * load.mean_service_s) / frequency;
}

}  // namespace scale::theory
