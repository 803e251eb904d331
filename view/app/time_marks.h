#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/trace/event.h"

namespace ringside {

/// What a mark on the time axis stands for.
enum class MarkKind : std::uint8_t {
  fault,     ///< A node or link got worse: crash, pause, slowness, skew, cut, other link settings.
  repair,    ///< … and is well again.
  failure,   ///< An operation failed.
  stale,     ///< A read met an older copy.
  conflict,  ///< A node keeps versions of a key of which none is newer than the others.
  branch,    ///< Another branch begins here.
  ring,      ///< The first node learns of a change of who is on the ring.
};

/// A moment that a person may want to see.
struct TimeMark {
  std::uint64_t moment = 0;  ///< Right after its event.
  Time at{};
  MarkKind kind{};
  TraceEvent event;         ///< The (first) one that it stands for.
  std::uint32_t count = 1;  ///< Events of the same sort at once, or of one conflict: one mark.
};

/// What an event is marked as, if it is.
std::optional<MarkKind> mark_of(const TraceEvent& event);

/// The marks of a run, in order. At most k_marks_max: then every second one of those that are no
/// faults or repairs goes.
class TimeMarks {
 public:
  /// The next event of the run, after which `moment` events have happened.
  void add(const TraceEvent& event, std::uint64_t moment);
  /// A branch begins at a time, after so many events.
  void add_branch(Time at, std::uint64_t moment);
  /// As they were at an earlier moment.
  void cut(std::uint64_t moment);
  /// Starts, crashes, pauses and resumptions, the first starts included; the newest k_lives_max.
  const std::vector<TraceEvent>& lives() const { return lives_; }

  const std::vector<TimeMark>& all() const { return marks_; }
  /// The last mark before a moment, and the first one after it; nullptr where there is none.
  const TimeMark* before(std::uint64_t moment) const;
  const TimeMark* after(std::uint64_t moment) const;

  static constexpr std::size_t k_marks_max = 20'000;
  static constexpr std::size_t k_lives_max = 20'000;

 private:
  std::vector<TimeMark> marks_;
  std::vector<TraceEvent> lives_;
  std::vector<std::uint64_t> life_moments_;  // of lives_
  std::uint32_t epoch_ = 1;                  // the latest that some node has
};

}  // namespace ringside
