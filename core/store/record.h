#pragma once
#include <memory>
#include <string>

#include "core/base/ids.h"
#include "core/version/version.h"

namespace ringside {

/// One version of one key as replicas keep it. Never changed once made, so replicas, messages and
/// checkpoints share it.
struct Record {
  std::string key;
  std::string value;  ///< Empty for a tombstone.
  KeyHash hash{};
  Version version;
  OpId op{};  ///< The operation that wrote it: a retry of the same one makes no second version.
  bool tombstone = false;
};

using RecordPtr = std::shared_ptr<const Record>;

}  // namespace ringside
