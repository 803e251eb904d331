#pragma once
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/node/level.h"

namespace ringside {

/// "eventual", "sloppy", "strict", "linearizable".
Result<Level> parse_level(std::string_view text);

/// What an operation asks for, as it stands behind the @ of a command: a level, r=2 or w=2, or some
/// of them with commas between. Without a level it is eventual.
Result<Consistency> parse_consistency(std::string_view text);
/// Reads back as the same: "strict", "sloppy,r=2,w=2".
std::string to_text(const Consistency& consistency);

}  // namespace ringside
