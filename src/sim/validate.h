// Whether a Network can be run at all. The first thing wrong comes back in words that name place and field.
#pragma once

#include <optional>

#include "sim/network.h"

namespace scale::sim {

std::optional<Error> validate(const Network& network);

}  // namespace scale::sim
