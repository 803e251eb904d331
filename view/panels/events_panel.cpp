// The list of everything that happened.
#include <imgui_internal.h>

#include "view/app/text.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"

namespace ringside {
namespace {

Colour event_colour(const Palette& palette, const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::node_crashed:
    case EventKind::node_confirmed_dead:
    case EventKind::message_lost: return palette.bad;
    case EventKind::node_started:
    case EventKind::node_alive_again:
    case EventKind::node_resumed:
    case EventKind::node_recovered: return palette.good;
    case EventKind::operation_finished:
      return event.outcome.ok()                               ? palette.good
             : event.outcome == Outcome{ErrorCode::not_found} ? palette.text_muted
                                                              : palette.bad;
    case EventKind::operation_retried:
    case EventKind::get_forwarded:
    case EventKind::node_suspected:
    case EventKind::read_repaired:
    case EventKind::key_hot:
    case EventKind::view_changed:
    case EventKind::range_dropped:
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::link_reset:
    case EventKind::links_cut:
    case EventKind::node_paused:
    case EventKind::node_slowed:
    case EventKind::clock_skewed:
    case EventKind::message_held:
    case EventKind::hint_kept:
    case EventKind::hints_dropped: return palette.warning;
    case EventKind::message_sent:
    case EventKind::message_rescheduled:
    case EventKind::message_delivered:
      return event.node.is_node() ? palette.node_hue(event.node.node()) : palette.client;
    case EventKind::operation_started: return palette.client;
    case EventKind::write_coordinated:
    case EventKind::write_acknowledged:
    case EventKind::replicas_compared:
    case EventKind::hints_handed_over:
    case EventKind::record_stored:
    case EventKind::values_merged:
    case EventKind::record_collected:
    case EventKind::record_expired: break;
  }
  return event.node.is_node() ? palette.node_hue(event.node.node()) : palette.text_muted;
}

// The same forms as in the scene: filled for requests, hollow for replies, a cross for what was
// lost or died.
void event_mark(ImDrawList& list, const PanelContext& context, const TraceEvent& event, ImVec2 c) {
  const ImU32 colour = ink(event_colour(context.palette, event));
  constexpr float r = 4;
  switch (event.kind) {
    case EventKind::node_crashed:
    case EventKind::message_lost:
      list.AddLine({c.x - r + 1, c.y - r + 1}, {c.x + r - 1, c.y + r - 1}, colour, 2);
      return list.AddLine({c.x - r + 1, c.y + r - 1}, {c.x + r - 1, c.y - r + 1}, colour, 2);
    case EventKind::message_sent:
    case EventKind::message_held:
    case EventKind::message_rescheduled:
    case EventKind::message_delivered:
      if (is_reply(event.message_kind())) return list.AddCircle(c, r - 0.5f, colour, 16, 1.5f);
      return list.AddCircleFilled(c, r, colour, 16);
    case EventKind::record_stored:
    case EventKind::record_expired:
    case EventKind::record_collected:
      return list.AddRectFilled({c.x - r + 0.5f, c.y - r + 0.5f}, {c.x + r - 0.5f, c.y + r - 0.5f},
                                colour, 1);
    case EventKind::node_suspected:
    case EventKind::node_confirmed_dead:
    case EventKind::node_alive_again:
    case EventKind::key_hot:
    case EventKind::view_changed:
    case EventKind::range_dropped:
    case EventKind::node_started:
    case EventKind::operation_started:
    case EventKind::operation_retried:
    case EventKind::operation_finished:
    case EventKind::write_coordinated:
    case EventKind::write_acknowledged:
    case EventKind::values_merged:
    case EventKind::get_forwarded:
    case EventKind::read_repaired:
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::link_reset:
    case EventKind::links_cut:
    case EventKind::node_paused:
    case EventKind::node_resumed:
    case EventKind::node_slowed:
    case EventKind::clock_skewed:
    case EventKind::node_recovered:
    case EventKind::replicas_compared:
    case EventKind::hint_kept:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped: break;
  }
  list.AddRectFilled({c.x - 1.5f, c.y - r - 1}, {c.x + 1.5f, c.y + r + 1}, colour, 1.5f);
}

void event_row(PanelContext& context, const TraceEvent& event, int place, ImVec2 time_and_height) {
  const auto [time_width, height] = time_and_height;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::PushID(place);
  if (ImGui::Selectable("###", false, 0, {width, height})) {
    if (const auto op = operation_of(event)) {
      context.model.select(Hit{*op});
    } else if (event.node.is_node()) {
      context.model.select(Hit{event.node.node()});
    }
  }
  ImGui::PopID();
  const std::string line = describe(event, context.log());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Type type(context.fonts.sans, type_size::k_small);
  const float top = at.y + (height - ImGui::GetTextLineHeight()) / 2;
  const std::string time = text::milliseconds(event.at);
  list.AddText({at.x + time_width - ImGui::CalcTextSize(time.c_str()).x, top},
               ink(context.palette.text_faint), time.c_str());
  event_mark(list, context, event, {at.x + time_width + 14, at.y + height / 2});
  const float left = at.x + time_width + 26;
  const float room = at.x + width - space::k_small - left;
  if (draw_fitted(list, {left, top}, room, context.palette.text, line)) hint(line.c_str());
}

// As wide as the newest time: the largest one.
float width_of_times(const PanelContext& context) {
  const Type type(context.fonts.sans, type_size::k_small);
  return ImGui::CalcTextSize(text::milliseconds(context.world().time()).c_str()).x;
}

void filter_row(PanelContext& context) {
  ViewState& state = context.state;
  const float gap = space::k_hair;
  const float width =
      (ImGui::GetContentRegionAvail().x - gap * (k_event_filters - 1)) / k_event_filters;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {space::k_tight, context.state.touch ? 11.0f : 5.0f});
  const Type type(context.fonts.sans, type_size::k_small);
  for (std::size_t i = 0; i < k_event_filters; ++i) {
    const auto filter = static_cast<EventFilter>(i);
    if (i > 0) ImGui::SameLine(0, gap);
    if (choice(context, text::k_label_filters[i], state.filter.filter == filter, {width, 0}))
      state.filter.filter = filter;
  }
  ImGui::PopStyleVar();
}

