#pragma once
#include <vector>

#include "core/client/operation.h"
#include "core/node/output.h"

namespace ringside {

/// Effects of a session's step: messages and trace events, and the operations that ended with it.
struct SessionOutput : Output {
  std::vector<OperationResult> results;
};

}  // namespace ringside
