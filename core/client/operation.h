#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/node/level.h"
#include "core/store/record.h"
#include "core/trace/event.h"
#include "core/version/version.h"

namespace ringside {

/// A key that a scan has come across.
struct ScannedKey {
  std::string key;
  std::string value;  ///< Empty where only keys were asked for.
  Version version;
  RecordPtr kept{};  ///< All that is kept of it, where values were asked for.
};

/// What a scan has come to: all keys that there are from one hash to another.
struct ScanPage {
  std::vector<ScannedKey> keys;  ///< In the order of their hashes.
  std::string cursor;            ///< What the next page goes on with; empty at the end.
  KeyHash from{};
  KeyHash last{};
  bool has_any = false;  ///< It goes beyond where it began; else `last` says nothing.
};

/// What a client wants done.
struct Operation {
  OpId id{};
  OperationKind kind{};
  std::string key;
  std::string value;  ///< Of a put.
  Consistency consistency{};
  /// Named, what it has seen is seen by what follows in it, and its writes take the place of that.
  std::string session{};
  /// What it knows of the key besides what its session has seen: what a write takes the place of,
  /// and what a get has to see.
  CausalContext known{};
  bool compare = false;  ///< Of a put: only if nothing else is kept; see WriteRequest.
  Duration ttl{};        ///< Of a put: how long the value stays; 0 for good.
  /// Of a multi-get: what is read besides `key`. Each of them has an id and a result of its own:
  /// the next ids after this one, in this order.
  std::vector<std::string> more_keys{};
  KeyHash from{};           ///< Of a scan: where it begins.
  std::uint32_t limit = 0;  ///< Of a scan: so many keys are enough, at least 1.
  bool keys_only = false;   ///< Of a scan.
  OpId batch{};  ///< The multi-get that a get is part of, by the id of its first key; 0 if of none.
};

/// How an operation came to its outcome.
struct Receipt {
  NodeId answered_by =
      k_no_node;  ///< The coordinator of a write, the replica that answered a read.
  /// Of a write: copies that were acknowledged and count, the coordinator's own included. Of a
  /// read: members that have told what they keep.
  std::uint32_t copies = 0;
  std::uint32_t required = 0;  ///< How many it needed to be.
  std::uint32_t attempts = 0;  ///< Nodes asked, the first included.
  std::uint32_t forwards = 0;  ///< Of a read: members that passed it on because they had nothing.
  std::uint32_t hints = 0;     ///< Of a write: nodes that keep a copy for a silent member.
  bool doubtful = false;  ///< Of a read: by a member that may have lost something newer in a crash.
  Version version;      ///< Of the value written or read; of the tombstone where a key was deleted.
  bool merged = false;  ///< Of a read: its value is the merger of all values that are kept.
  /// What was kept of the key: of a read if there was something, of a write if siblings are kept or
  /// that is why it was refused.
  RecordPtr kept{};
};

/// What whoever has this answer knows of the key, for a later write to take the place of.
CausalContext context_of(const Receipt& receipt);

/// The end of an operation. There is exactly one for every operation that a cluster accepted.
struct OperationResult {
  OpId id{};
  OperationKind kind{};
  std::string key;
  std::string value;           ///< Of a put or of a successful get.
  std::optional<Error> error;  ///< Nothing if it succeeded.
  Receipt receipt;
  CausalContext known{};  ///< What it knew of the key when it started.
  OpId batch{};           ///< As in Operation.
  ScanPage page{};        ///< Of a scan.
  Time started{};
  Time finished{};

  bool ok() const { return !error; }
};

/// Other values that the key had at the same time, newest first: none where the last writer wins,
/// or where they are merged into the one that was told.
std::vector<Sibling> siblings_of(const OperationResult& result);

}  // namespace ringside
