#include "sim/program.h"

#include <algorithm>

namespace scale::sim {
namespace {

std::uint32_t number_of(std::vector<RareDraws>& list, const RareWork& rare) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].config == rare) return static_cast<std::uint32_t>(i);
  list.push_back({rare, make_sampler(rare.law)});
  return static_cast<std::uint32_t>(list.size() - 1);
}

Instruction compile_step(EngineState& e, const Class& c, const Step& s, std::uint16_t& loops) {
  Instruction in;
  in.op = s.op;
  in.part = s.part;
  in.wait_part = s.wait_part;
  in.slot = s.slot;
  in.priority = c.priority;
  in.since_start = s.since_start;
  in.gathers = s.gathers;
  in.purpose = s.purpose;
  in.times = s.times;
  in.reason = s.reason;
  in.target = s.target;
  in.target2 = s.target2;
  in.law = make_sampler(s.law);
  in.seconds = s.seconds;
  in.factor = s.factor;
  in.probability = s.probability;
  in.window_bytes = s.window_bytes;
  if (s.pool != kNone) in.pool = e.pool_names.current[s.pool];
  switch (s.op) {
    case Op::visit:
    case Op::acquire:
    case Op::release:
      if (s.pool == kNone) in.index = e.station_names.current[s.index];
      if (s.op == Op::visit && s.rare.share > 0) in.rare = number_of(e.rare_works, s.rare);
      break;
    case Op::if_full:
      in.index = e.station_names.current[s.index];
      break;
    case Op::branch:
      if (s.gathers) in.index = e.class_names.current[s.index];
      break;
    case Op::choose:
      if (s.pool == kNone) in.pool = e.pool_names.current[s.index];
      break;
    case Op::trip:
    case Op::transfer:
      in.index = e.path_names.current[s.index];
      break;
    case Op::map:
      in.index = e.map_names.current[s.index];
      break;
    case Op::pin:
    case Op::assign:
      in.index = e.table_names.current[s.index];
      break;
    case Op::lookup:
      in.index = e.cache_names.current[s.index];
      if (s.target2 != kNone) in.target2 = e.counter_names.current[s.target2];
      break;
    case Op::fill:
      in.index = e.cache_names.current[s.index];
      break;
    case Op::fork:
    case Op::fork_each:
    case Op::spawn:
      in.index = e.class_names.current[s.index];
      break;
    case Op::append:
    case Op::behind:
      in.index = e.log_names.current[s.index];
      break;
    case Op::record:
      in.index = e.metric_names.current[s.index];
      break;
    case Op::count:
      in.index = e.counter_names.current[s.index];
      break;
    case Op::loop:
      in.loop = loops++;
      break;
    case Op::deadline:
      if (s.seconds > 0) in.ring = e.timers.ring_of(TimerKind::deadline, s.seconds);
      break;
    case Op::fail: {
      const auto own = static_cast<std::size_t>(Reason::kOwn);
      const auto reason = static_cast<std::size_t>(s.reason);
      if (reason >= own)
        in.reason = static_cast<Reason>(own + e.reason_names.current[reason - own]);
      else if (s.reason == Reason::none)
        in.reason = Reason::cancelled;
      break;
    }
    default:
      break;
  }
  return in;
}

bool uses_extra(const Class& c) {
  if (c.patience_s > 0 || c.retry.attempts > 1 || c.follow > 0) return true;
  for (const Step& s : c.program) {
    switch (s.op) {
      case Op::delay:
      case Op::trip:
      case Op::transfer:
      case Op::branch:
      case Op::if_full:
      case Op::if_again:
      case Op::jump:
      case Op::spawn:
      case Op::append:
      case Op::count:
      case Op::fail:
      case Op::end:
        break;
      case Op::visit:
        if (s.pool != kNone) return true;
        break;
      case Op::record:
        if (!s.since_start) return true;
        break;
      default:
        return true;
    }
  }
  return false;
}

// Targets are positions in the class's program until it has its place in the code.
void move_targets(Instruction& in, std::uint32_t by) {
  if (in.op == Op::branch || in.op == Op::jump || in.op == Op::loop || in.op == Op::pin ||
      in.op == Op::lookup || in.op == Op::behind || in.op == Op::if_full || in.op == Op::if_again)
    in.target += by;
  if ((in.op == Op::pin || in.op == Op::join) && in.target2 != kNone) in.target2 += by;
}

std::uint32_t block_of(const std::vector<ProgramBlock>& blocks, std::uint32_t pc) {
  const auto after = std::upper_bound(blocks.begin(), blocks.end(), pc,
                                      [](std::uint32_t p, const ProgramBlock& b) { return p < b.first; });
  return static_cast<std::uint32_t>(after - blocks.begin()) - 1;
}

bool has_code(const Request& r) {
  switch (r.stage) {
    case Stage::free:
    case Stage::source:
    case Stage::thinking:
    case Stage::forgotten:
    case Stage::abandoned:
    case Stage::sharing_clock:
      return false;
    default:
      return true;
  }
}

}  // namespace

void compile_programs(EngineState& e) {
  std::vector<Instruction> code;
  std::vector<ProgramBlock> blocks;
  std::vector<std::uint32_t> moved_to(e.blocks.size(), kNone);  // old block -> where it begins now
  for (std::size_t at = 0; at < e.network.classes.size(); ++at) {
    const Class& wanted = e.network.classes[at];
    ClassState& c = e.classes[e.class_names.current[at]];
    const auto first = static_cast<std::uint32_t>(code.size());
    std::uint16_t loops = 0;
    for (const Step& s : wanted.program) {
      code.push_back(compile_step(e, wanted, s, loops));
      move_targets(code.back(), first);
    }
    const auto length = static_cast<std::uint32_t>(wanted.program.size());
    // Requests under way in the same program go on in its new place.
    if (c.length == length) {
      bool same = true;
      for (std::uint32_t i = 0; i < length && same; ++i) {
        Instruction old = e.code[c.entry + i];
        move_targets(old, first - c.entry);
        same = old == code[first + i];
      }
      if (same) moved_to[block_of(e.blocks, c.entry)] = first;
    }
    c.entry = first;
    c.length = length;
    c.needs_extra = uses_extra(wanted);
    blocks.push_back(ProgramBlock{first, length});
  }
  const auto count = static_cast<std::uint32_t>(e.requests.all.size());
  const auto move = [&](std::uint32_t& pc) {
    const std::uint32_t b = block_of(e.blocks, pc);
    if (moved_to[b] == kNone) {
      const ProgramBlock old = e.blocks[b];
      moved_to[b] = static_cast<std::uint32_t>(code.size());
      for (std::uint32_t i = 0; i < old.length; ++i) {
        code.push_back(e.code[old.first + i]);
        move_targets(code.back(), moved_to[b] - old.first);
      }
      blocks.push_back(ProgramBlock{moved_to[b], old.length});
    }
    pc += moved_to[b] - e.blocks[b].first;
  };
  for (std::uint32_t i = 0; i < count; ++i) {
    Request& r = e.requests[i];
    if (!has_code(r)) continue;
    move(r.pc);
    if (r.extra == kNone) continue;
    Extra& x = e.requests.extras[r.extra];
    if (x.attempt_pc != kNone) move(x.attempt_pc);
    for (Looked& l : x.looked)
      if (l.cache != kNone) move(l.resume);
  }
  e.code = std::move(code);
  e.blocks = std::move(blocks);
}

}  // namespace scale::sim
