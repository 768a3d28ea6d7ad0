// Join the shortest of d queues picked at random, out of very many M/M/1 queues: the power of two choices.
// Seconds; arrivals per server and second. The limit of infinitely many servers, good to 1 % from about 100
// on. What is no queue gives NaN; utilisation >= 1 gives infinity. Vvedenskaya, Dobrushin, Karpelevich 1996;
// Mitzenmacher 1996.
#pragma once

namespace scale::theory {

struct Supermarket {
  int choices = 2;  // 1: at random
  double arrivals_per_server_per_s = 0;
  double mean_service_s = 1;
};

// The share of servers with at least `length` requests: rho^((d^length - 1) / (d - 1)).
double supermarket_share_at_least(const Supermarket& market, int length);

// Mean service x the sum over i >= 1 of rho^((d^i - d) / (d - 1)).
double supermarket_mean_sojourn_s(const Supermarket& market);

}  // namespace scale::theory
