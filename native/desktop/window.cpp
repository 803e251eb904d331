#include "native/desktop/window.h"

#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
// ImGui's backend brings the functions of OpenGL: GLFW must not bring another header of them.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cfloat>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "native/desktop/icon.h"

namespace ringside {
namespace {

Error no_window(const char* what) {
  const char* words = nullptr;
  glfwGetError(&words);
  return {ErrorCode::unavailable,
          fmt::format("{}: {}. The program needs a graphical session (DISPLAY or WAYLAND_DISPLAY; "
                      "xvfb-run makes one) and a driver with OpenGL 3.3.",
                      what, words != nullptr ? words : "no reason given")};
}

// GLFW 3.4 tries Wayland first wherever its library is, which then complains on stderr of a session
// that nobody has.
void prefer_the_screen_that_is_there() {
#ifdef GLFW_PLATFORM_X11
  if (std::getenv("WAYLAND_DISPLAY") == nullptr && std::getenv("DISPLAY") != nullptr)
    glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const Options& options) {
  std::unique_ptr<Window> window(new Window);
  if (Result<void> made = window->make(options); !made) return tl::unexpected(made.error());
  return window;
}

Result<void> Window::make(const Options& options) {
  prefer_the_screen_that_is_there();
  if (glfwInit() == GLFW_FALSE) return tl::unexpected(no_window("cannot reach the screen"));
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);  // until it has its size
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "ringside");
  handle_ = glfwCreateWindow(static_cast<int>(options.width), static_cast<int>(options.height),
                             "Ringside", nullptr, nullptr);
  if (handle_ == nullptr) return tl::unexpected(no_window("cannot open a window"));
  glfwMakeContextCurrent(handle_);
  glfwSwapInterval(1);
  fit(options);
  Icon icon = draw_icon();
  const GLFWimage image{Icon::k_side, Icon::k_side, icon.pixels.data()};
  glfwSetWindowIcon(handle_, 1, &image);
  start_imgui();
  if (options.visible) glfwShowWindow(handle_);
  return {};
}

void Window::fit(const Options& options) {
  fixed_scale_ = options.scale;
  float monitor = 1;
  glfwGetWindowContentScale(handle_, &monitor, nullptr);
  scale_ = fixed_scale_.value_or(monitor);
  // Some systems count a window in points, some in pixels: the framebuffer tells.
  int window_width = 1;
  int pixels = 1;
  glfwGetWindowSize(handle_, &window_width, nullptr);
  glfwGetFramebufferSize(handle_, &pixels, nullptr);
  const float pixels_in_unit =
      static_cast<float>(pixels) / static_cast<float>(std::max(window_width, 1));
  const float units = scale_ / std::max(pixels_in_unit, 0.1F);
  glfwSetWindowSize(handle_, static_cast<int>(options.width * units),
                    static_cast<int>(options.height * units));
  glfwSetWindowSizeLimits(handle_, static_cast<int>(320 * units), static_cast<int>(240 * units),
                          GLFW_DONT_CARE, GLFW_DONT_CARE);
  GLFWmonitor* screen = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = screen != nullptr ? glfwGetVideoMode(screen) : nullptr;
  if (mode != nullptr && mode->refreshRate >= 30) frame_seconds_min_ = 1.0 / mode->refreshRate;
}

void Window::start_imgui() {
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  install_callbacks();
  ImGui_ImplGlfw_InitForOpenGL(handle_, false);
  // As if the pointer had entered: else the backend reports the pointer itself, and not in points.
  ImGui_ImplGlfw_CursorEnterCallback(handle_, 1);
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  imgui_ = true;
}

Window& Window::of(GLFWwindow* handle) {
  Window& window = *static_cast<Window*>(glfwGetWindowUserPointer(handle));
  window.touched_ = true;
  return window;
}

