// `scale-sandbox grade LESSON LINK...`: replays learners' links on several seeds and says who has met the
// goals, at what cost.
#include "app/headless_grade.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "app/headless.h"
#include "app/headless_figures.h"
#include "app/headless_play.h"
#include "app/headless_source.h"
#include "app/headless_system.h"
#include "app/json_writer.h"
#include "model/words.h"

namespace scale::app {
namespace {

struct Options {
  std::string lesson, file, seeds, format = "table";
  std::vector<std::string> links;
  int jobs = 0;
};

struct Learner {
  std::string name, link;
  std::string problem;  // why it cannot be graded
  Entry entry;
  std::vector<std::uint64_t> seeds;
  std::vector<Grade> grades;  // one a seed
};

// A line each: "ada r2...." or only the link; # begins a remark.
std::string read_learners(const std::string& path, std::vector<Learner>& learners) {
  std::string problem;
  const std::optional<std::string> text = read_file(path, problem);
  if (!text) return problem;
  std::istringstream lines(*text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos || line.rfind("# ", 0) == 0) continue;
    std::istringstream words(line);
    std::string first, second, third;
    words >> first >> second >> third;
    if (!third.empty()) return path + ", line " + std::to_string(number) + ": must be NAME LINK or LINK";
    Learner learner;
    learner.name = second.empty() ? "line " + std::to_string(number) : first;
    learner.link = second.empty() ? first : second;
    learners.push_back(learner);
  }
  return learners.empty() ? path + " holds no links" : "";
}

void read_link(const model::Scenario& lesson, Learner& learner) {
  const sandbox::DecodedLink decoded = sandbox::from_pasted(learner.link);
  if (!decoded.record) {
    learner.problem = decoded.problem;
    return;
  }
  learner.entry = entry_of(lesson, *decoded.record);
  learner.problem = learner.entry.problem.empty() ? "" : "Not a run of this lesson: " + learner.entry.problem;
  if (learner.seeds.empty()) learner.seeds = {decoded.record->seed};
}

bool has_met(const Learner& learner) {
  return !learner.grades.empty() && std::all_of(learner.grades.begin(), learner.grades.end(),
                                                [](const Grade& grade) { return grade.met; });
}

double mean_cost(const Learner& learner) {
  double sum = 0;
  for (const Grade& grade : learner.grades) sum += grade.cost_usd_month;
  return learner.grades.empty() ? 0 : sum / static_cast<double>(learner.grades.size());
}

void print_table(const std::vector<Learner>& learners) {
  for (const Learner& learner : learners) {
    if (!learner.problem.empty()) {
      std::printf("%-20s cannot be graded. %s\n", learner.name.c_str(), learner.problem.c_str());
      continue;
    }
    const auto met = std::count_if(learner.grades.begin(), learner.grades.end(),
                                   [](const Grade& grade) { return grade.met; });
    std::printf("%-20s %s, %d of %zu seeds, $ %.0f a month\n", learner.name.c_str(),
                has_met(learner) ? "met" : "MISSED", static_cast<int>(met), learner.grades.size(),
                mean_cost(learner));
    for (std::size_t i = 0; i < learner.grades.size(); ++i)
      std::printf("  seed %-14llu %d stars  %s\n", static_cast<unsigned long long>(learner.seeds[i]),
                  learner.grades[i].stars, learner.grades[i].goals.c_str());
  }
}

void print_json(const std::string& lesson, const std::vector<Learner>& learners) {
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.field("lesson", lesson);
  json.open_array("learners");
  for (const Learner& learner : learners) {
    json.open_object();
    json.field("name", learner.name);
    json.flag("met", has_met(learner));
    json.field("cost_usd_month", mean_cost(learner));
    if (!learner.problem.empty()) json.field("problem", learner.problem);
    json.open_array("seeds");
    for (std::size_t i = 0; i < learner.grades.size(); ++i) {
      const Grade& grade = learner.grades[i];
      json.open_object();
      json.field("seed", std::to_string(learner.seeds[i]));
      json.flag("met", grade.met);
      json.field("met_s", grade.met_s);
      json.field("stars", grade.stars);
      json.field("cost_usd_month", grade.cost_usd_month);
      json.field("goals", grade.goals);
      json.close_object();
    }
    json.close_array();
    json.close_object();
  }
  json.close_array();
  json.close_object();
  std::printf("%s\n", json.text().c_str());
}

void print_csv(const std::vector<Learner>& learners) {
  std::printf("name,seed,met,met_s,stars,cost_usd_month,problem\n");
  for (const Learner& learner : learners) {
    if (!learner.problem.empty()) {
      std::printf("%s,,0,,0,,%s\n", csv_text(learner.name).c_str(), csv_text(learner.problem).c_str());
      continue;
    }
    for (std::size_t i = 0; i < learner.grades.size(); ++i) {
      const Grade& grade = learner.grades[i];
      std::printf("%s,%llu,%d,%s,%d,%s,\n", csv_text(learner.name).c_str(),
                  static_cast<unsigned long long>(learner.seeds[i]), grade.met ? 1 : 0,
                  grade.met ? model::number_text(grade.met_s).c_str() : "", grade.stars,
                  model::number_text(grade.cost_usd_month).c_str());
    }
  }
}

// What a process hands back, a line of words; the goals come last since they have spaces.
std::string line_of(const Grade& grade) {
  if (!grade.problem.empty()) return problem_line(grade.problem);
  return std::to_string(grade.met) + " " + model::number_text(grade.met_s) + " " +
         std::to_string(grade.stars) + " " + model::number_text(grade.cost_usd_month) + " " + grade.goals;
}

Grade grade_in(const std::string& line) {
  std::istringstream words(line);
  Grade grade;
  std::string met_s, cost;
  words >> grade.met >> met_s >> grade.stars >> cost;
  words.get();
  std::getline(words, grade.goals);
  grade.met_s = model::parse_number(met_s).value_or(-1);
  grade.cost_usd_month = model::parse_number(cost).value_or(0);
  return grade;
}

std::string play_all(std::vector<Learner>& learners, int jobs) {
  std::vector<std::pair<Learner*, std::size_t>> runs;
  for (Learner& learner : learners) {
    if (!learner.problem.empty()) continue;
    learner.grades.resize(learner.seeds.size());
    for (std::size_t i = 0; i < learner.seeds.size(); ++i) runs.emplace_back(&learner, i);
  }
  Progress progress("runs", runs.size());
  std::size_t ended = 0;
  std::string problem;
  run_in_processes(
      runs.size(), jobs,
      [&](std::size_t i) {
        const auto& [learner, seed] = runs[i];
        return line_of(play_entry(learner->entry, learner->seeds[seed]));
      },
      [&](std::size_t i, const std::string& line, bool well) {
        if (well) runs[i].first->grades[runs[i].second] = grade_in(line);
        if (const std::string stopped = problem_in(line); !stopped.empty())
          runs[i].first->problem = "The run stopped: " + stopped + ".";
        if (!well) problem = "the process of " + runs[i].first->name + " died";
        progress.show(static_cast<double>(++ended));
        return true;
      });
  return problem;
}

int grade(const Options& options) {
  const FoundSource lesson = find_source(options.lesson);
  if (!lesson.source) return refuse("grade", lesson.problem);
  if (lesson.source->scenario.story.goals.empty())
    return refuse("grade", lesson.source->name + " has no goals to grade by");
  if (options.format != "table" && options.format != "json" && options.format != "csv")
    return refuse("grade", "format must be table, json or csv, not " + options.format);
  if (options.jobs < 0 || options.jobs > 1024) return refuse("grade", "jobs must be 0 to 1024");

  std::vector<Learner> learners;
  for (const std::string& link : options.links) {
    Learner learner;
    learner.name = "link " + std::to_string(learners.size() + 1);
    learner.link = link;
    learners.push_back(learner);
  }
  if (!options.file.empty())
    if (std::string problem = read_learners(options.file, learners); !problem.empty())
      return refuse("grade", problem);
  if (learners.empty()) return refuse("grade", "give a link, or a file of them with --links");
  std::vector<std::uint64_t> seeds;
  std::istringstream list(options.seeds);
  for (std::string word; std::getline(list, word, ',');) {
    const auto seed = model::parse_number(word);
    if (!seed || !(*seed >= 0 && *seed <= 9007199254740992.0) || *seed != std::trunc(*seed))
      return refuse("grade", "seeds must be whole numbers from 0 to 9007199254740992 such as 1,2,3, not " +
                                 options.seeds);
    seeds.push_back(static_cast<std::uint64_t>(*seed));
  }
  for (Learner& learner : learners) {
    learner.seeds = seeds;
    read_link(lesson.source->scenario, learner);
  }
  if (const std::string problem = play_all(learners, options.jobs); !problem.empty())
    return refuse("grade", problem);

  if (options.format == "json")
    print_json(lesson.source->name, learners);
  else if (options.format == "csv")
    print_csv(learners);
  else
    print_table(learners);
  return std::all_of(learners.begin(), learners.end(), has_met) ? kDone : kOutside;
}

}  // namespace

void add_grade(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("grade", "Replay learners' links: who has met a lesson's goals, at what cost");
  command->add_option("lesson", options->lesson, "A lesson (stage-4) or a scenario file with goals")
      ->required();
  command->add_option("link", options->links, "Links of runs");
  command->add_option("--links", options->file, "A file with NAME LINK on each line");
  command->add_option("--seeds", options->seeds,
                      "Play each with these: 1,2,3; without it with the link's own. Met means met on all");
  command->add_option("--jobs", options->jobs, "Processes side by side; 0: one a core");
  command->add_option("--format", options->format, "table, json or csv");
  command->footer(
      "Exit code 1: somebody has missed the goals.\n"
      "Examples:\n"
      "  scale-sandbox grade stage-4 --links class.txt --seeds 1,2,3\n"
      "  scale-sandbox grade my-lesson.json r2.AQEAAA... --format json");
  command->callback([options, &exit_code] { exit_code = grade(*options); });
}

}  // namespace scale::app
