// Any bytes as what a page, an embed or a command line may say: a query, and a command with its value after
// the first line's end. Refused with a few sentences, or understood.
#include "app/parameters.h"
#include "fuzz/fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scale;
  const std::string_view text = fuzz::text_of(data, size);
  const app::ParsedParameters parsed = app::parse_query(text);
  fuzz::must(parsed.errors.size() <= app::kMostErrors, "many mistakes stay a few sentences");
  for (const app::ParameterError& error : parsed.errors)
    fuzz::must(!error.message.empty(), "a refusal has words");
  for (const model::Command& command : parsed.parameters.opening)
    fuzz::must(!model::check(command), "every command is allowed");
  fuzz::must(parsed.parameters.run_to_s >= 0 && parsed.parameters.run_to_s <= app::kLongestRunToS,
             "run-to in range");

  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return 0;
  const model::ParsedCommand command = model::parse_command(text.substr(0, end), text.substr(end + 1));
  fuzz::must(command.command.has_value() != command.error.has_value(), "either a command or an error");
  if (command.command) fuzz::must(!model::check(*command.command), "a command is allowed");
  return 0;
}
