#include <imgui_internal.h>

#include <algorithm>

#include "view/panels/actions.h"
#include "view/panels/panels.h"
#include "view/panels/scene_menu.h"

namespace ringside {
namespace {

// The modifiers that were held when the key went down. In the time of a slow frame they may have
// been let go of again, and ImGui tells only what is held at its end.
ImGuiKeyChord held_with(ImGuiKey key) {
  const ImVector<ImGuiInputEvent>& events = ImGui::GetCurrentContext()->InputEventsTrail;
  ImGuiKeyChord held = ImGui::GetIO().KeyMods;
  for (int i = events.Size; i-- > 0;) {
    if (events[i].Type != ImGuiInputEventType_Key) continue;
    const ImGuiInputEventKey& event = events[i].Key;
    if (event.Key == key && event.Down) return held;
    const ImGuiKeyChord modifier = event.Key & ImGuiMod_Mask_;
    held = event.Down ? held & ~modifier : held | modifier;
  }
  return ImGui::GetIO().KeyMods;  // It was pressed before, and repeats.
}

// Whether the modifiers are those of the chord, but for Shift with letters.
bool are_of(ImGuiKeyChord held, ImGuiKeyChord chord) {
  const ImGuiKeyChord key = chord & ~ImGuiMod_Mask_;
  const bool letter = key >= ImGuiKey_A && key <= ImGuiKey_Z;
  const ImGuiKeyChord counts = letter ? ImGuiMod_Mask_ & ~ImGuiMod_Shift : ImGuiMod_Mask_;
  return (held & counts) == (chord & counts);
}

bool is_pressed(ImGuiKeyChord chord, bool repeats) {
  const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  return key != ImGuiKey_None && ImGui::IsKeyPressed(key, repeats) && are_of(held_with(key), chord);
}

// Wherever the keyboard has it.
bool is_typed(ImWchar character) {
  const ImVector<ImWchar>& typed = ImGui::GetIO().InputQueueCharacters;
  return std::find(typed.begin(), typed.end(), character) != typed.end();
}

}  // namespace

void handle_shortcuts(PanelContext& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || context.state.palette.open) return;
  for (const Action& action : actions()) {
    // A control that the keyboard is on has the space bar for itself.
    if (action.chord == ImGuiKey_Space && io.NavVisible) continue;
    if (is_pressed(action.chord, action.repeats) && (!action.can || action.can(context)))
      action.run(context);
  }
  if (is_pressed(ImGuiKey_Menu, false)) open_menu_by_key(context);
  if (is_typed('?')) context.state.palette.opens = true;
  if (!context.model.guide() || !guide_shown(context.state, context.model)) return;
  for (std::size_t i = 0; i < k_guide_choices_max; ++i) {
    if (is_pressed(ImGuiKey_1 + static_cast<int>(i), false))
      context.model.predict(i, !context.state.reduced_motion);
  }
}

}  // namespace ringside
