#include "app/parameters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "lesson/lessons.h"
#include "model/region.h"
#include "model/words.h"
#include "sandbox/link.h"

namespace scale::app {

namespace {

constexpr std::size_t kLongestQuery = 20'000;  // a link's run may have 16 384
constexpr std::size_t kMostPairs = 64;
constexpr std::size_t kLongestQuoted = 40;
constexpr std::size_t kMostLeads = 3;

constexpr std::array<int, 6> kStages = {0, 4, 5, 6, 7, 8};
// What a link may say beside the rows of the command table.
constexpr std::string_view kNames[] = {"stage",   "lesson", "seed",   "packet", "on",
                                       "off",     "theme",  "show",   "region", "run",
                                       "compare", "link",   "run-to", "freeze", "embed"};

struct ShowName {
  std::string_view id;
  bool Show::*part;
};
constexpr std::array<ShowName, 11> kShowNames = {{
    {"toggles", &Show::toggles},
    {"users", &Show::users},
    {"charts", &Show::charts},
    {"incidents", &Show::incidents},
    {"slow", &Show::slow},
    {"response", &Show::response},
    {"failed", &Show::failed},
    {"cost", &Show::cost},
    {"anatomy", &Show::anatomy},
    {"diagram", &Show::diagram},
    {"map", &Show::map},
}};

// A stranger's text as it may stand in a sentence: short, printable, plain.
std::string in_quotes(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, kLongestQuoted)) shown += c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > kLongestQuoted) shown += "...";
  return shown.empty() ? "nothing" : shown;
}

template <typename Number>
std::optional<Number> whole(std::string_view text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

std::optional<double> real(const std::string& text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string::npos) return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) words.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return words;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A '%' without two hex digits behind it stands for itself.
std::string decode(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      plain += ' ';
      continue;
    }
    const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
    if (low < 0) {
      plain += text[at];
      continue;
    }
    plain += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return plain;
}

// Of a word as long as anybody likes.
std::string nearest_of(std::string_view word, const std::vector<std::string_view>& known) {
  return model::nearest_words(word.substr(0, kLongestQuoted), known);
}

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const model::CommandInfo& row : model::command_table()) names.push_back(row.id);
  return names;
}

std::vector<std::string_view> toggle_names() {
  std::vector<std::string_view> names;
  for (const model::CommandInfo& row : model::command_table())
    if (row.kind == model::CommandKind::toggle) names.push_back(row.id);
  return names;
}

std::vector<std::string_view> lesson_names() {
  std::vector<std::string_view> names;
  for (const auto list : lesson::kAllLists)
    for (const lesson::LessonInfo& one : list) names.push_back(one.name);
  return names;
}

// What link shorteners and mail programs hang on a link; no business of ours.
bool is_tracking(std::string_view name) {
  return name.substr(0, 4) == "utm_" || (name.size() > 4 && name.substr(name.size() - 4) == "clid");
}

class Reader {
 public:
  ParsedParameters parsed;
  bool own_run = false;      // something was asked for that is not how it looks
  bool stage_given = false;  // else it is the lesson's

  void read(const std::string& name, const std::string& value) {
    const bool of_the_look =
        name == "theme" || name == "show" || name == "region" || name == "seed" || name == "embed";
    if (!of_the_look && !is_tracking(name)) own_run = true;
    if (name == "lesson") {
      read_lesson(value);
    } else if (name == "compare") {
      read_compare(value);
    } else if (name == "link" || name == "run") {
      read_run(value);
    } else if (name == "stage") {
      read_stage(value);
    } else if (name == "seed") {
      read_seed(value);
    } else if (name == "packet") {
      read_packet(value);
    } else if (name == "on" || name == "off") {
      for (const std::string& id : split(value, ',')) read_command(id, name);
    } else if (name == "theme") {
      read_theme(value);
    } else if (name == "show") {
      read_show(value);
    } else if (name == "region") {
      read_region(value);
    } else if (name == "run-to") {
      read_run_to(value);
    } else if (name == "freeze") {
      read_flag(name, value, parsed.parameters.freeze);
    } else if (name == "embed") {
      read_flag(name, value, parsed.parameters.embed);
    } else if (model::find_command(name)) {
      read_command(name, value);
    } else if (!is_tracking(name)) {
      std::vector<std::string_view> known = command_names();
      known.insert(known.end(), std::begin(kNames), std::end(kNames));
      const std::string nearest = nearest_of(name, known);
      refuse(in_quotes(name),
             "is not known" + (nearest.empty() ? "; the handbook lists what a link may say" : nearest));
    }
  }

