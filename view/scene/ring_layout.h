#pragma once
#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/ring/ring.h"
#include "view/render/geometry.h"
#include "view/scene/link_path.h"

namespace ringside {

/// The angle of a part (0 … 1) of the ring, and of a hash: radians clockwise from the x axis, with
/// hash 0 at the top.
float angle_of_turn(double turn);
float angle_of(KeyHash hash);
/// Which part of the ring, 0 … 1, lies before a hash.
inline double turn_of(KeyHash hash) {
  return static_cast<double>(raw(hash)) / 18446744073709551616.0;
}

/// Places and sizes of everything that does not move, in points: from the outside in, the seats of
/// the nodes, the band of the hash ring, the rows of keys, and the clients' hub in the middle. All
/// of it lies inside the area.
class RingLayout {
 public:
  /// REQUIRES: `nodes` > 0; the ring is of these nodes.
  RingLayout(const Rect& area, const Ring& ring, std::uint32_t nodes, std::uint32_t clients);

  Point centre() const { return centre_; }
  /// The shorter side of the area: what sizes of marks follow.
  float side() const { return side_; }

  Point seat(NodeId node) const { return seats_[raw(node)]; }
  float seat_angle(NodeId node) const { return seat_angles_[raw(node)]; }
  float node_orbit() const { return node_orbit_; }
  float node_radius() const { return node_radius_; }
  /// Too many nodes for discs that can be told apart: seats are short strokes across the orbit.
  bool seats_are_ticks() const { return seats_are_ticks_; }
  float tick_width() const { return tick_width_; }

  float band_radius() const { return band_radius_; }  ///< To the middle of the band.
  float band_width() const { return band_width_; }

  float key_radius() const { return key_radius_; }  ///< To the middle of the outermost row.
  float key_depth() const { return key_depth_; }    ///< From there to the innermost row.
  float key_size() const { return key_size_; }      ///< Radius of a key that has all its copies.

  float hub_radius() const { return hub_radius_; }
  Point client_seat(ClientId client) const;
  float client_radius() const { return client_radius_; }

  float message_radius() const { return message_radius_; }

  /// The disc that messages from and to this address leave from and end at.
  LinkPath::End end_of(Address address) const;
  LinkPath path(Address from, Address to) const { return {end_of(from), end_of(to), centre_}; }

 private:
  void place_seats(const Ring& ring, std::uint32_t nodes);
  void size_marks(std::uint32_t nodes);
  void size_hub();

  Rect area_;
  Point centre_;
  float side_;
  std::uint32_t clients_;
  std::vector<Point> seats_;
  std::vector<float> seat_angles_;
  float node_orbit_ = 0;
  float node_radius_ = 0;
  float tick_width_ = 0;
  bool seats_are_ticks_ = false;
  float band_radius_ = 0;
  float band_width_ = 0;
  float key_radius_ = 0;
  float key_depth_ = 0;
  float key_size_ = 0;
  float hub_radius_ = 0;
  float client_orbit_ = 0;
  float client_radius_ = 0;
  float message_radius_ = 0;
};

}  // namespace ringside
