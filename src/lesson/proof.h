// "Prove it": the law behind a reading with the run's own numbers in it, what theory says, what the run has,
// and how far they are apart. Inputs are measured in the live window or come from the catalog; theory is
// src/theory's. Where no closed form fits, `why_not` says so in a sentence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sandbox/snapshot.h"

namespace scale::lesson {

enum class Unit : std::uint8_t { count, share, seconds, per_s, dollars, ratio };

struct Quantity {
  std::string name;
  double value = 0;
  Unit unit = Unit::count;
};

struct Proof {
  std::string title = {};  // "Waiting in line"
  std::string law = {};    // "Erlang C: W = C(c, a) S / (c - a) x (1 + cv2) / 2"
  std::vector<Quantity> inputs = {};
  Unit unit = Unit::seconds;  // of the two below
  double theory = 0, simulated = 0;
  double error = 0;          // of the simulated value against theory, as a share of theory
  bool at_least = false;     // theory is a bound: the run may lie above it
  std::string why_not = {};  // no theory: a sentence
  std::string note = {};     // under what the law holds; where the numbers come from
};

// What can be said of a node; empty where there is nothing to compute.
std::vector<Proof> prove(const sandbox::Snapshot& run, std::uint32_t node);

enum class Subject : std::uint8_t { slow, failed, response, load, cost };
Proof prove(const sandbox::Snapshot& run, Subject subject);

}  // namespace scale::lesson
