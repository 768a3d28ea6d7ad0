// Tandem M/M/c on ns-3's scheduler: prints events, seconds and the mean sojourn.
#include <ns3/simulator.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <vector>

namespace {

struct Station {
  int busy = 0;
  std::deque<double> queue;  // when those waiting had entered the system
};

std::vector<Station> g_stations;
int g_servers = 1;
long g_left = 0, g_done = 0;
double g_sum = 0;
std::mt19937_64 g_random(1);

double exponential(double rate) {
  return std::exponential_distribution<double>(rate)(g_random);
}
void leave(std::size_t station, double begun);

void enter(std::size_t station, double begun) {
  Station& s = g_stations[station];
  if (s.busy == g_servers) return s.queue.push_back(begun);
  ++s.busy;
  ns3::Simulator::Schedule(ns3::Seconds(exponential(1)), &leave, station, begun);
}

void leave(std::size_t station, double begun) {
  Station& s = g_stations[station];
  if (s.queue.empty()) {
    --s.busy;
  } else {
    ns3::Simulator::Schedule(ns3::Seconds(exponential(1)), &leave, station, s.queue.front());
    s.queue.pop_front();
  }
  if (station + 1 < g_stations.size()) return enter(station + 1, begun);
  ++g_done;
  g_sum += ns3::Simulator::Now().GetSeconds() - begun;
}

void arrive() {
  if (--g_left > 0) ns3::Simulator::Schedule(ns3::Seconds(exponential(0.9 * g_servers)), &arrive);
  enter(0, ns3::Simulator::Now().GetSeconds());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  g_stations.resize(static_cast<std::size_t>(std::atoi(argv[1])));
  g_servers = std::atoi(argv[2]);
  g_left = std::atol(argv[3]);
  ns3::Simulator::Schedule(ns3::Seconds(0), &arrive);
  const auto begin = std::chrono::steady_clock::now();
  ns3::Simulator::Run();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("%zu %f %f\n", static_cast<std::size_t>(g_done) * (1 + g_stations.size()), seconds,
              g_sum / static_cast<double>(g_done));
}
