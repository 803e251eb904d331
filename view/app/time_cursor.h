#pragma once
#include <cstdint>
#include <optional>

#include "core/trace/timeline.h"

namespace ringside {

/// Which time of a run is shown: the present, as it goes on, or a moment of the past, which stands
/// still or is played again.
class TimeCursor {
 public:
  bool live() const { return !past_; }
  void go_live() { past_.reset(); }

  /// To a time of the run; to the last still before it where events were let go.
  void go_to(const Timeline& timeline, Time time);
  /// To right after so many events, at the time of the last of them.
  void go_to_moment(const Timeline& timeline, std::uint64_t moment);
  /// Lets the past go on by `passed`. True once it has reached `present`, which is live then.
  bool play(const Timeline& timeline, Duration passed, Time present);

  /// The world then. REQUIRES: !live(), as for all that follows.
  const World& world() const { return past_->at.world; }
  std::uint64_t moment() const { return past_->at.events; }
  Time time() const { return past_->time; }

 private:
  struct Past {
    WorldAt at;
    Time time{};  // at or after the world's: time passes between two events, too
  };
  void seek(const Timeline& timeline, std::uint64_t moment);

  std::optional<Past> past_;
};

}  // namespace ringside
