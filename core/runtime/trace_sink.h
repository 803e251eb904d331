#pragma once
#include <mutex>
#include <vector>

#include "core/client/operation.h"
#include "core/host/engine.h"
#include "core/trace/log.h"

namespace ringside {

/// Where workers leave what happened, and the one who watches the cluster finds it. Any thread may
/// call.
class TraceSink {
 public:
  /// Appends what one batch of steps traced, and its results. Called before the batch's messages
  /// leave the worker, so that no effect stands before its cause; times are raised to the last one
  /// where threads' clocks readings cross.
  void append(Engine::Effects& effects);

  void collect(TraceBatch& batch);
  std::vector<OperationResult> take_results();

 private:
  std::mutex mutex_;
  TraceBatch traced_;
  std::vector<OperationResult> results_;
  Time last_{};
};

}  // namespace ringside
