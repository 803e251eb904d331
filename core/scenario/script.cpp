#include "core/scenario/script.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/scenario/key_values.h"
#include "core/scenario/script_step.h"
#include "core/scenario/settings.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

bool is_setting(std::string_view word) {
  if (word == "title" || word == "purpose") return true;
  const auto names = setting_names();
  return std::any_of(names.begin(), names.end(),
                     [&](const SettingName& name) { return name.name == word; });
}

// Reads a script line by line: settings first, then steps.
class Reader {
 public:
  Result<void> read_line(std::uint32_t number, std::string_view line) {
    const std::string_view word = line.substr(0, line.find_first_of(" \t"));
    const std::string_view rest = trimmed(line.substr(word.size()));
    const std::string first = lower_case(word);
    if (is_setting(first)) return read_setting(first, rest);
    if (first == "at") return read_timed(number, line, rest);
    auto action = parse_step(line, network_);
    if (!action) return error_of(action);
    remember_network(*action);
    script_.steps.push_back({number, std::string(line), std::move(*action)});
    return {};
  }

  Result<Script> finish() {
    if (script_.steps.empty() && script_.timed.empty()) {
      return invalid("there is no step in it; write one a line, such as put KEY VALUE");
    }
    if (const auto good = validate(configure(script_)); !good) return error_of(good);
    std::stable_sort(script_.timed.begin(), script_.timed.end(),
                     [](const TimedStep& a, const TimedStep& b) { return a.at < b.at; });
    return std::move(script_);
  }

 private:
  Result<void> read_setting(const std::string& name, std::string_view value) {
    if (!script_.steps.empty() || !script_.timed.empty()) {
      return invalid(
          fmt::format("the setting {} comes too late; settings stand before the first step", name));
    }
    if (value.empty()) return invalid(fmt::format("the setting {} has no value behind it", name));
    if (name == "title" || name == "purpose") {
      std::string& text = name == "title" ? script_.title : script_.purpose;
      text += text.empty() ? "" : " ";
      text += value;
      return {};
    }
    ClusterConfig scratch;
    if (const auto changed = change_setting(scratch, name, value); !changed)
      return error_of(changed);
    script_.settings.push_back({name, std::string(value)});
    network_ = configure(script_).network;
    return {};
  }

  Result<void> read_timed(std::uint32_t number, std::string_view line, std::string_view rest) {
    const std::string_view time = rest.substr(0, rest.find_first_of(" \t"));
    const auto at = parse_duration(time);
    if (!at) return error_of(at);
    auto action = parse_step(trimmed(rest.substr(time.size())), network_);
    if (!action) return error_of(action);
    if (auto* command = std::get_if<CommandStep>(&*action)) {
      command->waits = false;
    } else if (!std::holds_alternative<GroupStep>(*action)) {
      return invalid("only a command can have a time; write at 5ms COMMAND");
    }
    script_.timed.push_back(
        {k_start_of_time + *at, {number, std::string(line), std::move(*action)}});
    return {};
  }

  // So that a later network command leaves what it does not name as this one has set it.
  void remember_network(const StepAction& action) {
    const auto* step = std::get_if<CommandStep>(&action);
    if (!step) return;
    if (const auto* set = std::get_if<SetNetworkCommand>(&step->command)) network_ = set->network;
  }

  Script script_;
  LinkSettings network_;
};

}  // namespace

Result<Script> parse_script(std::string_view file_name, std::string_view text) {
  const auto in_file = [&](std::string_view what) {
    return invalid(fmt::format("{}{}{}", file_name, file_name.empty() ? "" : ": ", what));
  };
  text = without_bom(text);
  if (const auto good = check_text(text); !good) return in_file(good.error().message);
  Reader reader;
  std::uint32_t number = 0;
  while (const auto line = take_line(text)) {
    ++number;
    const std::string_view content = trimmed(*line);
    if (content.empty() || content.front() == '#') continue;
    if (const auto read = reader.read_line(number, content); !read) {
      return in_file(fmt::format("line {}: {}", number, read.error().message));
    }
  }
  auto script = reader.finish();
  if (!script) return in_file(script.error().message);
  return script;
}

std::string script_text(const Script& script) {
  std::string text;
  if (!script.title.empty()) text += fmt::format("title {}\n", script.title);
  if (!script.purpose.empty()) text += fmt::format("purpose {}\n", script.purpose);
  for (const Script::Setting& setting : script.settings)
    text += fmt::format("{} {}\n", setting.name, setting.value);
  for (const Step& step : script.steps) text += step.text + "\n";
  for (const TimedStep& timed : script.timed) text += timed.step.text + "\n";
  return text;
}

bool looks_like_script(std::string_view file_name, std::string_view content) {
  if (lower_case(file_name).ends_with(".scenario")) return true;
  if (has_key_value_ending(file_name)) return false;
  content = without_bom(content);
  while (const auto line = take_line(content)) {
    const std::string_view text = trimmed(*line);
    if (text.empty() || text.front() == '#') continue;
    const std::string_view word = text.substr(0, text.find_first_of(" \t,"));
    const bool is_data = word.size() < text.size() && text[word.size()] != ' ';
    return !is_data && (is_step_word(word) || is_setting(lower_case(word)));
  }
  return false;
}

ClusterConfig configure(const Script& script, ClusterConfig base) {
  for (const Script::Setting& setting : script.settings) {
    // Each was good when the script was read, whatever the base is.
    (void)change_setting(base, setting.name, setting.value);
  }
  return base;
}

}  // namespace ringside
