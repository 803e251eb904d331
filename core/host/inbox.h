#pragma once
#include <cstdint>
#include <deque>

#include "core/host/agenda.h"

namespace ringside {

/// What waits for a node that cannot take it at once: messages and wakes, in the order they came.
/// A paused node takes nothing; a slow one takes the next once it has worked on the one before. A
/// value.
struct Inbox {
  bool paused = false;
  Duration delay{};      ///< Of a slow node: how long it works on each message and each tick.
  bool serving = false;  ///< The agenda holds its next Serving.
  std::deque<Appointment> waiting;

  /// Whether what comes now has to wait.
  bool must_wait() const { return paused || delay > Duration::zero() || !waiting.empty(); }
};

}  // namespace ringside
