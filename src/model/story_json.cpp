// Story <-> JSON.
#include <algorithm>
#include <cmath>

#include "model/scenario_parts.h"

namespace scale::model {

using namespace reading;

std::vector<std::string_view> command_words() {
  std::vector<std::string_view> words;
  for (const CommandInfo& row : command_table()) words.push_back(row.id);
  return words;
}

std::vector<std::string_view> command_words(bool incidents) {
  std::vector<std::string_view> words;
  for (const CommandInfo& row : command_table())
    if ((row.kind == CommandKind::incident) == incidents) words.push_back(row.id);
  return words;
}

namespace {

constexpr double kLargest = 1e12, kLongest_s = 1e6;
constexpr std::size_t kMostItems = 100;

using Texts = std::vector<std::string>;

void read_texts(const Json& json, const std::string& field, Texts& out, Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    std::string text;
    if (read_text(item, place, text, faults)) out.push_back(std::move(text));
  });
}

void read_tools(const Json& json, const std::string& field, Texts& out, Faults& faults) {
  const auto known = command_words(false);
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    std::string word;
    if (read_word(item, place, known, word, faults)) out.push_back(std::move(word));
  });
}

void read_measure(const Json& json, const std::string& field, Limit& limit, Faults& faults) {
  read_word(json, field, {kMeasures.begin(), kMeasures.end()}, limit.measure, faults);
}

void read_region(const Json& json, const std::string& field, Limit& limit, Faults& faults) {
  std::vector<std::string_view> known;
  for (const RegionInfo& region : kRegionInfo) known.push_back(region.id);
  std::string word;
  if (!read_word(json, field, known, word, faults)) return;
  for (const Region region : kAllRegions)
    if (info(region).id == word) limit.region = region;
}

void read_bound(const Json& json, const std::string& field, double& out, Faults& faults) {
  read_number(json, field, 0, kLargest, out, faults);
}

void read_seconds(const Json& json, const std::string& field, double& out, Faults& faults) {
  read_number(json, field, 0, kLongest_s, out, faults);
}

void read_incident(const Json& json, const std::string& field, std::string& out, Faults& faults) {
  read_word(json, field, command_words(true), out, faults);
}

// A limit as a whole must have a measure and a bound.
void expect_limit(const Json& json, const std::string& place, const Limit& limit, Faults& faults) {
  if (faults.first) return;
  if (limit.measure.empty() || (std::isinf(limit.at_most) && std::isinf(limit.at_least)))
    faults.add(json, place, text_of({place, " needs measure, and at_most or at_least"}));
}

constexpr Field<Limit> kLimitFields[] = {
    {"measure", read_measure},
    {"region", read_region},
    {"at_most", [](const Json& json, const std::string& field, Limit& limit,
                   Faults& faults) { read_bound(json, field, limit.at_most, faults); }},
    {"at_least", [](const Json& json, const std::string& field, Limit& limit,
                    Faults& faults) { read_bound(json, field, limit.at_least, faults); }},
};

constexpr Field<Goal> kGoalFields[] = {
    {"measure", [](const Json& json, const std::string& field, Goal& goal,
                   Faults& faults) { read_measure(json, field, goal.limit, faults); }},
    {"region", [](const Json& json, const std::string& field, Goal& goal,
                  Faults& faults) { read_region(json, field, goal.limit, faults); }},
    {"at_most", [](const Json& json, const std::string& field, Goal& goal,
                   Faults& faults) { read_bound(json, field, goal.limit.at_most, faults); }},
    {"at_least", [](const Json& json, const std::string& field, Goal& goal,
                    Faults& faults) { read_bound(json, field, goal.limit.at_least, faults); }},
    {"for_s", [](const Json& json, const std::string& field, Goal& goal,
                 Faults& faults) { read_seconds(json, field, goal.for_s, faults); }},
    {"after", [](const Json& json, const std::string& field, Goal& goal,
                 Faults& faults) { read_incident(json, field, goal.after, faults); }},
    {"after_s", [](const Json& json, const std::string& field, Goal& goal,
                   Faults& faults) { read_seconds(json, field, goal.after_s, faults); }},
};

