// An incident that needs a tool does nothing to a run without it, and something to a run with it.
#include "model/needs.h"

#include <gtest/gtest.h>

#include <string>

#include "model/play.h"

namespace scale::model {
namespace {

std::uint64_t hash_after(std::string_view incident, std::string_view tool) {
  sandbox::Settings settings;
  if (!tool.empty()) settings.opening = {test::command(tool, "on"), test::command("workers", "1")};
  sandbox::Sandbox sandbox(settings);
  test::run_to(sandbox, 4);
  if (const auto id = find_command(incident)) {
    const auto refused = sandbox.apply({.id = *id, .value = info(*id).initial});
    EXPECT_FALSE(refused.has_value()) << incident;
  }
  test::run_to(sandbox, tool.empty() ? 8 : 40);
  return test::look(sandbox).hash;
}

TEST(Needs, AnIncidentHitsWhatItNeedsAndNothingElse) {
  for (const CommandInfo& row : command_table()) {
    const std::string_view tool = tool_needed_by(row.id);
    if (tool.empty() || row.id == "push") continue;  // a push is a fact of the files, edges or not
    ASSERT_TRUE(find_command(tool)) << row.id;
    EXPECT_EQ(hash_after(row.id, ""), hash_after("", "")) << row.id << " changed a run without " << tool;
    EXPECT_NE(hash_after(row.id, tool), hash_after("", tool)) << row.id << " did nothing with " << tool;
  }
}

}  // namespace
}  // namespace scale::model
