// Which SQL databases an architecture has.
#pragma once

#include <string>
#include <vector>

#include "model/architecture.h"
#include "model/catalog.h"

namespace scale::model {

struct PlannedDatabase {
  std::string name, label;
  double read_share = 1, write_share = 1, byte_share = 1;  // of the queries, the row writes, the data
  int shards = 1;
  int details = -1;  // split by columns: the database that has its other columns
};

std::vector<PlannedDatabase> planned_databases(const Architecture& architecture, const Catalog& catalog);
// The largest one's seldom used columns go to a database of their own; columns.cpp.
void split_columns(std::vector<PlannedDatabase>& databases, const Catalog& catalog);

}  // namespace scale::model