void read_goals(const Json& json, const std::string& field, std::vector<Goal>& goals, Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    Goal goal;
    read_object(item, place, kGoalFields, goal, faults);
    expect_limit(item, place, goal.limit, faults);
    goals.push_back(std::move(goal));
  });
}

constexpr Field<Ramp> kRampFields[] = {
    {"from_users", [](const Json& json, const std::string& field, Ramp& ramp,
                      Faults& faults) { read_number(json, field, 1, 500e6, ramp.from_users, faults); }},
    {"over_s", [](const Json& json, const std::string& field, Ramp& ramp,
                  Faults& faults) { read_number(json, field, 1, 36'000, ramp.over_s, faults); }},
};

void read_limits(const Json& json, const std::string& field, std::vector<Limit>& limits, Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    Limit limit;
    read_object(item, place, kLimitFields, limit, faults);
    expect_limit(item, place, limit, faults);
    limits.push_back(std::move(limit));
  });
}

constexpr Field<StoryNote> kNoteFields[] = {
    {"text", [](const Json& json, const std::string& field, StoryNote& note,
                Faults& faults) { read_text(json, field, note.text, faults); }},
    {"when", [](const Json& json, const std::string& field, StoryNote& note,
                Faults& faults) { read_limits(json, field, note.when, faults); }},
    {"with", [](const Json& json, const std::string& field, StoryNote& note,
                Faults& faults) { read_tools(json, field, note.with, faults); }},
    {"without", [](const Json& json, const std::string& field, StoryNote& note,
                   Faults& faults) { read_tools(json, field, note.without, faults); }},
    {"after", [](const Json& json, const std::string& field, StoryNote& note,
                 Faults& faults) { read_incident(json, field, note.after, faults); }},
    {"after_s", [](const Json& json, const std::string& field, StoryNote& note,
                   Faults& faults) { read_seconds(json, field, note.after_s, faults); }},
};

void read_notes(const Json& json, const std::string& field, std::vector<StoryNote>& notes, Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    StoryNote note;
    read_object(item, place, kNoteFields, note, faults);
    if (!faults.first && note.text.empty()) faults.add(item, place, text_of({place, " needs a text"}));
    notes.push_back(std::move(note));
  });
}

constexpr Field<Prediction> kPredictionFields[] = {
    {"command", [](const Json& json, const std::string& field, Prediction& asked,
                   Faults& faults) { read_word(json, field, command_words(), asked.command, faults); }},
    {"question", [](const Json& json, const std::string& field, Prediction& asked,
                    Faults& faults) { read_text(json, field, asked.question, faults); }},
    {"cause", [](const Json& json, const std::string& field, Prediction& asked,
                 Faults& faults) { read_text(json, field, asked.cause, faults); }},
    {"explains", [](const Json& json, const std::string& field, Prediction& asked,
                    Faults& faults) { read_text(json, field, asked.explains, faults); }},
    {"choices", [](const Json& json, const std::string& field, Prediction& asked,
                   Faults& faults) { read_texts(json, field, asked.choices, faults); }},
    {"ratios",
     [](const Json& json, const std::string& field, Prediction& asked, Faults& faults) {
       read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
         double ratio = 0;
         if (read_number(item, place, asked.ratios.empty() ? 0 : asked.ratios.back(), 1e6, ratio, faults))
           asked.ratios.push_back(ratio);
       });
     }},
    {"measure", [](const Json& json, const std::string& field, Prediction& asked,
                   Faults& faults) { read_measure(json, field, asked.of, faults); }},
    {"region", [](const Json& json, const std::string& field, Prediction& asked,
                  Faults& faults) { read_region(json, field, asked.of, faults); }},
};

void read_predictions(const Json& json, const std::string& field, std::vector<Prediction>& predictions,
                      Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    Prediction asked;
    read_object(item, place, kPredictionFields, asked, faults);
    if (!faults.first && (asked.command.empty() || asked.question.empty() || asked.of.measure.empty()))
      faults.add(item, place, text_of({place, " needs command, question and measure"}));
    if (!faults.first && (asked.choices.size() < 2 || asked.ratios.size() + 1 != asked.choices.size()))
      faults.add(item, place, text_of({place, " needs two choices or more, and one ratio fewer"}));
    const auto& choices = asked.choices;
    if (!faults.first && !asked.explains.empty() &&
        std::find(choices.begin(), choices.end(), asked.explains) == choices.end())
      faults.add(item, place, text_of({place, ".explains must be one of its choices, not ", asked.explains}));
    predictions.push_back(std::move(asked));
  });
}

