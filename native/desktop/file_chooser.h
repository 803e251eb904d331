#pragma once
#include <future>
#include <optional>
#include <string>

#include "core/base/error.h"

namespace ringside {

/// The desktop's own dialog for choosing a file, through zenity or kdialog. It runs beside the
/// window, which goes on.
class FileChooser {
 public:
  /// Opens the dialog; one that is open already stays the only one. `endings` is a list such as
  /// ".tsv,.csv". unavailable where the desktop has neither program: the message tells the other
  /// ways.
  Result<void> open(const std::string& endings);

  /// The path that was chosen, once; nothing while the dialog is open, and after a dialog without a
  /// choice.
  std::optional<std::string> take();

 private:
  std::future<std::string> chosen_;
};

/// Reads a file for the app. The error names the file and what is wrong.
Result<std::string> read_file(const std::string& path);

/// The last part of a path.
std::string file_name(const std::string& path);

}  // namespace ringside
