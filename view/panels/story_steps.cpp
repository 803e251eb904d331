#include "view/panels/story_steps.h"

#include <algorithm>

#include "view/app/text_story.h"
#include "view/panels/widgets.h"
#include "view/scene/focus.h"

namespace ringside {
namespace {

constexpr float k_times = 56;  // width of the column of times
constexpr float k_bar = 5;
constexpr float k_bar_row = 13;
// What comes long after the answer would leave no room for what led to it.
constexpr double k_after_part = 0.6;

/// Where a time lies in the bars' part of a row.
struct Scale {
  Time from{};
  double span_ns = 1;
  float left = 0;
  float width = 1;

  float x_of(Time time) const {
    const double part = static_cast<double>((time - from).count()) / span_ns;
    return left + static_cast<float>(std::clamp(part, 0.0, 1.0)) * width;
  }
};

Scale scale_of(const Story& story, Time present, float left, float width) {
  double span = static_cast<double>((story.last - story.started).count());
  if (story.finished) {
    const auto took = static_cast<double>((*story.finished - story.started).count());
    if (took > 0) span = std::min(span, took * (1 + k_after_part));
  } else {
    span = std::max(span, static_cast<double>((present - story.started).count()));
  }
  return {story.started, std::max(span, 1.0), left, width};
}

// The message, while it can be seen; else the node.
std::optional<Hit> concern(const World& world, const StoryStep& step) {
  if (raw(step.message) != 0 && find_message(world, step.message) != nullptr)
    return Hit{step.message};
  if (step.who.is_node() && raw(step.who.node()) < world.nodes().size())
    return Hit{step.who.node()};
  return std::nullopt;
}

// There and back in two strengths; a wait as a broken line; an instant as a stroke.
void draw_bar(const PanelContext& context, const Scale& scale, const StoryStep& step, float y,
              float strength) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Palette& palette = context.palette;
  list.AddRectFilled({scale.left, y + k_bar / 2 - 0.5f},
                     {scale.left + scale.width, y + k_bar / 2 + 0.5f},
                     ink(faded(palette.border, strength)));
  const Colour hue = step.who.is_node() ? palette.node_hue(step.who.node()) : palette.client;
  const float from = scale.x_of(step.from);
  const float to = scale.x_of(step.open ? context.model.session().now() : step.at);
  if (step.waits) {
    for (float x = from; x < to; x += 6)
      list.AddRectFilled({x, y + 1}, {std::min(x + 3, to), y + k_bar - 1},
                         ink(faded(palette.warning, strength)));
    return;
  }
  if (to - from < 2) {
    list.AddRectFilled({to - 1, y - 1}, {to + 1, y + k_bar + 1}, ink(faded(hue, strength)), 1);
    return;
  }
  const float turn = step.turn ? scale.x_of(*step.turn) : to;
  const Colour there = step.tone == StepTone::bad && !step.turn ? palette.bad : hue;
  const Colour back = step.tone == StepTone::bad ? palette.bad : hue;
  list.AddRectFilled({from, y}, {turn, y + k_bar}, ink(faded(there, strength)), 2);
  if (turn < to)
    list.AddRectFilled({turn, y}, {to, y + k_bar}, ink(faded(back, strength * 0.5f)), 2);
}

// How long it took, beside its bar where there is room.
void draw_duration(const PanelContext& context, const Scale& scale, const StoryStep& step, float y,
                   float strength) {
  if (step.at == step.from || step.open) return;
  const std::string took = rounded_duration(step.at - step.from);
  const float width = ImGui::CalcTextSize(took.c_str()).x;
  const float to = scale.x_of(step.at);
  const float right = scale.left + scale.width;
  const float from = scale.x_of(step.from);
  float x = to + 5;
  if (x + width > right) x = from - 5 - width;
  if (x < scale.left) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = y + k_bar / 2 - ImGui::GetTextLineHeight() / 2;
  list.AddRectFilled({x - 2, top}, {x + width + 2, top + ImGui::GetTextLineHeight()},
                     ink(context.palette.panel));
  list.AddText({x, top}, ink(faded(context.palette.text_muted, strength)), took.c_str());
}

void show_step(PanelContext& context, const Story& story, std::size_t place, std::size_t happened) {
  StoryLook& look = context.state.story;
  const StoryStep& step = story.steps[place];
  const Palette& palette = context.palette;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float left = at.x + k_times + k_step_mark;
  const float room = at.x + width - left - space::k_tight;
  const float line = ImGui::GetTextLineHeight();
  const float text = ImGui::CalcTextSize(step.words.c_str(), nullptr, false, room).y;
  const float height = text + k_bar_row + (context.state.touch ? 12.0f : 6.0f);
  const bool is_chosen = look.step == place;
  ImGui::PushID(static_cast<int>(place));
  const bool pressed =
      ImGui::Selectable(fmt::format("##step:{}", place).c_str(), is_chosen, 0, {width, height});
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered() && !context.state.finger;
  if (pressed) {
    look.step = place;
    context.model.select(Hit{story.op});
    context.model.go_to_moment(step.moment);
  }
  if (is_chosen) look.chosen = concern(context.world(), step);
  if (hovered) look.pointed = concern(context.world(), step);
  if (hovered || (is_chosen && !look.message)) look.message = step.message;
  if (!ImGui::IsItemVisible()) return;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float strength = place < happened ? 1 : 0.45f;
  const float top = at.y + (context.state.touch ? 6.0f : 3.0f);
  const std::string since = rounded_duration(step.at - story.started);
  list.AddText({at.x + k_times - 6 - ImGui::CalcTextSize(since.c_str()).x, top},
               ink(faded(palette.text_muted, strength)), since.c_str());
  step_mark(list, {at.x + k_times + 5, top + line / 2}, step.tone,
            faded(step_colour(palette, step.tone), strength));
  const ImVec4 clip{left, at.y, at.x + width, at.y + height};
  list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {left, top},
               ink(faded(palette.text, strength)), step.words.c_str(), nullptr, room, &clip);
  const Scale scale = scale_of(story, context.model.session().now(), left, room);
  const float bar = top + text + 4;
  draw_bar(context, scale, step, bar, strength);
  // The time that is shown, through all rows.
  const float x = scale.x_of(context.model.time());
  if (x > scale.left && x < scale.left + scale.width)
    list.AddLine({x, bar - 3}, {x, bar + k_bar + 3}, ink(palette.accent), 1.5f);
  draw_duration(context, scale, step, bar, strength);
}

}  // namespace

