// What became of one operation: what was asked, how it ended and why, and each step.
#include <imgui_internal.h>

#include "view/app/text_story.h"
#include "view/panels/panels.h"
#include "view/panels/story_steps.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

bool in_columns(const PanelContext& context) {
  return context.input.width >= k_columns_width && context.input.height >= k_columns_height;
}

void newest_switch(PanelContext& context, OpId op) {
  Model& model = context.model;
  const Type type(context.fonts.sans, type_size::k_small);
  const char* label = text::k_label_newest;
  const float width = ImGui::CalcTextSize(label, ImGui::FindRenderedTextEnd(label)).x + 20;
  go_on_at_right(width);
  const bool newest = !selected_operation(model);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {4, context.state.touch ? 8.0f : 3.0f});
  if (choice(context, label, newest, {width, 0}))
    model.select(newest && raw(op) != 0 ? std::optional<Hit>(op) : std::nullopt);
  ImGui::PopStyleVar();
  hint(text::k_hint_newest);
}

// What it is, and whether it is the newest one whichever that is. Where a tab has said that this
// is an operation, there is room for nothing else.
void title_row(PanelContext& context, const std::optional<Story>& story) {
  const OpId op = story ? story->op : OpId{};
  if (in_columns(context)) {
    const float side = ImGui::GetFrameHeight();
    if (icon_button(context, text::k_label_close_story, Icon::back, text::k_hint_close_story,
                    {side, side}))
      context.state.story.open = false;
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    heading(context, text::k_heading_story);
    ImGui::SameLine();
    const Type type(context.fonts.sans, type_size::k_small);
    if (story) text_in(context.palette.text_muted, with_separators(raw(op)));
  } else {
    constexpr float k_switch = 76;
    const Type type(context.fonts.strong, type_size::k_body);
    fitted_in(context, context.palette.text, story ? story->asked : text::k_heading_story,
              ImGui::GetContentRegionAvail().x - k_switch);
  }
  newest_switch(context, op);
}

void show_outcome(PanelContext& context, const Story& story) {
  const Palette& palette = context.palette;
  if (in_columns(context)) {
    const Type type(context.fonts.strong, type_size::k_body);
    wrapped_in(palette.text, story.asked);
  }
  const bool known = !story.finished || *story.finished <= context.model.time();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  step_mark(*ImGui::GetWindowDrawList(), {at.x + 5, at.y + ImGui::GetTextLineHeight() / 2},
            story.tone, known ? step_colour(palette, story.tone) : palette.text_faint);
  ImGui::Indent(k_step_mark);
  wrapped_in(!known                        ? palette.text_faint
             : story.tone == StepTone::bad ? palette.bad
                                           : palette.text,
             story.finished
                 ? text::story_took(story.ended, rounded_duration(*story.finished - story.started))
                 : story.ended);
  const Type type(context.fonts.sans, type_size::k_small);
  for (const std::string& reason : story.why)
    wrapped_in(known ? palette.text_muted : palette.text_faint, reason);
  if (!story.whole) wrapped_in(palette.warning, text::k_story_begins_later);
  if (story.cut_off) wrapped_in(palette.warning, text::k_story_cut_off);
  ImGui::Unindent(k_step_mark);
}

}  // namespace

void show_what_was_selected(ViewState& state, const Model& model) {
  const auto& what = model.selected();
  if (what == state.story.selected) return;
  state.story.selected = what;
  if (!what) return;
  if (!selected_operation(model)) {
    const bool reads_no_page = state.page == Page::controls || state.page == Page::legend;
    if (reads_no_page && !state.menu.of && !guide_shown(state, model)) state.page = Page::keys;
    return;
  }
  state.story.open = true;
  // A guide brings out operations, too, and is read on where it is.
  if (state.page != Page::diagram && state.page != Page::promises && !state.menu.of &&
      !guide_shown(state, model))
    state.page = Page::story;
}

void show_story(PanelContext& context) {
  StoryLook& look = context.state.story;
  if (context.state.refresh) look.followed.update(context.model);
  const auto& story = look.followed.story();
  title_row(context, story);
  if (!story) return wrapped_in(context.palette.text_muted, text::k_no_story);
  if (look.told != story->op) {
    look.told = story->op;
    look.step.reset();
  }
  if (ImGui::BeginChild("story", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, space::k_tight});
    show_outcome(context, *story);
    ImGui::Dummy({0, space::k_hair});
    show_steps(context, *story);
    ImGui::PopStyleVar();
    scroll_by_touch(context);
  }
  ImGui::EndChild();
}

void story_button(PanelContext& context, Point size) {
  bool& open = context.state.story.open;
  if (choice(context, "##Operation panel", open, im(size))) toggle_story(context);
  hint(text::k_hint_story);
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  draw_icon(*ImGui::GetWindowDrawList(), Icon::story,
            {(low.x + high.x) / 2, (low.y + high.y) / 2 - 1}, 16,
            ink(open ? context.palette.accent : context.palette.text));
}

// A node or key that is selected would be shown in its place.
void toggle_story(PanelContext& context) {
  bool& open = context.state.story.open;
  open = !open;
  if (open && !selected_operation(context.model)) context.model.select(std::nullopt);
}

}  // namespace ringside
