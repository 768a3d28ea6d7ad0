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

bool is_letter(char c) {
  return (small(c) >= 'a' && small(c) <= 'z') || (c >= '0' && c <= '9');
}

// Without the marks round it, and without what follows an apostrophe of possession.
std::string_view bare(std::string_view word) {
  while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
  return word;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && begins_with(a, b);
}
// Plurals too.
bool is_word(std::string_view word, std::string_view known) {
  return same(word, known) ||
         (word.size() == known.size() + 1 && small(word.back()) == 's' && begins_with(word, known));
}

// Does one of the names of a term ("hot key, hot shard"; "queue (message)") fit?
bool is_named(std::string_view names, std::string_view first, std::string_view second, bool& both) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(", "), names.size());
    std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 2, names.size()));
    if (const std::size_t open = name.find(" ("); open != std::string_view::npos) name = name.substr(0, open);
    const std::size_t space = name.find(' ');
    both = space != std::string_view::npos;
    if (!both && is_word(first, name)) return true;
    if (both && same(first, name.substr(0, space)) && is_word(second, name.substr(space + 1))) return true;
  }
  return false;
}

}  // namespace

const Term* term_in_text(std::string_view word, std::string_view next, bool& both) {
  word = bare(word);
  next = bare(next);
  if (word.size() < 3) return nullptr;
  const Term* found = nullptr;
  for (const Term& term : kGlossary) {
    bool of_two = false;
    if (!is_named(term.term, word, next, of_two)) continue;
    both = of_two;
    if (of_two) return &term;  // the longer name is meant
    if (found == nullptr) found = &term;
  }
  if (found != nullptr) both = false;
  return found;
}

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
