// What has just happened, in a line of its own: it covers nothing.
#include <algorithm>

#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {

void draw_notice(PanelContext& context, const Rect& area) {
  const auto& toasts = context.model.shown_toasts();
  if (toasts.empty() || area.height <= 0) return;
  const Palette& palette = context.palette;
  const Toast& toast = toasts.back();
  const double now = context.model.wall_seconds();
  const double edge = std::min(now - toast.shown_at, toast.gone_at - now) / 0.18;
  const float strength =
      context.state.reduced_motion ? 1 : static_cast<float>(std::clamp(edge, 0.0, 1.0));
  const bool small = area.height < 26 || area.width < k_sheet_below;
  ImFont* font = context.fonts.sans;
  const float size = small ? type_size::k_small : type_size::k_body;
  constexpr float k_left = 14;
  const float wrap = area.width - k_left - space::k_tight;
  // What was said at once is read together.
  std::string said = toast.text;
  for (auto before = std::next(toasts.rbegin()); before != toasts.rend(); ++before) {
    if (before->shown_at != toast.shown_at) break;
    said = before->text + " " + said;
  }
  const char* end = said.data() + said.size();
  const ImVec2 words = font->CalcTextSizeA(size, FLT_MAX, wrap, said.data(), end);
  ImDrawList& list = *ImGui::GetBackgroundDrawList();
  const float left = area.centre().x - (words.x + k_left) / 2;
  const float middle = area.centre().y;
  const float top = std::max(middle - words.y / 2, area.y);
  list.AddRectFilled({left, top + 1}, {left + 3, std::min(top + words.y, area.bottom()) - 1},
                     ink(faded(tone_colour(palette, toast.tone), strength)), 1.5f);
  // More than fits is in the answers and in the list of events.
  list.PushClipRect({area.x, area.y}, {area.right(), area.bottom()});
  list.AddText(font, size, {left + k_left, top}, ink(faded(palette.text, strength)), said.data(),
               end, wrap);
  list.PopClipRect();
}

}  // namespace ringside
