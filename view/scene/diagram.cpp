#include "view/scene/diagram.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "view/scene/marks.h"

namespace ringside {
namespace {

constexpr float k_message_stroke = 1.4f;
constexpr float k_head = 3;
constexpr float k_reach = 7;
constexpr float k_column = 3;  // of the density, in points
// Messages that were sent before the window and arrive in it are looked for so many events back.
constexpr std::size_t k_look_around = 4000;

float x_of(const DiagramInput& input, Time time) {
  const double part =
      (static_cast<double>(nanoseconds(time)) - input.from_ns) / (input.to_ns - input.from_ns);
  return input.area.x + static_cast<float>(std::clamp(part, -10.0, 11.0)) * input.area.width;
}

const DiagramLane* lane_of(const DiagramInput& input, Address who) {
  const auto found = std::find_if(input.lanes.begin(), input.lanes.end(),
                                  [&](const DiagramLane& lane) { return lane.who == who; });
  return found == input.lanes.end() || found->folded ? nullptr : &*found;
}

bool is_shown(const DiagramInput& input, const TraceEvent& event) {
  return event.kind == EventKind::message_sent &&
         (input.background || !is_background(event.message_kind()));
}

Colour colour_of(const Palette& palette, Address who) {
  return who.is_node() ? palette.node_hue(who.node()) : palette.client;
}

// Only what lies inside of the area is drawn: a stroke is cut at its sides.
bool cut_to(const Rect& area, Point& a, Point& b) {
  if (b.x <= area.x || a.x >= area.right() || b.x < a.x) return false;
  const Point way = b - a;
  const float width = std::max(way.x, 1e-4f);
  const Point from = a;
  if (b.x > area.right()) b = from + way * ((area.right() - from.x) / width);
  if (a.x < area.x) a = from + way * ((area.x - from.x) / width);
  return true;
}

}  // namespace

void Diagram::build(const DiagramInput& input) {
  marks_.clear();
  messages_.clear();
  find_messages(input);
  draw_lanes(input);
  if (as_density_) {
    draw_density(input);
  } else {
    draw_messages(input);
  }
}

void Diagram::find_messages(const DiagramInput& input) {
  const auto& events = input.log.events();
  const auto first_at = [&](double ns) {
    return static_cast<std::size_t>(
        std::partition_point(
            events.begin(), events.end(),
            [&](const TraceEvent& e) { return static_cast<double>(nanoseconds(e.at)) < ns; }) -
        events.begin());
  };
  const std::size_t window = first_at(input.from_ns);
  const std::size_t end = first_at(input.to_ns);
  counted_ = 0;
  for (std::size_t i = window; i < end; ++i) counted_ += is_shown(input, events[i]) ? 1 : 0;
  as_density_ = counted_ > k_strokes_max;
  if (as_density_) return;

  const std::size_t begin = window - std::min(window, k_look_around);
  const std::size_t after = std::min(end + k_look_around, events.size());
  std::map<std::uint64_t, Time> lost;
  for (std::size_t i = begin; i < after; ++i) {
    if (events[i].kind == EventKind::message_lost) lost.emplace(events[i].subject, events[i].at);
  }
  for (std::size_t i = begin; i < end; ++i) {
    const TraceEvent& event = events[i];
    if (!is_shown(input, event)) continue;
    const DiagramLane* from = lane_of(input, event.node);
    const DiagramLane* to = lane_of(input, event.peer);
    if (from == nullptr || to == nullptr) continue;
    DiagramMessage message;
    message.facts = {event.message(), event.message_kind(), event.outcome, event.node, event.peer,
                     event.op,        event.count != 0};
    message.sent = event.at;
    message.ends = time_at(event.stamp);
    message.start = {x_of(input, message.sent), from->y};
    message.end = {x_of(input, message.ends), to->y};
    if (const auto loss = lost.find(event.subject); loss != lost.end()) {
      message.lost = true;
      const double whole = static_cast<double>((message.ends - message.sent).count());
      const double gone = static_cast<double>((loss->second - message.sent).count());
      const auto part = static_cast<float>(whole > 0 ? std::clamp(gone / whole, 0.0, 1.0) : 1);
      message.ends = loss->second;
      message.end = message.start + (message.end - message.start) * part;
    }
    if (message.end.x < input.area.x) continue;
    messages_.push_back(message);
  }
}

void Diagram::draw_lanes(const DiagramInput& input) {
  const Rect& area = input.area;
  const float present = std::min(x_of(input, input.present), area.right());
  for (const DiagramLane& lane : input.lanes) {
    const Colour hue = colour_of(input.palette, lane.who);
    const float width = lane.folded ? 1.0f : lane.who.is_node() ? 2.5f : 1.5f;
    const float opacity = lane.folded ? 0.25f : 0.75f;
    const auto stretch = [&](float from, float to, bool paused) {
      from = std::max(from, area.x);
      to = std::min(to, present);
      if (to <= from) return;
      if (!paused) {
        return marks_.line({from, lane.y}, {to, lane.y}, width, faded(hue, opacity));
      }
      for (float x = from; x < to; x += 6)
        marks_.line({x, lane.y}, {std::min(x + 2.5f, to), lane.y}, width, faded(hue, opacity));
    };
    if (lane.who.is_client()) {
      stretch(std::max(x_of(input, k_start_of_time), area.x), present, false);
      continue;
    }
    // From life to life; a node that is down has no line.
    float from = 0;
    bool up = false;
    bool paused = false;
    for (const TraceEvent& event : input.lives) {
      if (event.node != lane.who) continue;
      const float x = x_of(input, event.at);
      if (up) stretch(from, x, paused);
      from = x;
      const bool inside = x >= area.x && x <= area.right();
      up = event.kind != EventKind::node_crashed;
      paused = event.kind == EventKind::node_paused;
      if (lane.folded || !inside || event.at == k_start_of_time) continue;
      if (event.kind == EventKind::node_crashed) {
        marks_.plus({x, lane.y}, 5, 2, k_pi / 4, input.palette.bad);
      } else if (event.kind == EventKind::node_started) {
        marks_.disc({x, lane.y}, 4.5f, input.palette.background);
        marks_.ring({x, lane.y}, 4, 1.75f, input.palette.good);
      }
    }
    if (up) stretch(from, present, paused);
  }
}

void Diagram::draw_messages(const DiagramInput& input) {
  // Heads of messages only where there is room for them.
  const bool heads = messages_.size() < 500;
  for (const DiagramMessage& message : messages_) draw_message(input, message, heads);
}

void Diagram::draw_message(const DiagramInput& input, const DiagramMessage& message, bool heads) {
  const Palette& palette = input.palette;
  const bool chosen = input.message == message.facts.id;
  const bool concerned = !input.operation || *input.operation == message.facts.op;
  const float strength = chosen ? 1 : concerned ? 0.8f : 0.1f;
  const float size = is_upkeep(message.facts.kind) ? 0.7f : 1;
  const Colour colour = message.lost ? palette.bad : colour_of(palette, message.facts.from);
  const float width = (chosen ? 2.2f : k_message_stroke) * size;
  // What lies after the cursor, and what nobody knows yet, steps back.
  const float now = x_of(input, input.cursor);
  const auto stretch = [&](Point a, Point b, float opacity) {
    if (cut_to(input.area, a, b)) marks_.line(a, b, width, faded(colour, opacity));
  };
  const float run = message.end.x - message.start.x;
  if (message.end.x <= now || run <= 0) {
    stretch(message.start, message.end, strength);
  } else if (message.start.x >= now) {
    stretch(message.start, message.end, strength * 0.3f);
  } else {
    const Point here =
        message.start + (message.end - message.start) * ((now - message.start.x) / run);
    stretch(message.start, here, strength);
    stretch(here, message.end, strength * 0.3f);
  }
  const Point end = message.end;
  if (end.x < input.area.x || end.x > input.area.right()) return;
  const float ended = end.x <= now ? strength : strength * 0.3f;
  if (message.lost) {
    marks_.plus(end, 4 * size, 1.75f, k_pi / 4, faded(palette.bad, ended));
  } else if (heads || chosen) {
    MessageMark mark = message_mark(message.facts, palette);
    mark.at = end;
    mark.radius = k_head * size;
    mark.opacity = ended;
    draw_message_dot(marks_, mark);
  }
}

void Diagram::draw_density(const DiagramInput& input) {
  const auto columns = static_cast<std::size_t>(std::max(input.area.width / k_column, 1.0f));
  std::vector<std::vector<std::uint32_t>> counts(input.lanes.size(),
                                                 std::vector<std::uint32_t>(columns));
  std::map<std::uint32_t, std::size_t> rows;
  for (std::size_t i = 0; i < input.lanes.size(); ++i) {
    const Address who = input.lanes[i].who;
    if (input.lanes[i].folded) continue;
    rows.emplace(who.is_node() ? raw(who.node()) : ~raw(who.client()), i);
  }
  std::uint32_t most = 1;
  for (const TraceEvent& event : input.log.events()) {
    if (!is_shown(input, event)) continue;
    const double at =
        (static_cast<double>(event.stamp) - input.from_ns) / (input.to_ns - input.from_ns);
    if (at < 0 || at >= 1) continue;
    const Address who = event.peer;
    const auto row = rows.find(who.is_node() ? raw(who.node()) : ~raw(who.client()));
    if (row == rows.end()) continue;
    auto& count = counts[row->second][static_cast<std::size_t>(at * static_cast<double>(columns))];
    most = std::max(most, ++count);
  }
  const float room =
      input.lanes.size() > 1 ? std::abs(input.lanes[1].y - input.lanes[0].y) : input.area.height;
  const float now = x_of(input, input.cursor);
  for (std::size_t i = 0; i < input.lanes.size(); ++i) {
    const Colour hue = colour_of(input.palette, input.lanes[i].who);
    for (std::size_t column = 0; column < columns; ++column) {
      if (counts[i][column] == 0) continue;
      const float part =
          std::sqrt(static_cast<float>(counts[i][column]) / static_cast<float>(most));
      const float x = input.area.x + static_cast<float>(column) * k_column;
      const float height = std::max(part * room * 0.8f, 2.0f);
      marks_.box({x, input.lanes[i].y - height, k_column - 0.5f, height}, 0,
                 faded(hue, x <= now ? 0.75f : 0.3f));
    }
  }
}

const DiagramMessage* Diagram::hit(Point pointer) const {
  const DiagramMessage* nearest = nullptr;
  float nearest_away = k_reach;
  for (const DiagramMessage& message : messages_) {
    const Point way = message.end - message.start;
    const float squared = way.x * way.x + way.y * way.y;
    const Point to = pointer - message.start;
    const float part =
        squared > 0 ? std::clamp((to.x * way.x + to.y * way.y) / squared, 0.0f, 1.0f) : 0;
    const float away = distance(pointer, message.start + way * part);
    if (away >= nearest_away) continue;
    nearest_away = away;
    nearest = &message;
  }
  return nearest;
}

}  // namespace ringside
