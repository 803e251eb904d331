// The transport: buttons that play, step and jump, and the bar that they share with the time axis.
#include <array>

#include "view/app/text_plots.h"
#include "view/app/text_promises.h"
#include "view/app/text_share.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

using Button = void (*)(PanelContext&, Point);

void jump(PanelContext& context, const char* label, Icon icon, const char* explanation, Point size,
          void (Model::*go)()) {
  if (icon_button(context, label, icon, explanation, im(size))) (context.model.*go)();
}

void square_play_button(PanelContext& context, Point size) { play_button(context, size, false); }

template <std::size_t N>
void row_of(PanelContext& context, const std::array<Button, N>& buttons, Point size) {
  for (std::size_t i = 0; i < N; ++i) {
    if (i > 0) ImGui::SameLine(0, space::k_tight);
    buttons[i](context, size);
  }
}

constexpr std::array<Button, 7> k_all{previous_mark_button, operation_back_button, step_back_button,
                                      square_play_button,   step_button,           operation_button,
                                      next_mark_button};
constexpr std::array<Button, 3> k_few{step_back_button, square_play_button, step_button};

float width_of(std::size_t buttons, float side) {
  return static_cast<float>(buttons) * (side + space::k_tight) - space::k_tight;
}

constexpr float k_live_width = 76;
constexpr float k_branch_width = 58;

bool has_branches(const PanelContext& context) {
  return context.model.session().branches().size() > 1;
}

bool has_diagram_beside(const PanelContext& context) {
  return context.input.width >= k_columns_width && context.input.height >= k_columns_height;
}

// The diagram, the plots, the promises, the story of an operation, undo, the branch if there are
// several, and "Live"; nothing but the last where there is no room.
float width_of_right(const PanelContext& context, float side, bool all) {
  if (!all) return k_live_width;
  return k_live_width + side + space::k_tight +
         (has_diagram_beside(context) ? 4 * (side + space::k_tight) : 0) +
         (has_branches(context) ? k_branch_width + space::k_tight : 0);
}

void show_right(PanelContext& context, float side, bool all) {
  if (all) {
    if (has_diagram_beside(context)) {
      diagram_button(context, {side, side});
      ImGui::SameLine(0, space::k_tight);
      plots_button(context, {side, side});
      ImGui::SameLine(0, space::k_tight);
      promises_button(context, {side, side});
      ImGui::SameLine(0, space::k_tight);
      story_button(context, {side, side});
      ImGui::SameLine(0, space::k_tight);
    }
    undo_button(context, {side, side});
    ImGui::SameLine(0, space::k_tight);
    if (has_branches(context)) {
      branch_button(context, {k_branch_width, side});
      ImGui::SameLine(0, space::k_tight);
    }
  }
  live_button(context, {k_live_width, side});
}

// Everything in one line, the axis between the buttons and "Live".
void show_in_one_row(PanelContext& context, float height, bool all) {
  const ImVec2 start = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = std::min(context.state.touch ? space::k_touch : 34.0f, height);
  const float top = start.y + (height - side) / 2;
  const bool embedded = context.state.embedded;
  const bool sheet = context.input.width < k_sheet_below || embedded;
  ImGui::SetCursorPos({start.x, top});
  float left = 0;
  if (sheet) {
    // Play and step are in the header, if there is one.
    (embedded ? square_play_button : step_back_button)(context, {side, side});
    left = side;
  } else if (all) {
    row_of(context, k_all, {side, side});
    left = width_of(k_all.size(), side);
  } else {
    row_of(context, k_few, {side, side});
    left = width_of(k_few.size(), side);
  }
  left += space::k_large;
  ImGui::SetCursorPos({start.x + left, start.y});
  const bool all_right = all && !sheet;
  const float right = width_of_right(context, side, all_right);
  show_time_track(context, {width - left - right - space::k_large, height});
  ImGui::SetCursorPos({start.x + width - right, top});
  show_right(context, side, all_right);
}

void show_in_two_rows(PanelContext& context, float height) {
  const ImVec2 start = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float side = context.state.touch ? space::k_touch : 34;
  row_of(context, k_all, {side, side});
  const float right = width_of_right(context, side, true);
  const bool room = width_of(k_all.size(), side) + right + space::k_small < width;
  ImGui::SetCursorPos({start.x + width - (room ? right : k_live_width), start.y});
  show_right(context, side, room);
  ImGui::SetCursorPos({start.x, start.y + side + space::k_tight});
  show_time_track(context, {width, height - side - space::k_tight});
}

}  // namespace

void play_button(PanelContext& context, Point size, bool with_words) {
  const bool playing = context.model.playback().playing();
  const char* label = playing ? (with_words ? text::k_label_pause : "##Pause")
                              : (with_words ? text::k_label_play : "##Play");
  if (primary_button(context, label, playing ? Icon::pause : Icon::play, im(size)))
    context.model.set_playing(!playing);
  hint(playing ? text::k_hint_pause : text::k_hint_play);
}

