// Inside the command table: its parts in the order of their rows, and the way to a field of the architecture.
#pragma once

#include <type_traits>
#include <vector>

#include "model/command.h"

namespace scale::model {

void add_later_rows(std::vector<CommandInfo>& table);

inline constexpr std::string_view kRegionWords = "na la eu mea sas eap";

template <auto member>
double get(const Architecture& architecture) {
  return static_cast<double>(architecture.*member);
}

template <auto member>
void set(Architecture& architecture, double value) {
  using Field = std::remove_reference_t<decltype(architecture.*member)>;
  if constexpr (std::is_same_v<Field, bool>)
    architecture.*member = value != 0;
  else if constexpr (std::is_integral_v<Field>)
    architecture.*member = static_cast<Field>(value);
  else if constexpr (std::is_enum_v<Field>)
    architecture.*member = static_cast<Field>(static_cast<int>(value));
  else
    architecture.*member = value;
}

}  // namespace scale::model
