#pragma once
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/scenario/run_link.h"

namespace ringside {

/// What is packed into a link: a text with a line for each setting that is not as usual, as in a
/// script, then
///
///     threads                     they carried it
///     +TURNS NS COMMAND           given so many turns and nanoseconds after the line before, by
///     hand .TURNS NS COMMAND           … by a program =TURNS NS DIGEST            the end
///     @MOMENT NS                  the past that is shown
///     !node N   !message N   !key HASH      what is selected
Result<std::string> link_text(const RunLink& link);
Result<RunLink> parse_link_text(std::string_view text);

}  // namespace ringside
