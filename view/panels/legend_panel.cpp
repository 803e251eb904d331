// What the marks of the scene mean: the scene says it, this sets it in type.
#include "view/app/text.h"
#include "view/panels/marks_call.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
void show_legend(PanelContext& context) {
  heading(context, text::k_heading_legend);
  DrawList& marks = context.state.legend_marks;
  marks.clear();
  const Type type(context.fonts.sans, type_size::k_small);
  const float line = ImGui::GetTextLineHeight();
  for (const LegendEntry& entry : context.scene.legend()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    marks.append(entry.mark, {at.x + k_legend_mark_width / 2, at.y + line / 2});
    ImGui::Indent(k_legend_mark_width + space::k_small);
    wrapped_in(context.palette.text_muted, entry.text);
    ImGui::Unindent(k_legend_mark_width + space::k_small);
  }
  add_marks(context, marks);
}

}  // namespace ringside
