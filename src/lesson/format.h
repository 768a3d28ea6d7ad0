// Figures as people read them: no more digits than are meant, a space before a unit, thin ones in thousands.
#pragma once

#include <string>

namespace scale::lesson {

std::string percent(double share);        // "0.02 %", "4.6 %", "54 %"
std::string seconds(double value);        // "4.2 ms", "310 ms", "2.49 s", "3 min", "2.5 min"
std::string exact_seconds(double value);  // a bound or a whole number: "2 s" where a measured one is "2.00 s"
std::string count(double value);          // "87", "14 300", "3.2 M", "1.5 G"
std::string per_second(double value);     // "4.6", "58", "14 300"
std::string bytes_per_second(double value);  // "41 MB/s"
std::string ratio(double value);             // "1.14"
std::string dollars(double value);           // "$ 11 600"
// The figure without its unit when the other has the same one: from "54" to "15 %".
std::string without_unit_of(const std::string& figure, const std::string& other);

}  // namespace scale::lesson
