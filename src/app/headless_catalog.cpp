// `scale-sandbox catalog`: every constant of the model with its range, meaning and source.
#include <cstdio>

#include <memory>
#include <string>

#include "app/headless.h"
#include "model/catalog.h"

namespace scale::app {

void add_catalog(CLI::App& program, int& exit_code) {
  CLI::App* command =
      program.add_subcommand("catalog", "Print every constant with its unit, range and source");
  auto format = std::make_shared<std::string>("table");
  command->add_option("--format", *format, "table, or markdown as in the handbook")
      ->check(CLI::IsMember({"table", "markdown"}));
  command->callback([&exit_code, format] {
    exit_code = kDone;
    if (*format == "markdown") {
      std::printf("%s", model::catalog_markdown().c_str());
      return;
    }
    for (const model::CatalogRow& row : model::catalog_rows())
      std::printf("%-34.*s %12g %-10.*s [%g, %g]  %.*s. %.*s\n", static_cast<int>(row.name.size()),
                  row.name.data(), row.value, static_cast<int>(row.unit.size()), row.unit.data(), row.low,
                  row.high, static_cast<int>(row.meaning.size()), row.meaning.data(),
                  static_cast<int>(row.source.size()), row.source.data());
  });
}

}  // namespace scale::app
