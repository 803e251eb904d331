#include "view/scene/key_rows.h"
#include "view/scene/paint.h"

namespace ringside {
namespace {

// A write under way has promised nothing yet.
bool is_promised(const World& world, const Holding& copy) {
  const auto found = world.operations().find(copy.op);
  return found == world.operations().end() || found->second.finished;
}

KeyMark key_mark(const Painter& p, KeyHash hash, const WorldKey& key) {
  const Shape& shape = p.world().shape();
  KeyMark mark;
  mark.fresh = key.fresh_copies();
  mark.wanted = shape.group_size();
  mark.safe = shape.write_quorum();
  if (mark.fresh < mark.safe && !is_promised(p.world(), key.newest())) mark.safe = 0;
  mark.deleted = key.newest().tombstone;
  mark.hue = p.palette().node_hue(p.world().ring().primary(hash));
  mark.opacity = p.focus.of_key(hash, key);
  return mark;
}

LegendItem legend_item(const KeyMark& mark) {
  if (mark.deleted) return LegendItem::key_deleted;
  if (mark.fresh >= mark.wanted) return LegendItem::key;
  return mark.fresh < mark.safe ? LegendItem::key_unsafe : LegendItem::key_short;
}

void paint_dots(const Painter& p, const KeyRows& rows, PaintedKeys& result) {
  result.radius = p.layout.key_size() * rows.dot_scale;
  std::size_t index = 0;
  for (const auto& [hash, key] : p.world().keys()) {
    KeyMark mark = key_mark(p, hash, key);
    const float radius =
        p.layout.key_radius() - rows.row_step * static_cast<float>(rows.row[index++]);
    mark.at = p.layout.centre() + direction(angle_of(hash)) * radius;
    mark.radius = result.radius;
    draw_key(p.list, mark, p.palette());
    p.legend.see(legend_item(mark));
    result.placed.push_back({hash, mark.at});
  }
}

/// The keys of one bin: how many there are of each state, and how they look together.
struct Bin {
  float whole = 0;
  float lacking = 0;
  float unsafe = 0;
  float opacity = 0;
  Colour hue;

  float count() const { return whole + lacking + unsafe; }
};

void add(Bin& bin, const KeyMark& mark) {
  (mark.fresh >= mark.wanted ? bin.whole : mark.fresh < mark.safe ? bin.unsafe : bin.lacking) += 1;
  bin.opacity += mark.opacity;
  bin.hue = mark.hue;
}

// From the band inwards: keys with all copies, then those that lack some, then those below the
// promise.
void paint_bar(const Painter& p, const Bin& bin, Point out, float length_of_one) {
  const float opacity = bin.opacity / bin.count();
  float at = p.layout.key_radius() + p.layout.key_size();
  const auto stretch = [&](float count, Colour colour) {
    if (count <= 0) return;
    const float end = at - count * length_of_one;
    p.list.line(p.layout.centre() + out * (at - 1),
                p.layout.centre() + out * std::min(end + 1, at - 1), 2, faded(colour, opacity));
    at = end;
  };
  stretch(bin.whole, faded(bin.hue, 0.9f));
  stretch(bin.lacking, faded(bin.hue, 0.45f));
  stretch(bin.unsafe, p.palette().warning);
}

void paint_bars(const Painter& p, PaintedKeys& result) {
  result.as_bars = true;
  result.radius = 1;
  std::vector<Bin> bins(key_bins(p.layout));
  float most = 1;
  for (const auto& [hash, key] : p.world().keys()) {
    const KeyMark mark = key_mark(p, hash, key);
    result.placed.push_back(
        {hash, p.layout.centre() + direction(angle_of(hash)) * p.layout.key_radius()});
    if (mark.deleted) continue;
    Bin& bin = bins[key_bin(hash, bins.size())];
    add(bin, mark);
    most = std::max(most, bin.count());
    if (mark.fresh < mark.safe) p.legend.see(LegendItem::key_unsafe);
  }
  const float length_of_one = (p.layout.key_depth() + p.layout.key_size()) / most;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (bins[i].count() <= 0) continue;
    const double turn = (static_cast<double>(i) + 0.5) / static_cast<double>(bins.size());
    const KeyHash middle{static_cast<std::uint64_t>(turn * 18446744073709549568.0)};
    paint_bar(p, bins[i], direction(angle_of(middle)), length_of_one);
  }
  p.legend.see(LegendItem::key_bars);
}

}  // namespace

void paint_keys(const Painter& p, PaintedKeys& result) {
  std::vector<KeyHash> hashes;
  hashes.reserve(p.world().keys().size());
  for (const auto& entry : p.world().keys()) hashes.push_back(entry.first);
  const KeyRows rows = make_key_rows(hashes, p.layout);
  if (rows.binned) {
    paint_bars(p, result);
  } else {
    paint_dots(p, rows, result);
  }
}

}  // namespace ringside
