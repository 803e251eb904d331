#include "view/panels/marks_call.h"

#include <imgui_internal.h>

namespace ringside {
namespace {

struct MarksCall {
  Renderer* renderer;
  const DrawList* marks;
  Viewport viewport;
};

// Our renderer draws between ImGui's own batches, so that marks lie on the panel and look as they
// do in the scene.
void render_marks(const ImDrawList*, const ImDrawCmd* command) {
  const auto* call = static_cast<const MarksCall*>(command->UserCallbackData);
  call->renderer->draw(*call->marks, call->viewport);
}

}  // namespace

void add_marks(PanelContext& context, const DrawList& marks) {
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
  list.AddCallback(render_marks, &call, sizeof call);
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace ringside
