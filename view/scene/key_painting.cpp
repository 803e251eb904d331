#include "view/scene/key_painting.h"

#include <algorithm>

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
void paint_bar(DrawList& list, const Painter& p, const Bin& bin, Point out, float length_of_one) {
  const float opacity = bin.opacity / bin.count();
  float at = p.layout.key_radius() + p.layout.key_size();
  const auto stretch = [&](float count, Colour colour) {
    if (count <= 0) return;
    const float end = at - count * length_of_one;
    list.line(p.layout.centre() + out * (at - 1),
              p.layout.centre() + out * std::min(end + 1, at - 1), 2, faded(colour, opacity));
    at = end;
  };
  stretch(bin.whole, faded(bin.hue, 0.9f));
  stretch(bin.lacking, faded(bin.hue, 0.45f));
  stretch(bin.unsafe, p.palette().warning);
}

}  // namespace

void KeyPainting::refresh(const Painter& p) {
  const Subject subject{&p.world(), p.input.area, &p.palette(), p.motion.focus(),
                        p.focus.strength()};
  if (is_current(p, subject)) return;
  subject_ = subject;
  events_ = p.world().totals().events;
  time_ = p.world().time();
  painted_at_ = p.input.wall_seconds;

  marks_.clear();
  placed_.clear();
  items_.clear();
  std::vector<KeyHash> hashes;
  hashes.reserve(p.world().keys().size());
  for (const auto& entry : p.world().keys()) hashes.push_back(entry.first);
  const KeyRows rows = make_key_rows(hashes, p.layout);
  as_bars_ = rows.binned;
  if (as_bars_) {
    radius_ = 1;
    paint_bars(p);
  } else {
    radius_ = p.layout.key_size() * rows.dot_scale;
    paint_dots(p, rows.row, rows.row_step);
  }
}

bool KeyPainting::is_current(const Painter& p, const Subject& subject) const {
  constexpr std::size_t k_every_frame_max = 4000;
  constexpr double k_seconds_behind_max = 0.12;
  if (subject != subject_) return false;
  if (events_ == p.world().totals().events && time_ == p.world().time()) return true;
  const double age = p.input.wall_seconds - painted_at_;
  return placed_.size() > k_every_frame_max && age >= 0 && age < k_seconds_behind_max;
}

void KeyPainting::see(LegendItem item) {
  if (std::find(items_.begin(), items_.end(), item) == items_.end()) items_.push_back(item);
}

void KeyPainting::paint_dots(const Painter& p, const std::vector<std::uint16_t>& rows,
                             float row_step) {
  std::size_t index = 0;
  for (const auto& [hash, key] : p.world().keys()) {
    KeyMark mark = key_mark(p, hash, key);
    const float orbit = p.layout.key_radius() - row_step * static_cast<float>(rows[index++]);
    mark.at = p.layout.centre() + direction(angle_of(hash)) * orbit;
    mark.radius = radius_;
    draw_key(marks_, mark, p.palette());
    see(legend_item(mark));
    placed_.push_back({hash, mark.at});
  }
}

void KeyPainting::paint_bars(const Painter& p) {
  std::vector<Bin> bins(key_bins(p.layout));
  float most = 1;
  for (const auto& [hash, key] : p.world().keys()) {
    const KeyMark mark = key_mark(p, hash, key);
    const Point at = p.layout.centre() + direction(angle_of(hash)) * p.layout.key_radius();
    placed_.push_back({hash, at});
    if (mark.deleted) continue;
    Bin& bin = bins[key_bin(hash, bins.size())];
    add(bin, mark);
    most = std::max(most, bin.count());
    if (mark.fresh < mark.safe) see(LegendItem::key_unsafe);
  }
  const float length_of_one = (p.layout.key_depth() + p.layout.key_size()) / most;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    if (bins[i].count() <= 0) continue;
    const double turn = (static_cast<double>(i) + 0.5) / static_cast<double>(bins.size());
    paint_bar(marks_, p, bins[i], direction(angle_of_turn(turn)), length_of_one);
  }
  see(LegendItem::key_bars);
}

}  // namespace ringside
