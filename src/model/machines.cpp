// Scaling up: the list of database machines.
// Gain: the same database does more, and nothing else changes. Price: a machine three times as large and as
// dear writes 2.67 times as much, and there is a largest one. Cores do queries; the disk writes rows, as many
// as its operations a second allow (30 000 on every machine up to the standard one, 80 000 on the largest),
// and fewer as the data outgrows memory and as connections are too few or too many (Verbitski et al. 2017,
// tables 2 and 3; multiplied, though measured apart). Not modelled: the minutes it takes to move to another
// machine.
#include "model/machines.h"

#include <algorithm>

namespace scale::model {

double machine_write_factor(const Catalog& c, int cores) {
  const double n = std::min(static_cast<double>(cores), c.largest_machine_cores);
  if (n <= c.standard_machine_cores) return 1;
  const double along = (n - c.standard_machine_cores) / (c.largest_machine_cores - c.standard_machine_cores);
  return 1 + along * (c.largest_machine_factor - 1);
}

bool shares_a_machine(const Architecture& a) {
  return !a.own_database && !a.vertical_partitioning && !(a.sharding && a.shards > 1);
}

double database_connections(const Architecture& a, const Catalog& c) {
  return a.pooler ? c.pooled_connections : c.connections_per_server * web_servers_in_all(a);
}

double rows_per_s(const Architecture& a, const Catalog& c, double data_bytes) {
  return row_writes_per_s(c, data_bytes) * machine_write_factor(c, a.database_cores) *
         connections_factor(c, database_connections(a, c));
}

}  // namespace scale::model
