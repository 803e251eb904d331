#pragma once
#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/node/level.h"
#include "core/store/record.h"
#include "core/trace/event.h"
#include "core/version/version.h"

namespace ringside {

/// A client asks a member of the group of `from` for the keys from there on, in the order of their
/// hashes.
struct ScanRequest {
  OpId op{};
  KeyHash from{};
  std::uint32_t limit = 1;  ///< At least 1.
  bool keys_only = false;   ///< Without the values.
  Consistency consistency{};
};

/// All keys that there are from `from` to `last`, or why that cannot be said: unavailable.
struct ScanReply {
  OpId op{};
  Outcome outcome{};
  KeyHash from{};
  KeyHash last{};
  std::vector<RecordPtr> records{};  ///< With values, in the order of their hashes.
};

/// The coordinator of a scan asks a member what it keeps of a range, which lies within one arc.
struct PageRequest {
  OpId op{};
  KeyHash from{};
  KeyHash last{};           ///< Not before `from`.
  std::uint32_t limit = 1;  ///< So many records are enough.
};

struct PageReply {
  OpId op{};
  KeyHash from{};
  KeyHash last{};                    ///< How far the records go: as asked, or to the last of them.
  bool vouches = false;              ///< It has everything that was acknowledged to have been sent.
  std::vector<RecordPtr> records{};  ///< Tombstones included, in the order of their hashes.
};

}  // namespace ringside
