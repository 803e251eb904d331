#include "native/desktop/desktop.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <utility>

#include "native/desktop/picture.h"
#include "native/desktop/saved_files.h"
#include "native/desktop/tour_memory.h"

namespace ringside {
namespace {

/// ImGui takes a press and a release in frames of their own, and lays out in two.
constexpr int k_frames_after_input = 4;
/// How long the program sleeps at most where nothing moves.
constexpr double k_sleep_seconds = 0.5;
constexpr double k_title_seconds = 1;

double seconds_of(Duration time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

Desktop::Desktop(Window& window, Hosts hosts, DesktopOptions options)
    : window_(window),
      options_(std::move(options)),
      app_(std::move(hosts), options_.app),
      playlist_(options_.commands) {}

Result<void> Desktop::start() {
  if (Result<void> started = app_.start_graphics(); !started) return started;
  if (!options_.open.empty()) app_.open_link(options_.open);
  for (const std::string& path : options_.files) load(path);
  return {};
}

void Desktop::load(const std::string& path) {
  if (Result<std::string> content = read_file(path)) {
    app_.drop_file(file_name(path), std::move(*content));
  } else {
    app_.show_error(content.error().message);
  }
}

void Desktop::frame(double seconds) {
  playlist_.advance(app_);
  const FrameInput input = window_.frame_input(seconds);
  if (input.framebuffer_width <= 0 || input.framebuffer_height <= 0) return;  // minimised
  window_.begin_frame(input);
  app_.frame(input);
  window_.end_frame();
}

Result<void> Desktop::run() {
  int frames_due = k_frames_after_input;
  while (!window_.should_close()) {
    const bool moving = app_.wants_frames() || frames_due > 0 || !playlist_.done();
    if (moving) {
      window_.poll();
    } else {
      window_.wait(k_sleep_seconds);
    }
    follow_requests();
    if (window_.take_touched()) frames_due = k_frames_after_input;
    if (!moving && frames_due == 0 && !app_.wants_frames()) continue;
    frames_due = std::max(frames_due - 1, 0);
    const double seconds = Window::seconds();
    frame(seconds);
    follow_exports(seconds);
    window_.present();
    follow_title(seconds);
    if (Result<void> written = write_ui_map(); !written) return written;
  }
  return {};
}

void Desktop::follow_requests() {
  for (const std::string& path : window_.take_dropped()) load(path);
  if (const std::optional<std::string> endings = app_.take_file_request()) {
    if (Result<void> opened = chooser_.open(*endings); !opened)
      app_.show_error(opened.error().message);
  }
  if (const std::optional<std::string> path = chooser_.take()) load(*path);
  if (const std::optional<std::string> link = app_.take_link())
    ImGui::SetClipboardText(link->c_str());
  if (app_.take_tour_ended()) remember_tour();
}

void Desktop::follow_exports(double seconds) {
  const auto tell = [&](const Result<std::string>& path) {
    path ? app_.tell_saved(*path) : app_.show_error(path.error().message);
  };
  if (const std::optional<SavedFile> file = app_.take_saved())
    tell(save_file(options_.exports, file->name, file->content));
  if (app_.take_picture_request()) tell(save_picture(seconds));
}

// Drawn once more: parts of the window may lie off the screen.
Result<std::string> Desktop::save_picture(double seconds) {
  const Result<std::string> path = free_path(options_.exports, "ringside.png");
  if (!path) return path;
  {
    const FrameInput input = window_.frame_input(seconds);
    Result<Picture> picture = Picture::create(input.framebuffer_width, input.framebuffer_height);
    if (!picture) return tl::unexpected(picture.error());
    picture->bind();
    frame(seconds);
    if (Result<void> written = picture->write_png(*path); !written)
      return tl::unexpected(written.error());
  }
  frame(seconds);
  return path;
}

// What the window shows is only pixels to a screen reader: its title says it in words.
void Desktop::follow_title(double seconds) {
  if (titled_at_ >= 0 && seconds < titled_at_ + k_title_seconds) return;
  titled_at_ = seconds;
  std::string title = fmt::format("Ringside: {}", app_.status());
  if (title == title_) return;
  title_ = std::move(title);
  window_.set_title(title_);
}

Result<void> Desktop::write_ui_map() {
  if (!options_.ui_map) return {};
  std::string map = app_.ui_map_json();
  if (map == ui_map_) return {};
  ui_map_ = std::move(map);
  // Whole or not at all: somebody may be reading it.
  const std::string draft = *options_.ui_map + ".new";
  std::ofstream file(draft, std::ios::binary);
  file << ui_map_;
  file.close();
  if (!file || std::rename(draft.c_str(), options_.ui_map->c_str()) != 0) {
    return fail(ErrorCode::unavailable,
                fmt::format("--ui-map {}: cannot be written", *options_.ui_map));
  }
  return {};
}

Result<void> Desktop::take_picture() {
  constexpr double k_step = 1.0 / 60;
  constexpr double k_long_step = 0.25;
  constexpr double k_seen = 0.5;
  const Time until = Time{} + options_.screenshot_at;
  // Of the size that was asked for, whatever size the desktop lets the window have.
  FrameInput input = window_.frame_input(0);
  input.width = options_.width;
  input.height = options_.height;
  input.framebuffer_width = static_cast<int>(std::lround(input.width * input.pixel_ratio));
  input.framebuffer_height = static_cast<int>(std::lround(input.height * input.pixel_ratio));
  Result<Picture> picture = Picture::create(input.framebuffer_width, input.framebuffer_height);
  if (!picture) return tl::unexpected(picture.error());
  // A run that was opened is shown as it is.
  if (options_.open.empty()) app_.set_playing(true);
  double step = 0;
  double still_for = 0;
  bool arrived = false;
  // Long steps where much time lies ahead; steps as on a screen for the last half second, since
  // motion is eased.
  while (!arrived) {
    playlist_.advance(app_);
    // Commands may have stopped time, or gone back in it: no later picture will come.
    const bool still = playlist_.done() && (!app_.playing() || !app_.live());
    still_for = still ? still_for + step : 0;
    arrived = playlist_.done() && (app_.cluster_time() >= until || still_for >= k_seen);
    picture->bind();
    window_.begin_frame(input, static_cast<float>(std::max(step, 0.0001)));
    app_.frame(input);
    window_.end_frame();
    const double ahead = still ? 0 : seconds_of(until - app_.cluster_time()) / options_.app.speed;
    step = ahead > k_seen + k_long_step ? k_long_step
           : ahead > 0                  ? std::min(ahead, k_step)
                                        : k_step;
    input.wall_seconds += step;
  }
  if (Result<void> written = picture->write_png(*options_.screenshot); !written) return written;
  return write_ui_map();
}

}  // namespace ringside
