#include "view/panels/widgets.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace ringside {
namespace {

struct FieldCallback {
  std::string* text;
  ImGuiInputTextCallback next;
  void* next_data;
};

// A string grows with what is typed into it, as ImGui's own std::string helper does it.
int on_field(ImGuiInputTextCallbackData* data) {
  auto* field = static_cast<FieldCallback*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    field->text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = field->text->data();
    return 0;
  }
  if (field->next == nullptr) return 0;
  data->UserData = field->next_data;
  return field->next(data);
}

// What a person reads of a label: "Apply" of "Apply##Apply".
const char* visible_end(const char* label) { return ImGui::FindRenderedTextEnd(label); }

}  // namespace

void text_in(Colour colour, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, vec(colour));
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopStyleColor();
}

void wrapped_in(Colour colour, const std::string& text) {
  ImGui::PushTextWrapPos(0);
  text_in(colour, text);
  ImGui::PopTextWrapPos();
}

void fitted_in(const PanelContext& context, Colour colour, const std::string& text, float width) {
  const ImVec2 size = ImGui::CalcTextSize(text.data(), text.data() + text.size());
  if (size.x <= width) return text_in(colour, text);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, size.y});
  draw_fitted(*ImGui::GetWindowDrawList(), at, width, colour, text);
  if (!context.state.finger) hint(text.c_str());
}

bool draw_fitted(ImDrawList& list, ImVec2 at, float width, Colour colour, const std::string& text) {
  const char* end = text.data() + text.size();
  const ImVec2 size = ImGui::CalcTextSize(text.data(), end);
  const float right = at.x + width;
  ImGui::PushStyleColor(ImGuiCol_Text, vec(colour));
  ImGui::RenderTextEllipsis(&list, at, {right, at.y + size.y}, right, text.data(), end, &size);
  ImGui::PopStyleColor();
  return size.x > width;
}

void go_on_at_right(float width) {
  ImGui::SameLine(0, 0);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() +
                       std::max(ImGui::GetContentRegionAvail().x - width, 0.0f));
}

void heading(const PanelContext& context, const char* title) {
  const Type type(context.fonts.strong, type_size::k_small);
  text_in(context.palette.text_muted, title);
}

void fact(const PanelContext& context, const char* name, const std::string& value) {
  text_in(context.palette.text_muted, name);
  const float width = ImGui::CalcTextSize(value.data(), value.data() + value.size()).x;
  go_on_at_right(width);
  text_in(context.palette.text, value);
}

bool primary_button(const PanelContext& context, const char* label, Icon icon, ImVec2 size) {
  const Palette& palette = context.palette;
  ImGui::PushStyleColor(ImGuiCol_Button, vec(palette.accent));
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, vec(mixed(palette.accent, palette.text, 0.18f)));
  ImGui::PushStyleColor(ImGuiCol_ButtonActive,
                        vec(mixed(palette.accent, palette.on_accent, 0.18f)));
  ImGui::PushStyleColor(ImGuiCol_Text, ImVec4(0, 0, 0, 0));
  const bool pressed = ImGui::Button(label, size);
  ImGui::PopStyleColor(4);
  const Type type(context.fonts.strong, type_size::k_body);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const ImVec2 words = ImGui::CalcTextSize(label, visible_end(label));
  constexpr float k_icon = 12;
  const float gap = words.x > 0 ? space::k_small : 0;
  const float left = (low.x + high.x - words.x - k_icon - gap) / 2;
  const float middle = (low.y + high.y) / 2;
  draw_icon(list, icon, {left + k_icon / 2, middle}, k_icon, ink(palette.on_accent));
  list.AddText({left + k_icon + gap, middle - words.y / 2}, ink(palette.on_accent), label,
               visible_end(label));
  return pressed;
}

bool icon_button(const PanelContext& context, const char* label, Icon icon, const char* text,
                 ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_Text, ImVec4(0, 0, 0, 0));
  const bool pressed = ImGui::Button(label, size);
  ImGui::PopStyleColor();
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  draw_icon(*ImGui::GetWindowDrawList(), icon, {(low.x + high.x) / 2, (low.y + high.y) / 2}, 14,
            ImGui::GetColorU32(vec(context.palette.text)));
  if (text != nullptr) hint(text);
  return pressed;
}

bool choice(const PanelContext& context, const char* label, bool chosen, ImVec2 size) {
  const Palette& palette = context.palette;
  const Colour back = chosen ? palette.panel_pressed : palette.panel_raised;
  ImGui::PushStyleColor(ImGuiCol_Button, vec(back));
  ImGui::PushStyleColor(ImGuiCol_Text, vec(chosen ? palette.text : palette.text_muted));
  const bool pressed = ImGui::Button(label, size);
  ImGui::PopStyleColor(2);
  if (chosen) {
    // Not by shade alone.
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRectFilled({low.x + space::k_medium, high.y - 3},
                                              {high.x - space::k_medium, high.y - 1},
                                              ImGui::GetColorU32(vec(palette.accent)), 1);
  }
  return pressed;
}

