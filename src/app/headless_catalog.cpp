// `scale-sandbox catalog`: every constant of the model with its range, meaning, grade and source.
#include <cstdio>
#include <memory>
#include <string>

#include "app/headless.h"
#include "app/json_writer.h"
#include "model/catalog.h"

namespace scale::app {
namespace {

void print_table() {
  for (const model::CatalogRow& row : model::catalog_rows())
    std::printf("%-34.*s %12g %-10.*s [%g, %g]  %.*s. %.*s\n", static_cast<int>(row.name.size()),
                row.name.data(), row.value, static_cast<int>(row.unit.size()), row.unit.data(), row.low,
                row.high, static_cast<int>(row.meaning.text.size()), row.meaning.text.data(),
                static_cast<int>(row.source.text.size()), row.source.text.data());
}

void print_json() {
  JsonWriter json;
  json.open_object();
  json.field("format", 1);
  json.open_array("constants");
  for (const model::CatalogRow& row : model::catalog_rows()) {
    json.open_object();
    json.field("name", row.name);
    json.field("value", row.value);
    json.field("low", row.low);
    json.field("high", row.high);
    json.field("unit", row.unit);
    json.field("meaning", row.meaning.text);
    json.field("grade", model::grade_name(row.grade));
    json.field("source", row.source.text);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  std::printf("%s\n", json.text().c_str());
}

}  // namespace

void add_catalog(CLI::App& program, int& exit_code) {
  auto format = std::make_shared<std::string>("table");
  CLI::App* command =
      program.add_subcommand("catalog", "Print every constant with its unit, range, grade and source");
  command->add_option("--format", *format, "table, json or markdown (the handbook's table)");
  command->footer("Examples:\n  scale-sandbox catalog --format json");
  command->callback([format, &exit_code] {
    exit_code = kDone;
    if (*format == "table")
      print_table();
    else if (*format == "json")
      print_json();
    else if (*format == "markdown")
      std::printf("%s", model::catalog_markdown().c_str());
    else
      exit_code = refuse("catalog", "format must be table, json or markdown, not " + *format);
  });
}

}  // namespace scale::app
