// The command line and its newest answers.
#include <algorithm>

#include "core/scenario/command_text.h"
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

void replace_all(ImGuiInputTextCallbackData& data, const std::string& line) {
  data.DeleteChars(0, data.BufTextLen);
  data.InsertChars(0, line.c_str());
}

// The commands that begin as the line does, while its first word is still being typed.
std::vector<std::string> completions(const std::string& line) {
  std::vector<std::string> words = command_words();
  std::erase_if(words,
                [&](const std::string& word) { return line.empty() || word.rfind(line, 0) != 0; });
  return words;
}

int on_line(ImGuiInputTextCallbackData* data) {
  auto& history = *static_cast<CommandHistory*>(data->UserData);
  const std::string line(data->Buf, static_cast<std::size_t>(data->BufTextLen));
  if (data->EventFlag == ImGuiInputTextFlags_CallbackHistory) {
    replace_all(*data,
                data->EventKey == ImGuiKey_UpArrow ? history.older(line) : history.newer(line));
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
    const auto words = completions(line);
    if (!words.empty()) replace_all(*data, words.front() + " ");
  }
  return 0;
}

void answer_in_two_lines(Colour colour, const std::string& answer, ImVec2 at) {
  const float height = 2 * ImGui::GetTextLineHeight();
  ImGui::PushClipRect(at, {at.x + ImGui::GetContentRegionAvail().x, at.y + height}, true);
  wrapped_in(colour, answer);
  ImGui::PopClipRect();
}

void answer_row(PanelContext& context, const AnsweredLine& answered, const Layout& layout) {
  const Palette& palette = context.palette;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorPos();
  const bool wide = layout.kind != LayoutKind::sheet;
  if (wide) {
    const Type type(context.fonts.mono, type_size::k_small);
    fitted_in(context, palette.text_muted, "› " + answered.asked, width * 0.3f);
    ImGui::SetCursorPos({at.x + width * 0.3f + space::k_small, at.y});
  }
  const Type type(context.fonts.sans, type_size::k_small);
  const Colour colour = answered.answer.empty()      ? palette.text_muted
                        : answered.tone == Tone::bad ? palette.bad
                                                     : palette.text;
  const std::string answer = answered.answer.empty() ? text::k_answer_pending : answered.answer;
  if (wide) {
    fitted_in(context, colour, answer, ImGui::GetContentRegionAvail().x);
  } else {
    answer_in_two_lines(colour, answer, ImGui::GetCursorScreenPos());
  }
  ImGui::SetCursorPos({at.x, at.y + layout.answer_height});
}

void answer_rows(PanelContext& context, const Layout& layout) {
  const auto& answers = context.model.answers();
  // The layout was made at the start of the frame: there are no fewer answers now.
  const auto rows = static_cast<std::size_t>(layout.answers);
  for (std::size_t i = answers.size() - rows; i < answers.size(); ++i) {
    answer_row(context, answers[i], layout);
  }
  if (rows > 0) ImGui::SetCursorPosY(ImGui::GetCursorPosY() + space::k_tight);
}

}  // namespace

void show_command_bar(PanelContext& context, const Layout& layout) {
  answer_rows(context, layout);
  ViewState& state = context.state;
  const float run = 64;
  const float width = ImGui::GetContentRegionAvail().x;
  {
    const Type type(context.fonts.mono, type_size::k_body);
    ImGui::AlignTextToFramePadding();
    text_in(context.palette.accent, "›");
    ImGui::SameLine();
    ImGui::SetNextItemWidth(width - run - space::k_small - ImGui::GetCursorPosX() +
                            ImGui::GetCursorStartPos().x);
    if (state.focus_command) ImGui::SetKeyboardFocusHere();
    state.focus_command = false;
    ImGuiInputTextFlags flags =
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory;
    // Tab completes where there is something to complete, and else goes on to the next control.
    if (!completions(state.command).empty()) flags |= ImGuiInputTextFlags_CallbackCompletion;
    ImGui::PushStyleColor(ImGuiCol_TextDisabled, vec(context.palette.text_faint));
    const char* placeholder = width > 560 ? text::k_how_to_command : text::k_how_to_command_short;
    const bool entered = text_field("##Command line", placeholder, state.command, flags, on_line,
                                    &context.model.history());
    ImGui::PopStyleColor();
    if (entered) {
      context.model.run_command_line(state.command);
      state.command.clear();
      state.focus_command = true;
    }
  }
  ImGui::SameLine();
  if (ImGui::Button(text::k_label_run, {run, 0})) {
    context.model.run_command_line(state.command);
    state.command.clear();
  }
}

}  // namespace ringside
