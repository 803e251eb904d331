#include "view/panels/actions.h"

#include "view/panels/panels.h"
#include "view/panels/scene_menu.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

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

void press_diagram(PanelContext& context) {
  press_panel(context, Page::diagram, [&] { toggle_below(context, context.state.diagram.open); });
}
void press_plots(PanelContext& context) {
  press_panel(context, Page::plots, [&] { toggle_below(context, context.state.plots.open); });
}
void press_promises(PanelContext& context) {
  press_panel(context, Page::promises, [&] { toggle_below(context, context.state.promises.open); });
}
void press_story(PanelContext& context) {
  press_panel(context, Page::story, [&] { toggle_story(context); });
}
void go_back_in_guide(PanelContext& context) {
  if (const std::size_t step = context.model.guide()->shown(); step > 0)
    context.model.go_to_step(step - 1, false);
}
void list_guides(PanelContext& context) {
  context.state.guide.list = true;
  context.state.page = Page::controls;
  context.state.sheet_open = true;
}
bool in_guide(const PanelContext& context) {
  return context.model.guide() && guide_shown(context.state, context.model);
}

constexpr Action k_actions[] = {
    {text::k_play_or_pause, ImGuiKey_Space, false,
     [](PanelContext& context) { context.model.set_playing(!context.model.playback().playing()); }},
    {text::k_next_event, ImGuiKey_Period, true, [](PanelContext& c) { c.model.step(); }},
    {text::k_last_event, ImGuiKey_Comma, true, [](PanelContext& c) { c.model.step_back(); }},
    {text::k_end_of_operation, ImGuiMod_Shift | ImGuiKey_Period, true,
     [](PanelContext& c) { c.model.step_operation(); }},
    {text::k_begin_of_operation, ImGuiMod_Shift | ImGuiKey_Comma, true,
     [](PanelContext& c) { c.model.step_operation_back(); }},
    {text::k_next_mark, ImGuiKey_RightBracket, true,
     [](PanelContext& c) { c.model.go_to_next_mark(); }},
    {text::k_last_mark, ImGuiKey_LeftBracket, true,
     [](PanelContext& c) { c.model.go_to_previous_mark(); }},
    {text::k_to_live, ImGuiKey_L, false, [](PanelContext& c) { c.model.go_on_live(); }},
    {text::k_undo, ImGuiMod_Ctrl | ImGuiKey_Z, false, [](PanelContext& c) { c.model.undo(); }},
    {text::k_show_diagram, ImGuiKey_D, false, press_diagram},
    {text::k_show_plots, ImGuiKey_G, false, press_plots},
    {text::k_show_promises, ImGuiKey_C, false, press_promises},
    {text::k_show_replicas, ImGuiKey_R, false, toggle_replicas},
    {text::k_show_operation, ImGuiKey_O, false, press_story},
    {text::k_write_command, ImGuiKey_Slash, false,
     [](PanelContext& c) { c.state.focus_command = true; }},
    {text::k_open_menu, ImGuiKey_M, false, open_menu_by_key},
    {text::k_heal_all, ImGuiKey_H, false, [](PanelContext& c) { c.model.heal(); }},
    {text::k_star_it, ImGuiKey_S, false, [](PanelContext& c) { c.model.star_selected(); }},
    {text::k_list_guides, ImGuiKey_None, false, list_guides},
    {text::k_go_on_in_guide, ImGuiKey_N, false, go_on_in_guide, in_guide},
    {text::k_go_back_in_guide, ImGuiKey_P, false, go_back_in_guide, in_guide},
    {text::k_take_tour, ImGuiKey_None, false, [](PanelContext& c) { c.state.tour.step = 0; }},
    {text::k_change_theme, ImGuiKey_None, false,
     [](PanelContext& c) { c.state.dark = !c.state.dark; }},
    {text::k_share_run, ImGuiKey_None, false, [](PanelContext& c) { c.model.copy_link(); },
     [](const PanelContext& c) { return !c.model.session().recorded(); }},
    {text::k_list_actions, ImGuiMod_Ctrl | ImGuiKey_K, false,
     [](PanelContext& c) { c.state.palette.opens = true; }},
};

}  // namespace

std::span<const Action> actions() { return k_actions; }

}  // namespace ringside
