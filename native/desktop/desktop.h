#pragma once
#include <string>

#include "native/desktop/file_chooser.h"
#include "native/desktop/options.h"
#include "native/desktop/playlist.h"
#include "native/desktop/window.h"
#include "view/app/app.h"

namespace ringside {

/// The desktop program: the app in a window.
class Desktop {
 public:
  /// REQUIRES: `window` outlives it, and its context is current.
  Desktop(Window& window, Hosts hosts, DesktopOptions options);

  /// Builds what is drawn, loads the files of the command line.
  Result<void> start();
  /// Runs until the window is closed.
  Result<void> run();
  /// Advances to the time of the picture, without waiting for the screen, and writes it.
  Result<void> take_picture();

 private:
  void load(const std::string& path);
  void frame(double seconds);
  void follow_requests();
  void follow_exports(double seconds);
  Result<std::string> save_picture(double seconds);
  void follow_title(double seconds);
  Result<void> write_ui_map();

  Window& window_;
  DesktopOptions options_;
  App app_;
  Playlist playlist_;
  FileChooser chooser_;
  std::string title_;
  double titled_at_ = -1;
  std::string ui_map_;
};

}  // namespace ringside
