#include "native/desktop/picture.h"

#include <fmt/format.h>
// Before GLFW's header, which would bring an older one of OpenGL.
#include <GL/glcorearb.h>
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "native/desktop/png.h"

namespace ringside {
namespace {

/// The driver's function of this name. GL 3.3 has them all.
template <typename Function>
Function driver(const char* name) {
  return reinterpret_cast<Function>(glfwGetProcAddress(name));
}

}  // namespace

Result<Picture> Picture::create(int width_px, int height_px) {
  Picture picture(width_px, height_px);
  driver<PFNGLGENFRAMEBUFFERSPROC>("glGenFramebuffers")(1, &picture.framebuffer_);
  driver<PFNGLGENRENDERBUFFERSPROC>("glGenRenderbuffers")(1, &picture.pixels_);
  picture.bind();
  driver<PFNGLBINDRENDERBUFFERPROC>("glBindRenderbuffer")(GL_RENDERBUFFER, picture.pixels_);
  driver<PFNGLRENDERBUFFERSTORAGEPROC>("glRenderbufferStorage")(GL_RENDERBUFFER, GL_RGBA8, width_px,
                                                                height_px);
  driver<PFNGLFRAMEBUFFERRENDERBUFFERPROC>("glFramebufferRenderbuffer")(
      GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, picture.pixels_);
  const unsigned status =
      driver<PFNGLCHECKFRAMEBUFFERSTATUSPROC>("glCheckFramebufferStatus")(GL_FRAMEBUFFER);
  if (status != GL_FRAMEBUFFER_COMPLETE) {
    return fail(ErrorCode::unavailable,
                fmt::format("the graphics driver makes no picture of {} x {} pixels: try a smaller "
                            "--size or --scale",
                            width_px, height_px));
  }
  return picture;
}

Picture::Picture(Picture&& other) noexcept
    : width_(other.width_),
      height_(other.height_),
      framebuffer_(std::exchange(other.framebuffer_, 0)),
      pixels_(std::exchange(other.pixels_, 0)) {}

Picture::~Picture() {
  if (framebuffer_ == 0) return;
  driver<PFNGLDELETEFRAMEBUFFERSPROC>("glDeleteFramebuffers")(1, &framebuffer_);
  driver<PFNGLDELETERENDERBUFFERSPROC>("glDeleteRenderbuffers")(1, &pixels_);
  driver<PFNGLDELETERENDERBUFFERSPROC>("glDeleteRenderbuffers")(1, &pixels_);
}

void Picture::bind() const {
  driver<PFNGLBINDFRAMEBUFFERPROC>("glBindFramebuffer")(GL_FRAMEBUFFER, framebuffer_);
}

Result<void> Picture::write_png(const std::string& path) const {
  const std::size_t row = static_cast<std::size_t>(width_) * 3;
  std::vector<std::uint8_t> pixels(row * static_cast<std::size_t>(height_));
  bind();
  driver<PFNGLPIXELSTOREIPROC>("glPixelStorei")(GL_PACK_ALIGNMENT, 1);
  driver<PFNGLREADPIXELSPROC>("glReadPixels")(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE,
                                              pixels.data());
  return write_png_file(path, width_, height_, pixels);
}

}  // namespace ringside
