// Numeric cases with known answers, read from a file and run: what each describes is built, simulated in
// batches, and every quantity it expects is measured from what happened; no formula takes part.
// Times in seconds, rates per second, as in the file.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine.h"
#include "theory/answer.h"

namespace scale::app {

// --------------------------------------------------------------------------------------------- what is read
struct CaseInput {
  std::map<std::string, std::vector<double>, std::less<>> numbers;  // a plain number has one entry
  std::vector<std::vector<double>> routing;
  std::string distribution;

  double number(std::string_view field) const { return numbers.find(field)->second[0]; }
  const std::vector<double>& list(std::string_view field) const { return numbers.find(field)->second; }
  bool has(std::string_view field) const { return numbers.find(field) != numbers.end(); }
};

struct Expectation {
  std::string figure;
  std::vector<double> values;  // several: one per station
};

struct CaseKind;
struct Case {
  std::string name;
  const CaseKind* kind = nullptr;
  CaseInput input;
  std::vector<Expectation> expect;
  double relative_tolerance = 0.02;
};

// The first thing wrong comes back as one sentence that names case, field and range.
theory::Answer<std::vector<Case>> read_cases(const std::string& json);

// --------------------------------------------------------------------------------------------- what happens
// Sums over a stretch of simulation; stretches add up.
struct StationSums {
  double busy_server_s = 0, waiting_s = 0, arrivals = 0;
};
struct Observed {
  double seconds = 0;
  std::vector<StationSums> stations;
  std::vector<sim::Histogram> histograms;
  std::vector<double> over;                       // per histogram: how many were beyond its threshold
  double started = 0, completed = 0, failed = 0;  // requests from outside
  double hits = 0, misses = 0;
  std::map<std::string, std::vector<double>> samples;  // figures seen directly, once or more per stretch
};
void add(Observed& to, const Observed& more);

// What a kind of case builds. Values are in the file's units.
struct Experiment {
  std::function<Observed()> next;  // one more stretch, long against the memory of what is simulated
  std::function<std::vector<double>(const std::string& figure, const Observed&)> figure;
  std::function<std::uint64_t()> work;  // events so far
  double unit_s = 1;                    // of the histograms' time, for percentiles
};

struct CaseRun {
  std::uint32_t packet = 1;
  std::uint64_t seed = 1;
  std::uint64_t most_events = 200'000'000;  // a case
};

// --------------------------------------------------------------------------------------------- what is known
enum class FieldShape : std::uint8_t { number, list, matrix, word };
struct CaseField {
  const char* name = "";
  FieldShape shape = FieldShape::number;
  double low = 0, high = 1e12;
  bool whole = false;
  bool above_low = false;  // low itself is out
};

struct CaseKind {
  const char* name = "";
  std::vector<CaseField> fields;
  std::vector<const char*> figures;                    // p* stands for any percentile, as in sojourn_p99
  std::vector<const char*> figures_per_station;        // one value for each entry of the first list field
  std::string (*problem)(const CaseInput&) = nullptr;  // what single fields cannot say; empty: none
  theory::Answer<Experiment> (*build)(const CaseInput&, const CaseRun&) = nullptr;
};
const std::vector<CaseKind>& case_kinds();

// Which histogram a percentile such as wait_p95 is of: 1 for waits, else 0.
inline std::size_t histogram_of(std::string_view figure) {
  return figure.substr(0, 4) == "wait" ? 1 : 0;
}
// The percentile at the end of "sojourn_p95", or nothing.
inline std::string_view percentile_in(std::string_view figure) {
  const std::size_t at = figure.rfind("_p");
  return at == std::string_view::npos ? std::string_view{} : figure.substr(at + 1);
}
// "p95" -> 0.95, "p999" -> 0.999; negative if it is none.
double fraction_of(std::string_view percentile);

// --------------------------------------------------------------------------------------------- what comes
// out inside: the 95 % interval lies within the tolerance. outside: the 99.9 % interval has nothing in common
// with it. undecided: the limit came first.
enum class Verdict : std::uint8_t { inside, outside, undecided };

struct Measurement {
  std::string case_name, figure;  // "utilisations[1]" for one of several
  double expected = 0, measured = 0, low = 0, high = 0;
  Verdict verdict = Verdict::undecided;
};

// The sentence says why a case cannot be run.
theory::Answer<std::vector<Measurement>> run_case(const Case& c, const CaseRun& run);

}  // namespace scale::app
