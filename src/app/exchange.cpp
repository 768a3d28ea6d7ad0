#include "app/exchange.h"

#include "lesson/record.h"

namespace scale::app {

std::string scenario_file(std::string_view link) {
  const sandbox::DecodedLink decoded = sandbox::from_link(link);
  return decoded.record ? model::to_json(lesson::scenario_of(*decoded.record)) : "";
}

OpenedRun open_run(std::string_view text) {
  std::string link;
  bool tells_a_story = false;
  if (text.find('{') == std::string_view::npos) {
    link = text;
  } else {
    const model::ParsedScenario parsed = model::parse_scenario(text);
    if (parsed.error) return {std::nullopt, false, model::to_text(*parsed.error)};
    tells_a_story = !parsed.scenario->story.kind.empty();
    const sandbox::RunRecord record = lesson::record_of(*parsed.scenario);
    if (std::string why = sandbox::why_no_link(record); !why.empty()) return {std::nullopt, false, why};
    link = sandbox::to_link(record);
  }
  const ParsedParameters parsed = parse_parameters({{"run", link}});
  if (!parsed.errors.empty()) return {std::nullopt, false, parsed.errors.front().message};
  return {parsed.parameters, tells_a_story, ""};
}

}  // namespace scale::app
