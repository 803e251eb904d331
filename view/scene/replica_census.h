#pragma once
#include <cstdint>
#include <vector>

#include "core/trace/world.h"

namespace ringside {

/// How a member stands to what it should keep of a range of hashes, by the key that is worst off.
enum class ReplicaState : std::uint8_t {
  idle,     ///< There is nothing to keep.
  fresh,    ///< It keeps the newest version of every key,
  stale,    ///< an older one of some,
  missing,  ///< nothing of some,
  hinted,   ///< nor yet what others keep as hints for it.
};

/// What the copies of all keys of a world are like, by the ranges of hashes between two tokens.
/// Keys that are being written are not judged.
struct ReplicaCensus {
  struct Range {
    std::uint32_t keys = 0;
    std::uint32_t fewest = ~0u;  ///< Fresh copies of the key that has the fewest.
  };
  std::vector<Range> ranges;         ///< Of each token of the ring, which ends it.
  std::vector<ReplicaState> states;  ///< Of each range, each member of its group in its order.

  std::uint64_t ranges_kept = 0;   ///< In which there are keys.
  std::uint64_t ranges_short = 0;  ///< Of those: where a key has fewer copies than are promised.
  std::uint64_t keys_written = 0;  ///< Whose newest version is of a write under way.
  std::uint64_t keys_apart = 0;    ///< Of which some member that is up lacks the newest version.
  std::uint64_t stale = 0;         ///< Copies on members that are up.
  std::uint64_t missing = 0;       ///< The same.
  std::uint64_t hints = 0;         ///< That nodes keep for others.
  std::vector<KeyHash> apart;      ///< The first k_apart_max of keys_apart.

  static constexpr std::size_t k_apart_max = 64;
};
/// O(n) in copies.
ReplicaCensus census_of(const World& world);

/// The census of a world that goes on: taken anew at most eight times a second, and the seldomer
/// the more keys there are, but always of what stands still.
class ReplicaWatch {
 public:
  const ReplicaCensus& at(const World& world, std::uint64_t generation, double wall_seconds,
                          bool playing);

 private:
  ReplicaCensus census_;
  std::uint64_t generation_ = 0;
  std::uint64_t events_ = ~std::uint64_t{0};
  double next_at_ = 0;
};

}  // namespace ringside
