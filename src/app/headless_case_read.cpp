// A file of cases: every field checked before anything runs.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/headless_case.h"

namespace scale::app {
namespace {

using Json = rapidjson::Value;

std::string text(double x) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.10g", x);
  return digits;
}

std::string found(const Json& value) {
  if (value.IsNumber()) return text(value.GetDouble());
  if (value.IsString()) return std::string("\"") + value.GetString() + "\"";
  if (value.IsArray()) return "a list";
  if (value.IsObject()) return "an object";
  if (value.IsNull()) return "null";
  return value.GetBool() ? "true" : "false";
}

std::string range(const CaseField& f) {
  return std::string(f.whole ? "a whole number " : "a number ") +
         (f.above_low ? "above " + text(f.low) + " and at most " : "from " + text(f.low) + " to ") +
         text(f.high);
}

bool fits(const CaseField& f, const Json& value) {
  if (!value.IsNumber()) return false;
  const double x = value.GetDouble();
  return std::isfinite(x) && x >= f.low && x <= f.high && !(f.above_low && x <= f.low) &&
         !(f.whole && x != std::floor(x));
}

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) all += (i == 0 ? "" : ", ") + words[i];
  return all;
}

// Reads `value` into numbers; a sentence (without the case's name) if it is not as the field wants it.
std::string read_numbers(const CaseField& f, const std::string& where, const Json& value,
                         std::vector<double>& numbers) {
  if (f.shape == FieldShape::number) {
    if (!fits(f, value)) return where + " must be " + range(f) + ", not " + found(value);
    numbers = {value.GetDouble()};
    return "";
  }
  if (!value.IsArray() || value.Empty() || value.Size() > 1000)
    return where + " must be a list of 1 to 1000 numbers, not " + found(value);
  for (rapidjson::SizeType i = 0; i < value.Size(); ++i) {
    if (!fits(f, value[i]))
      return where + "[" + std::to_string(i) + "] must be " + range(f) + ", not " + found(value[i]);
    numbers.push_back(value[i].GetDouble());
  }
  return "";
}

std::string read_field(const CaseField& f, const Json& value, CaseInput& input) {
  const std::string where = std::string("input.") + f.name;
  if (f.shape == FieldShape::word) {
    if (!value.IsString()) return where + " must be a word, not " + found(value);
    input.distribution = value.GetString();
    return "";
  }
  if (f.shape != FieldShape::matrix) return read_numbers(f, where, value, input.numbers[f.name]);
  if (!value.IsArray()) return where + " must be a list of lists of numbers, not " + found(value);
  CaseField row = f;
  row.shape = FieldShape::list;
  for (rapidjson::SizeType i = 0; i < value.Size(); ++i) {
    input.routing.emplace_back();
    const std::string wrong =
        read_numbers(row, where + "[" + std::to_string(i) + "]", value[i], input.routing.back());
    if (!wrong.empty()) return wrong;
  }
  return "";
}

std::string read_input(const CaseKind& kind, const Json& object, CaseInput& input) {
  for (const CaseField& f : kind.fields) {
    const auto member = object.FindMember(f.name);
    if (member == object.MemberEnd()) {
      return std::string("input.") + f.name + " is missing; it must be " +
             (f.shape == FieldShape::word     ? "a word"
              : f.shape == FieldShape::number ? range(f)
                                              : "a list, each entry " + range(f));
    }
    const std::string wrong = read_field(f, member->value, input);
    if (!wrong.empty()) return wrong;
  }
  for (const auto& member : object.GetObject()) {
    const auto known = [&](const CaseField& f) { return member.name == f.name; };
    if (std::any_of(kind.fields.begin(), kind.fields.end(), known)) continue;
    std::vector<std::string> names;
    for (const CaseField& f : kind.fields) names.emplace_back(f.name);
    return std::string("input.") + member.name.GetString() + " is unknown to this kind, which has " +
           join(names);
  }
  // One entry per station in every list.
  const CaseField* first = nullptr;
  std::size_t stations = 0;
  for (const CaseField& f : kind.fields) {
    if (f.shape != FieldShape::list && f.shape != FieldShape::matrix) continue;
    const std::size_t size = f.shape == FieldShape::list ? input.list(f.name).size() : input.routing.size();
    if (first == nullptr) {
      first = &f;
      stations = size;
    }
    const std::string as_many =
        " must have " + std::to_string(stations) + " entries, one for each of " + first->name;
    if (size != stations) return std::string("input.") + f.name + as_many + ", not " + std::to_string(size);
    if (f.shape == FieldShape::list) continue;
    for (std::size_t i = 0; i < size; ++i)
      if (input.routing[i].size() != stations)
        return std::string("input.") + f.name + "[" + std::to_string(i) + "]" + as_many + ", not " +
               std::to_string(input.routing[i].size());
  }
  return kind.problem == nullptr ? "" : kind.problem(input);
}

