#pragma once
#include <utility>
#include <vector>

#include "core/node/message.h"
#include "core/trace/event.h"

namespace ringside {

/// A message that a node or a client wants sent.
struct Send {
  Address to;
  Message message;
};

/// What a step wants done, in order. The host carries it out; nothing has happened before that.
struct Output {
  std::vector<Send> sends;
  std::vector<TraceEvent> events;

  void send(Address to, Message message) { sends.push_back({to, std::move(message)}); }
  void trace(const TraceEvent& event) { events.push_back(event); }
  void clear() {
    sends.clear();
    events.clear();
  }
};

}  // namespace ringside
