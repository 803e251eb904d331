#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/host/command.h"
#include "core/host/config.h"

namespace ringside {

/// A command; the player waits for its result before it goes on, if it has one and `waits`.
struct CommandStep {
  Command command;
  bool waits = true;
};
/// Does something to a node of a key's group: place 0 is the primary, 1 … R its replicas clockwise.
struct GroupStep {
  enum class Act : std::uint8_t { kill, restart, pause, resume } act = Act::kill;
  std::uint32_t place = 0;
  std::string key;
};
/// Lets cluster time pass.
struct WaitStep {
  Duration duration{};
};
/// Waits until every operation has ended and no message is under way.
struct SettleStep {};
/// Reads a key and compares: the value, all values that it has (in any order), or the error's code.
struct ExpectStep {
  using Values = std::vector<std::string>;  // ascending
  std::string key;
  std::variant<std::string, ErrorCode, Values> answer;
  std::optional<Consistency> consistency{};  ///< Of the read, if it says so itself.
};

using StepAction = std::variant<CommandStep, GroupStep, WaitStep, SettleStep, ExpectStep>;

struct Step {
  std::uint32_t line = 0;  ///< In the script's text, from 1.
  std::string text;        ///< The line, without blanks at its ends.
  StepAction action;
};

/// A step that happens at a time of the cluster, whatever the steps in line are at.
struct TimedStep {
  Time at{};
  Step step;
};

/// What a script is made of. See docs/scenario-files.md for its text.
struct Script {
  struct Setting {
    std::string name;
    std::string value;
  };
  std::string title;
  std::string purpose;
  std::vector<Setting>
      settings;                  ///< Only what the script names; good each for itself and together.
  std::vector<Step> steps;       ///< One after another.
  std::vector<TimedStep> timed;  ///< By time.
};

/// Reads a script. invalid_argument naming file and line and what would be right, also where it has
/// no step.
Result<Script> parse_script(std::string_view file_name, std::string_view text);

/// The text of a script, which parse_script reads back: its settings, then its steps in line, then
/// those with a time.
std::string script_text(const Script& script);

/// Whether a file should be read as a script rather than as data: by its ending (.scenario), else
/// by its first word.
bool looks_like_script(std::string_view file_name, std::string_view content);

/// The configuration that the script asks for; what it does not name stays as in `base`. REQUIRES:
/// from parse_script.
ClusterConfig configure(const Script& script, ClusterConfig base = {});

}  // namespace ringside