// The title, how many there are, and a small switch for what would flood the list.
void title_row(PanelContext& context) {
  heading(context, text::k_heading_events);
  ImGui::SameLine();
  const Type type(context.fonts.sans, type_size::k_small);
  text_in(context.palette.text_muted,
          text::events_counted(context.model.moment(), context.model.session().log().forgotten()));
  bool& background = context.state.filter.background;
  const char* label = text::k_label_background;
  const float width = ImGui::CalcTextSize(label, ImGui::FindRenderedTextEnd(label)).x + 20;
  go_on_at_right(width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {4, context.state.touch ? 6.0f : 1.0f});
  if (choice(context, label, background, {width, 0})) background = !background;
  ImGui::PopStyleVar();
  hint(text::k_hint_background);
}

}  // namespace

void show_events(PanelContext& context) {
  ViewState& state = context.state;
  const ClusterSession& session = context.model.session();
  title_row(context);
  filter_row(context);
  state.events.update(session.log(), session.generation(), state.filter);
  // Lines come in a few times a second, not in every frame: they can be read then.
  const std::size_t happened = state.events.size_at(context.model.moment());
  if (state.refresh || state.events_shown > happened) state.events_shown = happened;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 0});
  if (ImGui::BeginChild("event list", {0, 0}, ImGuiChildFlags_NavFlattened)) {
    const bool at_tail = ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1;
    const float height = context.state.touch ? 30.0f : 21.0f;
    const float time_width = width_of_times(context);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(state.events_shown), height);
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
        event_row(context, state.events.at(session.log(), static_cast<std::size_t>(i)), i,
                  {time_width, height});
      }
    }
    if (at_tail) ImGui::SetScrollHereY(1);
    scroll_by_touch(context);
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace ringside
