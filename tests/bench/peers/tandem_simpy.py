"""Tandem M/M/c in SimPy 2 (Debian's python3-simpy): prints events, seconds and the mean sojourn."""
import random
import sys
import time

from SimPy.Simulation import Process, Resource, Simulation, hold, release, request

STATIONS, SERVERS, REQUESTS = (int(argument) for argument in sys.argv[1:4])
UTILISATION = 0.9
random.seed(1)
sojourns = []


class Request(Process):
    def way(self, stations):
        begun = self.sim.now()
        for station in stations:
            yield request, self, station
            yield hold, self, random.expovariate(1)
            yield release, self, station
        sojourns.append(self.sim.now() - begun)


class Source(Process):
    def arrive(self, stations):
        for _ in range(REQUESTS):
            yield hold, self, random.expovariate(UTILISATION * SERVERS)
            one = Request(sim=self.sim)
            self.sim.activate(one, one.way(stations))


simulation = Simulation()
simulation.initialize()
stations = [Resource(capacity=SERVERS, sim=simulation) for _ in range(STATIONS)]
source = Source(sim=simulation)
simulation.activate(source, source.arrive(stations))
begin = time.perf_counter()
simulation.simulate(until=1e300)
seconds = time.perf_counter() - begin
print(len(sojourns) * (1 + STATIONS), seconds, sum(sojourns) / len(sojourns))
