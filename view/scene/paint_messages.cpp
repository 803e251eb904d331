#include <utility>

#include "view/scene/paint.h"

namespace ringside {
namespace {

constexpr float k_trail_length = 34;  // points
constexpr double k_lost_seconds = 1.3;

constexpr float k_upkeep_size = 0.6f;  // of the others'
constexpr float k_upkeep_opacity = 0.6f;

LegendItem legend_item(const MessageFacts& facts) {
  const bool copies = is_between_replicas(facts.kind);
  if (is_probe(facts.kind)) {
    if (!is_reply(facts.kind)) return LegendItem::probe;
    return facts.outcome.ok() ? LegendItem::probe_answered : LegendItem::reply_failed;
  }
  if (is_upkeep(facts.kind)) return LegendItem::upkeep;
  if (!is_reply(facts.kind)) {
    if (copies) return LegendItem::copy;
    return facts.from.is_node() ? LegendItem::forwarded_request : LegendItem::request;
  }
  if (facts.kind == MessageKind::forward_reply || facts.kind == MessageKind::fetch_reply)
    return LegendItem::forward_taken;
  if (copies) return facts.outcome.ok() ? LegendItem::copy_stored : LegendItem::copy_refused;
  if (facts.outcome.ok()) return LegendItem::reply_ok;
  return facts.outcome.error() == ErrorCode::not_found ? LegendItem::reply_not_found
                                                       : LegendItem::reply_failed;
}

// Marks grow smaller as they become many: the fourth root keeps that from being seen as movement.
float scale_of(std::size_t messages) {
  constexpr float k_full_size_max = 80;
  const float crowding = k_full_size_max / static_cast<float>(std::max<std::size_t>(messages, 1));
  return std::clamp(std::sqrt(std::sqrt(crowding)), 0.22f, 1.0f);
}

void paint_trail(const Painter& p, const LinkPath& path, float part, const MessageMark& mark) {
  const float reach =
      std::min(part, k_trail_length * mark.radius / 6 / std::max(path.length(), 1.0f));
  if (reach <= 0) return;
  const float strength = (mark.hollow ? 0.28f : 0.5f) * mark.opacity;
  path.draw(p.list, part - reach, part, mark.radius * 0.75f, faded(mark.colour, 0),
            faded(mark.colour, strength));
}

// A hand that holds it: a ring with a bar on either side.
void paint_held(const Painter& p, const MessageMark& mark) {
  draw_held(p.list, mark, p.palette());
  p.legend.see(LegendItem::held);
}

void paint_lost(const Painter& p, float radius, PaintedMessages& result) {
  const double rate = p.input.rate > 0 ? p.input.rate : 1;
  for (const WorldMessage& message : p.world().lost()) {
    if (!message.lost_at || *message.lost_at > p.input.now) continue;
    const double seconds =
        static_cast<double>((p.input.now - *message.lost_at).count()) * 1e-9 / rate;
    if (seconds >= k_lost_seconds) continue;
    const LinkPath path = p.layout.path(message.facts.from, message.facts.to);
    const Point at = path.at(static_cast<float>(message.progress(p.input.now)));
    draw_lost(p.list, at, radius, static_cast<float>(seconds / k_lost_seconds),
              p.input.reduced_motion, p.palette());
    p.legend.see(LegendItem::lost);
    result.placed.push_back({message.facts.id, at});
  }
}

}  // namespace

void paint_messages(const Painter& p, PaintedMessages& result) {
  const auto& in_flight = p.world().in_flight();
  result.as_dots = in_flight.size() > k_full_form_max;
  result.radius = p.layout.message_radius() * scale_of(in_flight.size());
  result.placed.reserve(in_flight.size());
  for (const auto& [id, message] : in_flight) {
    const LinkPath path = p.layout.path(message.facts.from, message.facts.to);
    const auto part = static_cast<float>(message.progress(p.input.now));
    MessageMark mark = message_mark(message.facts, p.palette());
    mark.at = path.at(part);
    mark.radius = result.radius;
    mark.opacity = p.focus.of_message(message.facts);
    if (is_upkeep(message.facts.kind)) {
      mark.radius *= k_upkeep_size;
      mark.opacity *= k_upkeep_opacity;
    }
    result.placed.push_back({id, mark.at});
    p.legend.see(legend_item(message.facts));
    if (message.held_at) paint_held(p, mark);
    if (result.as_dots) {
      mark.opacity *= 0.85f;
      draw_message_dot(p.list, mark);
      continue;
    }
    if (!p.input.reduced_motion) paint_trail(p, path, part, mark);
    draw_message(p.list, mark, p.palette());
  }
  paint_lost(p, p.layout.message_radius(), result);
  if (result.placed.size() == in_flight.size()) return;
  std::sort(result.placed.begin(), result.placed.end(),
            [](const Placed<MessageId>& a, const Placed<MessageId>& b) { return a.id < b.id; });
}

}  // namespace ringside
