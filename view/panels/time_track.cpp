// The time axis: the whole run from its start, what is marked in it, and the time that is shown.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "view/app/text.h"
#include "view/app/time_axis.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

constexpr float k_margin = 10;     // beside the axis: half of a figure, and of the knob
constexpr float k_rail = 6;        // height
constexpr float k_mark = 5;        // half the width of a mark
constexpr float k_mark_reach = 8;  // points within which a mark is pointed at
constexpr float k_bucket = 2 * k_mark + 1;
constexpr std::size_t k_marks_named = 4;

/// Where the parts of the track lie.
struct Track {
  Rect area;
  TimeAxis axis;
  float marks = 0;  // the middle of the row of marks
  float rail = 0;   // the middle of the rail
  float figures = 0;
};

Colour mark_colour(const Palette& palette, MarkKind kind) {
  switch (kind) {
    case MarkKind::fault: return palette.bad;
    case MarkKind::repair: return palette.good;
    case MarkKind::failure:
    case MarkKind::conflict:
    case MarkKind::stale: return palette.warning;
    case MarkKind::branch:
    case MarkKind::ring: break;
  }
  return palette.accent;
}

// Told apart by form: a cross, a ring, a filled triangle, a hollow diamond, two rings, a fork, a
// dot.
void draw_mark(ImDrawList& list, MarkKind kind, ImVec2 c, ImU32 colour) {
  const float r = k_mark - 1;
  switch (kind) {
    case MarkKind::fault:
      list.AddLine({c.x - r, c.y - r}, {c.x + r, c.y + r}, colour, 2);
      return list.AddLine({c.x - r, c.y + r}, {c.x + r, c.y - r}, colour, 2);
    case MarkKind::repair: return list.AddCircle(c, r, colour, 16, 1.75f);
    case MarkKind::failure:
      return list.AddTriangleFilled({c.x, c.y - r - 0.5f}, {c.x + r + 0.5f, c.y + r},
                                    {c.x - r - 0.5f, c.y + r}, colour);
    case MarkKind::stale:
      return list.AddQuad({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, colour,
                          1.5f);
    case MarkKind::conflict:
      list.AddCircle({c.x - 1.9f, c.y}, r - 1.2f, colour, 12, 1.4f);
      return list.AddCircle({c.x + 1.9f, c.y}, r - 1.2f, colour, 12, 1.4f);
    case MarkKind::ring: return list.AddCircleFilled(c, r * 0.75f, colour, 14);
    case MarkKind::branch:
      list.AddLine({c.x, c.y + r + 1}, {c.x, c.y - 1}, colour, 1.75f);
      list.AddLine({c.x, c.y - 0.5f}, {c.x - r, c.y - r - 1}, colour, 1.75f);
      return list.AddLine({c.x, c.y - 0.5f}, {c.x + r, c.y - r - 1}, colour, 1.75f);
  }
}

// What matters more hides what lies at the same place.
int weight(MarkKind kind) {
  switch (kind) {
    case MarkKind::fault: return 6;
    case MarkKind::branch: return 5;
    case MarkKind::failure: return 4;
    case MarkKind::conflict: return 3;
    case MarkKind::repair:
    case MarkKind::ring: return 2;
    case MarkKind::stale: break;
  }
  return 1;
}

TimeAxis axis_of(PanelContext& context, const Rect& area) {
  TimelineLook& look = context.state.timeline;
  const ClusterSession& session = context.model.session();
  Time last = session.now();
  for (const auto& branch : session.branches()) last = std::max(last, branch->now());
  const double wanted = axis_end(last);
  // It stands still under a hand that drags, and glides where the run outgrows it.
  const bool afresh = look.generation != session.generation() || look.end_ns <= 0;
  if (afresh || context.state.reduced_motion) {
    look.end_ns = wanted;
  } else if (!look.scrubbing && look.end_ns != wanted) {
    const double part = 1 - std::exp(-static_cast<double>(ImGui::GetIO().DeltaTime) * 9);
    look.end_ns += (wanted - look.end_ns) * part;
    if (std::abs(look.end_ns - wanted) < wanted * 1e-4) look.end_ns = wanted;
  }
  look.generation = session.generation();
  look.moving = look.end_ns != wanted;
  return {{0, look.end_ns}, area.x + k_margin, area.right() - k_margin};
}

void draw_figures(ImDrawList& list, const PanelContext& context, const Track& track) {
  const Type type(context.fonts.sans, type_size::k_small);
  for (const TimeAxis::Tick& tick : track.axis.ticks(84)) {
    const float width = ImGui::CalcTextSize(tick.label.c_str()).x;
    const float left = std::clamp(tick.x - width / 2, track.area.x, track.area.right() - width);
    list.AddLine({tick.x, track.rail + k_rail / 2 + 1}, {tick.x, track.rail + k_rail / 2 + 4},
                 ink(context.palette.text_faint));
    list.AddText({left, track.figures}, ink(context.palette.text_muted), tick.label.c_str());
  }
}

void draw_rail(ImDrawList& list, const PanelContext& context, const Track& track) {
  const Palette& palette = context.palette;
  const Model& model = context.model;
  const Timeline& timeline = model.session().timeline();
  const float top = track.rail - k_rail / 2;
  const float bottom = track.rail + k_rail / 2;
  const float left = track.axis.left();
  const float present = std::min(track.axis.x_of(model.session().now()), track.axis.right());
  list.AddRectFilled({left, top}, {track.axis.right(), bottom}, ink(palette.panel_raised), 3);
  list.AddRectFilled({left, top}, {std::max(present, left + k_rail), bottom},
                     ink(mixed(palette.panel_pressed, palette.text_faint, 0.5f)), 3);
  const float cursor = std::clamp(track.axis.x_of(model.time()), left, track.axis.right());
  if (cursor > left + k_rail)
    list.AddRectFilled({left, top}, {cursor, bottom}, ink(palette.accent), 3);
  if (const std::uint64_t exact = timeline.exact_from(); exact > 0) {
    // Only stills are left of what lies here.
    const float end = track.axis.x_of(timeline.time_of(exact));
    for (float x = left + 2; x < end - 1; x += 5)
      list.AddLine({x, bottom}, {x + 3, top}, ink(palette.panel), 1.5f);
  }
  if (!model.live())
    list.AddLine({present, top - 3}, {present, bottom + 3}, ink(palette.text_muted), 2);
}

// How far the other branches have come, from where they began or left the one that is shown.
void draw_branches(ImDrawList& list, const PanelContext& context, const Track& track) {
  const ClusterSession& session = context.model.session();
  const Branch& shown = session.active();
  float y = track.rail + k_rail / 2 + 2.5f;
  for (const auto& branch : session.branches()) {
    if (branch->number == shown.number) continue;
    const bool is_parent = shown.parent == branch->number;
    const Time from = is_parent ? shown.forked_time : branch->forked_time;
    const float left = track.axis.x_of(from);
    const float right = std::min(track.axis.x_of(branch->now()), track.axis.right());
    if (right <= left || left > track.axis.right()) continue;
    list.AddLine({left, track.rail + k_rail / 2}, {left, y}, ink(context.palette.text_faint), 1.5f);
    list.AddLine({left, y}, {right, y}, ink(context.palette.text_faint), 1.5f);
    y += 2.5f;
  }
}

void draw_knob(ImDrawList& list, const PanelContext& context, const Track& track, bool lively) {
  const Palette& palette = context.palette;
  const float x =
      std::clamp(track.axis.x_of(context.model.time()), track.axis.left(), track.axis.right());
  list.AddLine({x, track.area.y + 1}, {x, track.rail}, ink(palette.accent), 1.5f);
  const float radius = context.state.touch ? 9 : 7;
  if (lively)
    list.AddCircleFilled({x, track.rail}, radius + 4, ink(faded(palette.accent, 0.25f)), 32);
  list.AddCircleFilled({x, track.rail}, radius, ink(palette.accent), 32);
  list.AddCircleFilled({x, track.rail}, radius - 3.5f,
                       ink(context.model.live() ? palette.accent : palette.panel), 32);
}

// One mark in each bucket of the axis: the weightiest.
void draw_marks(ImDrawList& list, PanelContext& context, const Track& track) {
  const auto& marks = context.model.session().marks().all();
  const std::uint64_t moment = context.model.moment();
  std::size_t drawn = 0;
  for (std::size_t i = 0; i < marks.size();) {
    const TimeMark* best = &marks[i];
    const float start = track.axis.x_of(marks[i].at);
    std::size_t next = i;
    for (; next < marks.size() && track.axis.x_of(marks[next].at) < start + k_bucket; ++next) {
      if (weight(marks[next].kind) > weight(best->kind)) best = &marks[next];
    }
    i = next;
    const float x = track.axis.x_of(best->at);
    const bool later = best->moment > moment;
    const Colour colour = mark_colour(context.palette, best->kind);
    draw_mark(list, best->kind, {x, track.marks}, ink(faded(colour, later ? 0.55f : 1)));
    context.map.add(fmt::format("mark:{}", drawn++), square({x, track.marks}, k_mark));
  }
}

// The marks at a place of the axis.
std::span<const TimeMark> marks_at(const PanelContext& context, const Track& track, float x) {
  const auto& marks = context.model.session().marks().all();
  const Time from = track.axis.time_at(x - k_mark_reach);
  const Time to = track.axis.time_at(x + k_mark_reach);
  const auto first = std::partition_point(marks.begin(), marks.end(),
                                          [&](const TimeMark& mark) { return mark.at < from; });
  const auto last =
      std::partition_point(first, marks.end(), [&](const TimeMark& mark) { return mark.at <= to; });
  return {first, last};
}

void show_place(const PanelContext& context, const Track& track, float x) {
  const ClusterSession& session = context.model.session();
  const Time time = track.axis.time_at(x);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {10, 8});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 3});
  if (ImGui::BeginTooltip()) {
    if (time < session.now()) {
      text_in(context.palette.text, clock_text(time));
      ImGui::SameLine();
      text_in(context.palette.text_muted,
              text::before_present(rounded_duration(session.now() - time)));
    } else {
      text_in(context.palette.text, text::k_to_come);
    }
    std::size_t named = 0;
    const auto marks = marks_at(context, track, x);
    for (const TimeMark& mark : marks) {
      if (named++ == k_marks_named) break;
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::Indent(16);
      std::string words =
          mark.kind == MarkKind::branch ? text::k_mark_branch : describe(mark.event, session.log());
      if (mark.count > 1) words += " " + text::mark_more(mark.count - 1);
      text_in(context.palette.text_muted, words);
      ImGui::Unindent(16);
      draw_mark(*ImGui::GetWindowDrawList(), mark.kind,
                {at.x + 5, at.y + ImGui::GetTextLineHeight() / 2},
                ink(mark_colour(context.palette, mark.kind)));
    }
    if (marks.size() > k_marks_named)
      text_in(context.palette.text_muted, text::mark_more(marks.size() - k_marks_named));
    const std::uint64_t exact = session.timeline().exact_from();
    if (exact > 0 && time < session.timeline().time_of(exact)) {
      text_in(context.palette.warning,
              text::let_go_until(session.log().forgotten(),
                                 clock_text(session.timeline().time_of(exact))));
    }
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(2);
}

