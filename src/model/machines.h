// What a database machine can do, by its size, its data and its connections.
#pragma once

#include "model/architecture.h"
#include "model/catalog.h"
#include "model/compile.h"

namespace scale::model {

// Writes of a machine over those of the standard one.
double machine_write_factor(const Catalog& catalog, int cores);
// The one database runs on a web server's machine; divided, its parts have machines of their own.
bool shares_a_machine(const Architecture& architecture);
double database_connections(const Architecture& architecture, const Catalog& catalog);
// Rows a second that a database of this architecture's machines can write with this much data on each.
double rows_per_s(const Architecture& architecture, const Catalog& catalog, double data_bytes);

}  // namespace scale::model
