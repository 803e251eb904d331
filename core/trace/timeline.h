#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/trace/log.h"
#include "core/trace/world.h"

namespace ringside {

/// A world, and how many events of its run are folded into it.
struct WorldAt {
  World world;
  std::uint64_t events = 0;
};

/// What a timeline may keep.
struct TimelineLimits {
  std::size_t events = 1'000'000;  ///< The newest ones; and so many values of operations.
  std::uint64_t spacing = 8192;    ///< Events from one keyframe to the next, while there is room.
  std::size_t keyframe_bytes = std::size_t{64} << 20;  ///< Of all keyframes, by estimate.
  std::size_t old_keyframes = 64;  ///< Of the part of the run whose events were let go.
};

/// A run as it was at any time: its newest events, and keyframes of its world from which the world
/// at a time is folded again. A moment of a run is the number of events that had happened.
///
/// Memory is bounded. What was let go is told by exact_from(): from that moment on every moment can
/// be had; of what was before, only the keyframes that are left, fewer and fewer of them. A value:
/// a copy goes on by itself and shares the keyframes.
class Timeline {
 public:
  /// REQUIRES: validate(shape); a spacing, and room for an event.
  explicit Timeline(const Shape& shape, TimelineLimits limits = {});

  /// Takes in what happened next.
  void append(const TraceBatch& batch);

  /// Goes back to a moment: what came after it never was. REQUIRES: exact_from() <= moment.
  void cut(std::uint64_t moment);

  const World& present() const { return present_; }
  /// The events and texts that were kept.
  const TraceLog& kept() const { return log_; }
  /// Events of the run so far, those let go included.
  std::uint64_t events() const { return present_.totals().events; }
  /// The first moment from which on all can be had.
  std::uint64_t exact_from() const;

  /// The moment right after everything that happened by `time`; where that cannot be had any more,
  /// the last keyframe before it.
  std::uint64_t moment_at(Time time) const;
  /// When the last event before a moment happened. REQUIRES: the moment can be had.
  Time time_of(std::uint64_t moment) const;

  /// Turns `at`, a world of this run or of nothing yet, into the world at a moment, or at the last
  /// keyframe before it: at.events tells. Going on a little folds a little; else it takes the copy
  /// of a keyframe and at most as many events as lie between two.
  void seek(WorldAt& at, std::uint64_t moment) const;

  /// The longest way from one keyframe to the next, in events, as far as all can be had.
  std::uint64_t spacing() const { return spacing_; }
  std::size_t keyframes() const { return keyframes_.size(); }
  /// By estimate.
  std::size_t keyframe_bytes() const { return bytes_; }

 private:
  struct Keyframe {
    std::shared_ptr<const WorldAt> at;
    std::size_t bytes = 0;
  };
  const WorldAt& keyframe_before(std::uint64_t moment) const;
  void keep_present();
  void thin();
  void let_go(std::size_t from, std::size_t to, std::uint64_t multiple);

  TimelineLimits limits_;
  TraceLog log_;
  World present_;
  std::vector<Keyframe> keyframes_;  // in their order; the first is the beginning
  std::uint64_t spacing_;
  std::uint64_t next_keyframe_;
  std::size_t bytes_ = 0;
};

}  // namespace ringside
