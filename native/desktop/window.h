#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "view/app/app.h"

struct GLFWwindow;

namespace ringside {

/// A window with an OpenGL 3.3 core context, as ImGui's platform. ImGui sees points: on a monitor
/// of scale 2 the window of 1440 × 900 points has 2880 × 1800 pixels. One window a process, on the
/// main thread.
class Window {
 public:
  struct Options {
    float width = 0;  ///< In points.
    float height = 0;
    std::optional<float> scale;  ///< Pixels in a point; else what the monitor says.
    bool visible = true;
  };

  /// The error says what a person can do about it. The context is current then.
  static Result<std::unique_ptr<Window>> open(const Options& options);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  bool should_close() const;
  void set_title(const std::string& title);

  /// Takes what the person did: at once, or as soon as something is done, but no later than
  /// `seconds_max`.
  void poll();
  void wait(double seconds_max);
  /// Ends a wait() early. Any thread may call it.
  static void wake();
  /// Whether a frame is due for what was done since the last call.
  bool take_touched();
  /// Files dropped on the window since the last call: their paths.
  std::vector<std::string> take_dropped();

  /// Seconds since the program started.
  static double seconds();
  FrameInput frame_input(double seconds) const;
  /// Starts ImGui's frame. `seconds_passed` overrides the time that ImGui thinks has passed.
  void begin_frame(const FrameInput& input, std::optional<float> seconds_passed = std::nullopt);
  /// Draws ImGui's windows into the current framebuffer.
  void end_frame();
  /// Shows what was drawn. Waits for the screen, and where the driver does not, as long as the
  /// screen would take.
  void present();

 private:
  Window() = default;
  Result<void> make(const Options& options);
  void fit(const Options& options);
  void start_imgui();
  void install_callbacks();
  void on_cursor(double x, double y);
  static Window& of(GLFWwindow* handle);

  GLFWwindow* handle_ = nullptr;
  bool imgui_ = false;
  std::optional<float> fixed_scale_;
  float scale_ = 1;
  bool touched_ = true;
  std::vector<std::string> dropped_;
  double presented_at_ = 0;
  double frame_seconds_min_ = 1.0 / 60;
};

}  // namespace ringside
