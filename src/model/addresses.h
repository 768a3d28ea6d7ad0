// Addresses that users hold until their time to live has passed: after the DNS has been changed, a falling
// share of them still goes where it went before. The share is followed in steps, each at its middle, so that
// their sum is the slope's.
#pragma once

#include <limits>

namespace scale::model {

inline constexpr int kExpirySteps = 20;

// When step 0..kExpirySteps of the expiry begins (the last one: when nobody holds the old address any more).
double expiry_step_s(double change_s, double ttl_s, int step);
// Of the users: those who hold the old address at now_s, which is within the TTL.
double share_with_old_address(double change_s, double ttl_s, double now_s);
double next_expiry_step_s(double change_s, double ttl_s, double now_s);  // infinity: none

}  // namespace scale::model
