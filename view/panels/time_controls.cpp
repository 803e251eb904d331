// Title and speed.
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

// At this speed a message of the usual millisecond is under way for three frames.
constexpr double k_seen_speed = 0.02;

std::string speed_words(const PanelContext& context) {
  const double speed = context.model.playback().speed();
  // Asked for more than this machine can carry: say what it manages.
  if (context.model.playback().playing() && context.model.live() &&
      context.model.session().pace() < 0.9) {
    return text::speed_reached(speed_text(speed * context.model.session().pace()));
  }
  return speed_factor_text(speed);
}

void theme_button(PanelContext& context, ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0, 0, 0, 0));
  if (icon_button(context, "##Theme", Icon::theme, text::k_hint_theme, size))
    context.state.dark = !context.state.dark;
  ImGui::PopStyleColor();
}

}  // namespace

void show_introduction(PanelContext& context) {
  wrapped_in(context.palette.text_muted, text::k_subtitle);
  ImGui::Dummy({0, space::k_hair});
  const bool some_down = context.model.nodes_down() > 0;
  const char* next_step = context.model.session().recorded() ? ""
                          : some_down                        ? text::k_how_to_restart
                          : context.state.touch              ? text::k_how_to_touch
                                                             : text::k_how_to_kill;
  wrapped_in(context.palette.text, context.model.doing() + " " + next_step);
}

void show_title(PanelContext& context) {
  const float side = ImGui::GetFrameHeight();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 start = ImGui::GetCursorPos();
  {
    const Type type(context.fonts.strong, type_size::k_title);
    text_in(context.palette.text, text::k_title);
  }
  const ImVec2 below = ImGui::GetCursorPos();
  ImGui::SetCursorPos({start.x + width - side, start.y - 3});
  theme_button(context, {side, side});
  ImGui::SetCursorPos(below);
  show_introduction(context);
}

void show_header(PanelContext& context) {
  const float side = ImGui::GetFrameHeight();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 start = ImGui::GetCursorPos();
  const float title = [&] {
    const Type type(context.fonts.strong, type_size::k_title);
    ImGui::SetCursorPosY(start.y + (side - ImGui::GetTextLineHeight()) / 2);
    text_in(context.palette.text, text::k_title);
    return ImGui::GetItemRectSize().x;
  }();
  const float buttons = 3 * side + 2 * space::k_small;
  const std::string speed = speed_text(context.model.playback().speed());
  const float speed_width = ImGui::CalcTextSize(speed.c_str()).x;
  if (title + speed_width + buttons + 2 * space::k_large < width) {
    ImGui::SetCursorPos({start.x + width - buttons - space::k_medium - speed_width,
                         start.y + (side - ImGui::GetTextLineHeight()) / 2});
    text_in(context.palette.text_muted, speed);
  }
  ImGui::SetCursorPos({start.x + width - buttons, start.y});
  play_button(context, {side, side}, false);
  ImGui::SameLine();
  step_button(context, {side, side});
  ImGui::SameLine();
  theme_button(context, {side, side});
}

void speed_slider(PanelContext& context, float width) {
  int stop = static_cast<int>(context.model.playback().stop());
  if (slider(context, "##Speed", stop, static_cast<int>(k_speed_stops) - 1, width)) {
    context.model.set_speed_stop(static_cast<std::size_t>(stop));
  }
  hint(text::k_hint_speed);
}

void show_speed(PanelContext& context) {
  const std::string factor = speed_words(context);
  text_in(context.palette.text_muted, text::k_speed);
  ImGui::SameLine();
  text_in(context.palette.text, speed_text(context.model.playback().speed()));
  go_on_at_right(ImGui::CalcTextSize(factor.c_str()).x);
  text_in(context.palette.text_muted, factor);
  speed_slider(context, ImGui::GetContentRegionAvail().x);
  if (context.model.playback().speed() > k_seen_speed) {
    const Type type(context.fonts.sans, type_size::k_small);
    wrapped_in(context.palette.text_muted, text::k_too_fast_to_see);
  }
  if (context.input.width < k_sheet_below) show_time_jumps(context);
}

}  // namespace ringside
