#include "view/panels/panels.h"

#include <imgui_internal.h>

#include <algorithm>

#include "view/app/text.h"
#include "view/app/text_guide.h"
#include "view/panels/actions.h"
#include "view/panels/scene_menu.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

// All panels lie in one window as large as ours, so that the Tab key goes through all of them.
// That window itself takes no clicks: between the panels they are the scene's.
class Root {
 public:
  explicit Root(const PanelContext& context) {
    constexpr ImGuiWindowFlags k_flags =
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
        ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMouseInputs |
        ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({context.input.width, context.input.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("Ringside", nullptr, k_flags);
    ImGui::PopStyleVar(2);
  }
  ~Root() { ImGui::End(); }
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;
};

enum class CardLook { scrolling, still, bare };

// A panel that lies where the layout says; its end is at the end of the block.
class Card {
 public:
  Card(const PanelContext& context, const char* name, const Rect& rect, CardLook look) {
    ImGuiChildFlags flags = ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding;
    if (look != CardLook::bare) flags |= ImGuiChildFlags_Borders;
    ImGuiWindowFlags window = 0;
    if (look != CardLook::scrolling) {
      window = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    }
    const Colour back = faded(context.palette.panel, look == CardLook::bare ? 0 : 1);
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, vec(back));
    open_ = ImGui::BeginChild(name, {rect.width, rect.height}, flags, window);
    ImGui::PopStyleColor();
  }
  ~Card() { ImGui::EndChild(); }
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;
  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

void gap() { ImGui::Dummy({0, space::k_tight}); }

void show_controls(PanelContext& context) {
  show_guides_button(context);
  gap();
  show_speed(context);
  gap();
  show_host(context);
  gap();
  show_data(context);
  show_share(context);
  gap();
  show_workload(context);
  gap();
  show_cluster_form(context);
  gap();
  if (ImGui::Button(text::k_label_tour, {-1, 0})) context.state.tour.step = 0;
  if (ImGui::Button(text::k_label_actions, {-1, 0})) context.state.palette.opens = true;
}

void show_left_column(PanelContext& context, const Layout& layout) {
  if (layout.guide.height > 0) {
    const Card card(context, "guide card", layout.guide, CardLook::still);
    if (card) show_guide(context);
  }
  const Rect& rect = layout.left;
  const Card card(context, "controls card", rect, CardLook::scrolling);
  if (!card) return;
  show_title(context);
  gap();
  show_controls(context);
  gap();
  show_legend(context);
  scroll_by_touch(context);
}

void show_right_column(PanelContext& context, const Layout& layout) {
  if (const Card card(context, "nodes card", layout.nodes, CardLook::still); card) {
    show_node_table(context);
  }
  if (const Card card(context, "inspector card", layout.inspector, CardLook::still); card) {
    // A node or key that is selected afterwards takes its place.
    bool& open = context.state.story.open;
    open = open && (!context.model.selected() || selected_operation(context.model));
    open ? show_story(context) : show_inspector(context);
  }
  if (const Card card(context, "events card", layout.events, CardLook::still); card) {
    show_events(context);
  }
}

void show_time_bar(PanelContext& context, const Rect& rect) {
  if (rect.height <= 0) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_tight});
  {
    const Card card(context, "timeline card", rect, CardLook::still);
    if (card) show_timeline(context, rect);
  }
  ImGui::PopStyleVar();
}

void show_diagram_card(PanelContext& context, const Rect& rect) {
  if (rect.height <= 0) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_small});
  {
    const Card card(context, "diagram card", rect, CardLook::still);
    const ViewState& state = context.state;
    const auto show = state.plots.open      ? show_plots
                      : state.promises.open ? show_promises
                                            : show_diagram;
    if (card) show(context);
  }
  ImGui::PopStyleVar();
}

void show_side(PanelContext& context, const Rect& rect) {
  const Card card(context, "side card", rect, CardLook::still);
  if (!card) return;
  show_tab_bar(context);
  gap();
  show_page(context);
}

