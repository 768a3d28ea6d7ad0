#include "model/needs.h"

#include <array>

namespace scale::model {

std::string_view tool_needed_by(std::string_view incident) {
  struct Need {
    std::string_view incident, tool;
  };
  static constexpr std::array<Need, 7> kNeeds = {{{"store-restart", "stateless"},
                                                  {"worker-crash", "queue"},
                                                  {"broker-down", "queue"},
                                                  {"link-cut", "regions"},
                                                  {"cache-flush", "cdn"},
                                                  {"edge-outage", "cdn"},
                                                  {"push", "cdn"}}};
  for (const Need& need : kNeeds)
    if (need.incident == incident) return need.tool;
  return {};
}

}  // namespace scale::model
