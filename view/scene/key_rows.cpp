#include "view/scene/key_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace ringside {
namespace {

constexpr float k_bin_width = 3;
// Room between dots, as a part of their diameter.
constexpr float k_spacing = 1.25f;

// First row with room for each key, going round once; nothing if some key finds none.
std::optional<std::vector<std::uint16_t>> fill_rows(std::span<const KeyHash> hashes,
                                                    const RingLayout& layout, float pitch) {
  const auto rows = static_cast<std::size_t>(layout.key_depth() / pitch) + 1;
  const float reach = k_turn * layout.key_radius();
  // No key of a row is nearer to the row's first one than this when the round closes.
  std::vector<float> last(rows, -std::numeric_limits<float>::infinity());
  std::vector<float> first(rows, std::numeric_limits<float>::infinity());
  std::vector<std::uint16_t> row_of;
  row_of.reserve(hashes.size());
  for (const KeyHash hash : hashes) {
    const float turn = static_cast<float>(turn_of(hash));
    std::size_t row = 0;
    for (; row < rows; ++row) {
      // Inner rows are shorter: the same angle is less way there.
      const float shrink = 1 - pitch * static_cast<float>(row) / layout.key_radius();
      const float at = turn * reach * shrink;
      if (at - last[row] < pitch || first[row] + reach * shrink - at < pitch) continue;
      last[row] = at;
      first[row] = std::min(first[row], at);
      break;
    }
    if (row == rows) return std::nullopt;
    row_of.push_back(static_cast<std::uint16_t>(row));
  }
  return row_of;
}

}  // namespace

KeyRows make_key_rows(std::span<const KeyHash> hashes, const RingLayout& layout) {
  KeyRows result;
  constexpr std::array<float, 4> k_scales{1, 0.8f, 0.65f, 0.5f};
  for (const float scale : k_scales) {
    const float pitch = 2 * layout.key_size() * scale * k_spacing;
    // Where even a perfect packing is too small, do not try.
    const float places = (layout.key_depth() / pitch + 1) * k_turn * layout.key_radius() / pitch;
    if (static_cast<float>(hashes.size()) > places) continue;
    if (auto rows = fill_rows(hashes, layout, pitch)) {
      result.row = std::move(*rows);
      result.dot_scale = scale;
      result.row_step = pitch;
      return result;
    }
  }
  result.binned = true;
  return result;
}

std::size_t key_bins(const RingLayout& layout) {
  return std::max<std::size_t>(
      12, static_cast<std::size_t>(k_turn * layout.key_radius() / k_bin_width));
}

std::size_t key_bin(KeyHash hash, std::size_t bins) {
  return std::min(bins - 1, static_cast<std::size_t>(turn_of(hash) * static_cast<double>(bins)));
}

}  // namespace ringside
