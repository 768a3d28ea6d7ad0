// Popularity: rank r of n is asked for with probability proportional to (r + 1)^-s. Drawn in constant time by
// the alias method (Walker 1977; Vose 1991).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/random.h"

namespace scale::sim {

class AliasTable {
 public:
  explicit AliasTable(const std::vector<double>& weights);

  std::uint32_t draw(Generator& g) const { return pick(g.next()); }
  // Of 64 random bits: the highest say which cell, the next which of its two.
  std::uint32_t pick(std::uint64_t bits) const {
    const std::uint64_t place = (bits >> cell_bits_) * cells_.size();
    const auto i = static_cast<std::uint32_t>(place >> (64 - cell_bits_));
    const auto within = static_cast<std::uint32_t>((place << cell_bits_) >> 32);
    return within < cells_[i].keep ? i : cells_[i].other;
  }

 private:
  struct Cell {
    std::uint32_t keep = 0, other = 0;  // keep: of 2^32
  };
  std::vector<Cell> cells_;
  int cell_bits_ = 1;  // a number of cells fits
};

struct Zipf {
  std::uint32_t objects = 1;
  double exponent = 0;
  std::vector<double> shares;  // by rank
  AliasTable alias;

  Zipf(std::uint32_t n, double s);
  double probability(std::uint32_t rank) const { return shares[rank]; }
  // Requests within which an LRU cache of this many objects forgets (Che, Tung, Wang 2002); infinity if it
  // holds them all.
  double characteristic_requests(double capacity) const;
};

// Any number of keys: the 65 536 most popular exactly, the rest by a continuous power law.
class KeyLaw {
 public:
  // Takes over the weights of `alike`, a law of another number of keys, where they are the same.
  KeyLaw(std::uint64_t keys, double exponent, const KeyLaw* alike = nullptr);
  std::uint64_t draw(Generator& g) const;
  // Of the tabled ranks; the rest have tail_share() between them.
  std::uint32_t head() const { return head_; }
  double probability(std::uint32_t rank) const { return (*weights_)[rank] / total_; }
  double tail_share() const { return tail_share_; }
  std::uint64_t keys() const { return keys_; }
  double exponent() const { return exponent_; }

 private:
  std::uint64_t keys_;
  double exponent_;
  std::uint32_t head_ = 0;
  double total_ = 1, tail_share_ = 0;
  std::shared_ptr<const std::vector<double>> weights_;  // of the tabled ranks
  std::shared_ptr<const AliasTable> alias_;
};

}  // namespace scale::sim
