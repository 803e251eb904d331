#pragma once
#include <string>

#include "core/base/error.h"

namespace ringside {

/// A framebuffer of its own to draw a picture into: what lies off the screen, or is larger than it,
/// is drawn all the same. REQUIRES, throughout its life: the GL context that was current when it
/// was made.
class Picture {
 public:
  /// unavailable where the driver does not make one of this size.
  static Result<Picture> create(int width_px, int height_px);
  Picture(Picture&& other) noexcept;
  Picture& operator=(Picture&&) = delete;
  ~Picture();

  /// Whatever is drawn after this lands in the picture.
  void bind() const;
  /// Writes what was drawn as a PNG without transparency.
  Result<void> write_png(const std::string& path) const;

 private:
  Picture(int width_px, int height_px) : width_(width_px), height_(height_px) {}

  int width_;
  int height_;
  unsigned framebuffer_ = 0;
  unsigned pixels_ = 0;
};

}  // namespace ringside
