#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "view/app/app.h"

namespace ringside {

/// What the command line asks of the desktop program.
struct DesktopOptions {
  AppOptions app;
  std::string open;                ///< A link to a run that is shown at the start; empty for none.
  std::vector<std::string> files;  ///< Files of keys and values, loaded at the start.
  std::vector<std::string>
      commands;        ///< Lines for the command line, see native/desktop/playlist.h.
  float width = 1440;  ///< Of the window, in points.
  float height = 900;
  std::optional<float> scale;             ///< Pixels in a point; else what the monitor says.
  std::optional<std::string> screenshot;  ///< A PNG to write; the program then ends.
  Duration screenshot_at{};               ///< Cluster time of the picture.
  std::optional<bool> tour;               ///< Whether to begin with it; else once for each person.
  std::string exports;                ///< The folder for what is saved; empty for the usual one.
  std::optional<std::string> ui_map;  ///< A JSON file that tells where everything lies.
};

/// What parsing ended in: options, or an exit status with its text already printed.
struct ParsedOptions {
  std::optional<DesktopOptions> options;
  int exit_status = 0;
};

/// Reads the command line. --help and errors are printed; a usage error gives status 2.
ParsedOptions parse_options(int argc, char** argv);

}  // namespace ringside
