#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>

#include "core/trace/log.h"

namespace ringside {

/// Which events a list shows.
enum class EventFilter : std::uint8_t { all, operations, messages, nodes };
inline constexpr std::size_t k_event_filters = 4;

bool passes(EventFilter filter, const TraceEvent& event);

/// What a list shows: one filter, and whether the regular work of nodes (is_background) is shown
/// among it, which floods everything else.
struct EventChoice {
  EventFilter filter = EventFilter::all;
  bool background = false;

  bool shows(const TraceEvent& event) const;
  friend bool operator==(const EventChoice&, const EventChoice&) = default;
};

/// The events of a growing log that pass a filter, found by their position without looking at all
/// of them again.
class EventIndex {
 public:
  /// Takes in what the log has gained and let go. A log of another generation, or another choice,
  /// starts afresh.
  void update(const TraceLog& log, std::uint64_t generation, EventChoice choice);

  std::size_t size() const { return numbers_.size(); }
  /// How many of them are among the first `moment` events of the run.
  std::size_t size_at(std::uint64_t moment) const;
  /// The event at a place of the list, oldest first. REQUIRES: place < size(), and nothing was
  /// appended to the log since update().
  const TraceEvent& at(const TraceLog& log, std::size_t place) const;

 private:
  EventChoice choice_;
  std::uint64_t generation_ = 0;
  std::uint64_t seen_ = 0;             // events looked at, those forgotten since included
  std::deque<std::uint64_t> numbers_;  // of the events that pass, counted from the run's first
};

}  // namespace ringside
