#pragma once
#include "view/render/draw_list.h"
#include "view/render/geometry.h"

namespace ringside {

/// The way of a message: a stretch of a circle from the edge of one end to the edge of the other,
/// so that equal times are equal distances and the line under it is one arc. Traffic keeps to the
/// right: the ways there and back lie apart. A straight way where the circle would be too large to
/// tell.
class LinkPath {
 public:
  /// An end of a link: a disc that the way starts or ends at the rim of.
  struct End {
    Point centre;
    float radius = 0;
  };

  /// `middle` is the centre of the ring: ways bend in towards it. REQUIRES: the ends' centres
  /// differ.
  LinkPath(const End& from, const End& to, Point middle);

  /// Where one is after `part` (0 … 1) of the way.
  Point at(float part) const;
  float length() const { return length_; }

  /// How far a point is from the nearest place of the way.
  float distance_to(Point point) const;

  /// Draws the stretch between two parts of the way, coloured along it.
  void draw(DrawList& list, float from_part, float to_part, float width, Colour from,
            Colour to) const;

 private:
  bool straight_ = false;
  Point start_;   // of a straight way
  Point step_;    // from its start to its end
  Point centre_;  // of a bent way's circle
  float radius_ = 0;
  float from_ = 0;  // angle of its start, and how far it turns
  float sweep_ = 0;
  float length_ = 0;
};

}  // namespace ringside
