#include "model/program_builder.h"

#include <cassert>
#include <utility>

namespace scale::model {
namespace {

// Targets hold label numbers until take() turns them into places.
std::uint32_t target_of(Label label) {
  return label.number;
}

}  // namespace

Label ProgramBuilder::label() {
  places_.push_back(sim::kNone);
  return {static_cast<std::uint32_t>(places_.size() - 1)};
}

void ProgramBuilder::place(Label label) {
  places_[label.number] = static_cast<std::uint32_t>(program_.size());
}

sim::Step& ProgramBuilder::add(sim::Op op) {
  sim::Step step;
  step.op = op;
  step.wait_part = static_cast<sim::Part>(Part::queues);
  program_.push_back(step);
  return program_.back();
}

void ProgramBuilder::delay(double seconds, Part part) {
  sim::Step& step = add(sim::Op::delay);
  step.seconds = seconds;
  step.factor = 0;
  step.part = static_cast<sim::Part>(part);
}

void ProgramBuilder::delay(const sim::Law& law, Part part, sim::Purpose purpose) {
  sim::Step& step = add(sim::Op::delay);
  step.law = law;
  step.purpose = purpose;
  step.part = static_cast<sim::Part>(part);
}

void ProgramBuilder::trip(std::uint32_t path, double round_trips, Part part) {
  sim::Step& step = add(sim::Op::trip);
  step.index = path;
  step.factor = round_trips;
  step.part = static_cast<sim::Part>(part);
}

void ProgramBuilder::transfer(std::uint32_t path, double bytes, double window_bytes, Part part) {
  sim::Step& step = add(sim::Op::transfer);
  step.index = path;
  step.law = {sim::LawKind::deterministic, bytes, 0};
  step.window_bytes = window_bytes;
  step.part = static_cast<sim::Part>(part);
}

void ProgramBuilder::visit(std::uint32_t station, const sim::Law& work, Part part) {
  sim::Step& step = add(sim::Op::visit);
  step.index = station;
  step.law = work;
  step.part = static_cast<sim::Part>(part);
}

void ProgramBuilder::visit_member(std::uint32_t pool, int slot, const sim::Law& work, Part part) {
  sim::Step& step = add(sim::Op::visit);
  step.pool = pool;
  step.slot = static_cast<std::uint8_t>(slot);
  step.law = work;
  step.part = static_cast<sim::Part>(part);
}

void ProgramBuilder::visit_member(std::uint32_t pool, int slot, const sim::Law& work,
                                  const sim::RareWork& more, Part part) {
  visit_member(pool, slot, work, part);
  program_.back().rare = more;
}

void ProgramBuilder::choose(std::uint32_t pool, int slot) {
  sim::Step& step = add(sim::Op::choose);
  step.index = pool;
  step.slot = static_cast<std::uint8_t>(slot);
}

void ProgramBuilder::pin(std::uint32_t table, int slot, sim::Purpose purpose, Label first, Label lost) {
  sim::Step& step = add(sim::Op::pin);
  step.index = table;
  step.slot = static_cast<std::uint8_t>(slot);
  step.purpose = purpose;
  step.target = target_of(first);
  step.target2 = target_of(lost);
}

void ProgramBuilder::assign(std::uint32_t table, int slot) {
  sim::Step& step = add(sim::Op::assign);
  step.index = table;
  step.slot = static_cast<std::uint8_t>(slot);
}

void ProgramBuilder::lookup(std::uint32_t cache, Label miss, std::uint32_t stale_counter) {
  sim::Step& step = add(sim::Op::lookup);
  step.index = cache;
  step.target = target_of(miss);
  step.target2 = stale_counter;
}

void ProgramBuilder::fill(std::uint32_t cache) {
  add(sim::Op::fill).index = cache;
}

void ProgramBuilder::branch(double probability, sim::Purpose purpose, Label target) {
  sim::Step& step = add(sim::Op::branch);
  step.probability = probability;
  step.purpose = purpose;
  step.target = target_of(target);
}

void ProgramBuilder::branch_of_each(double probability, sim::Purpose purpose, std::uint32_t klass,
                                    Label target) {
  branch(probability, purpose, target);
  program_.back().gathers = true;
  program_.back().index = klass;
}

void ProgramBuilder::if_full(std::uint32_t station, double most_waiting, Label target) {
  sim::Step& step = add(sim::Op::if_full);
  step.index = station;
  step.factor = most_waiting;
  step.target = target_of(target);
}

void ProgramBuilder::if_again(Label target) {
  add(sim::Op::if_again).target = target_of(target);
}

void ProgramBuilder::jump(Label target) {
  add(sim::Op::jump).target = target_of(target);
}

void ProgramBuilder::loop(int times, Label target) {
  sim::Step& step = add(sim::Op::loop);
  step.times = static_cast<std::uint16_t>(times);
  step.target = target_of(target);
}

void ProgramBuilder::fork(std::uint32_t klass, int children) {
  sim::Step& step = add(sim::Op::fork);
  step.index = klass;
  step.times = static_cast<std::uint16_t>(children);
}

void ProgramBuilder::fork_each(std::uint32_t klass, std::uint32_t pool, int slot) {
  sim::Step& step = add(sim::Op::fork_each);
  step.index = klass;
  step.pool = pool;
  step.slot = static_cast<std::uint8_t>(slot);
}

void ProgramBuilder::spawn(std::uint32_t klass, int times) {
  sim::Step& step = add(sim::Op::spawn);
  step.index = klass;
  step.times = static_cast<std::uint16_t>(times);
}

void ProgramBuilder::map(std::uint32_t key_map, int slot, sim::Purpose purpose) {
  sim::Step& step = add(sim::Op::map);
  step.index = key_map;
  step.slot = static_cast<std::uint8_t>(slot);
  step.purpose = purpose;
}

void ProgramBuilder::join(Part part) {
  add(sim::Op::join).part = static_cast<sim::Part>(part);
}

void ProgramBuilder::append(std::uint32_t log, double entries) {
  sim::Step& step = add(sim::Op::append);
  step.index = log;
  step.factor = entries;
}

void ProgramBuilder::behind(std::uint32_t log, Label stale) {
  sim::Step& step = add(sim::Op::behind);
  step.index = log;
  step.target = target_of(stale);
}

void ProgramBuilder::deadline(double seconds) {
  add(sim::Op::deadline).seconds = seconds;
}

void ProgramBuilder::stamp() {
  add(sim::Op::stamp);
}

void ProgramBuilder::record(std::uint32_t metric, bool since_start) {
  sim::Step& step = add(sim::Op::record);
  step.index = metric;
  step.since_start = since_start;
}

void ProgramBuilder::count(std::uint32_t counter, double amount) {
  sim::Step& step = add(sim::Op::count);
  step.index = counter;
  step.factor = amount;
}

void ProgramBuilder::fail(sim::Reason reason) {
  add(sim::Op::fail).reason = reason;
}

void ProgramBuilder::end() {
  add(sim::Op::end);
}

sim::Program ProgramBuilder::take() {
  const auto settle = [this](std::uint32_t& target) {
    if (target == sim::kNone) return;
    assert(places_[target] != sim::kNone && "a label without a place");
    target = places_[target];
  };
  for (sim::Step& step : program_) {
    settle(step.target);
    if (step.op != sim::Op::lookup) settle(step.target2);  // a lookup's is a counter
  }
  places_.clear();
  return std::move(program_);
}

}  // namespace scale::model
