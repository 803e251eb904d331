#include "web/keys.h"

#include <algorithm>
#include <array>

namespace ringside {
namespace {

struct NamedKey {
  std::string_view code;
  ImGuiKey key;
};

constexpr NamedKey k_named[] = {
    {"AltLeft", ImGuiKey_LeftAlt},
    {"AltRight", ImGuiKey_RightAlt},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"Backquote", ImGuiKey_GraveAccent},
    {"Backslash", ImGuiKey_Backslash},
    {"Backspace", ImGuiKey_Backspace},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"BracketRight", ImGuiKey_RightBracket},
    {"CapsLock", ImGuiKey_CapsLock},
    {"Comma", ImGuiKey_Comma},
    {"ContextMenu", ImGuiKey_Menu},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"Delete", ImGuiKey_Delete},
    {"End", ImGuiKey_End},
    {"Enter", ImGuiKey_Enter},
    {"Equal", ImGuiKey_Equal},
    {"Escape", ImGuiKey_Escape},
    {"Home", ImGuiKey_Home},
    {"Insert", ImGuiKey_Insert},
    {"IntlBackslash", ImGuiKey_Oem102},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},
    {"Minus", ImGuiKey_Minus},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal},
    {"NumpadDivide", ImGuiKey_KeypadDivide},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"NumpadEqual", ImGuiKey_KeypadEqual},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"PageDown", ImGuiKey_PageDown},
    {"PageUp", ImGuiKey_PageUp},
    {"Pause", ImGuiKey_Pause},
    {"Period", ImGuiKey_Period},
    {"Quote", ImGuiKey_Apostrophe},
    {"Semicolon", ImGuiKey_Semicolon},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},
    {"Slash", ImGuiKey_Slash},
    {"Space", ImGuiKey_Space},
    {"Tab", ImGuiKey_Tab},
};

ImGuiKey nth(ImGuiKey first, int offset) { return static_cast<ImGuiKey>(first + offset); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

ImGuiKey key_of_code(std::string_view code) {
  if (code.size() == 4 && code.starts_with("Key") && code[3] >= 'A' && code[3] <= 'Z') {
    return nth(ImGuiKey_A, code[3] - 'A');
  }
  if (code.size() == 6 && code.starts_with("Digit") && is_digit(code[5])) {
    return nth(ImGuiKey_0, code[5] - '0');
  }
  if (code.size() == 7 && code.starts_with("Numpad") && is_digit(code[6])) {
    return nth(ImGuiKey_Keypad0, code[6] - '0');
  }
  if (code.size() >= 2 && code.size() <= 3 && code[0] == 'F' && is_digit(code[1])) {
    const int number = code.size() == 2 ? code[1] - '0' : (code[1] - '0') * 10 + (code[2] - '0');
    return number >= 1 && number <= 24 ? nth(ImGuiKey_F1, number - 1) : ImGuiKey_None;
  }
  const auto* found = std::find_if(std::begin(k_named), std::end(k_named),
                                   [code](const NamedKey& named) { return named.code == code; });
  return found == std::end(k_named) ? ImGuiKey_None : found->key;
}

const char* css_cursor(ImGuiMouseCursor cursor) {
  constexpr std::array<const char*, ImGuiMouseCursor_COUNT> k_names = {
      "default",     "text",    "move", "ns-resize", "ew-resize",  "nesw-resize",
      "nwse-resize", "pointer", "wait", "progress",  "not-allowed"};
  if (cursor < 0 || cursor >= ImGuiMouseCursor_COUNT) return "none";
  return k_names[static_cast<std::size_t>(cursor)];
}

}  // namespace ringside
