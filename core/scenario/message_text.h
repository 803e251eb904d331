#pragma once
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/host/command.h"

namespace ringside {

/// Reads what stands behind drop, hold, release or deliver: `17`, the number of a message;
/// `n0 n2`, the first one under way from one end to the other; or `n0 n2 store_request`, the first
/// one of that kind. `usage` is what errors show. invalid_argument with what would be right.
Result<Command> parse_message_act(MessageCommand::Act act, std::string_view rest,
                                  std::string_view usage);

/// A line that parse_command reads back.
std::string to_text(const MessageCommand& command);

}  // namespace ringside