  void refuse(const std::string& field, const std::string& complaint) {
    add(field, field + " " + complaint + ".");
  }

 private:
  void add(const std::string& field, const std::string& message) {
    if (parsed.errors.size() < kMostErrors) parsed.errors.push_back({field, message});
  }

  void read_stage(const std::string& value) {
    const std::optional<int> stage = whole<int>(value);
    for (const int known : kStages) {
      if (stage == known) {
        parsed.parameters.stage = known;
        stage_given = true;
        for (const lesson::LessonInfo& one : lesson::kStages)
          if (one.stage == known && parsed.parameters.lesson.empty()) parsed.parameters.lesson = one.name;
        return;
      }
    }
    refuse("stage", "must be 0 (prologue), 4, 5, 6, 7 or 8 (finale), not " + in_quotes(value));
  }

  void read_lesson(const std::string& value) {
    const lesson::LessonInfo* info = lesson::find_listed(value);
    if (info == nullptr) {
      return refuse("lesson", "must be the name of a stage, a challenge or a case, not " + in_quotes(value) +
                                  nearest_of(value, lesson_names()));
    }
    parsed.parameters.lesson = value;
    if (!stage_given) parsed.parameters.stage = info->stage;
  }

  void read_compare(const std::string& value) {
    sandbox::DecodedLink link = sandbox::from_link(value);
    if (!link.record) return add("compare", link.problem);
    parsed.parameters.compare = std::move(link.record);
  }

  void read_seed(const std::string& value) {
    const std::optional<std::uint64_t> seed = whole<std::uint64_t>(value);
    if (!seed)
      return refuse("seed", "must be a whole number from 0 to 18446744073709551615, not " + in_quotes(value));
    parsed.parameters.seed = *seed;
    parsed.parameters.seed_given = true;
  }

  void read_packet(const std::string& value) {
    const std::optional<std::uint32_t> packet = whole<std::uint32_t>(value);
    if (!packet || !model::is_packet(*packet)) {
      return refuse("packet",
                    "must be 0 (by the rule) or a power of two up to 32768, not " + in_quotes(value));
    }
    parsed.parameters.packet = *packet;
  }

  void read_theme(const std::string& value) {
    if (value == "auto") {
      parsed.parameters.theme = Theme::automatic;
    } else if (value == "dark") {
      parsed.parameters.theme = Theme::dark;
    } else if (value == "light") {
      parsed.parameters.theme = Theme::light;
    } else {
      refuse("theme", "must be auto, dark or light, not " + in_quotes(value));
    }
  }

  void read_show(const std::string& value) {
    Show show;
    for (const ShowName& name : kShowNames) show.*name.part = false;
    bool any = false, full = false;
    for (const std::string& word : split(value, ',')) {
      if (switch_on(show, word)) {
        any = true;
      } else if (const std::optional<model::CommandId> lead = lead_of(word)) {
        any = true;
        full = full || show.leads.size() == kMostLeads;
        if (!full) show.leads.push_back(*lead);
      } else {
        refuse("show", "may name a tool, an incident, " + all_show_names() + ", not " + in_quotes(word) +
                           nearest_of(word, command_names()));
      }
    }
    if (full) refuse("show", "may name at most three tools and incidents, not " + in_quotes(value));
    show.chosen = true;
    if (any) parsed.parameters.show = show;
  }

  static bool switch_on(Show& show, std::string_view word) {
    for (const ShowName& name : kShowNames) {
      if (name.id != word) continue;
      show.*name.part = true;
      return true;
    }
    return false;
  }

  // A tool or an incident, which becomes a large button.
  static std::optional<model::CommandId> lead_of(std::string_view word) {
    const std::optional<model::CommandId> id = model::find_command(word);
    if (!id) return std::nullopt;
    const model::CommandKind kind = model::info(*id).kind;
    const bool leads = kind == model::CommandKind::toggle || kind == model::CommandKind::incident;
    return leads ? id : std::nullopt;
  }

  static std::string all_show_names() {
    std::string names;
    for (const ShowName& name : kShowNames) {
      if (!names.empty()) names += &name == &kShowNames.back() ? " or " : ", ";
      names += name.id;
    }
    return names;
  }

  void read_region(const std::string& value) {
    for (const model::Region region : model::kAllRegions) {
      if (model::info(region).id != value) continue;
      parsed.parameters.region = static_cast<int>(region);
      return;
    }
    refuse("region", "must be na, la, eu, mea, sas or eap, not " + in_quotes(value));
  }

