// Numbers as people read them: thin spaces in thousands, a space before a unit, no more digits than are
// meant.
#pragma once

#include <string>

#include "model/words.h"

namespace scale::ui {

using model::grouped;  // 14 300
using model::kThinSpace;
std::string significant(double value);  // 0.37, 4.6, 58.4, 2 750
std::string compact(double value);      // 11 600, 250 K, 2.5 M; three digits from a million on
std::string seconds(double value);      // 310 ms, 2.49 s, 3 min
std::string percent(double share);      // 0.02 %, 4.6 %, 54 %
std::string hits(double lookups_per_s, double hit_ratio);  // 93 %; "-" where nobody asks
std::string dollars(double value);                         // $ 11 600, $ 20.9 M
std::string bytes_per_s(double value);                     // 41 MB/s
std::string per_s(double value);                           // 58.4/s, 0.22/s
std::string rate(double value);                            // 0.22, 3.4, 58, 11 600: of a second
// With spaces that do not break between a number and its unit, and behind a dollar sign.
std::string units_kept(std::string text);
std::string users_count(double value);  // 250 000; 2.5 M from ten million on
std::string run_time(double time_s);    // 0:42, 12:05, 3:04:10

}  // namespace scale::ui
