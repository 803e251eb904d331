// What the marks of the scene mean: the scene says it, this sets it in type.
#include <imgui_internal.h>

#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

struct MarksCall {
  Renderer* renderer;
  const DrawList* marks;
  Viewport viewport;
};

// Our renderer draws between ImGui's own batches, so that marks lie on the panel and look as they
// do in the scene.
void draw_marks(const ImDrawList*, const ImDrawCmd* command) {
  const auto* call = static_cast<const MarksCall*>(command->UserCallbackData);
  call->renderer->draw(*call->marks, call->viewport);
}

}  // namespace

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
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  MarksCall call{&context.renderer,
                 &marks,
                 {.width = context.input.width,
                  .height = context.input.height,
                  .framebuffer_width = context.input.framebuffer_width,
                  .framebuffer_height = context.input.framebuffer_height,
                  .clip = {clip.Min.x, clip.Min.y, clip.GetWidth(), clip.GetHeight()},
                  .offset = {}}};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddCallback(draw_marks, &call, sizeof call);
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace ringside
