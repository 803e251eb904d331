#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/host/config.h"
#include "core/scenario/script.h"

namespace ringside {

/// A setting of a cluster that scripts and command lines can name.
struct SettingName {
  std::string_view name;          ///< "nodes", "latency", …
  std::string_view default_text;  ///< What a ClusterConfig has from the start: "5", "0.5ms..1ms", …
  std::string_view meaning;       ///< In a few words, for help.
};

/// All settings, in the order that help shows them.
std::span<const SettingName> setting_names();

/// Changes one setting of `config`. invalid_argument if there is none of this name or the text is
/// no such value; whether all settings go together is for validate(config) to say.
Result<void> change_setting(ClusterConfig& config, std::string_view name, std::string_view text);

/// The settings that lead from a ClusterConfig as it is from the start to this one, in the order of
/// help. invalid_argument where no settings do.
Result<std::vector<Script::Setting>> settings_of(const ClusterConfig& config);

}  // namespace ringside
