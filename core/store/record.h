#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/version/causal_context.h"
#include "core/version/sibling.h"
#include "core/version/version.h"

namespace ringside {

/// What a record says beyond its newest version where siblings are kept.
struct Ancestry {
  /// All versions of the key that were ever taken in: those kept, and those that were overwritten.
  CausalContext seen;
  std::vector<Sibling> older;  ///< Kept beside the newest version; newest first.
};

/// What a replica keeps of one key: its newest version, and where siblings are kept the others too.
/// Never changed once made, so replicas, messages and checkpoints share it.
struct Record {
  std::string key;
  std::string value;  ///< Empty for a tombstone.
  KeyHash hash{};
  Version version;
  OpId op{};  ///< The operation that wrote it: a retry of the same one makes no second version.
  bool tombstone = false;
  bool merged = false;                         ///< As a Sibling's.
  Time expires = k_end_of_time;                ///< As a Sibling's.
  std::shared_ptr<const Ancestry> ancestry{};  ///< None under last_writer_wins.
};

using RecordPtr = std::shared_ptr<const Record>;

}  // namespace ringside
