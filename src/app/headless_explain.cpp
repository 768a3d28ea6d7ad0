// `scale-sandbox explain`: what the advisor says about a run, and where the goals of a lesson stand.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/headless.h"
#include "app/headless_play.h"
#include "app/headless_source.h"
#include "lesson/advisor.h"
#include "lesson/play.h"
#include "lesson/sentence.h"

namespace scale::app {
namespace {

struct Options {
  SourceOptions source;
  double duration_s = 0;
  int solution = 0;
  bool next = false, figures = false;
};

void say(const char* label, const lesson::Words& words) {
  if (!words.empty()) std::printf("%-12s %s\n", label, lesson::plain_text(words).c_str());
}

void print_row(const char* label, const lesson::GoalRow& row, const std::string& published) {
  constexpr const char* kStates[] = {"waiting", "missed", "met"};
  const std::string waits = row.waits_for.empty() ? "" : " (after: " + row.waits_for + ")";
  std::printf("%-12s %s%s %s%s: %s, %s\n", label, published.c_str(), row.subject.c_str(), row.bound.c_str(),
              waits.c_str(), row.value.empty() ? "not yet measured" : row.value.c_str(),
              kStates[static_cast<std::size_t>(row.state)]);
}

void print_rows(const lesson::Play& play) {
  for (const lesson::GoalRow& row : play.goals) print_row("Goal", row, "");
  for (const lesson::GoalRow& row : play.stars) print_row("Star", row, "");
  for (std::size_t i = 0; i < play.bands.size(); ++i)
    print_row("Published", play.bands[i], play.scenario.story.bands[i].published + ". Here: ");
  for (const auto& [label, text] :
       {std::pair{"Source", play.scenario.story.source}, std::pair{"Left out", play.scenario.story.left_out}})
    if (!text.empty()) std::printf("%-12s %s\n", label, text.c_str());
}

void print(const lesson::Play& play, const sandbox::Snapshot& now) {
  const model::Story& story = play.scenario.story;
  if (!story.title.empty()) std::printf("%-12s %s\n", "Lesson", story.title.c_str());
  say("In short", lesson::headline(now).words);
  say("Bottleneck", lesson::diagnose(now).words);
  const lesson::Advice advice = lesson::advise(now);
  say("Gains", advice.gains);
  say("Unchanged", advice.unchanged);
  say("Price", advice.cost);
  print_rows(play);
  if (play.met) std::printf("%-12s after %.0f s, %d stars\n", "Met", play.met_s, play.stars_won);
  for (const lesson::PlayNote& note : play.notes) {
    if (!note.belief.empty()) std::printf("%-12s %s\n", "Believed", note.belief.c_str());
    say("Notice", note.words);
  }
  if (play.met && !story.closing.empty()) std::printf("%-12s %s\n", "Closing", story.closing.c_str());
}

int explain(const Options& options) {
  FoundSource found = find_source(options.source);
  if (!found.source) return refuse("explain", found.problem);
  lesson::Play play = lesson::start_play(found.source->name, std::move(found.source->scenario));
  const auto& solutions = play.scenario.story.solutions;
  if (options.solution < 0 || options.solution > static_cast<int>(solutions.size()))
    return refuse("explain", "solution must be 0 to " + std::to_string(solutions.size()) + ", not " +
                                 std::to_string(options.solution));
  if (!(options.duration_s >= 0 && options.duration_s <= 86'400))
    return refuse("explain", "duration must be 0 to 86400 seconds");

  sandbox::Sandbox sandbox(lesson::settings_of(play));
  sandbox::Snapshot now;
  std::vector<model::Command> acts;
  if (options.solution > 0) acts = solutions[static_cast<std::size_t>(options.solution - 1)].commands;
  for (const model::Command& command : acts) {
    if (const std::string problem = watch_until(play, sandbox, now, command.time_s); !problem.empty())
      return refuse("explain", problem);
    sandbox.apply(command);
  }
  const std::string problem = options.duration_s > 0 ? watch_until(play, sandbox, now, options.duration_s)
                                                     : watch_to_the_end(play, sandbox, now, acts);
  if (!problem.empty()) return refuse("explain", problem);
  std::printf("%-12s %.0f simulated seconds, hash %016llx\n", "After", now.time_s,
              static_cast<unsigned long long>(now.hash));
  const model::Catalog catalog = model::catalog_of(play.scenario);
  print(play, now);
  if (options.figures)
    for (const sandbox::NodeView& node : now.nodes)
      if (!node.members.empty() && node.node.kind != model::NodeKind::edge)
        std::printf("  %-20s %3.0f %% busy, busiest %3.0f %%, disk %3.0f %%, %.0f waiting\n",
                    node.node.id.c_str(), node.utilisation * 100, node.busiest * 100, node.disk_busy * 100,
                    node.waiting);
  if (options.next) {
    lesson::NextStep search = lesson::make_next_step(now.architecture, catalog, play.scenario.seed);
    while (!search.done) lesson::step(search, UINT64_MAX);
    say("Next step", lesson::next_step_words(search));
    sandbox::BreakingSettings settings =
        sandbox::settings_from(sandbox::fewest_users(now.architecture.users));
    settings.architecture = now.architecture;
    settings.catalog = catalog;
    sandbox::BreakingPoint point = sandbox::make_breaking_point(settings);
    while (!point.done) sandbox::step(point, UINT64_MAX);
    say("Limit", lesson::breaking_words(point));
  }
  return kDone;
}

}  // namespace

void add_explain(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("explain", "What the advisor says about a lesson, a link or an architecture");
  command->add_option("what,--lesson,--scenario,--link", options->source.what,
                      "A scenario file, a lesson (stage-4) or a link; without it a new sandbox");
  add_source_flags(*command, options->source);
  command->add_option("--duration", options->duration_s,
                      "Simulated seconds; without it, until a lesson's goals are checked");
  command->add_option("--solution", options->solution, "Plays this one of the lesson's solutions (from 1)");
  command->add_flag("--next", options->next, "Also the best next step, and where it breaks, by experiment");
  command->add_flag("--figures", options->figures, "Also how busy each part is");
  command->footer(
      "Examples:\n"
      "  scale-sandbox explain stage-4 --duration 300\n"
      "  scale-sandbox explain --users 5M --on cdn,stateless --next");
  command->callback([options, &exit_code] { exit_code = explain(*options); });
}

}  // namespace scale::app
