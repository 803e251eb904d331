#include "view/scene/legend.h"

#include "view/scene/marks.h"

namespace ringside {
namespace {

constexpr double k_stays_seconds = 4;

std::string_view text_of(LegendItem item) {
  switch (item) {
    case LegendItem::node: return "Node, in a colour of its own";
    case LegendItem::node_down: return "Node that is down";
    case LegendItem::arc: return "Hashes whose primary it is";
    case LegendItem::zero: return "Hash 0; hashes grow clockwise";
    case LegendItem::client: return "Client";
    case LegendItem::key: return "Key with all its copies";
    case LegendItem::key_short: return "Key that lacks copies";
    case LegendItem::key_unsafe: return "Key with fewer copies than promised";
    case LegendItem::key_deleted: return "Deleted key";
    case LegendItem::key_bars: return "Keys, counted: longer is more";
    case LegendItem::request: return "Request of a client";
    case LegendItem::forwarded_request: return "Request of a node to a node";
    case LegendItem::forward_taken: return "Reply of a node to a node";
    case LegendItem::reply_ok: return "Reply: done";
    case LegendItem::reply_not_found: return "Reply: not found";
    case LegendItem::reply_failed: return "Reply: failed";
    case LegendItem::copy: return "Copy on its way to a replica";
    case LegendItem::copy_stored: return "Replica: stored";
    case LegendItem::copy_refused: return "Replica: refused";
    case LegendItem::upkeep: return "Nodes compare what they keep";
    case LegendItem::probe: return "Are you there? One node asks another";
    case LegendItem::probe_answered: return "Yes, it is there";
    case LegendItem::lost: return "Message lost here";
    case LegendItem::node_paused: return "Node that is paused";
    case LegendItem::held: return "Message held by hand";
    case LegendItem::link_cut: return "Link that is cut";
    case LegendItem::link_odd: return "Link with settings of its own";
    case LegendItem::suspected: return "Node that is suspected";
    case LegendItem::taken_for_dead: return "Taken for dead by the node looked at";
    case LegendItem::belief_wrong: return "What is believed of it is not so";
    case LegendItem::starred: return "Key that is watched, tied to its copies";
    case LegendItem::replica_fresh: return "Range: this replica has the newest of all its keys";
    case LegendItem::replica_stale: return "Some of its keys are older here";
    case LegendItem::replica_missing: return "Some of its keys are missing here";
    case LegendItem::replica_hinted: return "Missing here, but others keep hints for it";
  }
  return {};
}

struct MessageLook {
  bool hollow = false;
  bool on_corner = false;
  Outcome outcome{};
  float size = 1;
};

void add_message(DrawList& list, const MessageLook& look, Colour colour, const Palette& palette) {
  const float radius = 5.5f * look.size;
  const Point at{3, 0};
  if (!look.hollow) list.line({-12, 0}, at, radius * 0.9f, faded(colour, 0), faded(colour, 0.45f));
  draw_message(list,
               {.at = at,
                .radius = radius,
                .hollow = look.hollow,
                .on_corner = look.on_corner,
                .outcome = look.outcome,
                .colour = colour},
               palette);
}

KeyMark key_mark(std::uint32_t fresh, Colour hue) {
  return {.radius = 3.5f, .fresh = fresh, .wanted = 3, .safe = 2, .hue = hue};
}

void add_key_bars(DrawList& list, Colour hue) {
  constexpr float k_step = 3;
  float x = -3 * k_step;
  for (const float height : {5.0f, 8.0f, 12.0f, 10.0f, 14.0f, 7.0f, 4.0f}) {
    list.line({x, -7}, {x, -7 + height}, 2, faded(hue, 0.9f));
    x += k_step;
  }
}

void add_mark(DrawList& list, LegendItem item, const Palette& palette) {
  const Colour one = palette.node_hues[0];
  const Colour other = palette.node_hues[1];
  switch (item) {
    case LegendItem::node: return draw_node(list, {.radius = 7, .hue = one}, palette);
    case LegendItem::node_down:
      return draw_node(list, {.radius = 7, .up = false, .hue = one}, palette);
    case LegendItem::arc:
      return list.arc({.centre = {0, 46},
                       .radius = 46,
                       .from = -k_pi / 2 - 0.28f,
                       .sweep = 0.56f,
                       .width = 7,
                       .round_ends = false},
                      one);
    case LegendItem::zero: return draw_zero(list, {0, 4}, -k_pi / 2, 8, palette);
    case LegendItem::client: return draw_client(list, {}, 5, 0.9f, palette);
    case LegendItem::key: return draw_key(list, key_mark(3, one), palette);
    case LegendItem::key_short: return draw_key(list, key_mark(2, one), palette);
    case LegendItem::key_unsafe: return draw_key(list, key_mark(1, one), palette);
    case LegendItem::key_deleted: {
      KeyMark mark = key_mark(3, one);
      mark.deleted = true;
      return draw_key(list, mark, palette);
    }
    case LegendItem::key_bars: return add_key_bars(list, one);
    case LegendItem::request: return add_message(list, {}, palette.client, palette);
    case LegendItem::forwarded_request: return add_message(list, {}, other, palette);
    case LegendItem::forward_taken: return add_message(list, {.hollow = true}, other, palette);
    case LegendItem::reply_ok: return add_message(list, {.hollow = true}, one, palette);
    case LegendItem::reply_not_found:
      return add_message(list, {.hollow = true, .outcome = ErrorCode::not_found}, one, palette);
    case LegendItem::reply_failed:
      return add_message(list, {.hollow = true, .outcome = ErrorCode::unavailable}, one, palette);
    case LegendItem::copy: return add_message(list, {.on_corner = true}, one, palette);
    case LegendItem::copy_stored:
      return add_message(list, {.hollow = true, .on_corner = true}, other, palette);
    case LegendItem::copy_refused:
      return add_message(list,
                         {.hollow = true, .on_corner = true, .outcome = ErrorCode::unavailable},
                         other, palette);
    case LegendItem::upkeep: return add_message(list, {.size = 0.6f}, faded(one, 0.6f), palette);
    case LegendItem::probe: return add_message(list, {.size = 0.6f}, one, palette);
    case LegendItem::probe_answered:
      return add_message(list, {.hollow = true, .size = 0.6f}, other, palette);
    case LegendItem::lost: return draw_lost(list, {}, 4.5f, 0, true, palette);
    case LegendItem::node_paused:
      return draw_node(list, {.radius = 6, .paused = true, .hue = one}, palette);
    case LegendItem::held:
      add_message(list, {.size = 0.6f}, one, palette);
      return draw_held(list, {.at = {3, 0}, .radius = 3.3f}, palette);
    case LegendItem::link_cut:
      for (const float side : {-1.0f, 1.0f}) {
        list.line({side * 14, 0}, {side * 4, 0}, 1.25f, palette.bad);
        list.line({side * 4, -4}, {side * 4, 4}, 1.75f, palette.bad);
      }
      return;
    case LegendItem::link_odd:
      for (const float x : {-14.0f, -3.5f, 7.0f})
        list.line({x, 0}, {x + 6, 0}, 1.5f, palette.warning);
      return;
    case LegendItem::suspected:
    case LegendItem::taken_for_dead: {
      const NodeMark mark{.radius = 4.5f, .hue = one};
      const bool dead = item == LegendItem::taken_for_dead;
      draw_node(list, mark, palette);
      return draw_node_ring(list, mark, dead ? palette.bad : palette.warning, !dead);
    }
    case LegendItem::belief_wrong: return draw_wrong(list, {}, 6, 1, palette);
    case LegendItem::starred: return draw_star(list, {}, 7, palette.accent);
    case LegendItem::replica_fresh:
    case LegendItem::replica_stale:
    case LegendItem::replica_missing:
    case LegendItem::replica_hinted: {
      const auto state = static_cast<ReplicaState>(
          static_cast<std::size_t>(ReplicaState::fresh) + static_cast<std::size_t>(item) -
          static_cast<std::size_t>(LegendItem::replica_fresh));
      return draw_replica(
          list,
          {.centre = {0, 46}, .radius = 46, .from = -k_pi / 2 - 0.28f, .sweep = 0.56f, .width = 7},
          state, one, 1, palette);
    }
  }
}

}  // namespace

LegendEntry legend_entry(LegendItem item, const Palette& palette) {
  LegendEntry entry;
  entry.text = text_of(item);
  add_mark(entry.mark, item, palette);
  return entry;
}

std::vector<LegendItem> LegendMemory::items(double wall_seconds) {
  std::vector<LegendItem> items;
  for (std::size_t i = 0; i < k_legend_items; ++i) {
    if ((seen_now_ >> i & 1u) != 0) last_seen_[i] = wall_seconds;
    const double age = wall_seconds - last_seen_[i];
    if (age >= 0 && age < k_stays_seconds) items.push_back(static_cast<LegendItem>(i));
  }
  seen_now_ = 0;
  return items;
}

}  // namespace ringside