void step_button(PanelContext& context, Point size) {
  const bool live = context.model.live();
  const bool possible = !live || context.model.session().can_step();
  ImGui::BeginDisabled(!possible);
  jump(context, "##Step", Icon::step, nullptr, size, &Model::step);
  ImGui::EndDisabled();
  hint(!possible ? context.model.session().why_no_step()
       : live    ? text::k_hint_step
                 : text::k_hint_step_past);
}

void operation_button(PanelContext& context, Point size) {
  const bool possible = !context.model.live() || context.model.session().can_step();
  ImGui::BeginDisabled(!possible);
  jump(context, "##Step operation", Icon::operation, nullptr, size, &Model::step_operation);
  ImGui::EndDisabled();
  hint(possible ? text::k_hint_operation : context.model.session().why_no_step());
}

void step_back_button(PanelContext& context, Point size) {
  jump(context, "##Step back", Icon::step_back, text::k_hint_step_back, size, &Model::step_back);
}

void operation_back_button(PanelContext& context, Point size) {
  jump(context, "##Step operation back", Icon::operation_back, text::k_hint_operation_back, size,
       &Model::step_operation_back);
}

void next_mark_button(PanelContext& context, Point size) {
  jump(context, "##Next mark", Icon::mark_next, text::k_hint_next_mark, size,
       &Model::go_to_next_mark);
}

void previous_mark_button(PanelContext& context, Point size) {
  jump(context, "##Previous mark", Icon::mark_back, text::k_hint_previous_mark, size,
       &Model::go_to_previous_mark);
}

void toggle_below(PanelContext& context, bool& open) {
  const bool opens = !open;
  context.state.diagram.open = context.state.plots.open = context.state.promises.open = false;
  open = opens;
}

namespace {

// Lit while what it opens below the ring is shown.
void below_button(PanelContext& context, const char* label, Icon icon, const char* about,
                  bool& open, Point size) {
  if (choice(context, label, open, im(size))) toggle_below(context, open);
  hint(about);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  draw_icon(*ImGui::GetWindowDrawList(), icon, {(low.x + high.x) / 2, (low.y + high.y) / 2 - 1}, 16,
            ink(open ? context.palette.accent : context.palette.text));
}

}  // namespace

void plots_button(PanelContext& context, Point size) {
  below_button(context, "##Plots panel", Icon::plots, text::k_hint_plots, context.state.plots.open,
               size);
}

void promises_button(PanelContext& context, Point size) {
  below_button(context, "##Promises panel", Icon::promises, text::k_hint_promises,
               context.state.promises.open, size);
}

void diagram_button(PanelContext& context, Point size) {
  below_button(context, "##Diagram panel", Icon::diagram, text::k_hint_diagram,
               context.state.diagram.open, size);
}

// Lit while the present is shown; the way back to it while it is not.
void live_button(PanelContext& context, Point size) {
  const Palette& palette = context.palette;
  const bool live = context.model.live();
  ImGui::PushStyleColor(ImGuiCol_Button, vec(live ? palette.panel : palette.accent));
  ImGui::PushStyleColor(
      ImGuiCol_ButtonHovered,
      vec(live ? palette.panel_hovered : mixed(palette.accent, palette.text, 0.18f)));
  ImGui::PushStyleColor(ImGuiCol_Text, ImVec4(0, 0, 0, 0));
  const bool recorded = context.model.session().recorded();
  const char* label = recorded ? text::k_label_end : text::k_label_live;
  if (ImGui::Button(label, im(size))) context.model.go_on_live();
  ImGui::PopStyleColor(3);
  hint(recorded ? text::k_hint_end : live ? text::k_hint_live : text::k_hint_to_live);
  const Type type(context.fonts.strong, type_size::k_body);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const std::string word(label, ImGui::FindRenderedTextEnd(label));
  const ImVec2 words = ImGui::CalcTextSize(word.c_str());
  const float left = (low.x + high.x - words.x - 16) / 2;
  const float middle = (low.y + high.y) / 2;
  const bool passing = live && context.model.playback().playing();
  const Colour dot = passing ? palette.good : live ? palette.text_muted : palette.on_accent;
  draw_icon(list, Icon::live, {left + 5, middle}, 14, ink(dot));
  list.AddText({left + 16, middle - words.y / 2},
               ink(live ? palette.text_muted : palette.on_accent), word.c_str());
}

void show_time_jumps(PanelContext& context) {
  const float side = std::max(ImGui::GetFrameHeight(), 34.0f);
  constexpr std::array<Button, 4> k_jumps{previous_mark_button, operation_back_button,
                                          operation_button, next_mark_button};
  const float width =
      (ImGui::GetContentRegionAvail().x - space::k_tight * (k_jumps.size() - 1)) / k_jumps.size();
  row_of(context, k_jumps, {width, side});
  undo_button(context, {width, side});
  ImGui::SameLine(0, space::k_tight);
  if (has_branches(context)) branch_button(context, {width, side});
}

void show_timeline(PanelContext& context, const Rect& area) {
  const float height = ImGui::GetContentRegionAvail().y;
  if (area.height >= 90) return show_in_two_rows(context, height);
  show_in_one_row(context, height, area.width >= k_timeline_one_row);
}

}  // namespace ringside
