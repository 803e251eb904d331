// The space-time diagram: the same run as the ring's, with time to the right.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "view/app/text.h"
#include "view/app/time_axis.h"
#include "view/panels/marks_call.h"
#include "view/panels/panels.h"
#include "view/panels/widgets.h"
#include "view/scene/svg.h"

namespace ringside {
namespace {

constexpr float k_names = 34;      // width of the lanes' names
constexpr float k_times_row = 18;  // height
constexpr float k_folded = 9;
constexpr double k_span_min = 20'000;  // 20 µs
constexpr double k_ahead = 0.08;       // of the window, beyond the cursor
constexpr std::uint32_t k_clients_shown = 8;

void make_lanes(PanelContext& context) {
  DiagramLook& look = context.state.diagram;
  const auto nodes = static_cast<std::uint32_t>(context.world().nodes().size());
  const std::uint32_t clients = std::min(context.model.session().config().clients, k_clients_shown);
  const std::uint64_t made_for = (std::uint64_t{nodes} << 32 | clients) + 1;
  if (look.clusters == made_for) return;
  look.clusters = made_for;
  look.order.clear();
  look.folded.clear();
  for (std::uint32_t i = 0; i < clients; ++i) look.order.push_back(ClientId{i});
  for (std::uint32_t i = 0; i < nodes; ++i) look.order.push_back(NodeId{i});
}

std::vector<DiagramLane> lanes_in(const DiagramLook& look, const Rect& area) {
  const auto folded =
      static_cast<float>(std::count_if(look.order.begin(), look.order.end(),
                                       [&](Address who) { return look.folded.contains(who); }));
  const float open = static_cast<float>(look.order.size()) - folded;
  const float each = open > 0 ? std::max((area.height - folded * k_folded) / open, 2.0f) : k_folded;
  std::vector<DiagramLane> lanes;
  float y = area.y;
  for (const Address who : look.order) {
    const bool is_folded = look.folded.contains(who);
    const float height = is_folded ? k_folded : each;
    lanes.push_back({who, y + height / 2, is_folded});
    y += height;
  }
  return lanes;
}

// The whole run, and a little beyond.
double whole_span(const Model& model) {
  return std::max(static_cast<double>(nanoseconds(model.session().now())) * 1.05, 1e6);
}

void follow_cursor(PanelContext& context) {
  DiagramLook& look = context.state.diagram;
  const auto cursor = static_cast<double>(nanoseconds(context.model.time()));
  if (look.follows) look.from_ns = cursor - look.span_ns * (1 - k_ahead);
  look.from_ns = std::max(look.from_ns, -look.span_ns * 0.02);
}

// Keeps the time under the pointer where it is.
void zoom(PanelContext& context, double factor, double at_ns) {
  DiagramLook& look = context.state.diagram;
  const double span =
      std::clamp(look.span_ns * factor, k_span_min, std::max(whole_span(context.model), 1e6));
  look.from_ns = at_ns - (at_ns - look.from_ns) * span / look.span_ns;
  look.span_ns = span;
}

void tool(PanelContext& context, const char* label, const char* explanation, bool on,
          const std::function<void()>& act) {
  const float width = ImGui::CalcTextSize(label, ImGui::FindRenderedTextEnd(label)).x + 20;
  if (choice(context, label, on, {width, 0})) act();
  hint(explanation);
  ImGui::SameLine(0, space::k_tight);
}

void show_tools(PanelContext& context) {
  DiagramLook& look = context.state.diagram;
  if (context.input.width >= k_columns_width) {
    // Elsewhere the tab has said it.
    ImGui::AlignTextToFramePadding();
    heading(context, text::k_heading_diagram);
    ImGui::SameLine(0, space::k_medium);
  }
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {4, context.state.touch ? 9.0f : 2.0f});
  const Type type(context.fonts.sans, type_size::k_small);
  const double cursor = static_cast<double>(nanoseconds(context.model.time()));
  tool(context, text::k_label_closer, text::k_hint_closer, false,
       [&] { zoom(context, 0.5, cursor); });
  tool(context, text::k_label_wider, text::k_hint_wider, false, [&] { zoom(context, 2, cursor); });
  tool(context, text::k_label_whole, text::k_hint_whole, false, [&] {
    look.follows = false;
    look.span_ns = whole_span(context.model);
    look.from_ns = -look.span_ns * 0.01;
  });
  tool(context, text::k_label_follow, text::k_hint_follow, look.follows,
       [&] { look.follows = !look.follows; });
  tool(context, text::k_label_diagram_background, text::k_hint_background, look.background,
       [&] { look.background = !look.background; });
  if (selected_operation(context.model)) {
    tool(context, text::k_label_one_operation, text::k_hint_one_operation, true,
         [&] { context.model.select(std::nullopt); });
  }
  const std::string counted = look.diagram.as_density()
                                  ? text::density_of(look.diagram.counted())
                                  : text::count(look.diagram.counted(), text::k_message);
  const float width = ImGui::CalcTextSize(counted.c_str()).x;
  if (ImGui::GetContentRegionAvail().x > width) {
    go_on_at_right(width);
    ImGui::AlignTextToFramePadding();
    text_in(context.palette.text_muted, counted);
  } else {
    ImGui::NewLine();
  }
  ImGui::PopStyleVar();
}

Colour colour_of(const PanelContext& context, const DiagramLane& lane) {
  const bool down = lane.who.is_node() && !context.world().node(lane.who.node()).up;
  if (lane.folded || down) return context.palette.text_faint;
  return lane.who.is_node() ? context.palette.node_hue(lane.who.node()) : context.palette.client;
}

// A press on a name folds its lane or unfolds it; a drag moves it.
void show_names(PanelContext& context, const std::vector<DiagramLane>& lanes, const Rect& area) {
  DiagramLook& look = context.state.diagram;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float size = type_size::k_small;
  const float room = lanes.size() > 1 ? std::abs(lanes[1].y - lanes[0].y) : area.height;
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const DiagramLane& lane = lanes[i];
    const float height = lane.folded ? k_folded : std::max(room, k_folded);
    const std::string name = name_of(lane.who);
    ImGui::SetCursorScreenPos({area.x, lane.y - height / 2});
    ImGui::InvisibleButton(("##lane:" + name).c_str(), {k_names, height});
    const bool moved = ImGui::IsMouseDragging(ImGuiMouseButton_Left, 6);
    if (ImGui::IsItemActive() && moved) look.dragged = lane.who;
    if (ImGui::IsItemDeactivated() && !look.dragged) {
      if (!look.folded.erase(lane.who)) look.folded.insert(lane.who);
    }
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    hint(lane.folded ? text::k_hint_unfold : text::k_hint_fold);
    if (room < size && !lane.folded && i % 2 != 0) continue;
    list.AddText(context.fonts.mono, size, {area.x + 4, lane.y - size / 2 - 1},
                 ink(colour_of(context, lane)), name.c_str());
  }
  if (!look.dragged) return;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) return look.dragged.reset();
  // It takes the place of the lane that the pointer is over.
  const float y = ImGui::GetIO().MousePos.y;
  const auto over = std::min_element(lanes.begin(), lanes.end(), [&](auto& a, auto& b) {
    return std::abs(a.y - y) < std::abs(b.y - y);
  });
  const auto to = look.order.begin() + (over - lanes.begin());
  const auto from = std::find(look.order.begin(), look.order.end(), *look.dragged);
  if (from < to) std::rotate(from, from + 1, to + 1);
  if (to < from) std::rotate(to, from, from + 1);
}