void Window::install_callbacks() {
  glfwSetWindowUserPointer(handle_, this);
  glfwSetCursorPosCallback(handle_,
                           [](GLFWwindow* w, double x, double y) { of(w).on_cursor(x, y); });
  glfwSetCursorEnterCallback(handle_, [](GLFWwindow* w, int entered) {
    of(w);
    if (entered == GLFW_FALSE) ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  });
  glfwSetMouseButtonCallback(handle_, [](GLFWwindow* w, int button, int action, int mods) {
    of(w);
    ImGui_ImplGlfw_MouseButtonCallback(w, button, action, mods);
  });
  glfwSetScrollCallback(handle_, [](GLFWwindow* w, double x, double y) {
    of(w);
    ImGui_ImplGlfw_ScrollCallback(w, x, y);
  });
  glfwSetKeyCallback(handle_, [](GLFWwindow* w, int key, int code, int action, int mods) {
    of(w);
    ImGui_ImplGlfw_KeyCallback(w, key, code, action, mods);
  });
  glfwSetCharCallback(handle_, [](GLFWwindow* w, unsigned c) {
    of(w);
    ImGui_ImplGlfw_CharCallback(w, c);
  });
  glfwSetWindowFocusCallback(handle_, [](GLFWwindow* w, int focused) {
    of(w);
    ImGui_ImplGlfw_WindowFocusCallback(w, focused);
  });
  glfwSetWindowRefreshCallback(handle_, [](GLFWwindow* w) { of(w); });
  glfwSetFramebufferSizeCallback(handle_, [](GLFWwindow* w, int, int) { of(w); });
  glfwSetWindowContentScaleCallback(handle_, [](GLFWwindow* w, float scale, float) {
    Window& window = of(w);
    window.scale_ = window.fixed_scale_.value_or(scale);
  });
  glfwSetDropCallback(handle_, [](GLFWwindow* w, int count, const char** paths) {
    Window& window = of(w);
    window.dropped_.insert(window.dropped_.end(), paths, paths + count);
  });
}

void Window::on_cursor(double x, double y) {
  int window_width = 1;
  int pixels = 1;
  glfwGetWindowSize(handle_, &window_width, nullptr);
  glfwGetFramebufferSize(handle_, &pixels, nullptr);
  const double points =
      static_cast<double>(pixels) / std::max(window_width, 1) / static_cast<double>(scale_);
  ImGui::GetIO().AddMousePosEvent(static_cast<float>(x * points), static_cast<float>(y * points));
}

Window::~Window() {
  if (imgui_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  if (handle_ != nullptr) glfwDestroyWindow(handle_);
  glfwTerminate();
}

bool Window::should_close() const { return glfwWindowShouldClose(handle_) != GLFW_FALSE; }
void Window::set_title(const std::string& title) { glfwSetWindowTitle(handle_, title.c_str()); }
void Window::poll() { glfwPollEvents(); }
void Window::wait(double seconds_max) { glfwWaitEventsTimeout(seconds_max); }
void Window::wake() { glfwPostEmptyEvent(); }
bool Window::take_touched() { return std::exchange(touched_, false); }
std::vector<std::string> Window::take_dropped() { return std::exchange(dropped_, {}); }
double Window::seconds() { return glfwGetTime(); }

FrameInput Window::frame_input(double seconds) const {
  FrameInput input;
  glfwGetFramebufferSize(handle_, &input.framebuffer_width, &input.framebuffer_height);
  input.wall_seconds = seconds;
  input.pixel_ratio = scale_;
  input.width = static_cast<float>(input.framebuffer_width) / scale_;
  input.height = static_cast<float>(input.framebuffer_height) / scale_;
  return input;
}

void Window::begin_frame(const FrameInput& input, std::optional<float> seconds_passed) {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {input.width, input.height};
  io.DisplayFramebufferScale = {input.pixel_ratio, input.pixel_ratio};
  if (seconds_passed) io.DeltaTime = *seconds_passed;
  ImGui::NewFrame();
}

void Window::end_frame() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::present() {
  glfwSwapBuffers(handle_);
  // Some drivers do not wait for the screen; without this they would draw thousands of frames.
  const double early = presented_at_ + frame_seconds_min_ * 0.95 - seconds();
  if (early > 0) std::this_thread::sleep_for(std::chrono::duration<double>(early));
  presented_at_ = seconds();
}

}  // namespace ringside
