#pragma once
#include <cstdint>
#include <functional>

#include "core/scenario/script.h"

namespace ringside {

/// A script that still fails, with as few steps as could be found.
struct Shrunk {
  Script script;
  std::uint64_t runs = 0;  ///< How often `fails` was asked.
};

/// Takes steps with a time out of a failing script as long as it still fails: delta debugging
/// (Zeller & Hildebrandt 2002), from halves down to single steps, until no single one can go, or
/// `runs_max` tries were made. A step that goes shifts the random draws of all that come later, so
/// each try is made with a few seeds of the run, and the script keeps the one it failed with.
/// Settings that do not matter go, too. REQUIRES: fails(script).
Shrunk shrink(Script script, const std::function<bool(const Script&)>& fails,
              std::uint64_t runs_max = 5000);

}  // namespace ringside