void show_command(PanelContext& context, const Layout& layout) {
  if (layout.command.height <= 0) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_medium, space::k_small - 1});
  {
    const Card card(context, "command card", layout.command, CardLook::still);
    if (card) show_command_bar(context, layout);
  }
  ImGui::PopStyleVar();
}

void show_strip(PanelContext& context, const char* name, const Rect& rect,
                void (*show)(PanelContext&)) {
  if (rect.height <= 0) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {space::k_tight, 4});
  {
    const Card card(context, name, rect, CardLook::bare);
    if (card) show(context);
  }
  ImGui::PopStyleVar();
}

void show_watched(PanelContext& context, const Rect& rect) {
  if (rect.height <= 0) return;
  const Card card(context, "stars", rect, CardLook::bare);
  if (card) show_stars(context, rect);
}

const char* page_label(const PanelContext& context, std::size_t page) {
  const bool guide = page == 0 && guide_shown(context.state, context.model);
  return guide ? text::k_page_guide : text::k_label_pages[page];
}

// In the order in which they lie, so that the Tab key goes downwards.
void show_sheet(PanelContext& context, const Layout& layout) {
  show_strip(context, "header", layout.header, show_header);
  if (layout.sheet.height > 0) {
    const Card card(context, "sheet card", layout.sheet, CardLook::still);
    if (card) show_page(context);
  }
  show_time_bar(context, layout.timeline);
  show_command(context, layout);
  show_strip(context, "tabs", layout.tabs, show_tab_bar);
}

}  // namespace

void show_tab_bar(PanelContext& context) {
  ViewState& state = context.state;
  const bool in_sheet = context.input.width < k_sheet_below;
  const float gap_width = space::k_hair;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {2, ImGui::GetStyle().FramePadding.y});
  const Type type(context.fonts.sans, type_size::k_small);
  // As wide as their names: so many of the same width would not fit a narrow screen. Beside the
  // ring, where there is room below, in two rows if they must.
  const float width = ImGui::GetContentRegionAvail().x;
  std::array<float, k_pages> widths{};
  float all = 0;
  for (std::size_t i = 0; i < k_pages; ++i) {
    const char* name = page_label(context, i);
    all += widths[i] = ImGui::CalcTextSize(name, ImGui::FindRenderedTextEnd(name)).x + gap_width;
  }
  const std::size_t row = in_sheet || all <= width ? k_pages : (k_pages + 1) / 2;
  float room = 0;
  for (std::size_t i = 0; i < k_pages; ++i) {
    if (i % row == 0) {
      const std::size_t end = std::min(i + row, k_pages);
      room = width + gap_width;
      for (std::size_t k = i; k < end; ++k) room -= widths[k];
      room /= static_cast<float>(end - i);
    } else {
      ImGui::SameLine(0, gap_width);
    }
    const auto page = static_cast<Page>(i);
    const bool chosen = state.page == page && (!in_sheet || state.sheet_open);
    if (!choice(context, page_label(context, i), chosen, {widths[i] - gap_width + room, 0}))
      continue;
    state.sheet_open = !chosen;
    state.page = page;
  }
  ImGui::PopStyleVar();
}

void show_page(PanelContext& context) {
  if (context.state.page == Page::controls && guide_shown(context.state, context.model))
    return show_guide(context);
  switch (context.state.page) {
    case Page::nodes: return show_node_table(context);
    case Page::keys: return show_inspector(context);
    case Page::story: return show_story(context);
    case Page::events: return show_events(context);
    case Page::diagram: return show_diagram(context);
    case Page::plots: return show_plots(context);
    case Page::promises: return show_promises(context);
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
  const Root root(context);
  switch (layout.kind) {
    case LayoutKind::columns:
      show_left_column(context, layout);
      show_right_column(context, layout);
      show_diagram_card(context, layout.diagram);
      show_command(context, layout);
      show_time_bar(context, layout.timeline);
      break;
    case LayoutKind::side:
      show_side(context, layout.left);
      show_time_bar(context, layout.timeline);
      show_command(context, layout);
      break;
    case LayoutKind::sheet: show_sheet(context, layout); break;
  }
  show_watched(context, layout.stars);
  show_faults(context, layout.ring);
  show_menu(context);
  show_palette(context);
}

}  // namespace ringside