void hint(const char* text) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled | ImGuiHoveredFlags_DelayNormal))
    return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {10, 8});
  if (ImGui::BeginTooltip()) {
    ImGui::PushTextWrapPos(280);
    ImGui::TextUnformatted(text);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
}

bool slider(const PanelContext& context, const char* label, int& value, int last, float width) {
  const Palette& palette = context.palette;
  const float radius = context.state.touch ? 11 : 8;
  const ImVec4 none{0, 0, 0, 0};
  for (const ImGuiCol colour : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive,
                                ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive}) {
    ImGui::PushStyleColor(colour, none);
  }
  ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize, 2 * radius);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, context.state.touch ? 12.0f : 3.0f});
  ImGui::SetNextItemWidth(width);
  const bool moved = ImGui::SliderInt(label, &value, 0, last, "", ImGuiSliderFlags_NoInput);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(5);
  // A line with a knob says "slide me" better than a box in a box.
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  const float middle = (low.y + high.y) / 2;
  const float knob =
      low.x + radius +
      (high.x - low.x - 2 * radius) * static_cast<float>(value) / static_cast<float>(last);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool lively = ImGui::IsItemHovered() || ImGui::IsItemActive();
  list.AddRectFilled({low.x, middle - 2}, {high.x, middle + 2}, ink(palette.panel_pressed), 2);
  list.AddRectFilled({low.x, middle - 2}, {knob, middle + 2}, ink(palette.accent), 2);
  if (lively) list.AddCircleFilled({knob, middle}, radius + 4, ink(faded(palette.accent, 0.25f)));
  list.AddCircleFilled({knob, middle}, radius, ink(palette.accent));
  list.AddCircleFilled({knob, middle}, radius - 4, ink(palette.panel));
  return moved;
}

bool toggle(const PanelContext& context, const char* label, bool& on) {
  const Palette& palette = context.palette;
  constexpr ImVec2 k_pill{34, 20};
  const ImVec2 words = ImGui::CalcTextSize(label, visible_end(label));
  const float height = ImGui::GetFrameHeight();
  const bool pressed =
      ImGui::InvisibleButton(label, {k_pill.x + 10 + words.x, height}, ImGuiButtonFlags_EnableNav);
  if (pressed) on = !on;
  const ImVec2 at = ImGui::GetItemRectMin();
  const float top = at.y + (height - k_pill.y) / 2;
  const bool lively = ImGui::IsItemHovered();
  const Colour off =
      lively ? mixed(palette.panel_pressed, palette.text, 0.12f) : palette.panel_pressed;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({at.x, top}, {at.x + k_pill.x, top + k_pill.y}, ink(on ? palette.accent : off),
                     10);
  const float knob = on ? at.x + k_pill.x - 10 : at.x + 10;
  list.AddCircleFilled({knob, top + 10}, 7, ink(on ? palette.on_accent : palette.text_muted), 24);
  list.AddText({at.x + k_pill.x + 10, at.y + (height - words.y) / 2}, ink(palette.text), label,
               visible_end(label));
  return pressed;
}

bool text_field(const char* label, const char* placeholder, std::string& text,
                ImGuiInputTextFlags flags, ImGuiInputTextCallback callback, void* callback_data) {
  FieldCallback field{&text, callback, callback_data};
  return ImGui::InputTextWithHint(label, placeholder, text.data(), text.capacity() + 1,
                                  flags | ImGuiInputTextFlags_CallbackResize, on_field, &field);
}

void scroll_by_touch(const PanelContext& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!context.state.finger) return;
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  if (!ImGui::IsMouseDragging(ImGuiMouseButton_Left, 8) ||
      !window->InnerRect.Contains(io.MouseClickedPos[0]))
    return;
  // What slides sideways, and text being marked, keeps the finger.
  const ImVec2 way = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 8);
  if (std::abs(way.x) > std::abs(way.y) || (ImGui::GetActiveID() != 0 && io.WantTextInput)) return;
  ImGui::ClearActiveID();
  ImGui::SetScrollY(window, window->Scroll.y - io.MouseDelta.y);
}

Colour tone_colour(const Palette& palette, Tone tone) {
  switch (tone) {
    case Tone::good: return palette.good;
    case Tone::bad: return palette.bad;
    case Tone::neutral: break;
  }
  return palette.accent;
}

void node_mark(ImDrawList& list, const PanelContext& context, NodeId node, ImVec2 centre,
               float radius) {
  if (context.world().node(node).up) {
    list.AddCircleFilled(centre, radius, ink(context.palette.node_hue(node)), 24);
  } else {
    list.AddCircle(centre, radius - 0.75f, ink(context.palette.down), 24, 1.5f);
  }
}

}  // namespace ringside