constexpr Field<Solution> kSolutionFields[] = {
    {"name", [](const Json& json, const std::string& field, Solution& solution,
                Faults& faults) { read_text(json, field, solution.name, faults); }},
    {"commands", [](const Json& json, const std::string& field, Solution& solution,
                    Faults& faults) { read_commands(json, field, solution.commands, faults); }},
};

void read_solutions(const Json& json, const std::string& field, std::vector<Solution>& solutions,
                    Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    Solution solution;
    read_object(item, place, kSolutionFields, solution, faults);
    solutions.push_back(std::move(solution));
  });
}

constexpr Field<Band> kBandFields[] = {
    {"measure", [](const Json& json, const std::string& field, Band& band,
                   Faults& faults) { read_measure(json, field, band.limit, faults); }},
    {"region", [](const Json& json, const std::string& field, Band& band,
                  Faults& faults) { read_region(json, field, band.limit, faults); }},
    {"at_most", [](const Json& json, const std::string& field, Band& band,
                   Faults& faults) { read_bound(json, field, band.limit.at_most, faults); }},
    {"at_least", [](const Json& json, const std::string& field, Band& band,
                    Faults& faults) { read_bound(json, field, band.limit.at_least, faults); }},
    {"published", [](const Json& json, const std::string& field, Band& band,
                     Faults& faults) { read_text(json, field, band.published, faults); }},
    {"at_s", [](const Json& json, const std::string& field, Band& band,
                Faults& faults) { read_seconds(json, field, band.at_s, faults); }},
};

void read_bands(const Json& json, const std::string& field, std::vector<Band>& bands, Faults& faults) {
  read_list(json, field, kMostItems, faults, [&](const Json& item, const std::string& place) {
    Band band;
    read_object(item, place, kBandFields, band, faults);
    expect_limit(item, place, band.limit, faults);
    if (!faults.first && band.published.empty())
      faults.add(item, place, text_of({place, " needs published: the figure as its source has it"}));
    bands.push_back(std::move(band));
  });
}

template <std::string Story::*member>
void read_story_text(const Json& json, const std::string& field, Story& story, Faults& faults) {
  read_text(json, field, story.*member, faults);
}

// ------------------------------------------------------------------------------------------ writing
void write_limit(JsonWriter& out, const Limit& limit) {
  out.field("measure", limit.measure);
  if (limit.region) out.field("region", info(*limit.region).id);
  if (!std::isinf(limit.at_most)) out.field("at_most", limit.at_most);
  if (!std::isinf(limit.at_least)) out.field("at_least", limit.at_least);
}

template <class T, class Write>
void write_list(JsonWriter& out, std::string_view name, const std::vector<T>& items, Write write) {
  if (items.empty()) return;
  out.open_list(name);
  for (const T& item : items) write(item);
  out.close_list();
}

void write_texts(JsonWriter& out, std::string_view name, const Texts& texts) {
  write_list(out, name, texts, [&](const std::string& text) { out.text(text); });
}

void write_present(JsonWriter& out, std::string_view name, const std::string& text) {
  if (!text.empty()) out.field(name, text);
}

void write_goals(JsonWriter& out, std::string_view name, const std::vector<Goal>& goals) {
  write_list(out, name, goals, [&](const Goal& goal) {
    out.open_object();
    write_limit(out, goal.limit);
    if (goal.for_s > 0) out.field("for_s", goal.for_s);
    write_present(out, "after", goal.after);
    if (goal.after_s != Goal{}.after_s) out.field("after_s", goal.after_s);
    out.close_object();
  });
}

