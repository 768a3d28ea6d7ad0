// Writes indented JSON for people to read and edit: numbers in their shortest exact form.
#pragma once

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <string>
#include <string_view>

#include "model/words.h"

namespace scale::model {

class JsonWriter {
 public:
  JsonWriter() : writer_(buffer_) { writer_.SetIndent(' ', 2); }

  void open_object() { writer_.StartObject(); }
  void open_object(std::string_view key) {
    name(key);
    open_object();
  }
  void close_object() { writer_.EndObject(); }
  void open_list() { writer_.StartArray(); }
  void open_list(std::string_view key) {
    name(key);
    open_list();
  }
  void close_list() { writer_.EndArray(); }

  void name(std::string_view key) { writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size())); }
  void text(std::string_view value) {
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void boolean(bool value) { writer_.Bool(value); }
  void number(double value) {
    const std::string digits = number_text(value);
    writer_.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
  }

  void field(std::string_view key, std::string_view value) {
    name(key);
    text(value);
  }
  void field(std::string_view key, const char* value) { field(key, std::string_view(value)); }
  void field(std::string_view key, double value) {
    name(key);
    number(value);
  }
  void field(std::string_view key, bool value) {
    name(key);
    boolean(value);
  }

  std::string take() const { return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n"; }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_;
};

}  // namespace scale::model
