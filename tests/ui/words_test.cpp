#include "ui/words.h"

#include <gtest/gtest.h>

namespace scale::ui {
namespace {

std::string name_after(std::string_view id, std::string_view value) {
  return ghost_name(*model::parse_command(id, value).command);
}

TEST(Words, TheRunBesideIsNamedByWhatItHas) {
  EXPECT_EQ(name_after("cdn", "on"), "without CDN");
  EXPECT_EQ(name_after("cdn", "off"), "with CDN");
  EXPECT_EQ(name_after("users", "200K").substr(0, 8), "without ");
}

}  // namespace
}  // namespace scale::ui
