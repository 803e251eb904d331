#pragma once
#include <emscripten/html5_webgl.h>
#include <imgui.h>

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "view/app/app.h"

namespace ringside {

/// The page's canvas as ImGui's platform: its WebGL2 context, size, input, clipboard and text
/// field. The page's scripts call in; nothing here calls out, they ask after each frame for what
/// changed. Positions are in CSS pixels.
class Canvas {
 public:
  /// Makes ImGui's context. `mac`: shortcuts use Command instead of Control.
  explicit Canvas(bool mac);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// Makes the WebGL2 context on `selector` and ImGui's renderer in it. The error says what a
  /// person can do.
  Result<void> open(const char* selector);
  /// The browser took the context away, or gave it back: ImGui's renderer follows.
  void lose_graphics();
  void restore_graphics();

  /// The drawing buffer's size in pixels and pixels in a CSS pixel.
  void resize(int width_px, int height_px, float pixel_ratio);
  FrameInput frame_input(double seconds) const;
  void begin_frame(double seconds);
  void end_frame();

  enum class Pointer { move = 0, press = 1, release = 2, leave = 3 };
  void pointer(Pointer what, ImVec2 at, int button, bool touch);
  void wheel(float dx, float dy);
  void key(std::string_view code, bool down);
  void modifiers(bool control, bool shift, bool alt, bool super);
  void text(const char* utf8);
  void paste(std::string text);
  void focus(bool focused);

  /// Whether a text field has the keyboard, and where its caret is.
  bool wants_text() const;
  ImVec2 caret() const { return caret_; }
  /// What was copied since the last call; empty if nothing was.
  std::string take_copied();

 private:
  bool mac_;
  bool renderer_ = false;
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_ = 0;
  int width_px_ = 1;
  int height_px_ = 1;
  float pixel_ratio_ = 1;
  double last_seconds_ = -1;
  ImVec2 caret_{};
  std::string clipboard_;
  std::string copied_;
};

}  // namespace ringside
