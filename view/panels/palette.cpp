// The list of all actions with their keys, and of all commands: found by part of their names.
#include <algorithm>
#include <cctype>

#include "core/scenario/command_text.h"
#include "view/app/text_share.h"
#include "view/panels/actions.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr const char* k_palette_popup = "Actions##palette";

struct Row {
  std::string name;
  const char* mark;  // on the right: its key, or what kind it is
  bool can = true;
  const Action* action = nullptr;
  std::optional<Export> save = std::nullopt;
  std::string begun = {};  // goes into the command line, to be written on
};

bool has_part(std::string_view whole, std::string_view part) {
  const auto same = [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  };
  return std::search(whole.begin(), whole.end(), part.begin(), part.end(), same) != whole.end();
}

std::vector<Row> rows_of(const PanelContext& context, const std::string& sought) {
  std::vector<Row> rows;
  const auto add = [&](Row row) {
    if (has_part(row.name, sought)) rows.push_back(std::move(row));
  };
  for (const Action& action : actions()) {
    add({action.words.name, action.words.keys, !action.can || action.can(context), &action});
  }
  for (std::size_t i = 0; i < std::size(text::k_exports); ++i) {
    const std::string_view label = text::k_exports[i].label;
    add({std::string(label.substr(0, label.find("##"))), text::k_save_mark, true, nullptr,
         static_cast<Export>(i)});
  }
  for (const std::string& word : command_words()) {
    Row row{word, text::k_command_mark};
    row.begun = word;
    add(std::move(row));
  }
  return rows;
}

void take(PanelContext& context, const Row& row) {
  if (row.action) {
    row.action->run(context);
  } else if (row.save) {
    context.model.ask_for(*row.save);
  } else {
    context.state.command = row.begun + " ";
    context.state.focus_command = true;
  }
}

int on_arrow(ImGuiInputTextCallbackData* data) {
  *static_cast<int*>(data->UserData) += data->EventKey == ImGuiKey_UpArrow ? -1 : 1;
  return 0;
}

// Whether it was pressed.
bool show_row(const PanelContext& context, const Row& row, bool chosen, bool follow) {
  const std::string label = "##action:" + row.name;
  const float height = context.state.touch ? 44.0f : ImGui::GetTextLineHeight() + space::k_small;
  ImGui::BeginDisabled(!row.can);
  const bool pressed = ImGui::Selectable(label.c_str(), chosen, 0, {0, height});
  ImGui::EndDisabled();
  if (chosen && follow) ImGui::SetScrollHereY();
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const float y = (low.y + high.y - ImGui::GetTextLineHeight()) / 2;
  const Palette& palette = context.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddText({low.x + space::k_small, y}, ink(row.can ? palette.text : palette.text_faint),
               row.name.c_str());
  const Type type(context.fonts.mono, type_size::k_body);
  const float right = high.x - space::k_small - ImGui::CalcTextSize(row.mark).x;
  list.AddText({right, y}, ink(palette.text_muted), row.mark);
  return pressed;
}

void show_contents(PanelContext& context) {
  PaletteLook& look = context.state.palette;
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::CloseCurrentPopup();
  ImGui::SetNextItemWidth(-1);
  const int before = look.chosen;
  const std::string sought = look.sought;
  const bool entered =
      text_field("##Find an action", text::k_find_action, look.sought,
                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory,
                 on_arrow, &look.chosen);
  if (look.sought != sought) look.chosen = 0;
  const std::vector<Row> rows = rows_of(context, look.sought);
  const int last = std::max(static_cast<int>(rows.size()) - 1, 0);
  look.chosen = std::clamp(look.chosen, 0, last);
  const Row* taken =
      entered && !rows.empty() ? &rows[static_cast<std::size_t>(look.chosen)] : nullptr;
  if (ImGui::BeginChild("actions", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    for (const Row& row : rows) {
      const bool chosen = &row - rows.data() == look.chosen;
      if (show_row(context, row, chosen, look.chosen != before)) taken = &row;
    }
    const bool runs =
        rows.empty() &&
        (show_row(context, {text::run_as_command(look.sought), ""}, true, false) || entered);
    if (runs) context.model.run_command_line(look.sought);
    if (runs || (taken && taken->can)) ImGui::CloseCurrentPopup();
    scroll_by_touch(context);
  }
  ImGui::EndChild();
  if (taken && taken->can) take(context, *taken);
}

}  // namespace

void show_palette(PanelContext& context) {
  PaletteLook& look = context.state.palette;
  if (std::exchange(look.opens, false)) {
    look.sought.clear();
    look.chosen = 0;
    ImGui::OpenPopup(k_palette_popup);
  }
  const FrameInput& input = context.input;
  const float width = std::min(460.0f, input.width - 2 * space::k_small);
  ImGui::SetNextWindowPos({input.width / 2, input.height * 0.12f}, ImGuiCond_Always, {0.5f, 0});
  ImGui::SetNextWindowSize({width, std::min(560.0f, input.height * 0.76f)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_medium});
  look.open = ImGui::BeginPopup(k_palette_popup);
  if (look.open) {
    show_contents(context);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace ringside
