// Why a figure differs from the ghost's. The change itself is named as the cause only where what it works on
// accounts for a good part of the difference: of the failures, by where they wait and are refused; of the
// seconds, by where a page spends them; of traffic and demand, by their own counts. Else what did differ is
// said with its figures; and where both runs are held up by the same other part, that it may be chance.
#pragma once

#include <cstdint>

#include "lesson/comparison.h"
#include "lesson/words.h"
#include "model/catalog.h"
#include "sandbox/snapshot.h"

namespace scale::lesson {

enum class Ground : std::uint8_t {
  mechanism,   // the change did it by what it works on
  elsewhere,   // another part of the page took the time, or a reason the failures
  same_limit,  // both runs are held up by a part that the change does not work on
  unknown,
};

struct Cause {
  Ground ground = Ground::unknown;
  Words words;    // goes on from "Failed pages fell from 68 to 49 %", to the full stop
  Words caution;  // the same in a sentence of its own, where it may be chance
};

// The difference is one of differences(run), and real.
Cause cause_of(const sandbox::Snapshot& run, const Difference& difference);

// Of a figure that the change has hardly moved: which part, full with and without it and none that the change
// works on, makes up most of it, so that it cannot show what the change does. Empty where none does.
Words full_in_both(const sandbox::Snapshot& run, const Difference& difference);

// Of the same where nobody has said why: whichever part is full and most of it in both runs; else, that what
// the change works on has room in both. Empty where neither is so.
Words why_unmoved(const sandbox::Snapshot& run, const Difference& difference);

}  // namespace scale::lesson
