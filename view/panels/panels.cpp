#include "view/panels/panels.h"

#include "view/app/text.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr ImGuiWindowFlags k_fixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                     ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoBringToFrontOnFocus;

// A panel that lies where the layout says; its end is at the end of the block.
class Card {
 public:
  Card(const char* name, const Rect& rect, ImGuiWindowFlags flags = 0) {
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.width, rect.height});
    open_ = ImGui::Begin(name, nullptr, k_fixed | flags);
  }
  ~Card() { ImGui::End(); }
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

void gap() { ImGui::Dummy({0, space::k_tight}); }

void show_controls(PanelContext& context) {
  show_time(context);
  gap();
  show_host(context);
  gap();
  show_data(context);
  gap();
  show_cluster_form(context);
}

void show_left_column(PanelContext& context, const Rect& rect) {
  const Card card("Controls", rect);
  if (!card) return;
  show_title(context);
  gap();
  show_controls(context);
  gap();
  show_legend(context);
  scroll_by_touch(context);
}

void show_right_column(PanelContext& context, const Layout& layout) {
  constexpr ImGuiWindowFlags k_still =
      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  if (const Card card("Nodes", layout.nodes, k_still); card) show_node_table(context);
  if (const Card card("Inspector", layout.inspector, k_still); card) show_inspector(context);
  if (const Card card("Events", layout.events, k_still); card) show_events(context);
}

void show_side(PanelContext& context, const Rect& rect) {
  const Card card("Side", rect, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  if (!card) return;
  show_tab_bar(context);
  gap();
  show_page(context);
}

void show_sheet(PanelContext& context, const Layout& layout) {
  constexpr ImGuiWindowFlags k_still =
      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  constexpr ImGuiWindowFlags k_bare = k_still | ImGuiWindowFlags_NoBackground;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_tight, 4});
  if (const Card card("Header", layout.header, k_bare); card) show_header(context);
  if (layout.tabs.height > 0) {
    if (const Card card("Tabs", layout.tabs, k_bare); card) show_tab_bar(context);
  }
  ImGui::PopStyleVar(2);
  if (layout.sheet.height <= 0) return;
  if (const Card card("Sheet", layout.sheet, k_still); card) show_page(context);
}

}  // namespace

void show_tab_bar(PanelContext& context) {
  ViewState& state = context.state;
  const bool in_sheet = context.input.width < k_sheet_below;
  const float gap_width = space::k_hair;
  const float width = (ImGui::GetContentRegionAvail().x - gap_width * (k_pages - 1)) / k_pages;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {2, ImGui::GetStyle().FramePadding.y});
  const Type type(context.fonts.sans, type_size::k_small);
  for (std::size_t i = 0; i < k_pages; ++i) {
    const auto page = static_cast<Page>(i);
    const bool chosen = state.page == page && (!in_sheet || state.sheet_open);
    if (i > 0) ImGui::SameLine(0, gap_width);
    if (!choice(context, text::k_label_pages[i], chosen, {width, 0})) continue;
    state.sheet_open = !chosen;
    state.page = page;
  }
  ImGui::PopStyleVar();
}

void show_page(PanelContext& context) {
  switch (context.state.page) {
    case Page::nodes: return show_node_table(context);
    case Page::keys: return show_inspector(context);
    case Page::events: return show_events(context);
    case Page::controls:
    case Page::legend: break;
  }
  if (ImGui::BeginChild("page", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    if (context.state.page == Page::legend) {
      show_legend(context);
    } else {
      if (context.input.width < k_sheet_below) {
        show_introduction(context);  // the title is in the header
      } else {
        show_title(context);
      }
      gap();
      show_controls(context);
    }
    scroll_by_touch(context);
  }
  ImGui::EndChild();
}

void show_panels(PanelContext& context, const Layout& layout) {
  switch (layout.kind) {
    case LayoutKind::columns:
      show_left_column(context, layout.left);
      show_right_column(context, layout);
      break;
    case LayoutKind::side: show_side(context, layout.left); break;
    case LayoutKind::sheet: show_sheet(context, layout); break;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_small - 1});
  {
    const Card card("Command", layout.command,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const bool low = layout.kind == LayoutKind::sheet || context.input.height < 480;
    if (card) show_command_bar(context, low ? 1 : k_answer_rows_max);
  }
  ImGui::PopStyleVar();
}

void handle_shortcuts(PanelContext& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
  // A control that the keyboard is on has the space bar for itself.
  if (!io.NavVisible && ImGui::IsKeyPressed(ImGuiKey_Space, false)) {
    context.model.set_playing(!context.model.playback().playing());
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Period)) context.model.step();
  if (ImGui::IsKeyPressed(ImGuiKey_Slash, false)) context.state.focus_command = true;
}

}  // namespace ringside
