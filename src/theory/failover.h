// What the loss of a region costs until its users are sent elsewhere by DNS.
// First nobody knows; then the health checks have failed often enough and the answer is changed; then each
// user goes on to the dead region until the answer he holds expires. Held answers are of all ages, so the
// time they have left is uniform over the TTL. Seconds. Not modelled: resolvers that ignore the TTL, retries
// elsewhere. Input below 0: NaN.
#pragma once

namespace scale::theory {

// Checks every `interval_s`, `failures_needed` in a row, each given up after `timeout_s`; the region dies at
// a random moment between two checks. Mean: interval x (failures - 1/2) + timeout.
double mean_detection_s(double interval_s, int failures_needed, double timeout_s);

struct RegionLoss {
  double detection_s = 0;
  double dns_ttl_s = 0;
};

// The share of the region's users whose requests fail, at a time after the loss: 1, then falling to 0 over a
// TTL.
double failing_share(const RegionLoss& loss, double time_s);

// Seconds of failing per user: detection + TTL / 2. Times the region's requests per second: failed requests.
double error_seconds_per_user(const RegionLoss& loss);

// The share of a window after the loss that is failing, averaged over the users.
double failing_share_of_window(const RegionLoss& loss, double window_s);

// Load of a survivor over its load before, if the lost region's users are spread evenly over the others.
double survivor_load_factor(int regions);  // n / (n - 1)

}  // namespace scale::theory
