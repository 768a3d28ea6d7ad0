// What a link, an embed or a command line may ask for: stage=4 lesson=challenge-deploy users=250000
// on=cdn,stateless seed=7 speed=10 theme=dark show=toggles,users region=eap run-to=60 freeze=1
// run=<a link's text> compare=<another's>, and every row of the command table under its own id. Where nothing
// is asked for, the first lesson is opened; whoever asks for a run of his own plays freely. Decoded with
// suspicion: whatever is wrong is said in one sentence and left at its default.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/command.h"
#include "model/scenario.h"
#include "sandbox/link.h"

namespace scale::app {

enum class Theme : std::uint8_t { automatic, dark, light };

// Parts of the screen that an embed may choose; all of them where nothing is chosen.
struct Show {
  bool toggles = true, users = true, charts = true, incidents = true;
  bool slow = true, response = true, failed = true, cost = true, anatomy = true;
  bool diagram = true, map = false;
  std::vector<model::CommandId> leads;  // tools and incidents named one by one: an embed's large buttons
  bool chosen = false;                  // by the link; false: all of the above
};

struct Parameters {
  int stage = 4;       // 0 prologue, 4 to 7, 8 the finale
  std::string lesson;  // to be opened; empty: free play
  std::uint64_t seed = 1;
  bool seed_given = false;              // else a lesson begins with its own
  std::vector<model::Command> opening;  // at time 0, in the order given
  std::vector<model::Command> later;    // of a link's run, each at its time
  bool of_link = false;                 // the run is another's
  std::vector<model::CatalogOverride> catalog;
  std::optional<sandbox::RunRecord> compare;  // another's run, to go on beside this one
  Theme theme = Theme::automatic;
  Show show;
  int region = -1;           // whose median page the anatomy bar shows; below 0: where most users are
  bool embed = false;        // inside somebody's page: no bar, no lesson
  double run_to_s = 0;       // simulated before the first picture; 0 to 1800, or as far as a link went
  bool freeze = false;       // paused there
  std::uint32_t packet = 0;  // requests a packet; 0: by the rule
};

struct ParameterError {
  std::string field, message;  // "users must be 1 to 500000000, not -3"
};

struct ParsedParameters {
  Parameters parameters;
  std::vector<ParameterError> errors;  // at most kMostErrors, in the order met
};

inline constexpr std::size_t kMostErrors = 8;
inline constexpr double kLongestRunToS = 1800;

// "?stage=4&users=250000" or "stage=4&users=250000": percent-decoded, at most 20 000 characters read.
ParsedParameters parse_query(std::string_view query);
// "toggles,users,slow" or "cdn,anatomy,slow": what `show` may say.
ParsedParameters parse_show(const std::string& value);
// A command line: --name=value or --name, or one "?stage=4&..." as a page hands it over.
ParsedParameters parse_arguments(int count, const char* const* arguments);
// Name and value pairs, already decoded.
ParsedParameters parse_parameters(const std::vector<std::pair<std::string, std::string>>& pairs);

}  // namespace scale::app
