#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "core/base/error.h"
#include "core/ring/shape.h"
#include "core/trace/log.h"

namespace ringside {

/// The option `--explain OPERATION`.
void add_explain(CLI::App& command, std::string& which);

/// The story of one operation of a run as text: what was asked, each step with when it was so and
/// how long it took, how it ended and why. `which` is its number or "last". invalid_argument where
/// there is no such operation.
Result<std::string> explain(const TraceLog& log, const Shape& shape, const std::string& which);

}  // namespace ringside
