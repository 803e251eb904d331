// The clock and the totals above the ring, and what tells that time stands still.
#include "view/app/outcome_text.h"
#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

enum Figure : std::size_t { clock_now, operations, failed, messages, lost, k_figures };

void renew(PanelContext& context) {
  auto& figures = context.state.figures;
  if (!context.state.refresh) return;
  const WorldTotals& totals = context.world().totals();
  figures[clock_now] = clock_text(context.model.session().now());
  figures[operations] = with_separators(totals.operations);
  figures[failed] = with_separators(totals.failed);
  figures[messages] = with_separators(totals.sent);
  figures[lost] = with_separators(totals.lost);
}

float draw_figure(ImDrawList& list, const PanelContext& context, Figure figure, ImVec2 at,
                  Colour colour) {
  const std::string& value = context.state.figures[figure];
  const char* caption = text::k_figure_captions[figure];
  ImFont* strong = context.fonts.strong;
  const bool large =
      figure == clock_now && (context.input.width >= k_sheet_below || value.size() <= 10);
  const float size = large ? type_size::k_title : type_size::k_body;
  list.AddText(strong, size, {at.x, at.y + (large ? 0.0f : 3.0f)}, ink(colour), value.c_str());
  list.AddText(context.fonts.sans, type_size::k_small, {at.x, at.y + 22},
               ink(context.palette.text_muted), caption);
  return std::max(strong->CalcTextSizeA(size, FLT_MAX, 0, value.c_str()).x,
                  context.fonts.sans->CalcTextSizeA(type_size::k_small, FLT_MAX, 0, caption).x);
}

}  // namespace

void draw_stats(PanelContext& context, const Rect& area) {
  if (area.width <= 0 || area.height <= 0) return;
  renew(context);
  const Palette& palette = context.palette;
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  const bool narrow = area.width < 460;
  const float step = narrow ? area.width * 0.19f : 92;
  draw_figure(list, context, clock_now, {area.x + space::k_tight, area.y},
              context.model.playback().playing() ? palette.text : palette.paused);
  float x = area.right() - 3 * step - (narrow ? 30 : 48);
  for (const Figure figure : {operations, failed, messages, lost}) {
    const WorldTotals& totals = context.world().totals();
    const bool bad = (figure == failed && totals.failed > 0) || (figure == lost && totals.lost > 0);
    draw_figure(list, context, figure, {x, area.y}, bad ? palette.bad : palette.text);
    x += step;
  }
}

void draw_paused_frame(PanelContext& context, const Rect& area) {
  if (context.model.playback().playing()) return;
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  const ImU32 colour = ink(context.palette.paused);
  list.AddRect({area.x + 1, area.y + 1}, {area.right() - 1, area.bottom() - 1}, colour,
               space::k_panel_corner, 0, 1.5f);
  ImFont* font = context.fonts.strong;
  const ImVec2 words = font->CalcTextSizeA(type_size::k_small, FLT_MAX, 0, text::k_paused_chip);
  const ImVec2 low{area.x + space::k_medium, area.y + space::k_medium};
  const ImVec2 high{low.x + words.x + 30, low.y + 22};
  list.AddRectFilled(low, high, colour, 11);
  const ImU32 on = ink(context.palette.background);
  draw_icon(list, Icon::pause, {low.x + 12, (low.y + high.y) / 2}, 9, on);
  list.AddText(font, type_size::k_small, {low.x + 20, (low.y + high.y - words.y) / 2}, on,
               text::k_paused_chip);
}

}  // namespace ringside