void write_note(JsonWriter& out, const StoryNote& note) {
  out.open_object();
  out.field("text", note.text);
  write_list(out, "when", note.when, [&](const Limit& limit) {
    out.open_object();
    write_limit(out, limit);
    out.close_object();
  });
  write_texts(out, "with", note.with);
  write_texts(out, "without", note.without);
  write_present(out, "after", note.after);
  if (note.after_s > 0) out.field("after_s", note.after_s);
  out.close_object();
}

void write_prediction(JsonWriter& out, const Prediction& asked) {
  out.open_object();
  out.field("command", asked.command);
  out.field("question", asked.question);
  write_present(out, "cause", asked.cause);
  write_present(out, "explains", asked.explains);
  write_texts(out, "choices", asked.choices);
  write_list(out, "ratios", asked.ratios, [&](double ratio) { out.number(ratio); });
  write_limit(out, asked.of);
  out.close_object();
}

}  // namespace

const std::vector<Field<Story>>& story_fields() {
  static const std::vector<Field<Story>> fields = {
      {"kind",
       [](const Json& json, const std::string& field, Story& story, Faults& faults) {
         read_word(json, field, {kStoryKinds.begin(), kStoryKinds.end()}, story.kind, faults);
       }},
      {"title", read_story_text<&Story::title>},
      {"story", read_story_text<&Story::story>},
      {"closing", read_story_text<&Story::closing>},
      {"source", read_story_text<&Story::source>},
      {"left_out", read_story_text<&Story::left_out>},
      {"ramp",
       [](const Json& json, const std::string& field, Story& story, Faults& faults) {
         story.ramp.emplace();
         read_object(json, field, kRampFields, *story.ramp, faults);
       }},
      {"tools", [](const Json& json, const std::string& field, Story& story,
                   Faults& faults) { read_tools(json, field, story.tools, faults); }},
      {"goals", [](const Json& json, const std::string& field, Story& story,
                   Faults& faults) { read_goals(json, field, story.goals, faults); }},
      {"hints", [](const Json& json, const std::string& field, Story& story,
                   Faults& faults) { read_texts(json, field, story.hints, faults); }},
      {"notes", [](const Json& json, const std::string& field, Story& story,
                   Faults& faults) { read_notes(json, field, story.notes, faults); }},
      {"predictions", [](const Json& json, const std::string& field, Story& story,
                         Faults& faults) { read_predictions(json, field, story.predictions, faults); }},
      {"stars", [](const Json& json, const std::string& field, Story& story,
                   Faults& faults) { read_goals(json, field, story.stars, faults); }},
      {"solutions", [](const Json& json, const std::string& field, Story& story,
                       Faults& faults) { read_solutions(json, field, story.solutions, faults); }},
      {"bands", [](const Json& json, const std::string& field, Story& story,
                   Faults& faults) { read_bands(json, field, story.bands, faults); }},
  };
  return fields;
}

void write_story(JsonWriter& out, const Story& story) {
  write_present(out, "kind", story.kind);
  write_present(out, "title", story.title);
  write_present(out, "story", story.story);
  write_present(out, "closing", story.closing);
  write_present(out, "source", story.source);
  write_present(out, "left_out", story.left_out);
  if (story.ramp) {
    out.open_object("ramp");
    out.field("from_users", story.ramp->from_users);
    out.field("over_s", story.ramp->over_s);
    out.close_object();
  }
  write_texts(out, "tools", story.tools);
  write_goals(out, "goals", story.goals);
  write_texts(out, "hints", story.hints);
  write_list(out, "notes", story.notes, [&](const StoryNote& note) { write_note(out, note); });
  write_list(out, "predictions", story.predictions,
             [&](const Prediction& asked) { write_prediction(out, asked); });
  write_goals(out, "stars", story.stars);
  write_list(out, "solutions", story.solutions, [&](const Solution& solution) {
    out.open_object();
    write_present(out, "name", solution.name);
    write_commands(out, solution.commands);
    out.close_object();
  });
  write_list(out, "bands", story.bands, [&](const Band& band) {
    out.open_object();
    write_limit(out, band.limit);
    out.field("published", band.published);
    out.field("at_s", band.at_s);
    out.close_object();
  });
}

}  // namespace scale::model
