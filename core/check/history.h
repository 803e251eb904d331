#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/client/operation.h"
#include "core/version/merge.h"

namespace ringside {

/// A version of a key as a trace names it, without the life of its maker.
struct TracedVersion {
  KeyHash key{};
  HlcStamp stamp;
  NodeId maker = k_no_node;

  friend auto operator<=>(const TracedVersion&, const TracedVersion&) = default;
};

/// What was asked of a cluster and what came back: what the checkers judge. A plain value.
///
/// *Places* are those of events in the trace, counted from 1: they say what was before what, also
/// where two things have one time.
struct History {
  /// An operation that the cluster accepted.
  struct Asked {
    OperationKind kind{};
    std::string key;
    std::string value;        ///< Of a put.
    std::string session{};    ///< Empty if it was in none.
    ClientId client{};        ///< Who carried it out, once it has begun.
    std::uint64_t began = 0;  ///< Place of its start; 0 while its client has it wait.
    std::uint64_t ended = 0;  ///< Place of its end; 0 while there is none.
    bool expires = false;     ///< A put whose value goes by itself.
  };
  /// A scan that the cluster accepted, which is among neither those asked for nor their results.
  struct Scan {
    std::uint64_t began = 0;  ///< As with what was asked for.
    std::uint64_t ended = 0;
    std::vector<OperationResult> results;  ///< One, if all is right.
  };
  std::map<OpId, Asked> asked;
  std::vector<OperationResult> results;  ///< In the order they came.
  std::map<OpId, Scan> scans;
  std::map<TracedVersion, OpId> made_by;  ///< Which write made a version that some node stored.
  /// Tombstones that nodes forgot which spoke for their keys: of each key the versions, and where
  /// in the trace.
  std::map<KeyHash, std::vector<std::pair<TracedVersion, std::uint64_t>>> collected;
  std::uint64_t places = 0;  ///< Events so far.
  /// Place since when all faults are over and nothing is under way any more; 0 if never said.
  std::uint64_t drained = 0;
  MergeFunction merge = nullptr;  ///< What siblings are merged by; nullptr: they are not.
  bool collects_tombstones = false;

  /// Whether a tombstone at least as new as a version was collected before a place: then what that
  /// wrote is rightly gone.
  bool was_collected(KeyHash key, const Version& version,
                     std::uint64_t before = ~std::uint64_t{0}) const {
    const auto found = collected.find(key);
    const TracedVersion wanted{key, version.stamp, version.actor.node};
    return found != collected.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](const auto& entry) {
             return entry.first >= wanted && entry.second < before;
           });
  }
};

/// How often a promise was broken, and the first few times in words.
struct Violations {
  std::uint64_t count = 0;
  std::vector<std::string> examples;  ///< At most k_examples_max.

  void add(std::string example) {
    ++count;
    if (!is_full()) examples.push_back(std::move(example));
  }
  /// Whether another example would be left out.
  bool is_full() const { return examples.size() >= k_examples_max; }

  static constexpr std::size_t k_examples_max = 5;
};

}  // namespace ringside
