#include "lesson/glossary.h"

#include <algorithm>

namespace scale::lesson {
namespace {

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with(std::string_view whole, std::string_view start) {
  return whole.size() >= start.size() && std::equal(start.begin(), start.end(), whole.begin(),
                                                    [](char a, char b) { return small(a) == small(b); });
}

}  // namespace

const Term* find_term(std::string_view name) {
  if (name.empty()) return nullptr;
  const Term* found = nullptr;
  for (const Term& term : kGlossary) {
    if (!begins_with(term.term, name)) continue;
    if (term.term.size() == name.size()) return &term;
    if (found == nullptr) found = &term;
  }
  return found;
}

}  // namespace scale::lesson
