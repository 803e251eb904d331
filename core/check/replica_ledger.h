#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/check/crash_ledger.h"
#include "core/check/history.h"
#include "core/trace/event.h"
#include "core/trace/ring_fold.h"

namespace ringside {

/// What no replica and no coordinator may do, at any moment of a run and whatever fails. A fold
/// over a trace; O(log n) an event, but for the end of a recovery.
class ReplicaLedger {
 public:
  explicit ReplicaLedger(RingViewPtr ring) : ring_(std::move(ring)) {}

  /// Folds in the next event.
  void apply(const TraceEvent& event);

  /// A live node took a version of a key in place of a newer one, or came back as the same life.
  const Violations& went_back() const { return went_back_; }
  /// A node that had recovered took a value older than a tombstone of the key that had been
  /// collected by then.
  const Violations& came_back() const { return came_back_; }
  /// A coordinator made a second version of an operation while it kept the first one.
  const Violations& second_versions() const { return second_versions_; }
  /// A coordinator acknowledged a write that fewer nodes than it needed had kept: it, or something
  /// newer, or a hint of it. What a node kept in a life before one that the coordinator had heard
  /// from does not count.
  const Violations& under_kept() const { return under_kept_; }
  /// A node said that it had recovered without a doubt, and lacked what had been acknowledged
  /// before it came back. Keys that hints were kept of, or of which more than F keepers were
  /// without their memory at one time, do not count: `crashes` are those of the whole run.
  Violations recovered_short(const CrashLedger& crashes, std::uint32_t failures) const;

  /// Hints that a live node keeps, as it said when it last took or gave away one.
  std::uint64_t hints_of(NodeId node) const;

 private:
  using NodeKey = std::pair<NodeId, KeyHash>;
  // What a node keeps of a key.
  struct Held {
    TracedVersion version;
    OpId op{};
  };
  // That a life of a node kept a version of a write, or a hint of it: then any version.
  struct Kept {
    NodeId node{};
    std::uint32_t life = 0;
    TracedVersion version;
    bool is_hint = false;
  };
  // A write that a client has begun and that has not ended.
  struct Write {
    KeyHash key{};
    std::uint32_t required = 0;
    std::vector<Kept> kept;
    std::set<std::pair<NodeId, std::uint32_t>> answered_by;  // lives of coordinators
    std::map<NodeId, TracedVersion> meant;  // the version that each coordinator gives to others
  };

  void on_started(const TraceEvent& event);
  void on_crashed(NodeId node);
  void on_view_changed(const TraceEvent& event);
  void on_range_dropped(const TraceEvent& event);
  void on_collected(const TraceEvent& event);
  void on_recovered(NodeId node);
  void on_stored(const TraceEvent& event, bool is_made);
  void on_store_reply(NodeId node, OpId op);
  void on_reply(NodeId coordinator, OpId op);
  void on_finished(const TraceEvent& event);
  std::uint32_t life_of(NodeId node) const;

  RingFold ring_;
  std::map<NodeId, RingEpoch> epochs_;  // of the view of each node, in this life
  std::map<NodeId, std::uint32_t> lives_;
  std::map<MessageId, std::uint32_t> lives_of_senders_;  // of messages between nodes, under way
  std::map<std::pair<NodeId, NodeId>, std::uint32_t> heard_;  // by whom, of whom: the life
  std::map<NodeKey, Held> held_;
  std::map<KeyHash, std::set<NodeId>> holders_;
  std::map<OpId, Write> writes_;
  std::map<KeyHash, TracedVersion> acknowledged_;                    // the newest one of each key
  std::map<NodeId, std::map<KeyHash, TracedVersion>> before_start_;  // that, when it came back
  std::vector<std::pair<KeyHash, NodeId>> short_;  // keys that a recovered node lacked
  std::pair<Address, OpId> taken_up_;              // what the latest event said, if it said that
  std::map<NodeId, std::uint64_t> hints_;
  std::map<KeyHash, TracedVersion> collected_;  // the newest tombstone of each key
  std::set<NodeId> recovering_;
  Violations went_back_;
  Violations came_back_;
  Violations second_versions_;
  Violations under_kept_;
};

}  // namespace ringside
