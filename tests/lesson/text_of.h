// Sentences as plain text, and runs to speak of.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "lesson/words.h"
#include "sandbox/sandbox.h"

namespace scale::lesson {

inline model::Command parsed(const std::string& words) {
  const std::size_t at = words.find('=');
  const auto result =
      model::parse_command(words.substr(0, at), at == std::string::npos ? "" : words.substr(at + 1));
  EXPECT_TRUE(result.command.has_value()) << words;
  return result.command.value_or(model::Command{});
}

inline sandbox::Sandbox sandbox_of(std::initializer_list<const char*> opening, std::uint64_t seed = 1) {
  sandbox::Settings settings;
  settings.seed = seed;
  for (const char* words : opening) settings.opening.push_back(parsed(words));
  return sandbox::Sandbox(settings);
}

inline sandbox::Snapshot at(sandbox::Sandbox& run, double time_s) {
  run.run_until(time_s, UINT64_MAX);
  sandbox::Snapshot snapshot;
  run.snapshot(snapshot);
  return snapshot;
}

inline bool has(const Words& words, const std::string& part) {
  return plain_text(words).find(part) != std::string::npos;
}

inline bool has_run(const Words& words, const TextRun& run) {
  for (const TextRun& one : words)
    if (one == run) return true;
  return false;
}

inline bool has_figure(const Words& words) {
  for (const TextRun& one : words)
    if (one.emphasis != Emphasis::plain && one.text.find_first_of("0123456789") != std::string::npos)
      return true;
  return false;
}

}  // namespace scale::lesson
