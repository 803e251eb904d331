// The clock and the totals above the ring, and what tells that time stands still.
#include <cmath>

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
  figures[clock_now] = clock_text(context.model.time());
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

void draw_chip(const PanelContext& context, const Rect& area, Icon icon, const std::string& words,
               Colour colour) {
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  ImFont* font = context.fonts.strong;
  const ImVec2 size = font->CalcTextSizeA(type_size::k_small, FLT_MAX, 0, words.c_str());
  const ImVec2 low{area.x + space::k_medium, area.y + space::k_medium};
  const ImVec2 high{low.x + size.x + 32, low.y + 22};
  list.AddRectFilled(low, high, ink(colour), 11);
  const ImU32 on = ink(context.palette.background);
  draw_icon(list, icon, {low.x + 13, (low.y + high.y) / 2}, 9, on);
  list.AddText(font, type_size::k_small, {low.x + 22, (low.y + high.y - size.y) / 2}, on,
               words.c_str());
}

void draw_dashes(ImDrawList& list, const Rect& area, ImU32 colour) {
  constexpr float k_dash = 10;
  constexpr float k_period = 18;
  const auto along = [&](Point from, Point to) {
    const float whole = distance(from, to);
    const float periods = std::max(std::round(whole / k_period), 1.0f);
    const Point way = (to - from) * (1 / whole);
    for (float i = 0; i < periods; ++i) {
      const Point start = from + way * (i * whole / periods + (k_period - k_dash) / 2);
      const Point end = start + way * k_dash;
      list.AddLine({start.x, start.y}, {end.x, end.y}, colour, 1.5f);
    }
  };
  const float left = area.x + 1;
  const float top = area.y + 1;
  const float right = area.right() - 1;
  const float bottom = area.bottom() - 1;
  along({left, top}, {right, top});
  along({right, top}, {right, bottom});
  along({right, bottom}, {left, bottom});
  along({left, bottom}, {left, top});
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
              !context.model.live()                ? palette.accent
              : context.model.playback().playing() ? palette.text
                                                   : palette.paused);
  float x = area.right() - 3 * step - (narrow ? 30 : 48);
  for (const Figure figure : {operations, failed, messages, lost}) {
    const WorldTotals& totals = context.world().totals();
    const bool bad = (figure == failed && totals.failed > 0) || (figure == lost && totals.lost > 0);
    draw_figure(list, context, figure, {x, area.y}, bad ? palette.bad : palette.text);
    x += step;
  }
}

// The past has dashes round it and says how long ago it was; a present that stands still a plain
// line.
void draw_time_frame(PanelContext& context, const Rect& area) {
  const bool live = context.model.live();
  if (live && context.model.playback().playing()) return;
  const Colour colour = live ? context.palette.paused : context.palette.accent;
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  if (live) {
    list.AddRect({area.x + 1, area.y + 1}, {area.right() - 1, area.bottom() - 1}, ink(colour),
                 space::k_panel_corner, 0, 1.5f);
    return draw_chip(context, area, Icon::pause, text::k_paused_chip, colour);
  }
  draw_dashes(list, area, ink(colour));
  const Duration ago = context.model.session().now() - context.model.time();
  const Icon icon = context.model.playback().playing() ? Icon::play : Icon::pause;
  draw_chip(context, area, icon, text::past_chip(rounded_duration(ago)), colour);
}

}  // namespace ringside
