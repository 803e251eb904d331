#pragma once
#include "core/base/error.h"
#include "core/version/version.h"

namespace ringside {

/// A node's hybrid logical clock (Kulkarni et al. 2014): stamps grow with every event that could
/// have caused them, and stay within `skew_max` of the physical time of some node.
class HybridClock {
 public:
  /// A stamp further than `skew_max` ahead of the own physical time is refused. REQUIRES: skew_max
  /// >= 0.
  explicit HybridClock(Duration skew_max) : skew_max_(skew_max) {}

  /// The stamp of a local event at the own physical time: larger than every stamp before it.
  HlcStamp next(Time physical);

  /// Takes in a stamp that came with a message, so that later own stamps are larger than it.
  /// invalid_argument, and nothing is changed, if it lies more than the allowed skew ahead.
  Result<void> receive(HlcStamp stamp, Time physical);

  /// Later own stamps are larger than this one, however far ahead it is.
  void pass(HlcStamp stamp);

  /// As if so many events had come at this physical time that the counter has no room for another.
  void use_up_counter(Time physical);

  HlcStamp last() const { return last_; }

 private:
  HlcStamp last_;
  Duration skew_max_;
};

}  // namespace ringside
