// Reading a scenario's JSON: the first fault is kept, an object goes by a table of its field names, and what
// is not in the table is refused. Inside model only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/json.h"
#include "model/words.h"

namespace scale::model::reading {

using Kind = Json::Kind;

inline std::string text_of(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) text += part;
  return text;
}

// Keeps the first fault; after it, reading goes on without effect.
struct Faults {
  std::optional<JsonError> first;

  void add(const Json& at, std::string field, std::string message) {
    if (!first) first = JsonError{at.line, std::move(field), std::move(message)};
  }

  bool expect(const Json& json, Kind kind, const std::string& field) {
    if (json.kind == kind) return true;
    add(json, field, text_of({field, " must be ", kind_name(kind), ", not ", kind_name(json.kind)}));
    return false;
  }

  void unknown(const Json& at, const std::string& field, std::string_view name,
               const std::vector<std::string_view>& known) {
    add(at, field, text_of({"unknown name ", name, nearest_words(name, known)}));
  }
};

inline bool read_number(const Json& json, const std::string& field, double low, double high, double& out,
                        Faults& faults) {
  if (!faults.expect(json, Kind::number, field)) return false;
  if (!(json.number >= low && json.number <= high)) {
    faults.add(json, field,
               text_of({field, " must be ", number_text(low), " to ", number_text(high), ", not ",
                        number_text(json.number)}));
    return false;
  }
  out = json.number;
  return true;
}

inline bool read_text(const Json& json, const std::string& field, std::string& out, Faults& faults) {
  if (!faults.expect(json, Kind::text, field)) return false;
  out = json.text;
  return true;
}

template <class Owner>
struct Field {
  std::string_view name;
  void (*read)(const Json& json, const std::string& field, Owner& owner, Faults& faults);
};

template <class Owner, class Fields>
void read_object(const Json& json, const std::string& field, const Fields& fields, Owner& owner,
                 Faults& faults) {
  if (!faults.expect(json, Kind::object, field)) return;
  std::vector<std::string_view> known;
  for (const Field<Owner>& one : fields) known.push_back(one.name);
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    const auto found = std::find(known.begin(), known.end(), json.names[i]);
    if (found == known.end())
      faults.unknown(json.items[i], json.names[i], json.names[i], known);
    else
      fields[static_cast<std::size_t>(found - known.begin())].read(json.items[i], std::string(*found), owner,
                                                                   faults);
  }
}

inline std::string element(std::string_view list, std::size_t i) {
  return text_of({list, "[", number_text(static_cast<double>(i)), "]"});
}

// One of the words, as it stands in the file.
inline bool read_word(const Json& json, const std::string& field, const std::vector<std::string_view>& known,
                      std::string& out, Faults& faults) {
  if (!read_text(json, field, out, faults)) return false;
  if (std::find(known.begin(), known.end(), out) != known.end()) return true;
  faults.unknown(json, field, out, known);
  return false;
}

// Calls `read(item, its place)` for each item, at most `most` of them.
template <class Read>
void read_list(const Json& json, const std::string& field, std::size_t most, Faults& faults, Read read) {
  if (!faults.expect(json, Kind::list, field)) return;
  if (json.items.size() > most)
    return faults.add(json, field,
                      text_of({field, " may have at most ", number_text(static_cast<double>(most))}));
  for (std::size_t i = 0; i < json.items.size(); ++i) read(json.items[i], element(field, i));
}

inline bool has(const Json& json, std::string_view name) {
  return std::find(json.names.begin(), json.names.end(), name) != json.names.end();
}

}  // namespace scale::model::reading
