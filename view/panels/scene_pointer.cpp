#include "view/panels/scene_pointer.h"

#include <imgui.h>

namespace ringside {
namespace {

// A finger or hand that moves further while it presses meant something else than a click.
constexpr float k_slip_max = 12;

void click(const Hit& what, Model& model) {
  if (const auto* node = std::get_if<NodeId>(&what)) return model.press_node(*node);
  if (std::holds_alternative<KeyHash>(what)) model.select(what);
}

}  // namespace

void follow_pointer(const RingScene& scene, const Rect& area, Model& model, ViewState& state) {
  const ImGuiIO& io = ImGui::GetIO();
  const Point at{io.MousePos.x, io.MousePos.y};
  const bool ours = !io.WantCaptureMouse && ImGui::IsMousePosValid() && area.contains(at);
  const bool touching = !state.finger || ImGui::IsMouseDown(ImGuiMouseButton_Left) ||
                        ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  state.hovered = ours && touching ? scene.hit(at) : std::nullopt;
  if (state.hovered != state.clicked) state.clicked.reset();
  if (state.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

  if (ours && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    state.pressed = state.hovered;
    // A message may have moved on by the time the button is up; a node never has.
    if (!state.hovered) model.select(std::nullopt);
  }
  if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return;
  const float slip_squared = io.MouseDragMaxDistanceSqr[ImGuiMouseButton_Left];
  if (ours && state.pressed && slip_squared <= k_slip_max * k_slip_max) {
    click(*state.pressed, model);
    if (std::holds_alternative<NodeId>(*state.pressed)) state.clicked = state.pressed;
  }
  state.pressed.reset();
}

}  // namespace ringside
