#pragma once
#include <string_view>

#include "core/base/error.h"
#include "core/scenario/script.h"

namespace ringside {

/// Reads one step of a script that is no setting and has no time: a command, `start COMMAND`, `kill
/// primary of KEY`, `wait TIME`, `settle`, `expect KEY VALUE`. `network` is what a network command
/// leaves as it is.
Result<StepAction> parse_step(std::string_view line, const LinkSettings& network);

/// Whether a step, or its time, starts with this word.
bool is_step_word(std::string_view word);

}  // namespace ringside
