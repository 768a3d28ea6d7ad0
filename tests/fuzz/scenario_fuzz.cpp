// Any bytes as a scenario file: refused with a sentence and its line, or read; what is read is written, read
// again the same, survives the way through a link, and starts.
#include "fuzz/fuzz_input.h"
#include "lesson/play.h"
#include "lesson/record.h"
#include "model/scenario.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scale;
  const model::ParsedScenario parsed = model::parse_scenario(fuzz::text_of(data, size));
  fuzz::must(parsed.scenario.has_value() != parsed.error.has_value(), "either a scenario or an error");
  if (parsed.error) {
    fuzz::must(!parsed.error->message.empty(), "a refusal has words");
    return 0;
  }
  const std::string written = model::to_json(*parsed.scenario);
  const model::ParsedScenario again = model::parse_scenario(written);
  fuzz::must(again.scenario.has_value(), "what is written can be read");
  fuzz::must(model::to_json(*again.scenario) == written, "and says the same");

  const sandbox::RunRecord record = lesson::record_of(*parsed.scenario);
  const sandbox::DecodedLink decoded = sandbox::from_link(sandbox::to_link(record));
  if (decoded.record)
    fuzz::must(lesson::record_of(lesson::scenario_of(*decoded.record)) == record, "a link keeps a run");
  const lesson::Play play = lesson::start_play("", *parsed.scenario);
  sandbox::Settings settings = lesson::settings_of(play);
  settings.ghost = false;
  const sandbox::Sandbox sandbox(settings);
  fuzz::must(sandbox.time_s() == 0, "a run starts");
  return 0;
}
