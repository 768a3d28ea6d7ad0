#include "sandbox/link_difference.h"

#include <algorithm>

#include "model/words.h"

namespace scale::sandbox {
namespace {

std::string at_text(const std::optional<model::Command>& command) {
  if (!command) return "does nothing more";
  return "has " + model::to_text(*command) + " at " + model::number_text(command->time_s) + " s";
}

}  // namespace

LinkDifference difference(const RunRecord& first, const RunRecord& second) {
  LinkDifference out;
  out.same_seed = first.seed == second.seed;
  out.same_packet = first.packet == second.packet;
  const auto [a, b] = std::mismatch(first.commands.begin(), first.commands.end(), second.commands.begin(),
                                    second.commands.end());
  out.alike = static_cast<std::size_t>(a - first.commands.begin());
  if (a != first.commands.end()) out.first = *a;
  if (b != second.commands.end()) out.second = *b;

  const bool same_commands = !out.first && !out.second;
  if (same_commands && out.same_seed && out.same_packet) {
    out.words = "Both are the same run.";
  } else if (same_commands) {
    out.words = out.same_seed
                    ? "The commands are the same, the packets are not."
                    : "The commands are the same, the seeds are not: other users, the same changes.";
  } else {
    out.words = "After " + model::number_text(static_cast<double>(out.alike)) + " equal commands the first " +
                at_text(out.first) + ", the second " + at_text(out.second) + ".";
  }
  return out;
}

}  // namespace scale::sandbox
