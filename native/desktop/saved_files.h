#pragma once
#include <string>

#include "core/base/error.h"

namespace ringside {

/// Where a file of this name can be written without replacing another one: "ring.svg", or
/// "ring-2.svg", … in `folder`, or where that is empty in the folder for downloads, or else in the
/// one that the program was started in. unavailable where the folder cannot be made.
Result<std::string> free_path(const std::string& folder, const std::string& name);

/// Writes it there, and gives the path. unavailable where that fails.
Result<std::string> save_file(const std::string& folder, const std::string& name,
                              const std::string& content);

}  // namespace ringside