bool is_figure(const char* known, std::string_view name) {
  const std::string_view pattern = known;
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  const std::string_view head = pattern.substr(0, star - 1);
  return name.substr(0, head.size()) == head && name.size() > head.size() &&
         fraction_of(name.substr(head.size())) > 0;
}

std::string read_expectation(const CaseKind& kind, const CaseInput& input, const Json& object,
                             std::vector<Expectation>& expect) {
  const CaseField any{"", FieldShape::number, -1e300, 1e300};
  std::size_t stations = 0;
  for (const CaseField& f : kind.fields)
    if (f.shape == FieldShape::list && stations == 0) stations = input.list(f.name).size();
  for (const auto& member : object.GetObject()) {
    const std::string name = member.name.GetString();
    const auto same = [&](const char* known) { return is_figure(known, name); };
    const bool one = std::any_of(kind.figures.begin(), kind.figures.end(), same);
    const bool several = std::any_of(kind.figures_per_station.begin(), kind.figures_per_station.end(), same);
    if (!one && !several) {
      std::vector<std::string> names(kind.figures.begin(), kind.figures.end());
      names.insert(names.end(), kind.figures_per_station.begin(), kind.figures_per_station.end());
      return "expect." + name + " is unknown to this kind, which has " + join(names);
    }
    CaseField shape = any;
    if (several) shape.shape = FieldShape::list;
    expect.push_back({name, {}});
    const std::string wrong = read_numbers(shape, "expect." + name, member.value, expect.back().values);
    if (!wrong.empty()) return wrong;
    if (several && expect.back().values.size() != stations)
      return "expect." + name + " must have " + std::to_string(stations) +
             " entries, one for each station, not " + std::to_string(expect.back().values.size());
  }
  return expect.empty() ? "expect must name at least one quantity" : "";
}

std::string read_case(const Json& object, Case& c) {
  if (!object.IsObject()) return "must be an object, not " + found(object);
  const auto member = [&object](const char* name) -> const Json& {
    static const Json kNothing;
    const auto at = object.FindMember(name);
    return at == object.MemberEnd() ? kNothing : at->value;
  };
  if (!member("name").IsString() || member("name").GetStringLength() == 0)
    return "name must be a text that is not empty, not " + found(member("name"));
  c.name = member("name").GetString();
  std::vector<std::string> kinds;
  for (const CaseKind& kind : case_kinds()) {
    kinds.push_back("\"" + std::string(kind.name) + "\"");
    if (member("kind").IsString() && member("kind") == kind.name) c.kind = &kind;
  }
  if (c.kind == nullptr) return "kind must be one of " + join(kinds) + ", not " + found(member("kind"));
  if (!member("input").IsObject()) return "input must be an object, not " + found(member("input"));
  if (!member("expect").IsObject()) return "expect must be an object, not " + found(member("expect"));
  const CaseField tolerance{"relative_tolerance", FieldShape::number, 0, 1, false, true};
  if (!fits(tolerance, member("relative_tolerance")))
    return "relative_tolerance must be " + range(tolerance) + ", not " + found(member("relative_tolerance"));
  c.relative_tolerance = member("relative_tolerance").GetDouble();
  const std::string wrong = read_input(*c.kind, member("input"), c.input);
  return wrong.empty() ? read_expectation(*c.kind, c.input, member("expect"), c.expect) : wrong;
}

}  // namespace

double fraction_of(std::string_view percentile) {
  if (percentile.size() < 2 || percentile.size() > 8 || percentile[0] != 'p') return -1;
  double fraction = 0, digit = 0.1;
  for (const char c : percentile.substr(1)) {
    if (c < '0' || c > '9') return -1;
    fraction += digit * (c - '0');
    digit /= 10;
  }
  return fraction;
}

theory::Answer<std::vector<Case>> read_cases(const std::string& json) {
  using Answer = std::vector<Case>;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError())
    return theory::refuse<Answer>(
        "the file is not JSON: " + std::string(rapidjson::GetParseError_En(document.GetParseError())) +
        " (at byte " + std::to_string(document.GetErrorOffset()) + ")");
  if (!document.IsObject() || !document.HasMember("cases") || !document["cases"].IsArray() ||
      document["cases"].Empty())
    return theory::refuse<Answer>("the file must be an object with a list `cases` of at least one case");
  Answer cases;
  for (const Json& each : document["cases"].GetArray()) {
    cases.emplace_back();
    const std::string wrong = read_case(each, cases.back());
    const std::string place = cases.back().name.empty() ? "cases[" + std::to_string(cases.size() - 1) + "]"
                                                        : "case \"" + cases.back().name + "\"";
    if (!wrong.empty()) return theory::refuse<Answer>(place + ": " + wrong);
  }
  return theory::answer(std::move(cases));
}

}  // namespace scale::app
