#include "view/scene/ring_layout.h"

#include <algorithm>
#include <numbers>
#include <numeric>

namespace ringside {
namespace {

constexpr float k_top = -k_pi / 2;
// Below this radius a node's disc cannot hold its name nor be told from a key.
constexpr float k_disc_radius_min = 7;
constexpr float k_disc_radius_max = 25;

// Which seat each node takes, clockwise from the top: by number; but where every node has just one
// token, by where that lies, so that the picture is the textbook's and successors sit side by side.
std::vector<std::uint32_t> seat_order(const Ring& ring, std::uint32_t nodes) {
  std::vector<std::uint32_t> seat_of(nodes);
  std::iota(seat_of.begin(), seat_of.end(), 0u);
  if (ring.tokens().size() == nodes) {
    std::uint32_t seat = 0;
    for (const Token& token : ring.tokens()) seat_of[raw(token.node)] = seat++;
  }
  return seat_of;
}

// Turns seats that lie in the order of the tokens so that they are as near to their tokens as can
// be.
float first_seat_angle(const Ring& ring) {
  Point sum;
  const float step = 2 * k_pi / static_cast<float>(ring.tokens().size());
  float seat = 0;
  for (const Token& token : ring.tokens())
    sum = sum + direction(angle_of(token.at) - step * seat++);
  return std::atan2(sum.y, sum.x);
}

}  // namespace

float angle_of_turn(double turn) {
  return static_cast<float>(turn * 2 * std::numbers::pi + static_cast<double>(k_top));
}

float angle_of(KeyHash hash) { return angle_of_turn(turn_of(hash)); }

RingLayout::RingLayout(const Rect& area, const Ring& ring, std::uint32_t nodes,
                       std::uint32_t clients)
    : area_(area),
      centre_(area.centre()),
      side_(std::max(std::min(area.width, area.height), 1.0f)),
      clients_(std::max(clients, 1u)) {
  size_marks(nodes);
  size_hub();
  place_seats(ring, nodes);
}

void RingLayout::size_marks(std::uint32_t nodes) {
  const float half = side_ / 2;
  // Room outside the seats for a line of text above and below, and for a few words at the sides.
  const float margin = std::min(std::clamp(side_ * 0.05f, 20.0f, 34.0f), side_ * 0.1f);
  const float seat_chord =
      2 * (half * 0.86f) * std::sin(k_pi / static_cast<float>(std::max(nodes, 2u)));
  node_radius_ = std::min({seat_chord * 0.34f, side_ * 0.026f + 6, k_disc_radius_max, half * 0.2f});
  seats_are_ticks_ = node_radius_ < k_disc_radius_min;
  if (seats_are_ticks_) {
    tick_width_ = std::clamp(seat_chord * 0.6f, 0.5f, 6.0f);
    node_radius_ = std::min(std::clamp(side_ * 0.009f, 4.0f, 9.0f), half * 0.2f);
  }
  const float side_margin = std::clamp(area_.width * 0.07f, margin, 64.0f);
  node_orbit_ = std::min(area_.height / 2 - margin, area_.width / 2 - side_margin) - node_radius_;

  band_width_ = std::clamp(side_ * 0.02f, 5.0f, 18.0f);
  const float node_to_band = std::clamp(side_ * 0.014f, 5.0f, 14.0f);
  band_radius_ = std::max(node_orbit_ - node_radius_ - node_to_band - band_width_ / 2, half * 0.3f);
  key_size_ = std::clamp(side_ * 0.0042f, 1.7f, 4.2f);
  const float band_to_key = std::clamp(side_ * 0.012f, 4.0f, 10.0f);
  key_radius_ = std::max(band_radius_ - band_width_ / 2 - band_to_key - key_size_, half * 0.25f);
  key_depth_ = key_radius_ * 0.16f;
  message_radius_ = std::clamp(side_ * 0.0074f, 3.4f, 8.0f);
}

void RingLayout::size_hub() {
  const float count = static_cast<float>(clients_);
  const float orbit_max = key_radius_ * 0.22f;
  client_radius_ = std::clamp(side_ * 0.007f, 2.5f, 7.0f);
  client_orbit_ = clients_ == 1
                      ? 0
                      : std::max(client_radius_ * 2.6f, count * client_radius_ * 3.2f / (2 * k_pi));
  if (client_orbit_ > orbit_max) {
    client_orbit_ = orbit_max;
    client_radius_ = std::clamp(2 * k_pi * orbit_max / count * 0.35f, 0.4f, client_radius_);
  }
  hub_radius_ = client_orbit_ + client_radius_ * 2.4f;
}

void RingLayout::place_seats(const Ring& ring, std::uint32_t nodes) {
  const std::vector<std::uint32_t> seat_of = seat_order(ring, nodes);
  const float step = 2 * k_pi / static_cast<float>(nodes);
  const float first = ring.tokens().size() == nodes ? first_seat_angle(ring) : k_top;
  seats_.reserve(nodes);
  seat_angles_.reserve(nodes);
  for (std::uint32_t node = 0; node < nodes; ++node) {
    const float angle = first + step * static_cast<float>(seat_of[node]);
    seat_angles_.push_back(angle);
    seats_.push_back(centre_ + direction(angle) * node_orbit_);
  }
}

Point RingLayout::client_seat(ClientId client) const {
  const std::uint32_t place = raw(client) % clients_;
  const float angle =
      k_top + 2 * k_pi * (static_cast<float>(place) + 0.5f) / static_cast<float>(clients_);
  return centre_ + direction(angle) * client_orbit_;
}

LinkPath::End RingLayout::end_of(Address address) const {
  if (address.is_node() && raw(address.node()) < seats_.size()) {
    return {seat(address.node()), node_radius_};
  }
  if (address.is_client()) return {client_seat(address.client()), client_radius_};
  return {centre_, 0};
}

}  // namespace ringside
