#pragma once
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/ids.h"

namespace ringside {

/// Where a scan goes on: a place in the order of the hashes, which is the same for every ring and
/// outlives every node. For callers to hand back as they got it: "s1.", sixteen digits, and eight
/// more that tell whether it was mistyped.
std::string cursor_text(KeyHash next);

/// invalid_argument where the text is none that cursor_text() made, or is of another version.
Result<KeyHash> parse_cursor(std::string_view text);

}  // namespace ringside
