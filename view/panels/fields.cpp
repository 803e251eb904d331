// Fields of forms.
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_field_width = 132;

}  // namespace

bool unfolded(const PanelContext& context, const char* title, const std::string& summary) {
  const Type type(context.fonts.strong, type_size::k_small);
  ImGui::PushStyleColor(ImGuiCol_Text, vec(context.palette.text_muted));
  ImGui::PushStyleColor(ImGuiCol_Header, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, context.state.touch ? 12.0f : 4.0f});
  const bool open =
      ImGui::TreeNodeEx(title, ImGuiTreeNodeFlags_SpanAvailWidth | ImGuiTreeNodeFlags_FramePadding |
                                   ImGuiTreeNodeFlags_NoTreePushOnOpen);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  if (open) return true;
  const Type plain(context.fonts.sans, type_size::k_small);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const ImVec2 size = ImGui::CalcTextSize(summary.c_str());
  ImGui::GetWindowDrawList()->AddText({high.x - size.x, (low.y + high.y - size.y) / 2},
                                      ink(context.palette.text_muted), summary.c_str());
  return false;
}

void field_label(const PanelContext& context, const text::Field& field) {
  ImGui::AlignTextToFramePadding();
  text_in(context.palette.text, field.name);
  hint(field.explanation);
  go_on_at_right(k_field_width);
  ImGui::SetNextItemWidth(k_field_width);
}

void field_problem(const PanelContext& context, const std::string& problem) {
  if (problem.empty()) return;
  const Type type(context.fonts.sans, type_size::k_small);
  wrapped_in(context.palette.bad, problem);
}

void number_field(const PanelContext& context, const text::Field& field, std::uint32_t& value,
                  const std::string& problem) {
  field_label(context, field);
  const std::uint32_t one = 1;
  ImGui::InputScalar(field.id, ImGuiDataType_U32, &value, &one, nullptr, "%u");
  field_problem(context, problem);
}

void text_line_field(const PanelContext& context, const text::Field& field, std::string& value,
                     const std::string& problem) {
  field_label(context, field);
  text_field(field.id, "", value);
  field_problem(context, problem);
}

}  // namespace ringside
