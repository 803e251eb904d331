#include "view/scene/paint.h"

namespace ringside {
namespace {

void tie_key(const Painter& p, KeyHash hash, Point at, float key_radius) {
  const auto found = p.world().keys().find(hash);
  if (found == p.world().keys().end()) return;
  const HlcStamp newest = found->second.newest().stamp;
  for (const Holding& copy : found->second.copies) {
    const LinkPath path({at, key_radius + 2}, p.layout.end_of(copy.node), p.layout.centre());
    const float fresh = copy.stamp == newest ? 0.9f : 0.35f;
    const Colour colour = faded(p.palette().node_hue(copy.node), fresh * p.focus.strength());
    path.draw(p.list, 0, 1, 1.5f, colour, colour);
  }
}

void tie_message(const Painter& p, const WorldMessage& message) {
  const Colour colour = faded(p.palette().text, 0.5f * p.focus.strength());
  p.layout.path(message.facts.from, message.facts.to).draw(p.list, 0, 1, 1.5f, colour, colour);
}

// Where the key's copies are, and where one is missing.
void ring_key_nodes(const Painter& p, KeyHash hash) {
  const auto found = p.world().keys().find(hash);
  if (found == p.world().keys().end()) return;
  const WorldKey& key = found->second;
  const HlcStamp newest = key.newest().stamp;
  const auto has_fresh = [&](NodeId node) {
    return std::any_of(key.copies.begin(), key.copies.end(), [&](const Holding& copy) {
      return copy.node == node && copy.stamp == newest;
    });
  };
  for (const Holding& copy : key.copies) {
    if (copy.stamp != newest) continue;
    draw_node_ring(p.list, p.node_mark(copy.node),
                   faded(p.palette().node_hue(copy.node), p.focus.strength()), false);
  }
  for (const NodeId member : p.world().ring().preference_list(hash)) {
    if (has_fresh(member)) continue;
    draw_node_ring(p.list, p.node_mark(member), faded(p.palette().warning, p.focus.strength()),
                   true);
  }
}

void ring_round(const Painter& p, const Hit& what, Colour colour, const KeyPainting& keys,
                const PaintedMessages& messages) {
  constexpr float k_stroke = 1.5f;
  if (const auto* node = std::get_if<NodeId>(&what)) {
    if (raw(*node) < p.world().nodes().size())
      draw_node_ring(p.list, p.node_mark(*node), colour, false);
  } else if (const auto* message = std::get_if<MessageId>(&what)) {
    if (const auto at = find_placed(messages.placed, *message)) {
      p.list.ring(*at, messages.radius + 4.5f, k_stroke, colour);
    }
  } else if (const auto* key = std::get_if<KeyHash>(&what)) {
    if (const auto at = find_placed(keys.placed(), *key))
      p.list.ring(*at, keys.radius() + 3.5f, k_stroke, colour);
  }
}

}  // namespace

void paint_ties(const Painter& p, const KeyPainting& keys) {
  if (p.focus.strength() <= 0) return;
  if (const auto& key = p.focus.key()) {
    if (const auto at = find_placed(keys.placed(), *key)) tie_key(p, *key, *at, keys.radius());
  }
  if (!p.motion.focus()) return;
  if (const auto* link = std::get_if<LinkEnds>(&*p.motion.focus())) {
    const Colour colour = faded(p.palette().text, 0.5f * p.focus.strength());
    p.layout.path(link->from, link->to).draw(p.list, 0, 1, 1.5f, colour, colour);
  }
  if (const auto* message = std::get_if<MessageId>(&*p.motion.focus())) {
    if (const WorldMessage* found = find_message(p.world(), *message)) tie_message(p, *found);
  }
}

void paint_rings(const Painter& p, const KeyPainting& keys, const PaintedMessages& messages) {
  if (p.focus.strength() > 0) {
    if (const auto& key = p.focus.key()) ring_key_nodes(p, *key);
    if (const auto& focus = p.motion.focus()) {
      ring_round(p, *focus, faded(p.palette().text, 0.9f * p.focus.strength()), keys, messages);
    }
  }
  if (p.input.selected) ring_round(p, *p.input.selected, p.palette().accent, keys, messages);
  if (p.input.marked) ring_round(p, *p.input.marked, p.palette().accent, keys, messages);
}

}  // namespace ringside
