#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/node/ring_decision.h"
#include "core/ring/hash_range.h"
#include "core/store/record.h"
#include "core/store/table.h"

namespace ringside {

/// Names one comparison of two replicas: a number of the node that began it.
enum class ExchangeId : std::uint64_t {};

/// Asks whether all that both nodes keep for each other is the same.
struct CompareRequest {
  ExchangeId exchange{};
  RangeDigest all;  ///< Over all arcs whose groups both are in; or over these ranges:
  std::vector<HashRange> ranges{};
  HlcStamp told{};   ///< As Horizon has it, of the sender.
  HlcStamp floor{};  ///< The same.
};
struct CompareReply {
  ExchangeId exchange{};
  bool same = false;
  std::vector<RangeDigest>
      digests;  ///< Of each shared arc or range, in the order of the ring, if not the same.
  std::vector<std::uint32_t> unready;  ///< Shared arcs that the answering node cannot vouch for.
  Acceptor acceptor{};                 ///< What it knows of the decision on the next epoch.
  HlcStamp told{};                     ///< As in the request.
  HlcStamp floor{};
};

/// Asks for the digests of the parts of a range.
struct SplitRequest {
  ExchangeId exchange{};
  HashRange range;
};
struct SplitReply {
  ExchangeId exchange{};
  HashRange range;
  std::vector<RangeDigest> parts;  ///< As HashRange::split cuts it into k_sync_parts.
};

/// Names what is kept of one key.
struct ItemName {
  KeyHash hash{};
  std::string key;
  Version version;          ///< The newest.
  std::uint64_t state = 0;  ///< Where siblings are kept: a fingerprint of all that is known.
};

/// Tells all that the sender keeps in a range, and asks for what it lacks.
struct ItemsRequest {
  ExchangeId exchange{};
  HashRange range;
  std::vector<ItemName> items;
};
struct ItemsReply {
  ExchangeId exchange{};
  HashRange range;  ///< What it is about: from the start of the one asked about, perhaps less far.
  std::vector<RecordPtr> records;  ///< That were missing, or have something that those named lack.
  std::vector<std::uint32_t>
      missing;  ///< Which of the items named the answering node lacks, or has older.
};

/// Gives what the other node was found to lack.
struct GiveRequest {
  ExchangeId exchange{};
  std::vector<RecordPtr> records;
  HlcStamp told{};  ///< As in a CompareRequest.
};
struct GiveReply {
  ExchangeId exchange{};
  bool kept = true;  ///< All of it; else the clock has refused some.
};

/// A range that differs is cut into so many.
inline constexpr std::uint64_t k_sync_parts = 16;
/// A range where either node keeps no more than this is compared record by record.
inline constexpr std::uint64_t k_sync_items = 16;
/// Records that one message carries at most.
inline constexpr std::size_t k_sync_batch = 64;

}  // namespace ringside
