#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace ringside {

/// Writes a picture as a PNG file (ISO/IEC 15948): `pixels` are red, green, blue, row after row
/// from the bottom, as OpenGL gives them. REQUIRES: pixels.size() == width * height * 3.
Result<void> write_png_file(const std::string& path, int width, int height,
                            const std::vector<std::uint8_t>& pixels);

}  // namespace ringside
