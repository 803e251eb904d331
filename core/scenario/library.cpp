#include "core/scenario/library.h"

#include <array>

#include "embedded.h"

namespace ringside {

std::span<const BuiltInScenario> built_in_scenarios() {
  static const std::array<BuiltInScenario, 5> k_scenarios{{
      {"first-put", embedded::first_put_scenario},
      {"primary-dies-mid-put", embedded::primary_dies_mid_put_scenario},
      {"two-kills", embedded::two_kills_scenario},
      {"tombstone", embedded::tombstone_scenario},
      {"lossy-network", embedded::lossy_network_scenario},
  }};
  return k_scenarios;
}

const BuiltInScenario* find_built_in_scenario(std::string_view name) {
  for (const BuiltInScenario& scenario : built_in_scenarios()) {
    if (scenario.name == name) return &scenario;
  }
  return nullptr;
}

}  // namespace ringside
