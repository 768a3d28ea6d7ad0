// `scale-sandbox validate`: packets of k requests against single ones, over the whole table of networks.
#pragma once

#include "app/headless.h"

namespace scale::app {

void add_validate(CLI::App& program, int& exit_code);

}  // namespace scale::app
