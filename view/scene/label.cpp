#include "view/scene/label.h"

namespace ringside {
namespace {

// Letters, not bytes: continuation bytes of UTF-8 take no room.
float letters(const std::string& text) {
  float count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0u) != 0x80u ? 1.0f : 0.0f;
  return count;
}

}  // namespace

Rect bounds(const Label& label) {
  const float width = letters(label.text) * k_mono_advance * label.size;
  return {label.at.x - width / 2, label.at.y - label.size / 2, width, label.size};
}

}  // namespace ringside
