#include "view/panels/scene_menu.h"

#include <algorithm>
#include <utility>

#include "view/app/text_menu.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr const char* k_popup = "Menu";
constexpr float k_width = 344;
constexpr float k_titles = 62;  // of the column before the buttons

bool has_menu(const Hit& what) { return !std::holds_alternative<KeyHash>(what); }

// One that would change nothing looks faint; it can still be reached, so that it can say why.
bool item_button(const PanelContext& context, const MenuItem& item, ImVec2 size) {
  const Palette& palette = context.palette;
  const bool possible = item.why_not.empty();
  const ImVec4 none{0, 0, 0, 0};
  ImGui::PushStyleColor(ImGuiCol_Button, possible ? vec(palette.panel_hovered) : none);
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, possible ? vec(palette.panel_pressed) : none);
  ImGui::PushStyleColor(ImGuiCol_Text, vec(possible ? palette.text : palette.text_faint));
  const bool pressed = ImGui::Button(item.label.c_str(), size);
  ImGui::PopStyleColor(3);
  if (!possible) {
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddRect(low, high, ink(palette.border), space::k_corner);
  }
  hint(possible ? item.explains.c_str() : item.why_not.c_str());
  return pressed;
}

// True once something was done.
bool show_row(PanelContext& context, const MenuRow& row, float width) {
  ImGui::AlignTextToFramePadding();
  {
    const Type type(context.fonts.sans, type_size::k_small);
    text_in(context.palette.text_muted, row.title);
  }
  const float gap = space::k_tight;
  const auto items = static_cast<float>(row.items.size());
  const float each = (width - k_titles - gap * (items - 1)) / items;
  // Figures side by side are set smaller, so that they fit.
  const Type type(context.fonts.sans, items > 3 ? type_size::k_small : type_size::k_body);
  float x = k_titles;
  bool done = false;
  for (const MenuItem& item : row.items) {
    ImGui::SameLine(x + ImGui::GetStyle().WindowPadding.x);
    if (item_button(context, item, {each, 0})) {
      context.model.act(item);
      done = done || item.why_not.empty();
    }
    x += each + gap;
  }
  return done;
}

// Beside the place, or where there is no room below or above it; within the window.
Point place_of(const PanelContext& context, Point at, Point size) {
  constexpr float k_beside = 14;
  constexpr float k_below = 26;
  const float edge = space::k_small;
  const auto inside = [&](float from, float wanted, float room) {
    return std::clamp(from, edge, std::max(room - wanted - edge, edge));
  };
  const float width = context.input.width;
  const float height = context.input.height;
  const float right = at.x + k_beside;
  const float left = at.x - k_beside - size.x;
  const float level = inside(at.y - size.y / 3, size.y, height);
  if (right + size.x <= width - edge) return {right, level};
  if (left >= edge) return {left, level};
  const bool is_room_below = at.y + k_below + size.y <= height - edge;
  const float y = is_room_below ? at.y + k_below : at.y - k_below - size.y;
  return {inside(at.x - size.x / 2, size.x, width), inside(y, size.y, height)};
}

void show_contents(PanelContext& context, const Menu& menu) {
  const float width = std::min(k_width, context.input.width - 2 * space::k_small) -
                      2 * ImGui::GetStyle().WindowPadding.x;
  {
    const Type type(context.fonts.strong, type_size::k_body);
    fitted_in(context, context.palette.text, menu.title, width);
  }
  {
    const Type type(context.fonts.sans, type_size::k_small);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
    text_in(context.palette.text_muted, menu.about);
    ImGui::PopTextWrapPos();
  }
  ImGui::Dummy({width, space::k_hair});
  bool done = false;
  for (const MenuRow& row : menu.rows) done = show_row(context, row, width) || done;
  if (context.model.waiting()) {
    const Type type(context.fonts.sans, type_size::k_small);
    text_in(context.palette.text_muted, text::k_waits_for_menu);
  }
  if (done) ImGui::CloseCurrentPopup();
}

}  // namespace

void open_menu(ViewState& state, const Hit& what, Point at) {
  if (!has_menu(what)) return;
  state.menu.of = what;
  state.menu.at = at;
  state.menu.opens = true;
}

void open_menu_by_key(PanelContext& context) {
  const auto& selected = context.model.selected();
  const std::optional<Hit>& what =
      context.state.hovered && has_menu(*context.state.hovered) ? context.state.hovered : selected;
  if (!what || !has_menu(*what)) return context.model.tell(text::k_no_menu);
  const auto at = context.scene.position_of(*what);
  open_menu(context.state, *what,
            at.value_or(Point{context.input.width / 2, context.input.height / 2}));
}

void show_menu(PanelContext& context) {
  MenuLook& look = context.state.menu;
  if (std::exchange(look.opens, false)) ImGui::OpenPopup(k_popup);
  if (!look.of) return;
  const std::optional<Menu> menu = context.model.menu_of(*look.of);
  ImGui::SetNextWindowPos(im(place_of(context, look.at, look.size)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_medium});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, space::k_tight});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {space::k_tight, context.state.touch ? 12.0f : 5.0f});
  if (ImGui::BeginPopup(k_popup, ImGuiWindowFlags_AlwaysAutoResize)) {
    if (menu) {
      show_contents(context, *menu);
    } else {
      ImGui::CloseCurrentPopup();
    }
    // It has no size of its own yet while it opens.
    if (!ImGui::IsWindowAppearing())
      look.size = {ImGui::GetWindowWidth(), ImGui::GetWindowHeight()};
    ImGui::EndPopup();
  } else {
    look.of.reset();
  }
  ImGui::PopStyleVar(3);
  context.model.set_waiting(look.of && std::holds_alternative<MessageId>(*look.of));
}

}  // namespace ringside
