// Which SQL databases an architecture has.
#pragma once

#include <string>
#include <vector>

#include "model/architecture.h"
#include "model/catalog.h"

namespace scale::model {

struct PlannedDatabase {
  std::string name, label;
  double read_share = 1, write_share = 1;  // of the queries; of the row writes and the bytes
  int shards = 1;
};

std::vector<PlannedDatabase> planned_databases(const Architecture& architecture, const Catalog& catalog);

}  // namespace scale::model
