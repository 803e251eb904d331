#include "view/scene/marks.h"

namespace ringside {
namespace {

// "Not found" is an answer: it has the form of a refusal, but not its colour.
bool is_failure(Outcome outcome) {
  return !outcome.ok() && outcome.error() != ErrorCode::not_found;
}

void draw_shape(DrawList& list, const MessageMark& mark, float radius, Colour colour) {
  if (mark.on_corner) {
    list.diamond(mark.at, radius * 1.28f, colour);
  } else {
    list.disc(mark.at, radius, colour);
  }
}

void draw_outline(DrawList& list, const MessageMark& mark, float width, Colour colour) {
  if (mark.on_corner) {
    list.diamond_outline(mark.at, mark.radius * 1.28f, width, colour);
  } else {
    list.ring(mark.at, mark.radius - width / 2, width, colour);
  }
}

}  // namespace

bool is_between_replicas(MessageKind kind) {
  return kind == MessageKind::store_request || kind == MessageKind::store_reply ||
         kind == MessageKind::handoff_request || kind == MessageKind::handoff_reply;
}

bool is_upkeep(MessageKind kind) { return is_background(kind) && !is_between_replicas(kind); }
bool is_probe(MessageKind kind) {
  return kind >= MessageKind::ping && kind <= MessageKind::ping_request_reply;
}

MessageMark message_mark(const MessageFacts& facts, const Palette& palette) {
  MessageMark mark;
  mark.hollow = is_reply(facts.kind);
  mark.on_corner = is_between_replicas(facts.kind);
  mark.outcome = facts.outcome;
  mark.colour = facts.from.is_node() ? palette.node_hue(facts.from.node()) : palette.client;
  return mark;
}

void draw_message(DrawList& list, const MessageMark& mark, const Palette& palette) {
  // A rim in the background's colour keeps marks apart that pass over one another.
  draw_shape(list, mark, mark.radius + 1.5f, faded(palette.background, 0.85f * mark.opacity));
  if (!mark.hollow) {
    draw_shape(list, mark, mark.radius, faded(mark.colour, mark.opacity));
    return;
  }
  const bool failure = is_failure(mark.outcome);
  const Colour outline = faded(failure ? palette.bad : mark.colour, mark.opacity);
  const float stroke = std::max(mark.radius * 0.27f, 1.0f);
  draw_outline(list, mark, stroke, outline);
  const float half = (mark.radius - stroke) * (mark.on_corner ? 0.52f : 0.58f);
  if (mark.outcome.ok()) {
    list.plus(mark.at, half, stroke * 0.95f, 0, outline);
  } else {
    list.line(mark.at - Point{half - stroke / 2, 0}, mark.at + Point{half - stroke / 2, 0}, stroke,
              outline);
  }
}

void draw_message_dot(DrawList& list, const MessageMark& mark) {
  const Colour colour = faded(mark.colour, mark.opacity);
  if (mark.hollow) {
    draw_outline(list, mark, std::max(mark.radius * 0.5f, 0.8f), colour);
  } else {
    draw_shape(list, mark, mark.radius, colour);
  }
}

void draw_held(DrawList& list, const MessageMark& mark, const Palette& palette) {
  const float radius = mark.radius + 4;
  const Colour colour = faded(palette.paused, mark.opacity);
  for (const float side : {0.0f, k_pi}) {
    list.arc({.centre = mark.at, .radius = radius, .from = side - 0.9f, .sweep = 1.8f, .width = 2},
             colour);
  }
}

void draw_lost(DrawList& list, Point at, float radius, float age, bool reduced_motion,
               const Palette& palette) {
  const float left = 1 - std::clamp(age, 0.0f, 1.0f);
  const float opacity = std::min(left * 1.6f, 1.0f);
  if (!reduced_motion) {
    const float spread = 1 - left * left * left;
    list.ring(at, radius * (1.2f + 2.4f * spread), 1.25f, faded(palette.bad, 0.7f * left * left));
    list.glow(at, radius * 4, faded(palette.bad, 0.35f * left * left));
  }
  const float half = radius * 1.15f;
  list.plus(at, half + 1.2f, radius * 0.5f + 2.4f, k_pi / 4,
            faded(palette.background, 0.85f * opacity));
  list.plus(at, half, radius * 0.5f, k_pi / 4, faded(palette.bad, opacity));
}

}  // namespace ringside
