#include "view/panels/style.h"

#include <imgui_internal.h>

#include <string_view>

#include "embedded.h"

namespace ringside {
namespace {

ImFont* add_font(std::string_view bytes, const char* name) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 2;
  ImFormatString(config.Name, IM_ARRAYSIZE(config.Name), "%s", name);
  // ImGui promises not to write where it does not own.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(
      const_cast<char*>(bytes.data()), static_cast<int>(bytes.size()), type_size::k_body, &config);
}

void set_shapes(ImGuiStyle& style, bool touch) {
  style.WindowPadding = {space::k_large, space::k_medium};
  style.FramePadding = touch ? ImVec2{space::k_medium, 13} : ImVec2{10, 7};
  style.ItemSpacing = {space::k_small, space::k_small};
  style.ItemInnerSpacing = {space::k_small, space::k_tight};
  style.CellPadding = {space::k_tight, 3};
  style.IndentSpacing = space::k_large;
  style.ScrollbarSize = touch ? 6 : 10;
  style.GrabMinSize = touch ? 28 : 18;
  style.WindowRounding = style.ChildRounding = space::k_panel_corner;
  style.FrameRounding = style.GrabRounding = space::k_corner;
  style.PopupRounding = space::k_corner + 2;
  style.ScrollbarRounding = 99;
  style.WindowBorderSize = style.PopupBorderSize = 1;
  style.ChildBorderSize = 1;  // of cards; what scrolls inside them has none
  style.FrameBorderSize = 0;
  style.WindowMinSize = {8, 8};
  style.DisabledAlpha = 0.45f;
  style.SeparatorTextBorderSize = 1;
  style.FontSizeBase = type_size::k_body;
  style.HoverDelayNormal = 0.35f;
  style.TouchExtraPadding = touch ? ImVec2{2, 2} : ImVec2{0, 0};
}

void set_colours(ImGuiStyle& style, const Palette& palette) {
  ImVec4* colours = style.Colors;
  const ImVec4 none{0, 0, 0, 0};
  for (int i = 0; i < ImGuiCol_COUNT; ++i) colours[i] = vec(palette.panel_raised);
  colours[ImGuiCol_Text] = vec(palette.text);
  colours[ImGuiCol_TextDisabled] = vec(palette.text_faint);
  colours[ImGuiCol_TextLink] = vec(palette.accent);
  colours[ImGuiCol_WindowBg] = vec(palette.panel);
  colours[ImGuiCol_ChildBg] = none;
  colours[ImGuiCol_PopupBg] = vec(palette.panel_raised);
  colours[ImGuiCol_Border] = vec(palette.border);
  colours[ImGuiCol_BorderShadow] = none;
  colours[ImGuiCol_Separator] = vec(palette.border);
  colours[ImGuiCol_FrameBg] = colours[ImGuiCol_Button] = vec(palette.panel_raised);
  colours[ImGuiCol_FrameBgHovered] = colours[ImGuiCol_ButtonHovered] = vec(palette.panel_hovered);
  colours[ImGuiCol_FrameBgActive] = colours[ImGuiCol_ButtonActive] = vec(palette.panel_pressed);
  // Rows: chosen in a breath of the accent, so that buttons on them still look like buttons.
  colours[ImGuiCol_Header] = vec(faded(palette.accent, 0.16f));
  colours[ImGuiCol_HeaderHovered] = vec(faded(palette.accent, 0.09f));
  colours[ImGuiCol_HeaderActive] = vec(faded(palette.accent, 0.22f));
  colours[ImGuiCol_SliderGrab] = colours[ImGuiCol_SliderGrabActive] = vec(palette.accent);
  colours[ImGuiCol_CheckMark] = colours[ImGuiCol_NavCursor] = vec(palette.accent);
  colours[ImGuiCol_TextSelectedBg] = vec(faded(palette.accent, 0.35f));
  colours[ImGuiCol_PlotHistogram] = vec(palette.accent);
  colours[ImGuiCol_ScrollbarBg] = none;
  colours[ImGuiCol_ScrollbarGrab] = vec(palette.border);
  colours[ImGuiCol_ScrollbarGrabHovered] = colours[ImGuiCol_ScrollbarGrabActive] =
      vec(palette.text_faint);
  colours[ImGuiCol_TableBorderLight] = colours[ImGuiCol_TableBorderStrong] = vec(palette.border);
  colours[ImGuiCol_TableRowBg] = colours[ImGuiCol_TableRowBgAlt] = none;
  colours[ImGuiCol_ModalWindowDimBg] = colours[ImGuiCol_NavWindowingDimBg] = vec(palette.shadow);
}

}  // namespace

Fonts load_fonts() {
  Fonts fonts;
  fonts.sans = add_font(embedded::inter_ttf, "Inter");
  fonts.strong = add_font(embedded::inter_semibold_ttf, "Inter SemiBold");
  fonts.mono = add_font(embedded::mono_ttf, "JetBrains Mono");
  return fonts;
}

void apply_style(const Palette& palette, bool touch) {
  ImGuiStyle& style = ImGui::GetStyle();
  set_shapes(style, touch);
  set_colours(style, palette);
}

}  // namespace ringside
