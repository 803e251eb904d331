#pragma once
#include <string>

#include "native/ringside/trace_export.h"

namespace ringside {

/// How a run that a link tells is shown.
struct LinkRunOptions {
  std::string address;
  bool trace = false;  ///< Print every event in place of the report.
  bool json = false;
};

/// Lives it again, and reports. The exit status of the program.
int run_link(const LinkRunOptions& options, TraceExport& exports);

}  // namespace ringside
