#pragma once
#include <imgui.h>

#include "view/theme/palette.h"

namespace ringside {

/// The three faces. Owned by ImGui's font atlas.
struct Fonts {
  ImFont* sans = nullptr;
  ImFont* strong = nullptr;
  ImFont* mono = nullptr;
};

/// Adds the faces that are built into the program. REQUIRES: an ImGui context.
Fonts load_fonts();

/// Gives ImGui the palette's colours and our shapes. `touch`: everything is as large as a finger
/// needs.
void apply_style(const Palette& palette, bool touch);

inline ImVec4 vec(Colour colour) {
  return {static_cast<float>(colour.r) / 255, static_cast<float>(colour.g) / 255,
          static_cast<float>(colour.b) / 255, static_cast<float>(colour.a) / 255};
}
inline ImU32 ink(Colour colour) { return IM_COL32(colour.r, colour.g, colour.b, colour.a); }

}  // namespace ringside
