#pragma once
#include <string>
#include <vector>

#include "core/base/time.h"

namespace ringside {

/// A stretch of cluster time laid along a line on the screen: a true axis, so that equal times are
/// equally long. Plain geometry.
class TimeAxis {
 public:
  /// REQUIRES: from < to, in nanoseconds; left < right, in points.
  struct Span {
    double from = 0;
    double to = 1e6;
  };
  TimeAxis(Span span, float left, float right) : span_(span), left_(left), right_(right) {}

  /// Where a time lies; beyond the ends for one that is not on the axis.
  float x_of(Time time) const;
  /// Never before the start of the run.
  Time time_at(float x) const;
  double nanoseconds_per_point() const { return (span_.to - span_.from) / (right_ - left_); }
  const Span& span() const { return span_; }
  float left() const { return left_; }
  float right() const { return right_; }

  /// A place on the axis with round figures.
  struct Tick {
    float x = 0;
    std::string label;  ///< "12 ms"
  };
  /// As many as fit with at least `gap` points between two.
  std::vector<Tick> ticks(float gap) const;

 private:
  Span span_;
  float left_;
  float right_;
};

/// Where an axis for a whole run ends that has come to `now`, in nanoseconds: a round figure that
/// leaves room to grow, so that it seldom changes.
double axis_end(Time now);

}  // namespace ringside
