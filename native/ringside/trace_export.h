#pragma once
#include <CLI/CLI.hpp>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/scenario/trace_file.h"
#include "core/trace/exports.h"

namespace ringside {

/// Files that a run's trace is written to, as `--export FORMAT=PATH` asks for them: those that
/// other programs read, and trace files.
class TraceExport {
 public:
  void add_to(CLI::App& command);
  /// Asks for one more, as if it had been given.
  void ask_for(std::string format_and_path) { given_.push_back(std::move(format_and_path)); }

  bool wanted() const { return !given_.empty(); }
  /// Reads what was given, and opens each file, so that a wrong path is told before the run.
  /// invalid_argument says what would be right.
  Result<void> open();
  /// Writes them. unavailable where one cannot be written.
  Result<void> write(const TraceHead& head) const;

  /// All that happened; to be filled as the run goes on, if wanted().
  TraceLog& log() { return log_; }

 private:
  struct File {
    std::optional<ExportFormat> format;  // nothing for a trace file
    std::string path;
  };
  std::vector<std::string> given_;
  std::vector<File> files_;
  TraceLog log_{std::numeric_limits<std::size_t>::max()};
};

}  // namespace ringside