// A press on a mark goes to it; anywhere else, and with every drag, to the time of the place.
void follow_hand(PanelContext& context, const Track& track) {
  TimelineLook& look = context.state.timeline;
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) {
    const auto marks = marks_at(context, track, io.MousePos.x);
    if (io.MousePos.y < track.rail - k_rail && !marks.empty()) {
      const auto nearest =
          std::min_element(marks.begin(), marks.end(), [&](const TimeMark& a, const TimeMark& b) {
            return std::abs(track.axis.x_of(a.at) - io.MousePos.x) <
                   std::abs(track.axis.x_of(b.at) - io.MousePos.x);
          });
      return context.model.go_to_moment(nearest->moment);
    }
    look.scrubbing = true;
  }
  if (!ImGui::IsItemActive()) look.scrubbing = false;
  if (!look.scrubbing || !ImGui::IsMousePosValid()) return;
  const bool moved = io.MouseDelta.x != 0 || ImGui::IsItemActivated();
  if (moved) context.model.go_to(track.axis.time_at(io.MousePos.x));
}

}  // namespace

void show_time_track(PanelContext& context, Point size) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect area{at.x, at.y, std::max(size.x, 60.0f), size.y};
  ImGui::InvisibleButton("##Timeline", {area.width, area.height}, ImGuiButtonFlags_EnableNav);
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  const float line = ImGui::GetFontSize();
  // Marks, rail and figures, as one block in the middle.
  const float top = area.y + std::max((area.height - 44) / 2, 0.0f);
  const Track track{area, axis_of(context, area), top + 8, top + 21, top + 44 - line + 2};
  follow_hand(context, track);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_figures(list, context, track);
  draw_rail(list, context, track);
  draw_branches(list, context, track);
  draw_marks(list, context, track);
  draw_knob(list, context, track, hovered || active);
  if (context.model.session().marks().all().empty() && area.width > 420) {
    const Type type(context.fonts.sans, type_size::k_small);
    list.AddText({track.axis.left(), track.area.y}, ink(context.palette.text_faint),
                 text::k_track_empty);
  }
  if (hovered || active) {
    const float x = std::clamp(ImGui::GetIO().MousePos.x, track.axis.left(), track.axis.right());
    if (!active) {
      list.AddLine({x, track.area.y + 2}, {x, track.rail + k_rail},
                   ink(faded(context.palette.text, 0.5f)));
    }
    if (!context.state.finger || active) show_place(context, track, x);
  }
}

}  // namespace ringside
