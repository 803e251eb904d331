#include <imgui_internal.h>

#include "view/panels/panels.h"
#include "view/panels/scene_menu.h"
#include "view/panels/widgets.h"

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

bool is_plain(ImGuiKeyChord modifiers) {
  return (modifiers & (ImGuiMod_Ctrl | ImGuiMod_Alt | ImGuiMod_Super)) == 0;
}

// Beside the ring where there is room for both, else a page.
template <typename Toggle>
void press_panel(PanelContext& context, Page page, const Toggle& toggle) {
  if (context.input.width >= k_columns_width && context.input.height >= k_columns_height)
    return toggle();
  ViewState& state = context.state;
  const bool shown = state.page == page && state.sheet_open;
  state.page = shown ? Page::controls : page;
  state.sheet_open = true;
}

// On, back, and what a person predicts.
template <typename Pressed>
void guide_shortcuts(PanelContext& context, const Pressed& pressed) {
  Model& model = context.model;
  const bool playing = !context.state.reduced_motion;
  const std::size_t step = model.guide()->shown();
  if (pressed(ImGuiKey_N)) return go_on_in_guide(context);
  if (pressed(ImGuiKey_P) && step > 0) return model.go_to_step(step - 1, false);
  for (int i = 0; i < static_cast<int>(k_guide_choices_max); ++i) {
    if (pressed(static_cast<ImGuiKey>(ImGuiKey_1 + i)))
      return model.predict(static_cast<std::size_t>(i), playing);
  }
}

}  // namespace

void handle_shortcuts(PanelContext& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput) return;
  Model& model = context.model;
  if (ImGui::IsKeyPressed(ImGuiKey_Z, false) && (held_with(ImGuiKey_Z) & ImGuiMod_Ctrl) != 0)
    model.undo();
  const auto pressed = [](ImGuiKey key, bool repeats = false) {
    return ImGui::IsKeyPressed(key, repeats) && is_plain(held_with(key));
  };
  const auto with_shift = [](ImGuiKey key) { return (held_with(key) & ImGuiMod_Shift) != 0; };
  // A control that the keyboard is on has the space bar for itself.
  if (!io.NavVisible && pressed(ImGuiKey_Space)) model.set_playing(!model.playback().playing());
  if (pressed(ImGuiKey_Period, true))
    with_shift(ImGuiKey_Period) ? model.step_operation() : model.step();
  if (pressed(ImGuiKey_Comma, true))
    with_shift(ImGuiKey_Comma) ? model.step_operation_back() : model.step_back();
  if (pressed(ImGuiKey_LeftBracket, true)) model.go_to_previous_mark();
  if (pressed(ImGuiKey_RightBracket, true)) model.go_to_next_mark();
  if (pressed(ImGuiKey_L)) model.go_on_live();
  bool& diagram = context.state.diagram.open;
  if (pressed(ImGuiKey_D))
    press_panel(context, Page::diagram, [&] { toggle_below(context, diagram); });
  if (pressed(ImGuiKey_G))
    press_panel(context, Page::plots, [&] { toggle_below(context, context.state.plots.open); });
  if (pressed(ImGuiKey_O)) press_panel(context, Page::story, [&] { toggle_story(context); });
  if (pressed(ImGuiKey_Slash)) context.state.focus_command = true;
  if (pressed(ImGuiKey_M) || pressed(ImGuiKey_Menu)) open_menu_by_key(context);
  if (pressed(ImGuiKey_H)) model.heal();
  if (pressed(ImGuiKey_S)) model.star_selected();
  if (model.guide() && guide_shown(context.state, model)) guide_shortcuts(context, pressed);
}

}  // namespace ringside
