// Undo, and the branches of a run.
#include "core/scenario/command_text.h"
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr const char* k_menu = "Branches";

// Found once, it stays: events are only added. Looked for each time until then.
std::optional<std::uint64_t> difference(PanelContext& context, const Branch& other) {
  const Branch& shown = context.model.session().active();
  auto& known = context.state.differences;
  const std::pair both{shown.generation, other.generation};
  if (const auto found = known.find(both); found != known.end()) return found->second;
  const auto differs = first_difference(shown.timeline, other.timeline);
  if (differs) known.emplace(both, *differs);
  return differs;
}

std::string origin_of(const Branch& branch) {
  if (!branch.parent) return text::k_first_branch;
  const GivenCommand* first = branch.begun_with();
  return text::branch_origin(name_of_branch(*branch.parent), clock_text(branch.forked_time),
                             first ? shortened(to_text(first->command), 40) : std::string());
}

std::string event_at(const Branch& branch, std::uint64_t moment) {
  const TraceLog& log = branch.timeline.kept();
  return text::here_happens(name_of_branch(branch.number),
                            describe(log.events()[moment - log.forgotten()], log));
}

// What sets the branch apart from the one shown; a press leads there.
void show_difference(PanelContext& context, const Branch& branch) {
  const auto differs = difference(context, branch);
  if (!differs) return text_in(context.palette.text_muted, text::k_no_difference);
  const Branch& shown = context.model.session().active();
  const TraceLog& log = shown.timeline.kept();
  const std::string words =
      text::differs_at(clock_text(log.events()[*differs - log.forgotten()].at));
  ImGui::PushStyleColor(ImGuiCol_Text, vec(context.palette.accent));
  const std::string label = fmt::format("{}##Difference {}", words, name_of_branch(branch.number));
  if (ImGui::Selectable(label.c_str(), false, 0, {260, 0}))
    context.model.go_to_moment(*differs + 1);
  ImGui::PopStyleColor();
  const Type type(context.fonts.sans, type_size::k_small);
  text_in(context.palette.text_muted, shortened(event_at(shown, *differs), 64));
  text_in(context.palette.text_muted, shortened(event_at(branch, *differs), 64));
}

void show_branch_row(PanelContext& context, std::size_t index) {
  const ClusterSession& session = context.model.session();
  const Branch& branch = *session.branches()[index];
  const bool shown = index == session.active_branch();
  const std::string name = name_of_branch(branch.number);
  {
    const Type type(context.fonts.strong, type_size::k_body);
    const std::string label = fmt::format("{}##Branch {}", text::branch_title(name), name);
    if (ImGui::Selectable(label.c_str(), shown, 0, {260, 0})) context.model.show_branch(index);
  }
  const Type type(context.fonts.sans, type_size::k_small);
  text_in(context.palette.text_muted, origin_of(branch));
  if (!shown && index < session.branches().size()) show_difference(context, branch);
}

}  // namespace

void undo_button(PanelContext& context, Point size) {
  const bool possible = context.model.session().can_branch();
  const GivenCommand* given = possible ? context.model.undoable() : nullptr;
  ImGui::BeginDisabled(given == nullptr);
  if (icon_button(context, "##Undo", Icon::undo, nullptr, im(size))) {
    context.model.undo();
    ImGui::EndDisabled();
    return;
  }
  ImGui::EndDisabled();
  if (!possible) return hint(context.model.session().why_no_branch());
  if (given == nullptr) return hint(text::k_nothing_to_undo);
  hint(text::hint_undo(shortened(to_text(given->command), 60)).c_str());
}

void branch_button(PanelContext& context, Point size) {
  const std::string name = name_of_branch(context.model.session().active().number);
  if (ImGui::Button("##Branches", im(size))) ImGui::OpenPopup(k_menu);
  hint(text::k_hint_branches);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  {
    const Type type(context.fonts.strong, type_size::k_body);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 words = ImGui::CalcTextSize(name.c_str());
    constexpr float k_sign = 14;
    const float left = (low.x + high.x - words.x - k_sign - space::k_tight) / 2;
    const float middle = (low.y + high.y) / 2;
    draw_icon(list, Icon::fork, {left + k_sign / 2, middle}, k_sign, ink(context.palette.text));
    list.AddText({left + k_sign + space::k_tight, middle - words.y / 2}, ink(context.palette.text),
                 name.c_str());
  }
  ImGui::SetNextWindowPos({high.x, low.y - space::k_small}, ImGuiCond_Appearing, {1, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_medium});
  if (ImGui::BeginPopup(k_menu)) {
    for (std::size_t i = 0; i < context.model.session().branches().size(); ++i) {
      if (i > 0) ImGui::Dummy({0, space::k_tight});
      show_branch_row(context, i);
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace ringside
