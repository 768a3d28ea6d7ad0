// `scale-sandbox cases FILE.json`: simulates every case of the file and compares what it expects with what
// was measured.
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

#include "app/headless.h"
#include "app/headless_case.h"
#include "app/json_writer.h"

namespace scale::app {
namespace {

struct Options {
  std::string file, format = "table";
  std::int64_t packet = 1, seed = 1;
  double most_events = 2e8;
};

const char* word_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::inside:
      return "inside";
    case Verdict::outside:
      return "outside";
    case Verdict::undecided:
      break;
  }
  return "undecided";
}

void print_row(const Measurement& m) {
  std::printf("%-34s %-30s %14.6g %14.6g  [%.6g, %.6g]  %s\n", m.case_name.c_str(), m.figure.c_str(),
              m.expected, m.measured, m.low, m.high, word_for(m.verdict));
}

void write_row(JsonWriter& json, const Measurement& m) {
  json.open_object();
  json.field("name", m.case_name);
  json.field("quantity", m.figure);
  json.field("expected", m.expected);
  json.field("measured", m.measured);
  json.open_array("interval");
  json.number(m.low);
  json.number(m.high);
  json.close_array();
  json.field("verdict", word_for(m.verdict));
  json.close_object();
}

int run(const Options& options) {
  if (options.format != "table" && options.format != "json")
    return refuse("cases", "format must be table or json, not " + options.format);
  if (options.packet < 1 || options.packet > 32768 || (options.packet & (options.packet - 1)) != 0)
    return refuse("cases",
                  "packet must be a power of two from 1 to 32768, not " + std::to_string(options.packet));
  if (options.seed < 0) return refuse("cases", "seed must be 0 or more, not " + std::to_string(options.seed));
  if (!(options.most_events >= 1e4 && options.most_events <= 1e12))
    return refuse("cases", "most-events must be 1e4 to 1e12");
  std::ifstream file(options.file, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf())) return refuse("cases", "file " + options.file + " cannot be read");
  const auto cases = read_cases(content.str());
  if (!cases) return refuse("cases", cases.why_not);

  const bool table = options.format == "table";
  const CaseRun how{static_cast<std::uint32_t>(options.packet), static_cast<std::uint64_t>(options.seed),
                    static_cast<std::uint64_t>(options.most_events)};
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.field("packet", static_cast<double>(how.packet));
  json.field("most_events", options.most_events);
  json.open_array("rows");
  if (table)
    std::printf("%-34s %-30s %14s %14s  %s\n", "name", "quantity", "expected", "measured",
                "95 % interval, verdict");
  int counts[3] = {0, 0, 0};
  for (const Case& c : *cases) {
    const auto rows = run_case(c, how);
    if (!rows) return refuse("cases", rows.why_not);
    for (const Measurement& m : *rows) {
      ++counts[static_cast<int>(m.verdict)];
      table ? print_row(m) : write_row(json, m);
    }
    std::fflush(stdout);
  }
  json.close_array();
  json.field("inside", counts[0]);
  json.field("outside", counts[1]);
  json.field("undecided", counts[2]);
  json.close_object();
  if (table)
    std::printf(
        "%d inside, %d outside, %d undecided: the limit of %g events a case came before the interval was "
        "inside the tolerance\n",
        counts[0], counts[1], counts[2], options.most_events);
  else
    std::printf("%s\n", json.text().c_str());
  return counts[1] > 0 ? kOutside : kDone;
}

}  // namespace

void add_cases(CLI::App& program, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("cases", "Simulate numeric cases with known answers and compare");
  command->add_option("file", options->file, "JSON file of cases")->required();
  command->add_option("--packet", options->packet, "Requests in a packet; 1 is exact (1)");
  command->add_option("--format", options->format, "table or json");
  command->add_option("--seed", options->seed, "Seed of the runs (1)");
  command->add_option("--most-events", options->most_events, "Limit of each case, in simulated events (2e8)");
  command->footer("Examples:\n  scale-sandbox cases tests/data/cases.json --packet 1");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace scale::app
