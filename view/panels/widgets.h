#pragma once
#include <imgui.h>

#include <cstdint>
#include <string>

#include "view/app/text.h"
#include "view/app/toasts.h"
#include "view/panels/context.h"

namespace ringside {

/// Signs on buttons, drawn rather than set in type so that every font and size has them.
enum class Icon : std::uint8_t {
  play,
  pause,
  step,
  step_back,
  operation,  ///< On to the end of an operation.
  operation_back,
  mark_next,
  mark_back,
  live,
  undo,
  fork,
  diagram,
  story,  ///< Steps, one after another.
  plots,
  promises,
  star,     ///< In outline,
  starred,  ///< and filled.
  theme,
  close,
  back,
  more  ///< There is a menu.
};

void draw_icon(ImDrawList& list, Icon icon, ImVec2 centre, float size, ImU32 colour);

/// A line of type in one of the three sizes; the guard form restores the old one at the end of the
/// block.
class Type {
 public:
  Type(ImFont* font, float size) { ImGui::PushFont(font, size); }
  ~Type() { ImGui::PopFont(); }
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;
};

/// Text as it is: no formatting characters mean anything.
void text_in(Colour colour, const std::string& text);
/// The same, broken into lines at the edge of the window.
void wrapped_in(Colour colour, const std::string& text);
/// Cut off with an ellipsis at `width` points; the whole text is the hint then.
void fitted_in(const PanelContext& context, Colour colour, const std::string& text, float width);

/// Draws one line of text at a place, cut off with an ellipsis at `width` points. True if it was
/// cut.
bool draw_fitted(ImDrawList& list, ImVec2 at, float width, Colour colour, const std::string& text);

/// Goes on in the line of the last item, so that something `width` points wide ends at the right
/// edge.
void go_on_at_right(float width);

/// A section's title.
void heading(const PanelContext& context, const char* title);
/// A name on the left and what it is on the right edge.
void fact(const PanelContext& context, const char* name, const std::string& value);

/// The action that matters most here.
bool primary_button(const PanelContext& context, const char* label, Icon icon, ImVec2 size);
/// A button that shows only a sign; `label` names it for tests, `hint` for people.
bool icon_button(const PanelContext& context, const char* label, Icon icon, const char* hint,
                 ImVec2 size);
/// One part of a row of choices.
bool choice(const PanelContext& context, const char* label, bool chosen, ImVec2 size);

/// Explains the last item while the pointer rests on it, or the keyboard is on it.
void hint(const char* text);

/// A slider over whole numbers, without a figure on it.
bool slider(const PanelContext& context, const char* label, int& value, int last, float width);

/// A switch that is on or off, with its name beside it.
bool toggle(const PanelContext& context, const char* label, bool& on);

/// A text field over a string. `flags` and `callback` as in ImGui::InputText.
bool text_field(const char* label, const char* placeholder, std::string& text,
                ImGuiInputTextFlags flags = 0, ImGuiInputTextCallback callback = nullptr,
                void* callback_data = nullptr);

/// A section that is folded away until it is asked for; `summary` says beside its title what it is
/// set to. Whether it is open.
bool unfolded(const PanelContext& context, const char* title, const std::string& summary);
/// What a setting is called; the field that follows stands at the right edge.
void field_label(const PanelContext& context, const text::Field& field);
/// What is wrong with it; nothing where that is empty.
void field_problem(const PanelContext& context, const std::string& problem);
void number_field(const PanelContext& context, const text::Field& field, std::uint32_t& value,
                  const std::string& problem);
void text_line_field(const PanelContext& context, const text::Field& field, std::string& value,
                     const std::string& problem);

/// Lets a finger drag the contents of the window that is open. Call before its end.
void scroll_by_touch(const PanelContext& context);

/// The colour of a tone on panels.
Colour tone_colour(const Palette& palette, Tone tone);

/// A small disc in a node's hue, or its outline where the node is down.
void node_mark(ImDrawList& list, const PanelContext& context, NodeId node, ImVec2 centre,
               float radius);

inline ImVec2 im(Point p) { return {p.x, p.y}; }

}  // namespace ringside
