// The validation table as text, JSON, Markdown and a page. Errors in per cent; of shares in points.
#pragma once

#include <string>
#include <vector>

#include "sim/validation.h"

namespace scale::app {

struct ValidatedPacket {
  std::uint32_t packet = 1;
  std::vector<sim::Deviation> figures;
};
struct ValidatedCase {
  sim::ValidationCase network;
  std::vector<ValidatedPacket> packets;
};

struct ValidationCount {
  int figures = 0, outside = 0, unsure = 0;  // unsure: inside, but the noise is larger than the line
};
ValidationCount count_verdicts(const std::vector<ValidatedCase>& all);
std::string validation_summary(const ValidationCount& count);

std::string validation_text(const ValidatedCase& c, bool with_head);
std::string validation_json(const std::vector<ValidatedCase>& all);
std::string validation_markdown(const std::vector<ValidatedCase>& all);
std::string validation_html(const std::vector<ValidatedCase>& all);

}  // namespace scale::app
