#pragma once
#include <string>
#include <vector>

#include "core/ring/shape.h"
#include "core/trace/event.h"

namespace ringside {

/// What every trace of every host obeys, whatever crashes and gets lost. Kept apart from World,
/// which forgives all.
///
/// Time does not run back; a node starts when it is down and crashes when it is up, each life once;
/// what is down or paused does nothing. A message is sent once and then either delivered or lost
/// once, as it was sent, to a node that is up; over a link that is cut it is lost. An operation
/// starts once, is retried by counting, and ends once with an outcome that its kind can have. A
/// node's record of a key only gets newer. A write that is acknowledged is kept by as many nodes as
/// the promise needs, but for those that crashed since it began.
struct TraceRules {
  Shape shape;
  bool virtual_time = true;  ///< Messages arrive and get lost exactly when they are due, but at
                             ///< nodes that are paused or slow.
  bool ended = true;         ///< Nothing is under way at the end.

  /// The first rules that the events break, in words; none for a good trace.
  std::vector<std::string> broken_by(const std::vector<TraceEvent>& events) const;
};

}  // namespace ringside
