#include "view/scene/link_path.h"

namespace ringside {
namespace {

// How far a way bows out to the right of the straight line, as a part of its length; and how much
// more for a way along the rim, so that neighbours talk across the inside of the ring.
constexpr float k_bow = 0.075f;
constexpr float k_inward_bow = 0.3f;
// The rims of two ends that touch leave at least this part of the way.
constexpr float k_open_part_min = 0.1f;

// Parts of a way that lie within the ends' discs, shortened evenly where they would leave nothing.
struct Trim {
  float start;
  float end;
};
Trim trim(float start, float end) {
  const float room = 1 - k_open_part_min;
  if (start + end <= room) return {start, end};
  const float scale = room / (start + end);
  return {start * scale, end * scale};
}

}  // namespace

LinkPath::LinkPath(const End& from, const End& to, Point middle) {
  const Point chord = to.centre - from.centre;
  const float reach = std::max(ringside::length(chord), 1e-3f);
  const Point right{-chord.y / reach, chord.x / reach};
  const Point inward = middle - (from.centre + to.centre) * 0.5f;
  const float side = (inward.x * right.x + inward.y * right.y) / reach;
  const float inside = side / std::sqrt(1 + side * side);
  const float bow = reach * (k_bow + k_inward_bow * inside);

  const float radius_signed = (reach * reach / 4 + bow * bow) / (2 * bow);
  straight_ = !(std::abs(radius_signed) < k_arc_radius_max);
  if (straight_) {
    const Trim cut = trim(from.radius / reach, to.radius / reach);
    start_ = from.centre + chord * cut.start;
    step_ = chord * (1 - cut.start - cut.end);
    length_ = ringside::length(step_);
    return;
  }
  // The circle's centre lies on the side away from the bow. Screen angles grow clockwise, so a way
  // that bows to the right of its travel turns counter-clockwise.
  radius_ = std::abs(radius_signed);
  centre_ = (from.centre + to.centre) * 0.5f + right * (bow - radius_signed);
  const Point arm = from.centre - centre_;
  const float whole = (bow > 0 ? -4 : 4) * std::atan(2 * std::abs(bow) / reach);
  const auto within = [&](float rim) {
    return 2 * std::asin(std::min(rim / (2 * radius_), 1.0f)) / std::abs(whole);
  };
  const Trim cut = trim(within(from.radius), within(to.radius));
  from_ = std::atan2(arm.y, arm.x) + whole * cut.start;
  sweep_ = whole * (1 - cut.start - cut.end);
  length_ = radius_ * std::abs(sweep_);
}

Point LinkPath::at(float part) const {
  if (straight_) return start_ + step_ * part;
  return centre_ + direction(from_ + sweep_ * part) * radius_;
}

float LinkPath::distance_to(Point point) const {
  const auto ends = [&] { return std::min(distance(point, at(0)), distance(point, at(1))); };
  if (straight_) {
    const float squared = step_.x * step_.x + step_.y * step_.y;
    const Point to = point - start_;
    const float part = squared > 0 ? (to.x * step_.x + to.y * step_.y) / squared : 0;
    return part < 0 || part > 1 ? ends() : distance(point, at(part));
  }
  const Point arm = point - centre_;
  // How far round from the start, the way that it turns.
  float turned = std::fmod(std::atan2(arm.y, arm.x) - from_, k_turn);
  if (sweep_ > 0 && turned < 0) turned += k_turn;
  if (sweep_ < 0 && turned > 0) turned -= k_turn;
  const bool beside = std::abs(turned) <= std::abs(sweep_);
  return beside ? std::abs(ringside::length(arm) - radius_) : ends();
}

void LinkPath::draw(DrawList& list, float from_part, float to_part, float width, Colour from,
                    Colour to) const {
  if (straight_) {
    list.line(at(from_part), at(to_part), width, from, to);
    return;
  }
  list.arc({.centre = centre_,
            .radius = radius_,
            .from = from_ + sweep_ * from_part,
            .sweep = sweep_ * (to_part - from_part),
            .width = width},
           from, to);
}

}  // namespace ringside