Colour step_colour(const Palette& palette, StepTone tone) {
  switch (tone) {
    case StepTone::good: return palette.good;
    case StepTone::bad: return palette.bad;
    case StepTone::warning: return palette.warning;
    case StepTone::plain: break;
  }
  return palette.text_muted;
}

void step_mark(ImDrawList& list, ImVec2 c, StepTone tone, Colour colour) {
  const ImU32 tint = ink(colour);
  constexpr float r = 3.5f;
  switch (tone) {
    case StepTone::good: return list.AddCircleFilled(c, r, tint, 16);
    case StepTone::bad:
      list.AddLine({c.x - r, c.y - r}, {c.x + r, c.y + r}, tint, 2);
      return list.AddLine({c.x - r, c.y + r}, {c.x + r, c.y - r}, tint, 2);
    case StepTone::warning: return list.AddCircle(c, r, tint, 16, 1.75f);
    case StepTone::plain: break;
  }
  list.AddCircleFilled(c, 2, tint, 12);
}

void show_steps(PanelContext& context, const Story& story) {
  const std::size_t happened = context.state.story.followed.steps_at(context.model.moment());
  const Type type(context.fonts.sans, type_size::k_small);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  bool after = false;
  for (std::size_t i = 0; i < story.steps.size(); ++i) {
    if (!after && story.finished && story.steps[i].at > *story.finished) {
      after = true;
      ImGui::Dummy({0, space::k_tight});
      heading(context, text::k_story_after);
    }
    show_step(context, story, i, happened);
  }
  ImGui::PopStyleVar();
}

}  // namespace ringside
