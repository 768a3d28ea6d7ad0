// `scale-sandbox sweep`: a run for each point of one or two ranges, in processes side by side. The file it
// writes is also its memory: a point is a line, written whole as soon as its run has ended, so that whatever
// stops a sweep costs the points in hand and no others.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/headless.h"
#include "app/headless_figures.h"
#include "app/headless_play.h"
#include "app/headless_ranges.h"
#include "app/headless_source.h"
#include "app/headless_system.h"
#include "model/words.h"
#include "sandbox/link.h"

namespace scale::app {
namespace {

struct Options {
  SourceOptions source;
  std::vector<std::string> ranges;
  std::string out, shard = "1/1";
  double duration_s = 60;
  int jobs = 0;
};

struct Point {
  std::string key;     // of all that decides its figures
  std::string values;  // "1000000,4": of its parameters
  model::Scenario scenario;
};

std::string digest_of(const std::string& text) {
  std::uint64_t hash = 1469598103934665603u;  // FNV-1a, 64 bits
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  char digits[20];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

// "base-point": the sweep's own mark, without its parameters, and the point's.
std::vector<Point> points_of(const model::Scenario& base, const std::vector<Range>& ranges, double duration_s,
                             std::string& problem) {
  model::Scenario run = base;
  run.story = {};
  run.story.ramp = base.story.ramp;
  const std::string about = model::number_text(duration_s) + " " + std::to_string(sandbox::kModelVersion);
  std::string names;
  for (const Range& range : ranges) names += range.parameter + " ";
  const std::string mark = digest_of(model::to_json(run) + names + about);
  std::vector<Point> points;
  const std::vector<double> once = {0};
  for (const double first : ranges[0].values) {
    for (const double second : ranges.size() > 1 ? ranges[1].values : once) {
      Point point{"", parameter_text(ranges[0].parameter, first), run};
      problem = set_parameter(point.scenario, ranges[0].parameter, first);
      if (problem.empty() && ranges.size() > 1) {
        problem = set_parameter(point.scenario, ranges[1].parameter, second);
        point.values += "," + parameter_text(ranges[1].parameter, second);
      }
      if (!problem.empty()) return {};
      point.key = mark + "-" + digest_of(point.values + " " + model::to_json(point.scenario));
      points.push_back(std::move(point));
    }
  }
  return points;
}

// "2/8": the second of eight parts; its points are 1, 9, 17 ... counted from 0.
bool take_shard(const std::vector<Point>& points, const std::string& shard, std::vector<const Point*>& mine) {
  const std::size_t slash = shard.find('/');
  const auto part = model::parse_number(shard.substr(0, slash));
  const auto parts = slash == std::string::npos ? std::nullopt : model::parse_number(shard.substr(slash + 1));
  if (!part || !parts || !(*parts >= 1 && *parts <= 100'000 && *part >= 1 && *part <= *parts)) return false;
  if (*part != std::trunc(*part) || *parts != std::trunc(*parts)) return false;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (i % static_cast<std::size_t>(*parts) + 1 == static_cast<std::size_t>(*part))
      mine.push_back(&points[i]);
  return true;
}

using Rows = std::map<std::string, std::string>;  // key -> its line

bool has(const Rows& rows, const Point* point) {
  return rows.find(point->key) != rows.end();
}

// The lines of a file that an earlier start has left; the last one may be torn.
std::string read_rows(const std::string& path, const std::string& header, const std::string& mark,
                      Rows& rows) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return "";
  if (!std::filesystem::is_regular_file(path, error)) return "";  // a device remembers nothing
  std::string problem;
  const std::optional<std::string> text = read_file(path, problem);
  if (!text) return problem;
  const std::string other = path + " holds something else than this sweep; name another file with --out";
  std::size_t at = 0;
  for (std::size_t end; (end = text->find('\n', at)) != std::string::npos; at = end + 1) {
    const std::string line = text->substr(at, end - at + 1);
    if (at == 0) {
      if (line != header) return other;
      continue;
    }
    const std::string key = line.substr(0, line.find(','));
    if (key.substr(0, mark.size()) != mark) return other;
    rows[key] = line;
  }
  if (at == 0 && !text->empty() && header.compare(0, text->size(), *text) != 0) return other;
  return "";
}

// First this sweep's points in the order of its ranges, then what other ranges have left in the file.
std::string whole_file(const std::string& header, const std::vector<Point>& points, Rows rows) {
  std::string text = header;
  for (const Point& point : points) {
    const auto row = rows.find(point.key);
    if (row == rows.end()) continue;
    text += row->second;
    rows.erase(row);
  }
  for (const auto& [key, line] : rows) text += line;
  return text;
}

int sweep(const Options& options) {
  const FoundSource found = find_source(options.source);
  if (!found.source) return refuse("sweep", found.problem);
  const ParsedRanges parsed = parse_ranges(options.ranges);
  if (!parsed.problem.empty()) return refuse("sweep", parsed.problem);
  if (!(options.duration_s > 0 && options.duration_s <= kLongest_s))
    return refuse("sweep", "duration must be more than 0 and at most 86400 seconds");
  if (options.jobs < 0 || options.jobs > 1024) return refuse("sweep", "jobs must be 0 to 1024");
  std::string problem;
  const std::vector<Point> points =
      points_of(found.source->scenario, parsed.ranges, options.duration_s, problem);
  if (!problem.empty()) return refuse("sweep", problem);
  const std::string& any_key = points.front().key;
  const std::string mark = any_key.substr(0, any_key.find('-') + 1);
  std::vector<const Point*> mine;
  if (!take_shard(points, options.shard, mine))
    return refuse("sweep",
                  "shard must be PART/PARTS such as 2/8, of at most 100000 parts, not " + options.shard);

  std::string header = "point";
  Names varied;  // a figure of the same name would be the same column twice
  for (const Range& range : parsed.ranges) {
    header += "," + range.parameter;
    varied.push_back(range.parameter);
  }
  header += "," + csv_header(varied);
  Rows rows;
  const bool to_file = !options.out.empty();
  if (to_file) {
    problem = read_rows(options.out, header, mark, rows);
    // Also drops a torn line, and says at once where nothing can be written.
    if (problem.empty() && std::filesystem::exists(options.out) &&
        std::filesystem::is_regular_file(options.out))
      problem = replace_file(options.out, whole_file(header, points, rows));
    else if (problem.empty())
      problem = append_to_file(options.out, header);
    if (!problem.empty()) return refuse("sweep", problem);
  }

  std::vector<const Point*> to_do;
  for (const Point* point : mine)
    if (!has(rows, point)) to_do.push_back(point);
  std::size_t there = mine.size() - to_do.size();
  if (there > 0)
    std::fprintf(stderr, "scale-sandbox sweep: %zu of %zu points are there already\n", there, mine.size());
  Progress progress("points", mine.size());
  std::size_t died = 0, without_room = 0;
  std::string no_room;  // of the first point that had none
  run_in_processes(
      to_do.size(), options.jobs,
      [&](std::size_t i) {
        const Outcome run = play_to(to_do[i]->scenario, options.duration_s);
        return run.problem.empty() ? csv_row(run, varied) : problem_line(run.problem);
      },
      [&](std::size_t i, const std::string& row, bool well) {
        died += well ? 0 : 1;
        const std::string stopped = problem_in(row);
        if (!stopped.empty()) {
          ++without_room;
          if (no_room.empty()) no_room = to_do[i]->values + ": " + stopped;
        } else if (well) {
          const std::string line = to_do[i]->key + "," + to_do[i]->values + "," + row;
          rows[to_do[i]->key] = line;
          ++there;
          if (to_file) problem = append_to_file(options.out, line);
        }
        progress.show(static_cast<double>(there));
        return problem.empty();
      });
  if (!problem.empty()) return refuse("sweep", problem);
  // Whole now: in the order of the ranges, whatever the order in which the runs ended.
  if (!to_file) {
    std::printf("%s", whole_file(header, points, rows).c_str());
  } else if (std::filesystem::is_regular_file(options.out)) {
    problem = read_rows(options.out, header, mark, rows);  // another part may have ended meanwhile
    if (problem.empty()) problem = replace_file(options.out, whole_file(header, points, rows));
  }
  if (!problem.empty()) return refuse("sweep", problem);
  if (without_room > 0)
    std::fprintf(stderr, "scale-sandbox sweep: %zu of %zu points are missing; %s\n", without_room,
                 mine.size(), no_room.c_str());
  if (died == 0) return without_room == 0 ? kDone : kOutside;
  std::fprintf(stderr,
               "scale-sandbox sweep: %zu of %zu points are missing, their processes died; the same "
               "command goes on with them\n",
               died, mine.size());
  return kOutside;
}

}  // namespace

void add_sweep(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("sweep", "A run for each point of one or two ranges, as CSV");
  command->add_option("ranges", options->ranges, "users 1e5..5e8 log 40 by shards 1,4,16")->required();
  command->add_option("--from", options->source.what,
                      "A scenario file, a lesson or a link to start from; without it a new sandbox");
  add_source_flags(*command, options->source);
  command->add_option("--duration", options->duration_s, "Simulated seconds of each point (60)");
  command->add_option("--out", options->out, "The file; the same command goes on where an earlier one ended");
  command->add_option("--shard", options->shard, "Only this part of the points: 2/8 is the second of eight");
  command->add_option("--jobs", options->jobs, "Processes side by side; 0: one a core");
  command->footer(
      "A parameter is a row of the command table, a constant of the catalog or the seed.\n"
      "Examples:\n"
      "  scale-sandbox sweep users 1e5..5e8 log 40 by shards 1,4,16 --on sharding --out sweep.csv\n"
      "  scale-sandbox sweep seed 1..20 20 --from stage-4 --on cdn --out seeds.csv\n"
      "On several machines, a part each, with GNU parallel or as a Slurm job array:\n"
      "  parallel scale-sandbox sweep users 1e5..5e8 log 40 --shard {}/8 --jobs 1 --out part-{}.csv ::: "
      "$(seq 8)\n"
      "  sbatch --array=1-8 --wrap 'scale-sandbox sweep users 1e5..5e8 log 40 "
      "--shard $SLURM_ARRAY_TASK_ID/8 --out part-$SLURM_ARRAY_TASK_ID.csv'\n"
      "  head -n 1 part-1.csv > all.csv && tail -q -n +2 part-*.csv >> all.csv");
  command->callback([options, &exit_code] { exit_code = sweep(*options); });
}

}  // namespace scale::app
