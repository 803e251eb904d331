#pragma once
#include <algorithm>
#include <cmath>
#include <numbers>

namespace ringside {

inline constexpr float k_pi = std::numbers::pi_v<float>;
inline constexpr float k_turn = 2 * k_pi;

/// A place in logical points: x to the right, y down. Angles are radians clockwise from the x axis.
struct Point {
  float x = 0;
  float y = 0;

  friend constexpr Point operator+(Point p, Point q) { return {p.x + q.x, p.y + q.y}; }
  friend constexpr Point operator-(Point p, Point q) { return {p.x - q.x, p.y - q.y}; }
  friend constexpr Point operator*(Point p, float k) { return {p.x * k, p.y * k}; }
  friend constexpr bool operator==(Point, Point) = default;
};

inline float length(Point p) { return std::sqrt(p.x * p.x + p.y * p.y); }
inline float distance(Point p, Point q) { return length(p - q); }

/// The direction of an angle, of length one.
inline Point direction(float angle) { return {std::cos(angle), std::sin(angle)}; }

/// An upright rectangle in logical points.
struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  constexpr Point centre() const { return {x + width / 2, y + height / 2}; }
  constexpr float right() const { return x + width; }
  constexpr float bottom() const { return y + height; }
  constexpr bool contains(Point p) const {
    return p.x >= x && p.x <= right() && p.y >= y && p.y <= bottom();
  }
  constexpr bool overlaps(const Rect& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

/// The square round a point.
constexpr Rect square(Point centre, float half) {
  return {centre.x - half, centre.y - half, 2 * half, 2 * half};
}

}  // namespace ringside
