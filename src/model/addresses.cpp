#include "model/addresses.h"

namespace scale::model {

double expiry_step_s(double change_s, double ttl_s, int step) {
  return change_s + ttl_s * step / kExpirySteps;
}

double share_with_old_address(double change_s, double ttl_s, double now_s) {
  int step = 0;
  while (step < kExpirySteps - 1 && now_s >= expiry_step_s(change_s, ttl_s, step + 1)) ++step;
  return 1 - (step + 0.5) / kExpirySteps;
}

double next_expiry_step_s(double change_s, double ttl_s, double now_s) {
  for (int step = 0; step <= kExpirySteps; ++step)
    if (expiry_step_s(change_s, ttl_s, step) > now_s) return expiry_step_s(change_s, ttl_s, step);
  return std::numeric_limits<double>::infinity();
}

}  // namespace scale::model
