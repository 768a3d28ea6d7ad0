// Writes a route program step by step, with labels for the jumps: what the model's mechanisms are made of.
#pragma once

#include <cstdint>
#include <vector>

#include "model/parts.h"
#include "sim/network.h"

namespace scale::model {

struct Label {
  std::uint32_t number = 0;
};

class ProgramBuilder {
 public:
  Label label();            // a place to be decided
  void place(Label label);  // here

  void delay(double seconds, Part part);
  void delay(const sim::Law& law, Part part, sim::Purpose purpose = sim::kFresh);
  void trip(std::uint32_t path, double round_trips, Part part);
  void transfer(std::uint32_t path, double bytes, double window_bytes, Part part);
  void visit(std::uint32_t station, const sim::Law& work, Part part);
  void visit_member(std::uint32_t pool, int slot, const sim::Law& work, Part part);
  // The same, and some requests bring more work.
  void visit_member(std::uint32_t pool, int slot, const sim::Law& work, const sim::RareWork& more, Part part);
  void choose(std::uint32_t pool, int slot);
  void pin(std::uint32_t table, int slot, sim::Purpose purpose, Label first, Label lost);
  void assign(std::uint32_t table, int slot);
  // Old copies served count there: outdated ones, and expired ones while the origin fails.
  void lookup(std::uint32_t cache, Label miss, std::uint32_t stale_counter = sim::kNone);
  void fill(std::uint32_t cache);
  void branch(double probability, sim::Purpose purpose, Label target);
  // Each request of a packet draws, and packets are put together for that class.
  void branch_of_each(double probability, sim::Purpose purpose, std::uint32_t klass, Label target);
  void if_full(std::uint32_t station, double most_waiting, Label target);
  void if_again(Label target);  // a later attempt than the first
  void jump(Label target);
  void loop(int times, Label target);
  void fork(std::uint32_t klass, int children);
  void fork_each(std::uint32_t klass, std::uint32_t pool, int slot);
  void spawn(std::uint32_t klass, int times = 1);
  void map(std::uint32_t key_map, int slot, sim::Purpose purpose);
  void join(Part part);
  void append(std::uint32_t log, double entries);
  void behind(std::uint32_t log, Label stale);
  void stamp();
  void deadline(double seconds);  // fails with timed_out that much later
  void record(std::uint32_t metric, bool since_start);
  void count(std::uint32_t counter, double amount = 1);
  void fail(sim::Reason reason);
  void end();

  sim::Program take();  // all labels placed

 private:
  sim::Step& add(sim::Op op);
  std::vector<std::uint32_t> places_;
  sim::Program program_;
};

}  // namespace scale::model
