// Scale Sandbox with a screen: the same program in a window and in a page.
//   scale-sandbox-desktop --users=250000 --on=cdn --theme=light --size=1920x1080
//   scale-sandbox-desktop my-scenario.json
// A page hands its query over as the one argument.
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/desktop.h"
#include "app/parameters.h"
#include "app/platform.h"
#include "app/program.h"

#if !defined(__EMSCRIPTEN__)
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// --name=value, --name value or --name. A word without dashes is a scenario file or a link to open.
Pairs pairs_of(int argc, char** argv) {
  Pairs pairs;
  for (int i = 1; i < argc; ++i) {
    std::string_view word = argv[i];
    if (word.empty()) continue;
    if (word.front() != '-') {
      pairs.emplace_back("open", word);
      continue;
    }
    const std::size_t dashes = word.find_first_not_of('-');
    word.remove_prefix(dashes == std::string_view::npos ? word.size() : dashes);
    const std::size_t equals = word.find('=');
    if (equals != std::string_view::npos) {
      pairs.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    } else if (i + 1 < argc && std::string_view(argv[i + 1]).substr(0, 2) != "--") {
      pairs.emplace_back(word, argv[++i]);
    } else {
      pairs.emplace_back(word, "");
    }
  }
  return pairs;
}

}  // namespace
#endif

int main(int argc, char** argv) {
  using namespace scale::app;
#if defined(__EMSCRIPTEN__)
  const ParsedParameters parsed = parse_query(argc > 1 ? argv[1] : "");
  return run(make_program(parsed.parameters));
#else
  Pairs pairs = pairs_of(argc, argv);
  DesktopOptions options;
  const std::string wrong = take_desktop_options(pairs, options);
  if (options.help) {
    std::printf("%s", desktop_help().c_str());
    return 0;
  }
  const ParsedParameters parsed = parse_parameters(pairs);
  if (!wrong.empty()) std::fprintf(stderr, "%s\n", wrong.c_str());
  for (const ParameterError& error : parsed.errors)
    std::fprintf(stderr, "%s%s\n", error.message.c_str(), error.message.back() == '.' ? "" : ".");
  if (!wrong.empty() || !parsed.errors.empty()) return 2;
  return run_desktop(make_program(parsed.parameters), options);
#endif
}
