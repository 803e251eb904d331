#pragma once
#include <string>
#include <vector>

#include "core/check/history_file.h"
#include "core/check/linearizability.h"
#include "native/ringside/report.h"

namespace ringside {

/// What `ringside check` found out about one file.
struct CheckedFile {
  std::string path;
  CallHistory history;
  HistoryVerdict verdict;
};

/// One line with the verdict; if the history is not linearizable, then what contradicts what.
std::string checked_text(const CheckedFile& file);
/// The same for programs.
Json checked_json(const CheckedFile& file);

}  // namespace ringside
