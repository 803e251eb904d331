#include "view/panels/scene_pointer.h"

#include <imgui.h>

#include "view/panels/scene_menu.h"
#include "view/scene/focus.h"

namespace ringside {
namespace {

// A finger or hand that moves further while it presses meant something else than a click.
constexpr float k_slip_max = 12;
constexpr float k_rest_seconds = 0.5f;
constexpr float k_lasso_step = 3;
constexpr std::size_t k_lasso_points_max = 2000;

bool is_node(const std::optional<Hit>& what) {
  return what && std::holds_alternative<NodeId>(*what);
}

bool has_slipped() {
  return ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] > k_slip_max * k_slip_max;
}

void click(const Hit& what, Point at, Model& model, ViewState& state) {
  if (const auto* node = std::get_if<NodeId>(&what)) return model.press_node(*node);
  if (std::holds_alternative<KeyHash>(what)) return model.select(what);
  // Beside the menu of a message stands what it belongs to.
  if (const auto* id = std::get_if<MessageId>(&what)) {
    const WorldMessage* message = find_message(model.world(), *id);
    if (message != nullptr && raw(message->facts.op) != 0) model.select(Hit{message->facts.op});
  }
  open_menu(state, what, at);
}

void give_up_lasso(ViewState& state) {
  state.may_lasso = false;
  state.lasso.clear();
}

// A line that began beside the nodes goes on wherever the pointer is.
void draw_lasso(const RingScene& scene, Point at, Model& model, ViewState& state) {
  if (!state.may_lasso) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) || ImGui::IsMouseClicked(ImGuiMouseButton_Right))
    return give_up_lasso(state);
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && has_slipped()) {
    if (state.lasso.empty()) {
      const ImVec2 start = ImGui::GetIO().MouseClickedPos[ImGuiMouseButton_Left];
      state.lasso.push_back({start.x, start.y});
      state.pressed.reset();
    }
    const bool moved = distance(state.lasso.back(), at) >= k_lasso_step;
    if (moved && ImGui::IsMousePosValid() && state.lasso.size() < k_lasso_points_max)
      state.lasso.push_back(at);
  }
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
  if (!state.lasso.empty()) model.partition(scene.nodes_inside(state.lasso));
  give_up_lasso(state);
}

}  // namespace

void follow_pointer(const RingScene& scene, const Rect& area, Model& model, ViewState& state) {
  const ImGuiIO& io = ImGui::GetIO();
  const Point at{io.MousePos.x, io.MousePos.y};
  const bool ours = !io.WantCaptureMouse && ImGui::IsMousePosValid() && area.contains(at);
  const bool touching = !state.finger || ImGui::IsMouseDown(ImGuiMouseButton_Left) ||
                        ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  state.hovered = ours && touching && state.lasso.empty() ? scene.hit(at) : std::nullopt;
  if (state.hovered != state.clicked) state.clicked.reset();
  if (state.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

  if (ours && ImGui::IsMouseClicked(ImGuiMouseButton_Right) && state.hovered)
    open_menu(state, *state.hovered, at);
  if (ours && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    state.pressed = state.hovered;
    state.may_lasso = !is_node(state.hovered);
    // A message may have moved on by the time the button is up; a node never has.
    if (!state.hovered) model.select(std::nullopt);
  }
  draw_lasso(scene, at, model, state);
  const bool rests = state.finger && ImGui::IsMouseDown(ImGuiMouseButton_Left) && !has_slipped() &&
                     io.MouseDownDuration[ImGuiMouseButton_Left] >= k_rest_seconds;
  if (rests && state.pressed) {
    open_menu(state, *state.pressed, at);
    state.pressed.reset();
    give_up_lasso(state);
  }
  if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left)) return;
  if (ours && state.pressed && !has_slipped()) {
    click(*state.pressed, at, model, state);
    if (is_node(state.pressed)) state.clicked = state.pressed;
  }
  state.pressed.reset();
}

}  // namespace ringside
