// The JSON schema of a Story's fields.
#include "model/scenario_parts.h"

namespace scale::model {

namespace {

void write_text(JsonWriter& out, std::string_view name, std::string_view description) {
  out.open_object(name);
  out.field("type", "string");
  out.field("description", description);
  out.close_object();
}

void write_number(JsonWriter& out, std::string_view name, double low, double high,
                  std::string_view description) {
  out.open_object(name);
  out.field("type", "number");
  out.field("minimum", low);
  out.field("maximum", high);
  out.field("description", description);
  out.close_object();
}

template <class Words>
void write_enum(JsonWriter& out, std::string_view name, const Words& words, std::string_view description) {
  out.open_object(name);
  out.field("description", description);
  out.open_list("enum");
  for (std::string_view word : words) out.text(word);
  out.close_list();
  out.close_object();
}

void write_texts(JsonWriter& out, std::string_view name, std::string_view description) {
  out.open_object(name);
  out.field("type", "array");
  out.field("description", description);
  out.open_object("items");
  out.field("type", "string");
  out.close_object();
  out.close_object();
}

void write_tools(JsonWriter& out, std::string_view name, std::string_view description) {
  out.open_object(name);
  out.field("type", "array");
  out.field("description", description);
  out.open_object("items");
  out.open_list("enum");
  for (std::string_view word : command_words(false)) out.text(word);
  out.close_list();
  out.close_object();
  out.close_object();
}

void write_measure(JsonWriter& out) {
  write_enum(out, "measure", kMeasures,
             "Shares 0 to 1, seconds, US dollars a month; counts since the last incident");
  std::vector<std::string_view> regions;
  for (const RegionInfo& region : kRegionInfo) regions.push_back(region.id);
  write_enum(out, "region", regions, "Of page loads and first bytes; without it, the world");
}

void write_limit(JsonWriter& out) {
  write_measure(out);
  write_number(out, "at_most", 0, 1e12, "In the measure's unit");
  write_number(out, "at_least", 0, 1e12, "In the measure's unit");
}

void write_incident(JsonWriter& out) {
  write_enum(out, "after", command_words(true), "Speaks of this incident, the last one of its kind");
  write_number(out, "after_s", 0, 1e6, "Simulated seconds after it");
}

// A list of objects whose properties `inside` writes.
template <class Inside>
void write_objects(JsonWriter& out, std::string_view name, std::string_view description,
                   std::initializer_list<std::string_view> required, Inside inside) {
  out.open_object(name);
  out.field("type", "array");
  out.field("description", description);
  out.open_object("items");
  out.field("type", "object");
  out.open_object("properties");
  inside();
  out.close_object();
  out.field("additionalProperties", false);
  out.open_list("required");
  for (std::string_view word : required) out.text(word);
  out.close_list();
  out.close_object();
  out.close_object();
}

void write_goals(JsonWriter& out, std::string_view name, std::string_view description) {
  write_objects(out, name, description, {"measure"}, [&] {
    write_limit(out);
    write_number(out, "for_s", 0, 1e6, "Must have held for this long");
    write_incident(out);
  });
}

void write_notes(JsonWriter& out) {
  write_objects(out, "notes", "What to notice: each appears once, when it happens", {"text"}, [&] {
    write_text(out, "text", "{0}, {1} ... stand for the measures of \"when\"");
    write_objects(out, "when", "All of these must hold", {"measure"}, [&] { write_limit(out); });
    write_tools(out, "with", "Tools that must be on");
    write_tools(out, "without", "Tools that must be off");
    write_incident(out);
  });
}

void write_predictions(JsonWriter& out) {
  write_objects(
      out, "predictions", "Asked before the first use of a command, by hand or by plan; the run answers",
      {"command", "question", "choices", "ratios", "measure"}, [&] {
        write_enum(out, "command", command_words(), "When it is used");
        write_text(out, "question", "One line");
        write_text(out, "cause", "Why it comes out as it does: one cause");
        write_text(out, "explains",
                   "The choice that the cause is for; of another answer the run itself says why. "
                   "Without it, the cause fits them all");
        write_texts(out, "choices", "What may be guessed");
        out.open_object("ratios");
        out.field("type", "array");
        out.field("description", "Choice i is right when measure with it / without it is below ratio i");
        out.open_object("items");
        out.field("type", "number");
        out.close_object();
        out.close_object();
        write_measure(out);
      });
}

}  // namespace

void write_story_schema(JsonWriter& out) {
  write_enum(out, "kind", kStoryKinds, "What it is; without it, a scenario to play with");
  write_text(out, "title", "One line");
  write_text(out, "story", "A paragraph");
  write_text(out, "closing", "What has been learned, when the goals are met");
  write_text(out, "source", "Where published figures stand");
  write_text(out, "left_out", "What the model leaves out");
  out.open_object("ramp");
  out.field("type", "object");
  out.open_object("properties");
  write_number(out, "from_users", 1, 500e6, "Users a day at the start; the architecture's at the end");
  write_number(out, "over_s", 1, 36'000, "Simulated seconds");
  out.close_object();
  out.field("additionalProperties", false);
  out.close_object();
  write_tools(out, "tools", "Rows of the command table that are on offer; without it, all");
  write_goals(out, "goals", "All are to be met");
  write_texts(out, "hints", "From nudge to answer");
  write_notes(out);
  write_predictions(out);
  write_goals(out, "stars", "One more star for each that is met with the goals");
  write_objects(out, "solutions", "What meets the goals; the first is what the last hint says", {"commands"},
                [&] {
                  write_text(out, "name", "One line");
                  write_command_list_schema(out, "commands", "When the learner does what");
                });
  write_objects(out, "bands", "Published figures, and how near the run comes", {"measure", "published"}, [&] {
    write_limit(out);
    write_text(out, "published", "The figure as its source has it");
    write_number(out, "at_s", 0, 1e6, "Looked at at this simulated second");
  });
}

}  // namespace scale::model
