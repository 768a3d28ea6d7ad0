// Writes JSON into a string in one pass, compact. Commas come by themselves; the caller closes what it
// opens. Numbers with 9 digits (a float survives that), what is not finite as null, 64-bit ids as hex text,
// since JavaScript's numbers end at 2^53.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace scale::app {

class JsonWriter {
 public:
  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

  void open_object() { open('{'); }
  void open_object(std::string_view name) {
    key(name);
    open('{');
  }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void open_array(std::string_view name) {
    key(name);
    open('[');
  }
  void close_array() { close(']'); }

  void key(std::string_view name) {
    string(name);
    text_ += ':';
    first_ = true;
  }
  void string(std::string_view value) {
    comma();
    quote(value);
  }
  void number(double value) {
    if (!std::isfinite(value)) return null();
    comma();
    constexpr double kNineDigits = 1e9;
    if (std::fabs(value) < kNineDigits && value == std::trunc(value)) {
      text_ += std::to_string(static_cast<int>(value));
      return;
    }
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.9g", value);
    text_ += digits;
  }
  void null() {
    comma();
    text_ += "null";
  }
  void boolean(bool value) {
    comma();
    text_ += value ? "true" : "false";
  }
  void hex(std::uint64_t value) {
    char digits[20];
    std::snprintf(digits, sizeof digits, "%08x%08x", static_cast<unsigned>(value >> 32),
                  static_cast<unsigned>(value));
    string(digits);
  }

  void field(std::string_view name, double value) {
    key(name);
    number(value);
  }
  void field(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    boolean(value);
  }
  void hex(std::string_view name, std::uint64_t value) {
    key(name);
    hex(value);
  }

 private:
  void open(char bracket) {
    comma();
    text_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    text_ += bracket;
    first_ = false;
  }
  void comma() {
    if (!first_) text_ += ',';
    first_ = false;
  }
  void quote(std::string_view value) {
    text_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') {
        text_ += '\\';
        text_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        char escaped[8];
        std::snprintf(escaped, sizeof escaped, "\\u%04x",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        text_ += escaped;
      } else {
        text_ += c;
      }
    }
    text_ += '"';
  }

  std::string text_;
  bool first_ = true;
};

}  // namespace scale::app
