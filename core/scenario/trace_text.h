#pragma once
#include <string>

#include "core/trace/log.h"

namespace ringside {

/// Turns a trace into lines as people read them, one event a line: "    1.234567 ms  message_sent
/// n0 → n1 …".
class TraceText {
 public:
  void append(const TraceBatch& batch);
  /// Moves out the lines made since the last call.
  std::string take();

 private:
  TraceLog log_;  // its events are not used, its texts are
  std::string lines_;
};

}  // namespace ringside
