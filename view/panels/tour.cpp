// The tour: five places of the window, one after another, each with a card beside it.
#include <algorithm>
#include <array>

#include "view/app/text_guide.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr std::size_t k_steps = std::size(text::k_tour);
constexpr float k_width = 300;

bool in_columns(const PanelContext& context) {
  return context.input.width >= k_columns_width && context.input.height >= k_columns_height;
}

// What the step is about: a part of the window, or one thing in it.
Rect place_of(const PanelContext& context, const Layout& layout, std::size_t step) {
  switch (step) {
    case 0: return layout.ring;
    case 1: return layout.command;
    case 2: return layout.timeline;
    case 3: return context.map.find(in_columns(context) ? "Operation panel" : "Operation page");
    default: return context.map.find("Guided scenarios");
  }
}

// Beside what is tall, else above or below; over the middle of it where there is no room.
ImVec2 card_beside(const PanelContext& context, const Rect& place, ImVec2 size) {
  constexpr float k_gap = 12;
  constexpr float k_tall = 200;
  const float width = context.input.width;
  const float height = context.input.height;
  const float edge = space::k_small;
  const ImVec2 middle{
      std::clamp(place.centre().x - size.x / 2, edge, std::max(width - size.x - edge, edge)),
      std::clamp(place.centre().y - size.y / 2, edge, std::max(height - size.y - edge, edge))};
  const float above = place.y - k_gap - size.y;
  const float below = place.bottom() + k_gap;
  const float left = place.x - k_gap - size.x;
  const bool tall = place.height > k_tall;
  if (tall && left >= edge) return {left, middle.y};
  if (above >= edge) return {middle.x, above};
  if (below + size.y <= height - edge) return {middle.x, below};
  return middle;
}

void end_tour(ViewState& state) {
  state.tour.step.reset();
  state.tour.ended = true;
}

void go_to_tour_step(ViewState& state, std::size_t step) {
  if (step >= k_steps) return end_tour(state);
  state.tour.step = step;
  if (step + 1 < k_steps) return;
  // The last one points at a button there.
  state.page = Page::controls;
  state.sheet_open = true;
}

void show_card(PanelContext& context, std::size_t step) {
  ViewState& state = context.state;
  {
    const Type type(context.fonts.sans, type_size::k_small);
    text_in(context.palette.text_muted, text::guide_progress(step, k_steps));
  }
  ImGui::Dummy({k_width, 0});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + k_width);
  text_in(context.palette.text, text::k_tour[step]);
  ImGui::PopTextWrapPos();
  ImGui::Dummy({0, space::k_hair});
  const ImVec2 button{(k_width - space::k_tight) / 2, 0};
  const bool last = step + 1 == k_steps;
  if (ImGui::Button(text::k_label_tour_skip, button)) end_tour(state);
  ImGui::SameLine(0, space::k_tight);
  if (primary_button(context, last ? text::k_label_tour_done : text::k_label_tour_next,
                     last ? Icon::live : Icon::play, button))
    go_to_tour_step(state, step + 1);
}

}  // namespace

void show_tour(PanelContext& context, const Layout& layout) {
  ViewState& state = context.state;
  if (!state.tour.step) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return end_tour(state);
  const std::size_t step = *state.tour.step;
  const Rect place = place_of(context, layout, step);
  const float room = 3;
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  if (place.height > 0)
    list.AddRect({place.x - room, place.y - room}, {place.right() + room, place.bottom() + room},
                 ink(context.palette.accent), space::k_corner, 0, 2);
  constexpr ImGuiWindowFlags k_flags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing;
  ImGui::SetNextWindowPos(card_beside(context, place, {state.tour.width, state.tour.height}));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, vec(context.palette.panel_raised));
  ImGui::PushStyleColor(ImGuiCol_Border, vec(context.palette.accent));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_large, space::k_medium});
  if (ImGui::Begin("tour", nullptr, k_flags)) show_card(context, step);
  state.tour.width = ImGui::GetWindowWidth();
  state.tour.height = ImGui::GetWindowHeight();
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
}

}  // namespace ringside
