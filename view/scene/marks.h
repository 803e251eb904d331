#pragma once
#include "core/trace/event.h"
#include "view/render/draw_list.h"
#include "view/scene/replica_census.h"
#include "view/theme/palette.h"

namespace ringside {

/// How each thing of a scene looks. The scene and its legend draw with the same functions.

/// What a message looks like: filled = request, hollow = reply with a plus or a minus in it; round
/// = between a client and the store, on its corner = copies among nodes; its colour is its
/// sender's.
struct MessageMark {
  Point at{};
  float radius = 4;
  bool hollow = false;
  bool on_corner = false;
  Outcome outcome{};  ///< Of a hollow one.
  Colour colour{};
  float opacity = 1;
};
/// Whether a message carries copies among nodes, or says what became of them.
bool is_between_replicas(MessageKind kind);
/// Whether it is regular work that brings no news of itself: drawn smaller and fainter.
bool is_upkeep(MessageKind kind);
/// Whether it asks, or says, that a node is there.
bool is_probe(MessageKind kind);
MessageMark message_mark(const MessageFacts& facts, const Palette& palette);
void draw_message(DrawList& list, const MessageMark& mark, const Palette& palette);
/// The same without what is inside it: one quad.
void draw_message_dot(DrawList& list, const MessageMark& mark);
/// Where a message was lost; `age` from 0 (just now) to 1 (gone).
void draw_lost(DrawList& list, Point at, float radius, float age, bool reduced_motion,
               const Palette& palette);

/// Round a message that a person holds.
void draw_held(DrawList& list, const MessageMark& mark, const Palette& palette);

/// A node's seat.
struct NodeMark {
  Point at{};
  float radius = 10;
  float angle = 0;       ///< Of its place on the ring.
  float tick_width = 0;  ///< More than 0: a stroke across the orbit instead of a disc.
  bool up = true;
  bool paused = false;
  float since_change = 1e9f;  ///< Seconds since it crashed or started.
  float warmth = 0;           ///< 0 … 1.
  Colour hue;
  float opacity = 1;
};
/// Seconds after which a change of a node has settled.
inline constexpr float k_node_settled = 1.1f;
void draw_node(DrawList& list, const NodeMark& mark, const Palette& palette);
/// A ring round a node: what is pointed at, or concerned. `missing` breaks it into dashes.
void draw_node_ring(DrawList& list, const NodeMark& mark, Colour colour, bool missing);

/// At a node: what is believed of it is not so. `at` is the middle.
void draw_wrong(DrawList& list, Point at, float radius, float opacity, const Palette& palette);

/// What a person has marked: a star, in outline.
void draw_star(DrawList& list, Point at, float radius, Colour colour);

/// A key on the ring.
struct KeyMark {
  Point at{};
  float radius = 3;          ///< Of a key that has all its copies.
  std::uint32_t fresh = 1;   ///< Copies of its newest version.
  std::uint32_t wanted = 1;  ///< Copies it should have.
  std::uint32_t safe = 1;    ///< Fewer are a warning.
  bool deleted = false;
  Colour hue{};  ///< Its primary's.
  float opacity = 1;
};
void draw_key(DrawList& list, const KeyMark& mark, const Palette& palette);

/// How a member stands to what it should keep of a range: a band if all is fresh, half of one where
/// something is older, a line where something is missing, with a bead where a hint of it waits.
/// `arc` is as wide as the band, in the member's hue.
void draw_replica(DrawList& list, Arc arc, ReplicaState state, Colour hue, float opacity,
                  const Palette& palette);

/// Where the hashes begin: a short stroke outwards, in the direction of `angle`.
void draw_zero(DrawList& list, Point at, float angle, float length, const Palette& palette);

void draw_client(DrawList& list, Point at, float radius, float opacity, const Palette& palette);

}  // namespace ringside
