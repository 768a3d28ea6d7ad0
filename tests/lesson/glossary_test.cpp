#include "lesson/glossary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "model/command.h"

namespace scale::lesson {
namespace {

TEST(Glossary, FindsATermByItsNameOrItsBeginning) {
  ASSERT_NE(find_term("cdn"), nullptr);
  EXPECT_EQ(find_term("cdn")->term, "CDN");
  ASSERT_NE(find_term("Little"), nullptr);
  EXPECT_EQ(find_term("Little")->term, "Little's law");
  EXPECT_EQ(find_term("shard")->term, "shard");  // not "sharding key"
  EXPECT_EQ(find_term(""), nullptr);
  EXPECT_EQ(find_term("blockchain"), nullptr);
}

TEST(Glossary, FindsTermsAsTheyStandInText) {
  bool both = false;
  const auto found = [&](std::string_view word, std::string_view next) {
    const Term* term = term_in_text(word, next, both);
    return term == nullptr ? std::string_view() : term->term;
  };
  EXPECT_EQ(found("shards,", "and"), "shard");
  EXPECT_FALSE(both);
  EXPECT_EQ(found("first", "byte."), "first byte");
  EXPECT_TRUE(both);
  EXPECT_EQ(found("hot", "shard"), "hot key, hot shard");
  EXPECT_EQ(found("p95", ""), "p50, p95, p99");
  EXPECT_EQ(found("Queue", "of"), "queue (message)");
  EXPECT_EQ(found("listener", "has"), "");
  EXPECT_EQ(found("first", "of"), "");
}

// Is there a term among these words?
bool explains(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  words.emplace_back();
  bool both = false;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (term_in_text(words[i], words[i + 1], both) != nullptr) return true;
  return false;
}

TEST(Glossary, WhatEachToolIsAboutIsExplainedOnItsCard) {
  for (const model::CommandInfo& row : model::command_table()) {
    const bool builds = row.get != nullptr && row.id != "users";  // not the crowd, an incident, or time
    if (!builds) continue;
    const std::string card =
        std::string(row.label) + " " + std::string(row.gain) + " " + std::string(row.price);
    EXPECT_TRUE(explains(card)) << row.id;
  }
}

TEST(Glossary, EachTermOnceAndInOneOrTwoSentences) {
  std::set<std::string_view> terms;
  for (const Term& term : kGlossary) {
    EXPECT_TRUE(terms.insert(term.term).second) << term.term;
    EXPECT_EQ(term.meaning.back(), '.') << term.term;
    const auto ends = std::count(term.meaning.begin(), term.meaning.end(), '.') +
                      std::count(term.meaning.begin(), term.meaning.end(), ';');
    EXPECT_LE(ends, 3) << term.term;
  }
}

}  // namespace
}  // namespace scale::lesson
