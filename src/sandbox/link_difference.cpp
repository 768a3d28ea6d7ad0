#include "sandbox/link_difference.h"

#include <algorithm>

#include "model/words.h"
#include "sandbox/replay.h"

namespace scale::sandbox {
namespace {

std::string at_text(const std::optional<model::Command>& command) {
  if (!command) return "does nothing more";
  return "has " + model::to_text(*command) + " at " + model::number_text(command->time_s) + " s";
}

std::vector<std::string> constants_that_differ(model::Catalog first, model::Catalog second) {
  std::vector<std::string> names;
  for (const model::CatalogRow& row : model::catalog_rows())
    if (row.field(first) != row.field(second)) names.emplace_back(row.name);
  return names;
}

// "app_service_s is 0.02 in the first and 0.05 in the second, and 2 more constants differ"
std::string constants_text(const std::vector<std::string>& names, model::Catalog first,
                           model::Catalog second) {
  const model::CatalogRow& row = *model::find_row(names.front());
  const std::string text = names.front() + " is " + model::number_text(row.field(first)) +
                           " in the first and " + model::number_text(row.field(second)) + " in the second";
  const std::size_t more = names.size() - 1;
  if (more == 0) return text;
  return text + ", and " + model::number_text(static_cast<double>(more)) +
         (more == 1 ? " more constant differs" : " more constants differ");
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

  const model::Catalog of_first = catalog_of(first), of_second = catalog_of(second);
  out.constants = constants_that_differ(of_first, of_second);
  const std::string constants =
      out.constants.empty() ? std::string() : constants_text(out.constants, of_first, of_second);

  const bool same_commands = !out.first && !out.second;
  if (same_commands && !constants.empty()) {
    out.words = "The commands are the same, the constants are not: " + constants + ".";
  } else if (same_commands && out.same_seed && out.same_packet) {
    out.words = "Both are the same run.";
  } else if (same_commands) {
    out.words = out.same_seed
                    ? "The commands are the same, the packets are not."
                    : "The commands are the same, the seeds are not: other users, the same changes.";
  } else {
    out.words = "After " + model::number_text(static_cast<double>(out.alike)) + " equal commands the first " +
                at_text(out.first) + ", the second " + at_text(out.second) +
                (constants.empty() ? "." : "; " + constants + ".");
  }
  return out;
}

}  // namespace scale::sandbox
