// Vertical partitioning by columns: the few that are written all the time (counters, what was heard when)
// stay, the many that hardly are (texts, covers, notes) go to a database of their own. Gain: the busy part
// has a fifth of the data, so that more of it is in memory and its disk writes more rows a second
// (machines.h). Price: what needs both is two queries, one more database to run; and the busy part is still
// one machine, which may not be enough. Not modelled: moving the columns (it takes effect at once), a write
// to both parts as one transaction.
#include <algorithm>

#include "model/partitioning.h"

namespace scale::model {

void split_columns(std::vector<PlannedDatabase>& databases, const Catalog& c) {
  const auto largest = std::max_element(
      databases.begin(), databases.end(),
      [](const auto& one, const auto& other) { return one.write_share < other.write_share; });
  PlannedDatabase details = *largest;
  details.name += "-details";
  details.label += " details";
  details.read_share *= 1 - c.hot_column_reads;
  details.write_share *= 1 - c.hot_column_writes;
  details.byte_share *= 1 - c.hot_column_bytes;
  details.shards = 1;
  largest->read_share *= c.hot_column_reads;
  largest->write_share *= c.hot_column_writes;
  largest->byte_share *= c.hot_column_bytes;
  largest->details = static_cast<int>(databases.size());
  databases.push_back(details);
}

}  // namespace scale::model
