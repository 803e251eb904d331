#pragma once
#include <span>
#include <string_view>

namespace ringside {

/// A script that comes with the program: core/scenario/library/NAME.scenario.
struct BuiltInScenario {
  std::string_view name;
  std::string_view text;
};

/// All of them, simple ones first.
std::span<const BuiltInScenario> built_in_scenarios();

/// The one of this name, or nullptr.
const BuiltInScenario* find_built_in_scenario(std::string_view name);

}  // namespace ringside
