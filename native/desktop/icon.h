#pragma once
#include <array>
#include <cstdint>

namespace ringside {

/// The program's picture: a ring with three nodes, as web/icon.svg. RGBA, straight alpha, rows from
/// the top.
struct Icon {
  static constexpr int k_side = 64;
  std::array<std::uint8_t, k_side * k_side * 4> pixels{};
};

Icon draw_icon();

}  // namespace ringside
