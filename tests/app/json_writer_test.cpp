#include "app/json_writer.h"

#include <gtest/gtest.h>

#include <limits>

namespace scale::app {
namespace {

TEST(JsonWriter, PutsCommasBetweenAndNowhereElse) {
  JsonWriter json;
  json.open_object();
  json.field("a", 1.0);
  json.open_array("b");
  json.number(2);
  json.string("c");
  json.open_object();
  json.close_object();
  json.close_array();
  json.flag("d", true);
  json.close_object();
  EXPECT_EQ(json.text(), R"({"a":1,"b":[2,"c",{}],"d":true})");
}

TEST(JsonWriter, EscapesWhatWouldEndAString) {
  JsonWriter json;
  json.string("a\"b\\c\n\x01");
  EXPECT_EQ(json.text(), "\"a\\\"b\\\\c\\u000a\\u0001\"");
}

TEST(JsonWriter, HasNoWordForWhatIsNotFinite) {
  JsonWriter json;
  json.open_array();
  json.number(std::numeric_limits<double>::infinity());
  json.number(std::numeric_limits<double>::quiet_NaN());
  json.close_array();
  EXPECT_EQ(json.text(), "[null,null]");
}

TEST(JsonWriter, KeepsAllBitsOfAHash) {
  JsonWriter json;
  json.hex(0x00ff'ffff'ffff'ffffULL);
  EXPECT_EQ(json.text(), "\"00ffffffffffffff\"");
}

}  // namespace
}  // namespace scale::app