void show_message(PanelContext& context, const DiagramMessage& message) {
  const auto operation = context.world().operations().find(message.facts.op);
  const std::string key = operation == context.world().operations().end()
                              ? std::string()
                              : shortened(context.log().key_text(operation->second.key), 40);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {10, 8});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {space::k_small, 3});
  if (ImGui::BeginTooltip()) {
    text_in(context.palette.text, text::message_title(message.facts, key));
    text_in(context.palette.text_muted, text::from_to(message.facts.from, message.facts.to));
    text_in(context.palette.text_muted,
            text::sent_and_took(clock_text(message.sent),
                                rounded_duration(message.ends - message.sent), message.lost));
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar(2);
}

void press(PanelContext& context, const TimeAxis& axis, const DiagramMessage* under, float x) {
  if (under == nullptr) return context.model.go_to(axis.time_at(x));
  if (raw(under->facts.op) == 0) return;
  context.model.select(Hit{under->facts.op});
}

// Wheel: zoom. Drag: move the window. Press: on a message its operation, elsewhere the cursor.
void follow_pointer_in(PanelContext& context, const Rect& area, const TimeAxis& axis) {
  DiagramLook& look = context.state.diagram;
  const ImGuiIO& io = ImGui::GetIO();
  const Point at{io.MousePos.x, io.MousePos.y};
  const bool hovered = ImGui::IsItemHovered();
  const DiagramMessage* under = hovered ? look.diagram.hit(at) : nullptr;
  look.pointed_here = under ? std::optional(under->facts.id) : std::nullopt;
  if (hovered) {
    look.pointed = look.pointed_here;
    if (io.MouseWheel != 0)
      zoom(context, std::pow(0.8, io.MouseWheel),
           static_cast<double>(nanoseconds(axis.time_at(at.x))));
    if (under && !context.state.finger) show_message(context, *under);
  }
  if (ImGui::IsItemActivated()) {
    look.press_x = at.x;
    look.press_from_ns = look.from_ns;
  }
  const bool dragging = ImGui::IsMouseDragging(ImGuiMouseButton_Left, 5);
  if (ImGui::IsItemActive() && dragging) {
    look.follows = false;
    look.from_ns =
        look.press_from_ns - static_cast<double>(at.x - look.press_x) * look.span_ns / area.width;
  }
  if (ImGui::IsItemDeactivated() && std::abs(at.x - look.press_x) < 5)
    press(context, axis, under, at.x);
}

