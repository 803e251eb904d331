#pragma once
#include <optional>
#include <string_view>

#include "core/base/error.h"
#include "core/check/call.h"

namespace ringside {

/// "register", "cas-register", "kv-append".
std::string_view to_string(Model model);
std::optional<Model> model_of(std::string_view name);

/// Reads a history in one of the formats of docs/histories.md; its first line says which. Places of
/// calls are line numbers. Reads without a result, and reads and writes that failed, say nothing
/// and are left out; a compare-and-set that failed had compared unequal.
///
/// invalid_argument naming the file, the line and what would be right: not text, an unknown format,
/// an operation that the model does not have, a call that ends without having begun or differs from
/// what was called, a process that calls twice at once, no operation at all.
Result<CallHistory> read_history(std::string_view file_name, std::string_view content, Model model);

}  // namespace ringside
