// Guided scenarios: the list of them, or the step of one: what is seen, what comes next, and why.
#include <imgui_internal.h>

#include <algorithm>

#include "view/app/text_guide.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

// The buttons stay where they are from step to step, and near the text where there is much room.
constexpr float k_text_most = 330;

bool is_sheet(const PanelContext& context) { return context.input.width < k_sheet_below; }

// As wide as there is room, with as many lines as its words need.
bool words_button(const PanelContext& context, const std::string& label, std::string_view words,
                  Colour colour) {
  constexpr float k_side = 10;
  const float high = context.state.touch ? 11.0f : 6.0f;
  const float width = ImGui::GetContentRegionAvail().x;
  const char* end = words.data() + words.size();
  const ImVec2 size = ImGui::CalcTextSize(words.data(), end, false, width - 2 * k_side);
  const bool pressed = ImGui::Button(label.c_str(), {width, size.y + 2 * high});
  const ImVec2 low = ImGui::GetItemRectMin();
  ImGui::GetWindowDrawList()->AddText(ImGui::GetFont(), ImGui::GetFontSize(),
                                      {low.x + k_side, low.y + high}, ink(colour), words.data(),
                                      end, width - 2 * k_side);
  return pressed;
}

bool square_button(const PanelContext& context, const char* label, Icon icon, const char* words) {
  const float side = ImGui::GetFrameHeight();
  return icon_button(context, label, icon, words, {side, side});
}

void show_list(PanelContext& context) {
  GuideLook& look = context.state.guide;
  if (square_button(context, text::k_label_leave_guide, Icon::back, nullptr)) look.list = false;
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  heading(context, text::k_heading_guides);
  if (ImGui::BeginChild("guides", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, space::k_hair});
    for (const BuiltInGuide& guide : built_in_guides()) {
      if (!words_button(context, text::guide_label(guide.name), guide.title(),
                        context.palette.text))
        continue;
      context.model.open_guide(guide.name);
      look.list = false;
    }
    ImGui::PopStyleVar();
    scroll_by_touch(context);
  }
  ImGui::EndChild();
}

// Where one is, the way to the list, and the way out.
void title_row(PanelContext& context, const GuideWalk& walk) {
  const std::size_t steps = walk.guide.steps.size();
  const std::string progress = text::guide_progress(walk.shown(), steps);
  const float side = ImGui::GetFrameHeight();
  const float width = side + space::k_small + ImGui::CalcTextSize(progress.c_str()).x;
  if (square_button(context, text::k_label_all_guides, Icon::story, text::k_heading_guides))
    context.state.guide.list = true;
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  if (is_sheet(context)) {
    const Type type(context.fonts.strong, type_size::k_body);
    fitted_in(context, context.palette.text, walk.guide.title,
              ImGui::GetContentRegionAvail().x - width - space::k_small);
  } else {
    heading(context, text::k_heading_guides);
  }
  go_on_at_right(width);
  text_in(context.palette.text_muted, progress);
  ImGui::SameLine(0, space::k_small);
  if (square_button(context, text::k_label_leave_guide, Icon::close, text::k_hint_leave_guide))
    context.model.leave_guide();
  if (is_sheet(context)) return;
  const Type type(context.fonts.strong, type_size::k_body);
  wrapped_in(context.palette.text, walk.guide.title);
}

void show_choices(PanelContext& context, const GuideWalk& walk, bool can_choose) {
  const Palette& palette = context.palette;
  const std::size_t at = walk.shown();
  const GuideStep& step = walk.guide.steps[at];
  if (step.ask.empty()) return;
  {
    const Type type(context.fonts.strong, type_size::k_body);
    wrapped_in(palette.text, step.ask);
  }
  for (std::size_t i = 0; i < step.choices.size(); ++i) {
    const bool chosen = walk.predicted[at] == i;
    ImGui::PushStyleColor(ImGuiCol_Button,
                          vec(chosen ? palette.panel_pressed : palette.panel_raised));
    ImGui::BeginDisabled(!can_choose);
    if (words_button(context, text::choice_label(i), step.choices[i].text, palette.text))
      context.state.guide.choice = i;
    ImGui::EndDisabled();
    ImGui::PopStyleColor();
    if (!chosen) continue;
    const ImVec2 low = ImGui::GetItemRectMin();
    ImGui::GetWindowDrawList()->AddRectFilled(low, {low.x + 3, ImGui::GetItemRectMax().y},
                                              ink(palette.accent), 1.5f);
  }
}