DiagramInput diagram_input(const PanelContext& context, std::span<const DiagramLane> lanes,
                           const Rect& area) {
  const DiagramLook& look = context.state.diagram;
  return {.log = context.log(),
          .lives = context.model.session().marks().lives(),
          .lanes = lanes,
          .area = area,
          .from_ns = look.from_ns,
          .to_ns = look.from_ns + look.span_ns,
          .cursor = context.model.time(),
          .present = context.model.session().now(),
          .palette = context.palette,
          .background = look.background,
          .operation = selected_operation(context.model),
          .message = look.pointed};
}

void draw_axis(const PanelContext& context, const Rect& area, const TimeAxis& axis) {
  const Palette& palette = context.palette;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Type type(context.fonts.sans, type_size::k_small);
  for (const TimeAxis::Tick& tick : axis.ticks(90)) {
    list.AddLine({tick.x, area.y}, {tick.x, area.bottom()}, ink(faded(palette.border, 0.7f)));
    const float width = ImGui::CalcTextSize(tick.label.c_str()).x;
    const float left = std::clamp(tick.x - width / 2, area.x, area.right() - width);
    list.AddText({left, area.bottom() + 3}, ink(palette.text_muted), tick.label.c_str());
  }
}

void draw_cursor(const PanelContext& context, const Rect& area, const TimeAxis& axis) {
  const float x = axis.x_of(context.model.time());
  if (x < area.x || x > area.right()) return;
  const Colour colour = context.palette.accent;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({x, area.y}, {x, area.bottom()}, ink(colour), 1.5f);
  list.AddTriangleFilled({x - 5, area.y - 1}, {x + 5, area.y - 1}, {x, area.y + 6}, ink(colour));
}

}  // namespace

std::string diagram_svg(PanelContext& context) {
  constexpr Rect k_all{0, 0, 1200, 640};
  constexpr Rect k_lines{k_names + 16, 16, k_all.width - k_names - 32, k_all.height - 48};
  make_lanes(context);
  follow_cursor(context);
  const DiagramLook& look = context.state.diagram;
  const Palette& palette = context.palette;
  const std::vector<DiagramLane> lanes = lanes_in(look, k_lines);
  const TimeAxis axis({look.from_ns, look.from_ns + look.span_ns}, k_lines.x, k_lines.right());
  DrawList marks;
  std::vector<Label> labels;
  for (const DiagramLane& lane : lanes)
    labels.push_back({name_of(lane.who),
                      {26, lane.y},
                      type_size::k_small,
                      colour_of(context, lane),
                      {0, 0, 0, 0}});
  for (const TimeAxis::Tick& tick : axis.ticks(90)) {
    marks.line({tick.x, k_lines.y}, {tick.x, k_lines.bottom()}, 1, palette.border);
    labels.push_back({tick.label,
                      {tick.x, k_lines.bottom() + 14},
                      type_size::k_small,
                      palette.text_muted,
                      {0, 0, 0, 0}});
  }
  Diagram diagram;
  diagram.build(diagram_input(context, lanes, k_lines));
  marks.append(diagram.marks(), {});
  const float cursor = axis.x_of(context.model.time());
  if (cursor >= k_lines.x && cursor <= k_lines.right())
    marks.line({cursor, k_lines.y}, {cursor, k_lines.bottom()}, 1.5f, palette.accent);
  return svg({.area = k_all, .background = palette.panel, .marks = marks, .labels = labels});
}

void show_diagram(PanelContext& context) {
  DiagramLook& look = context.state.diagram;
  make_lanes(context);
  show_tools(context);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x < k_names + 60 || room.y < k_times_row + 40) return;
  const Rect all{at.x, at.y, room.x, room.y};
  const Rect area{at.x + k_names, at.y, room.x - k_names, room.y - k_times_row};
  follow_cursor(context);
  const TimeAxis axis({look.from_ns, look.from_ns + look.span_ns}, area.x, area.right());
  const std::vector<DiagramLane> lanes = lanes_in(look, area);
  // What is pointed at on the ring is brought out here, and the other way round.
  const auto& hovered = context.state.hovered;
  if (hovered && std::holds_alternative<MessageId>(*hovered))
    look.pointed = std::get<MessageId>(*hovered);
  else if (!look.pointed_here)
    look.pointed = context.state.story.message;
  look.diagram.build(diagram_input(context, lanes, area));
  draw_axis(context, area, axis);
  add_marks(context, look.diagram.marks());
  draw_cursor(context, area, axis);
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::InvisibleButton("##Diagram", {area.width, area.height});
  follow_pointer_in(context, area, axis);
  show_names(context, lanes, all);
}

}  // namespace ringside
