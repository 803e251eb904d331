#include "native/desktop/playlist.h"

#include <iterator>
#include <string_view>
#include <utility>

#include "core/scenario/units.h"

namespace ringside {
namespace {

constexpr std::string_view k_wait = "wait ";

}  // namespace

Playlist::Playlist(std::vector<std::string> lines)
    : lines_(std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end())) {}

void Playlist::advance(App& app) {
  while (!lines_.empty()) {
    const std::string& line = lines_.front();
    if (line.starts_with(k_wait)) {
      if (waits(app, line.substr(k_wait.size()))) return;
    } else {
      app.run_command_line(line);
    }
    lines_.pop_front();
  }
}

bool Playlist::waits(App& app, const std::string& what) {
  if (what == "loaded") return app.loading();
  const Result<Duration> time = parse_duration(what);
  if (!time) {
    app.show_error("wait " + what + ": " + time.error().message);
    return false;
  }
  if (!std::exchange(waiting_, true)) waiting_since_ = app.cluster_time();
  waiting_ = app.cluster_time() - waiting_since_ < *time;
  return waiting_;
}

}  // namespace ringside
