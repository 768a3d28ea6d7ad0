// A JSON text as a tree in which every value knows its line, so that a refusal can say where.
// Limits: 1 MB, 16 levels, UTF-8; numbers are doubles; a name may stand once in an object.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scale::model {

struct Json {
  enum class Kind { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  int line = 1;
  bool boolean = false;
  double number = 0;
  std::string text;
  std::vector<Json> items;         // of a list or an object
  std::vector<std::string> names;  // of an object's items
};

struct JsonError {
  int line = 0;
  std::string field;  // "architecture.users", "commands[2].value"; empty: the whole text
  std::string message;
};

// "line 4: users must be 1 to 500000000, not -3"
std::string to_text(const JsonError& error);

struct ParsedJson {
  std::optional<Json> value;
  std::optional<JsonError> error;
};
ParsedJson parse_json(std::string_view text);

// "a number", "true or false", ...: for a sentence about the wrong kind.
std::string_view kind_name(Json::Kind kind);

}  // namespace scale::model
