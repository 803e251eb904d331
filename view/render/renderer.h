#pragma once
#include <cstddef>

#include "core/base/error.h"
#include "view/render/draw_list.h"
#include "view/render/geometry.h"

namespace ringside {

/// Where a draw list lands: the window's size in logical points, its framebuffer's size in pixels,
/// and the part of the window (in points) outside which nothing is drawn.
struct Viewport {
  float width = 0;
  float height = 0;
  int framebuffer_width = 0;
  int framebuffer_height = 0;
  Rect clip;
  Point offset;  ///< Added to every place of the list.

  float pixel_ratio() const {
    return width > 0 ? static_cast<float>(framebuffer_width) / width : 1;
  }
};

/// Draws draw lists with OpenGL 3.3 core or OpenGL ES 3.0: one shader, one vertex and one index
/// buffer, one draw call a list, no instancing, no multisampling, premultiplied alpha.
///
/// Made and used while the GL context is current, after ImGui's OpenGL backend has started (it
/// loads the functions). Where the context was lost, drop the renderer with abandon() and create a
/// new one: it keeps nothing else. One thread.
class Renderer {
 public:
  /// invalid_argument with the driver's own words where the shader does not compile or link.
  static Result<Renderer> create();

  Renderer(Renderer&& other) noexcept;
  Renderer& operator=(Renderer&& other) noexcept;
  ~Renderer();

  /// Leaves blending, scissor, program and buffers as it used them: ImGui's backend sets its own.
  void draw(const DrawList& list, const Viewport& viewport);

  /// Forgets the GL objects without deleting them: their context is gone.
  void abandon();

 private:
  Renderer() = default;
  void release();
  void reserve_indices(std::size_t quads);

  unsigned program_ = 0;
  unsigned vertex_array_ = 0;
  unsigned vertices_ = 0;
  unsigned indices_ = 0;
  int view_ = -1;
  std::size_t quads_indexed_ = 0;
};

}  // namespace ringside