// How the prediction came out that led here.
void show_verdict(PanelContext& context, const GuideWalk& walk) {
  const std::size_t at = walk.shown();
  if (at == 0 || !walk.predicted[at - 1]) return;
  const GuideChoice& predicted = walk.guide.steps[at - 1].choices[*walk.predicted[at - 1]];
  const Palette& palette = context.palette;
  if (predicted.right) return wrapped_in(palette.good, text::k_guide_foretold);
  wrapped_in(palette.warning, text::guide_otherwise(predicted.text));
}

void show_buttons(PanelContext& context, const GuideWalk& walk, bool is_here) {
  Model& model = context.model;
  const float width = (ImGui::GetContentRegionAvail().x - space::k_tight) / 2;
  const std::size_t step = walk.shown();
  ImGui::BeginDisabled(step == 0);
  if (ImGui::Button(text::k_label_guide_back, {width, 0})) model.go_to_step(step - 1, false);
  ImGui::EndDisabled();
  hint(text::k_hint_guide_back);
  ImGui::SameLine(0, space::k_tight);
  if (!is_here) {
    if (primary_button(context, text::k_label_back_to_step, Icon::back, {width, 0}))
      model.go_to_step(walk.step, false);
    return;
  }
  const bool last = step + 1 == walk.guide.steps.size();
  const char* label = walk.playing ? text::k_label_guide_skip
                      : last       ? text::k_label_next_guide
                                   : text::k_label_guide_next;
  if (primary_button(context, label, walk.playing ? Icon::step : Icon::play, {width, 0}))
    go_on_in_guide(context);
  hint(text::k_hint_guide_next);
}

void show_step(PanelContext& context, const GuideWalk& walk) {
  GuideLook& look = context.state.guide;
  const Palette& palette = context.palette;
  title_row(context, walk);
  const bool is_here = walk.playing || context.model.at_step();
  const float buttons = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y;
  look.choice.reset();
  const float room = std::min(ImGui::GetContentRegionAvail().y - buttons, k_text_most);
  if (ImGui::BeginChild("guide step", {0, room}, ImGuiChildFlags_NavFlattened)) {
    const auto told = std::pair(walk.index, walk.shown());
    if (look.told != told) ImGui::SetScrollY(0);
    look.told = told;
    if (!is_here) wrapped_in(palette.warning, text::k_guide_elsewhere);
    show_verdict(context, walk);
    wrapped_in(is_here && !walk.playing ? palette.text : palette.text_muted,
               walk.guide.steps[walk.shown()].say);
    show_choices(context, walk, context.model.at_step());
    scroll_by_touch(context);
  }
  ImGui::EndChild();
  // What a button does may take the guide's place, so the buttons come last.
  const std::optional<std::size_t> choice = look.choice;
  show_buttons(context, walk, is_here);
  if (choice) context.model.predict(*choice, !context.state.reduced_motion);
}

}  // namespace

bool guide_shown(const ViewState& state, const Model& model) {
  return state.guide.list || (model.guide() && !model.guide()->left);
}

void show_guide(PanelContext& context) {
  const auto& walk = context.model.guide();
  if (context.state.guide.list || !walk) return show_list(context);
  show_step(context, *walk);
}

void go_on_in_guide(PanelContext& context) {
  Model& model = context.model;
  const GuideWalk& walk = *model.guide();
  if (walk.playing || !model.at_step()) return model.go_to_step(walk.step, false);
  if (walk.step + 1 < walk.guide.steps.size())
    return model.go_to_step(walk.step + 1, !context.state.reduced_motion);
  const auto guides = built_in_guides();
  if (walk.index + 1 < guides.size()) return model.open_guide(guides[walk.index + 1].name);
  context.state.guide.list = true;
}

void show_guides_button(PanelContext& context) {
  const auto& walk = context.model.guide();
  if (ImGui::Button(text::k_label_guides, {-1, 0})) context.state.guide.list = true;
  hint(text::k_hint_guides);
  if (walk && walk->left) {
    const std::string label = text::return_to_guide(walk->step, walk->guide.steps.size());
    if (ImGui::Button(label.c_str(), {-1, 0})) context.model.go_to_step(walk->step, false);
    if (!context.state.finger) hint(walk->guide.title.c_str());
  }
}

}  // namespace ringside
