#pragma once
#include <imgui.h>

#include <string_view>

namespace ringside {

/// The key that a browser calls `code` (UI Events, KeyboardEvent.code: "KeyA", "ArrowLeft",
/// "Enter", …), or ImGuiKey_None where ImGui has none.
ImGuiKey key_of_code(std::string_view code);

/// The CSS name of a mouse cursor.
const char* css_cursor(ImGuiMouseCursor cursor);

}  // namespace ringside
