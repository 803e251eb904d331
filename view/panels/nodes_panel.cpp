// The node table: state, keys, and a button to kill or restart each.
#include <cfloat>

#include "view/app/text_menu.h"
#include "view/app/text_share.h"
#include "view/panels/panels.h"
#include "view/panels/scene_menu.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_button_width = 76;
constexpr float k_menu_width = 30;

bool is_selected(const PanelContext& context, NodeId node) {
  const auto& selected = context.model.selected();
  return selected && *selected == Hit{node};
}

void row_back(PanelContext& context, NodeId node, ImVec2 at, ImVec2 size) {
  const std::string name = "##" + text::node_label(raw(node));
  ImGui::SetNextItemAllowOverlap();
  if (ImGui::Selectable(name.c_str(), is_selected(context, node), ImGuiSelectableFlags_AllowOverlap,
                        size)) {
    context.model.select(Hit{node});
  }
  ImGui::SetCursorScreenPos(at);
}

void node_row(PanelContext& context, NodeId node, float height) {
  const WorldNode& facts = context.world().node(node);
  const Palette& palette = context.palette;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(static_cast<int>(raw(node)));
  row_back(context, node, at, {width, height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = at.y + height / 2;
  const float text_top = middle - ImGui::GetTextLineHeight() / 2;
  node_mark(list, context, node, {at.x + 7, middle}, 6);
  list.AddText({at.x + 24, text_top}, ink(palette.text), text::node_label(raw(node)).c_str());
  const std::string state = !facts.up          ? std::string(text::k_node_state_down)
                            : facts.paused     ? std::string(text::k_state_paused)
                            : facts.recovering ? std::string(text::k_node_state_recovering)
                                               : text::count(facts.live_keys, text::k_key);
  const Colour tone = !facts.up                          ? palette.bad
                      : facts.recovering || facts.paused ? palette.warning
                                                         : palette.text_muted;
  list.AddText({at.x + 108, text_top}, ink(tone), state.c_str());

  const float menu_width = context.state.touch ? space::k_touch : k_menu_width;
  ImGui::SetCursorScreenPos(
      {at.x + width - k_button_width - menu_width - space::k_tight, at.y + 2});
  const bool asks = icon_button(context, text::menu_button(raw(node)).c_str(), Icon::more,
                                context.state.finger ? text::k_hint_menu_touch : text::k_hint_menu,
                                {menu_width, height - 4});
  if (asks) {
    const ImVec2 low = ImGui::GetItemRectMin();
    open_menu(context.state, node, {low.x, low.y + height / 2});
  }
  ImGui::SetCursorScreenPos({at.x + width - k_button_width, at.y + 2});
  const std::string label =
      facts.up ? text::kill_button(raw(node)) : text::restart_button(raw(node));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {space::k_small, context.state.touch ? 8.0f : 4.0f});
  ImGui::PushStyleColor(ImGuiCol_Text, vec(facts.up ? palette.text : palette.accent));
  const bool recorded = context.model.session().recorded();
  ImGui::BeginDisabled(recorded);
  if (ImGui::Button(label.c_str(), {k_button_width, height - 4})) context.model.press_node(node);
  ImGui::EndDisabled();
  if (recorded) hint(text::k_why_recorded);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  ImGui::PopID();
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  ImGui::Dummy({0, 0});
}

}  // namespace

void show_node_table(PanelContext& context) {
  heading(context, text::k_heading_nodes);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 0});
  if (ImGui::BeginChild("node table", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    const float height = context.state.touch ? 44.0f : 32.0f;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(context.world().nodes().size()), height);
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        node_row(context, NodeId{static_cast<std::uint32_t>(i)}, height);
      }
    }
    scroll_by_touch(context);
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace ringside
