#include "native/desktop/png.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cstddef>
#include <fstream>

namespace ringside {
namespace {

using Bytes = std::vector<std::uint8_t>;

void put_u32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// A length, a name, the content, and a checksum over the last two.
void put_chunk(Bytes& out, const char* name, const Bytes& content) {
  put_u32(out, static_cast<std::uint32_t>(content.size()));
  const std::size_t checked_from = out.size();
  out.insert(out.end(), name, name + 4);
  out.insert(out.end(), content.begin(), content.end());
  const auto checked = static_cast<uInt>(out.size() - checked_from);
  put_u32(out, static_cast<std::uint32_t>(crc32(0, out.data() + checked_from, checked)));
}

/// Rows from the top, each as its difference from the one above: flat areas become zeros.
Bytes filtered(int width, int height, const Bytes& pixels) {
  constexpr std::uint8_t k_up = 2;
  const std::size_t row = static_cast<std::size_t>(width) * 3;
  Bytes out;
  out.reserve((row + 1) * static_cast<std::size_t>(height));
  const std::uint8_t* above = nullptr;
  for (int y = height - 1; y >= 0; --y) {
    const std::uint8_t* line = pixels.data() + row * static_cast<std::size_t>(y);
    out.push_back(k_up);
    for (std::size_t i = 0; i < row; ++i) {
      out.push_back(static_cast<std::uint8_t>(line[i] - (above != nullptr ? above[i] : 0)));
    }
    above = line;
  }
  return out;
}

}  // namespace

Result<void> write_png_file(const std::string& path, int width, int height, const Bytes& pixels) {
  const Bytes rows = filtered(width, height, pixels);
  uLongf length = compressBound(static_cast<uLong>(rows.size()));
  Bytes packed(length);
  compress2(packed.data(), &length, rows.data(), static_cast<uLong>(rows.size()),
            Z_BEST_COMPRESSION);
  packed.resize(length);

  Bytes header;
  put_u32(header, static_cast<std::uint32_t>(width));
  put_u32(header, static_cast<std::uint32_t>(height));
  // Eight bits a channel, RGB, and the only compression, filter set and order there are.
  header.insert(header.end(), {8, 2, 0, 0, 0});

  Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  put_chunk(png, "IHDR", header);
  put_chunk(png, "IDAT", packed);
  put_chunk(png, "IEND", {});
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  if (!file.flush()) {
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written", path));
  }
  return {};
}

}  // namespace ringside
