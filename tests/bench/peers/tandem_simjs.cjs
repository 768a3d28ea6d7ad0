// Tandem M/M/c in SimJS: prints events, seconds and the mean sojourn.
// Usage: node tandem_simjs.cjs PATH_OF_SIMJS STATIONS SERVERS REQUESTS
const [path, ...numbers] = process.argv.slice(2);
globalThis.window = {};  // the package is made for the browser
require(path);
const { Sim, Facility, Entity } = window.Sim;
const [stations, servers, requests] = numbers.map(Number);
const exponential = (rate) => -Math.log(1 - Math.random()) / rate;
const facilities = Array.from({ length: stations }, (_, i) => new Facility(`s${i}`, Facility.FCFS, servers));
let done = 0, sum = 0, arrived = 0;

class Source extends Entity {
  start() {
    this.next();
  }
  next() {
    if (arrived++ < requests) this.setTimer(exponential(0.9 * servers)).done(this.arrive);
  }
  arrive() {
    this.next();
    this.visit(0, this.time());
  }
  visit(station, begun) {
    if (station === stations) {
      ++done;
      sum += this.time() - begun;
      return;
    }
    this.useFacility(facilities[station], exponential(1)).done(this.visit, this, [station + 1, begun]);
  }
}

const sim = new Sim();
sim.addEntity(Source);
const begin = process.hrtime.bigint();
sim.simulate(1e300, 1e300);
const seconds = Number(process.hrtime.bigint() - begin) * 1e-9;
console.log(done * (1 + stations), seconds, sum / done);
