#include "web/canvas.h"

#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cfloat>
#include <utility>

#include "web/keys.h"

namespace ringside {

Canvas::Canvas(bool mac) : mac_(mac) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigMacOSXBehaviors = mac;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  // A blinking caret would keep an idle page drawing.
  io.ConfigInputTextCursorBlink = false;
  io.BackendPlatformName = "ringside page";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_ClipboardUserData = this;
  platform.Platform_ImeUserData = this;
  platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
    return static_cast<Canvas*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)
        ->clipboard_.c_str();
  };
  platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
    auto* self = static_cast<Canvas*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
    self->clipboard_ = self->copied_ = text;
  };
  platform.Platform_SetImeDataFn = [](ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
    static_cast<Canvas*>(ImGui::GetPlatformIO().Platform_ImeUserData)->caret_ = data->InputPos;
  };
}

Canvas::~Canvas() {
  if (renderer_) ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  if (context_ > 0) emscripten_webgl_destroy_context(context_);
}

Result<void> Canvas::open(const char* selector) {
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias =
      false;  // Shapes are smoothed by their shaders; multisampling costs three times as much.
  context_ = emscripten_webgl_create_context(selector, &attributes);
  if (context_ <= 0) {
    return fail(ErrorCode::unavailable,
                "This browser gives no WebGL2 context. Switch on hardware acceleration or try "
                "another browser.");
  }
  emscripten_webgl_make_context_current(context_);
  restore_graphics();
  return {};
}

void Canvas::lose_graphics() {
  if (renderer_) ImGui_ImplOpenGL3_Shutdown();
  renderer_ = false;
}

void Canvas::restore_graphics() {
  ImGui_ImplOpenGL3_Init("#version 300 es");
  renderer_ = true;
}

void Canvas::resize(int width_px, int height_px, float pixel_ratio) {
  width_px_ = std::max(width_px, 1);
  height_px_ = std::max(height_px, 1);
  pixel_ratio_ = pixel_ratio > 0 ? pixel_ratio : 1;
}

FrameInput Canvas::frame_input(double seconds) const {
  FrameInput input;
  input.wall_seconds = seconds;
  input.width = static_cast<float>(width_px_) / pixel_ratio_;
  input.height = static_cast<float>(height_px_) / pixel_ratio_;
  input.pixel_ratio = pixel_ratio_;
  input.framebuffer_width = width_px_;
  input.framebuffer_height = height_px_;
  return input;
}

void Canvas::begin_frame(double seconds) {
  ImGuiIO& io = ImGui::GetIO();
  const FrameInput input = frame_input(seconds);
  io.DisplaySize = {input.width, input.height};
  io.DisplayFramebufferScale = {pixel_ratio_, pixel_ratio_};
  // After a pause no more than a tenth of a second has passed for ImGui, and never nothing: it
  // asserts that.
  const double passed = last_seconds_ < 0 ? 0 : seconds - last_seconds_;
  io.DeltaTime = static_cast<float>(std::clamp(passed, 0.0001, 0.1));
  last_seconds_ = seconds;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

void Canvas::end_frame() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Canvas::pointer(Pointer what, ImVec2 at, int button, bool touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  if (what != Pointer::leave) io.AddMousePosEvent(at.x, at.y);
  if (what == Pointer::press) io.AddMouseButtonEvent(button, true);
  if (what == Pointer::release) io.AddMouseButtonEvent(button, false);
  // A finger that is up hovers over nothing.
  const bool gone = what == Pointer::leave || (what == Pointer::release && touch);
  if (gone) io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

void Canvas::wheel(float dx, float dy) { ImGui::GetIO().AddMouseWheelEvent(dx, dy); }

void Canvas::key(std::string_view code, bool down) {
  if (const ImGuiKey key = key_of_code(code); key != ImGuiKey_None)
    ImGui::GetIO().AddKeyEvent(key, down);
}

void Canvas::modifiers(bool control, bool shift, bool alt, bool super) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, control);
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Alt, alt);
  io.AddKeyEvent(ImGuiMod_Super, super);
}

void Canvas::text(const char* utf8) { ImGui::GetIO().AddInputCharactersUTF8(utf8); }

void Canvas::paste(std::string text) {
  clipboard_ = std::move(text);
  const bool mac = mac_;
  modifiers(!mac, false, false, mac);
  key("KeyV", true);
  key("KeyV", false);
  modifiers(false, false, false, false);
}

void Canvas::focus(bool focused) { ImGui::GetIO().AddFocusEvent(focused); }

bool Canvas::wants_text() const { return ImGui::GetIO().WantTextInput; }

std::string Canvas::take_copied() { return std::exchange(copied_, {}); }

}  // namespace ringside
