#pragma once
#include <string>

#include "core/base/error.h"

namespace ringside {

/// All bytes of a file, or of standard input if the path is "-". invalid_argument naming the path
/// and what is wrong with it: missing, a folder, not allowed, larger than k_input_bytes_max.
Result<std::string> read_input(const std::string& path);

inline constexpr std::size_t k_input_bytes_max = std::size_t{1} << 30;

}  // namespace ringside