  // Another's run: its seed and commands; those of time 0 are the opening.
  void read_run(const std::string& value) {
    const sandbox::DecodedLink link = sandbox::from_pasted(value);
    if (!link.record) return add("run", link.problem + " The run starts afresh.");
    Parameters& out = parsed.parameters;
    out.seed = link.record->seed;
    out.seed_given = true;
    out.packet = link.record->packet;
    out.lesson = lesson::is_listed(link.record->lesson) ? link.record->lesson : std::string();
    out.catalog = link.record->catalog;
    out.run_to_s = std::max(out.run_to_s, link.record->end_s);
    out.of_link = true;
    for (const model::Command& command : link.record->commands) {
      (command.time_s > 0 ? out.later : out.opening).push_back(command);
    }
  }

  void read_run_to(const std::string& value) {
    const std::optional<double> time_s = real(value);
    if (!time_s || *time_s > kLongestRunToS) {
      return refuse("run-to", "must be 0 to 1800 simulated seconds, not " + in_quotes(value));
    }
    parsed.parameters.run_to_s = *time_s;
  }

  void read_flag(const std::string& name, const std::string& value, bool& flag) {
    if (value == "1" || value == "0") {
      flag = value == "1";
    } else {
      refuse(name, "must be 0 or 1, not " + in_quotes(value));
    }
  }

  void read_command(const std::string& id, const std::string& value) {
    const std::optional<model::CommandId> known = model::find_command(id);
    if (!known) {
      return refuse(in_quotes(value), "may not name " + in_quotes(id) + ", which is no toggle" +
                                          nearest_of(id, toggle_names()));
    }
    if ((value == "on" || value == "off") && model::info(*known).kind != model::CommandKind::toggle) {
      return refuse(in_quotes(value), "may not name " + in_quotes(id) + ", which is no toggle");
    }
    const model::ParsedCommand command = model::parse_command(id, value);
    if (command.error) {
      add(command.error->field, command.error->message);
    } else if (command.command) {
      parsed.parameters.opening.push_back(*command.command);
    }
  }
};

}  // namespace

ParsedParameters parse_parameters(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Reader reader;
  for (std::size_t at = 0; at < pairs.size() && at < kMostPairs; ++at) {
    reader.read(pairs[at].first, pairs[at].second);
  }
  if (pairs.size() > kMostPairs) reader.refuse("The link", "says more than 64 things; the rest was left out");
  Parameters& out = reader.parsed.parameters;
  // Whoever builds something of his own plays freely, unless it is the lesson's own link. An embed changes
  // what its lesson begins with.
  const bool builds = std::any_of(out.opening.begin(), out.opening.end(), [](const model::Command& command) {
    return model::info(command.id).group != model::CommandGroup::time;
  });
  if (builds && !out.of_link && !out.embed) out.lesson.clear();
  if (!reader.own_run && !out.embed) out.lesson = lesson::kFirst.name;
  return reader.parsed;
}

ParsedParameters parse_show(const std::string& value) {
  return parse_parameters({{"show", value}});
}

ParsedParameters parse_query(std::string_view query) {
  if (!query.empty() && (query.front() == '?' || query.front() == '#')) query.remove_prefix(1);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& part : split(query.substr(0, kLongestQuery), '&')) {
    const std::size_t equals = part.find('=');
    const std::string value = equals == std::string::npos ? std::string() : part.substr(equals + 1);
    pairs.emplace_back(decode(std::string_view(part).substr(0, equals)), decode(value));
  }
  ParsedParameters parsed = parse_parameters(pairs);
  if (query.size() > kLongestQuery && parsed.errors.size() < kMostErrors) {
    parsed.errors.push_back({"link", "The link is longer than 20 000 characters; the rest was left out."});
  }
  return parsed;
}

ParsedParameters parse_arguments(int count, const char* const* arguments) {
  if (count == 2 && arguments[1][0] == '?') return parse_query(arguments[1]);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (int at = 1; at < count; ++at) {
    std::string_view argument = arguments[at];
    while (!argument.empty() && argument.front() == '-') argument.remove_prefix(1);
    const std::size_t equals = argument.find('=');
    const bool bare = equals == std::string_view::npos;
    pairs.emplace_back(argument.substr(0, equals), bare ? "1" : argument.substr(equals + 1));
  }
  return parse_parameters(pairs);
}

}  // namespace scale::app
