// Shards of a database, and rows on their way from one number of them to another.
#pragma once

#include "model/partitioning.h"
#include "model/situation.h"

namespace scale::model {

// While rows move to what is planned: the number of shards they come from; else 0.
int shards_before(const Situation& situation, const Catalog& catalog, const PlannedDatabase& planned,
                  double now_s);

// Rows that change their shard when the number of shards does.
double moved_share(ShardPlacement placement, int before, int after);

// Notes what a changed architecture sets moving. Nothing, unless the number of some database's shards
// changed.
void note_change(Situation& situation, const Catalog& catalog, const Architecture& before,
                 const Architecture& after, double now_s);

double next_resharding_change_s(const Situation& situation, double now_s);

bool is_viral(const Situation& situation, const Catalog& catalog, double now_s);

}  // namespace scale::model
