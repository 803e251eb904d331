#include "native/ringside/options.h"

#include <array>

#include "core/scenario/settings.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

bool decides_ring(std::string_view name) {
  constexpr std::array<std::string_view, 8> k_names{
      "nodes", "replicas", "failures", "vnodes", "token-seed", "weights", "tokens", "load-bound"};
  return std::find(k_names.begin(), k_names.end(), name) != k_names.end();
}

// On a command line the unit of a share may be left out.
std::string with_unit(std::string_view name, const std::string& text) {
  const bool is_share = name == "loss" || name == "duplicate";
  return is_share && !text.empty() && !text.ends_with('%') ? text + "%" : text;
}

}  // namespace

void ClusterOptions::add_to(CLI::App& command) { add(command, false); }
void ClusterOptions::add_ring_options_to(CLI::App& command) { add(command, true); }

void ClusterOptions::add(CLI::App& command, bool ring_only) {
  for (const SettingName& setting : setting_names()) {
    const std::string name(setting.name);
    if (ring_only && !decides_ring(name)) continue;
    const auto take = [this, name](const std::string& given) {
      const std::string text = with_unit(name, given);
      ClusterConfig scratch;
      if (const auto good = change_setting(scratch, name, text); !good) {
        throw CLI::ValidationError("--" + good.error().message, CLI::ExitCodes::ValidationError);
      }
      given_[name] = text;
    };
    command.add_option_function<std::string>("--" + name, take, std::string(setting.meaning))
        ->type_name(std::string(setting.default_text))
        ->group("Cluster (each with its default)");
  }
}

std::vector<Script::Setting> ClusterOptions::given() const {
  std::vector<Script::Setting> settings;
  for (const auto& [name, text] : given_) settings.push_back({name, text});
  return settings;
}

Result<ClusterConfig> ClusterOptions::apply_to(ClusterConfig base) const {
  for (const auto& [name, text] : given_) {
    if (const auto changed = change_setting(base, name, text); !changed) return error_of(changed);
  }
  if (const auto good = validate(base); !good) return error_of(good);
  return base;
}

CLI::Option* add_number(CLI::App& command, const std::string& name, std::uint64_t& value,
                        const std::string& help) {
  const auto take = [&value, name](const std::string& text) {
    const auto number = parse_u64(text, name);
    if (!number)
      throw CLI::ValidationError(number.error().message, CLI::ExitCodes::ValidationError);
    value = *number;
  };
  return command.add_option_function<std::string>(name, take, help)->type_name("K");
}

CLI::Option* add_percent(CLI::App& command, const std::string& name, std::uint32_t& value,
                         const std::string& help) {
  const auto take = [&value, name](const std::string& text) {
    const std::string digits = text.ends_with('%') ? text.substr(0, text.size() - 1) : text;
    const auto number = parse_u32(digits, name);
    if (!number)
      throw CLI::ValidationError(number.error().message, CLI::ExitCodes::ValidationError);
    if (*number > 100) {
      throw CLI::ValidationError(name + " is at most 100 percent, not " + text,
                                 CLI::ExitCodes::ValidationError);
    }
    value = *number;
  };
  return command.add_option_function<std::string>(name, take, help)->type_name("PCT");
}

}  // namespace ringside
