#include "model/json.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace scale::model {

namespace {

constexpr std::size_t kLargestText = 1'000'000;
constexpr std::size_t kDeepest = 16;

// RapidJSON calls one function for each thing read, in order; a false stops it.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const rapidjson::MemoryStream& stream) : text_(text), stream_(stream) {}

  bool Null() { return add({}); }
  bool Bool(bool value) {
    Json json;
    json.kind = Json::Kind::boolean;
    json.boolean = value;
    return add(std::move(json));
  }
  bool Int(int value) { return Double(value); }
  bool Uint(unsigned value) { return Double(value); }
  bool Int64(std::int64_t value) { return Double(static_cast<double>(value)); }
  bool Uint64(std::uint64_t value) { return Double(static_cast<double>(value)); }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }
  bool Double(double value) {
    Json json;
    json.kind = Json::Kind::number;
    json.number = value;
    return add(std::move(json));
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    Json json;
    json.kind = Json::Kind::text;
    json.text.assign(text, size);
    return add(std::move(json));
  }
  bool StartObject() { return open(Json::Kind::object); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(Json::Kind::list); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    std::string name(text, size);
    auto& names = open_.back().names;
    if (std::find(names.begin(), names.end(), name) != names.end())
      return refuse(name, name + " stands here for the second time");
    names.push_back(std::move(name));
    return true;
  }

  std::optional<JsonError> error;
  Json root;

  int line_here() { return line_at(stream_.Tell()); }
  // Positions only ever grow.
  int line_at(std::size_t position) {
    const std::size_t end = std::min(position, text_.size());
    if (end > counted_) {
      const auto newlines = std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                       text_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
      line_ += static_cast<int>(newlines);
      counted_ = end;
    }
    return line_;
  }

 private:
  bool refuse(std::string field, std::string message) {
    error = JsonError{line_here(), std::move(field), std::move(message)};
    return false;
  }

  bool add(Json json) {
    json.line = line_here();
    return place(std::move(json));
  }

  bool place(Json json) {
    if (open_.empty())
      root = std::move(json);
    else
      open_.back().items.push_back(std::move(json));
    return true;
  }

  bool open(Json::Kind kind) {
    if (open_.size() == kDeepest) return refuse("", "nested deeper than 16 levels");
    Json json;
    json.kind = kind;
    json.line = line_here();
    open_.push_back(std::move(json));
    return true;
  }

  bool close() {
    Json json = std::move(open_.back());
    open_.pop_back();
    return place(std::move(json));
  }

  std::string_view text_;
  const rapidjson::MemoryStream& stream_;
  std::size_t counted_ = 0;
  int line_ = 1;
  std::vector<Json> open_;
};

}  // namespace

std::string to_text(const JsonError& error) {
  return "line " + std::to_string(error.line) + ": " + error.message;
}

ParsedJson parse_json(std::string_view text) {
  if (text.size() > kLargestText) return {std::nullopt, JsonError{1, "", "the text is longer than 1 MB"}};

  rapidjson::MemoryStream stream(text.data(), text.size());
  TreeBuilder builder(text, stream);
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseFullPrecisionFlag | rapidjson::kParseValidateEncodingFlag;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (builder.error) return {std::nullopt, std::move(builder.error)};
  if (result.IsError()) {
    const int line = builder.line_at(result.Offset());
    return {std::nullopt, JsonError{line, "", rapidjson::GetParseError_En(result.Code())}};
  }
  return {std::move(builder.root), std::nullopt};
}

std::string_view kind_name(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::null:
      return "null";
    case Json::Kind::boolean:
      return "true or false";
    case Json::Kind::number:
      return "a number";
    case Json::Kind::text:
      return "a text";
    case Json::Kind::list:
      return "a list";
    case Json::Kind::object:
      return "an object";
  }
  return "";
}

}  // namespace scale::model
