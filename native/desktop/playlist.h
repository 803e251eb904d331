#pragma once
#include <deque>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "view/app/app.h"

namespace ringside {

/// Types lines into the app's command line, as fast as they let it. Two lines are the playlist's
/// own:
///
///     wait TIME      until so much cluster time has passed, such as `wait 5ms`
///     wait loaded    until every file that was dropped is stored
class Playlist {
 public:
  explicit Playlist(std::vector<std::string> lines);

  /// Runs what is due. Call before each frame.
  void advance(App& app);
  bool done() const { return lines_.empty(); }

 private:
  bool waits(App& app, const std::string& what);

  std::deque<std::string> lines_;
  Time waiting_since_{};
  bool waiting_ = false;
};

}  // namespace ringside
