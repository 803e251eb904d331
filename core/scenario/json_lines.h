#pragma once
#include <string_view>

#include "core/base/error.h"
#include "core/scenario/key_values.h"

namespace ringside {

/// Reads one line of a JSON lines file: an object with "key" and "value" and nothing else. A number
/// is taken as it is written, so that none is rounded. invalid_argument with what would be right,
/// without the line's number.
Result<KeyValue> read_json_line(std::string_view line);

}  // namespace ringside
