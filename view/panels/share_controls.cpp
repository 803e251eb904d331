// How a run gets to somebody else.
#include "view/app/text_share.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

void show_export_row(PanelContext& context, Export what) {
  const text::ExportWords& words = text::k_exports[static_cast<std::size_t>(what)];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ImGui::GetTextLineHeight();
  const float height = std::max(2 * line + space::k_hair, context.state.touch ? 44.0f : 0.0f);
  const Type type(context.fonts.strong, type_size::k_body);
  if (ImGui::Selectable(words.label, false, 0, {250, height})) context.model.ask_for(what);
  ImGui::GetWindowDrawList()->AddText(context.fonts.sans, type_size::k_small,
                                      {at.x, at.y + line + space::k_hair},
                                      ink(context.palette.text_muted), words.use);
}

void export_button(PanelContext& context) {
  if (ImGui::Button(text::k_label_export, {-1, 0})) ImGui::OpenPopup(text::k_menu_export);
  hint(text::k_hint_export);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  // Beside the panel where there is room, else above the button.
  const bool beside = high.x + 300 < context.input.width;
  ImGui::SetNextWindowPos(
      beside ? ImVec2{high.x + space::k_medium, high.y} : ImVec2{low.x, low.y - space::k_small},
      ImGuiCond_Appearing, {0, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_medium});
  if (ImGui::BeginPopup(text::k_menu_export)) {
    for (std::size_t i = 0; i < std::size(text::k_exports); ++i)
      show_export_row(context, static_cast<Export>(i));
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

void show_share(PanelContext& context) {
  const ClusterSession& session = context.model.session();
  ImGui::BeginDisabled(session.recorded());
  if (ImGui::Button(text::k_label_share, {-1, 0})) context.model.copy_link();
  ImGui::EndDisabled();
  hint(session.recorded()     ? text::k_why_no_link_of_recording
       : session.can_branch() ? text::k_hint_share
                              : text::k_hint_share_threads);
  export_button(context);
}

}  // namespace ringside
