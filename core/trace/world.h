#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/ring/shape.h"
#include "core/trace/event.h"
#include "core/trace/ring_fold.h"

namespace ringside {

/// A node as the trace shows it.
struct WorldNode {
  bool up = false;
  bool paused = false;    ///< Up, but stalled.
  Duration slowed_by{};   ///< How long it works on each message.
  Duration clock_skew{};  ///< How far its wall clock is ahead of the true time.
  Incarnation incarnation{};
  RingEpoch epoch{1};           ///< Of the view that it has.
  Time changed_at{};            ///< Last start, crash, pause or resumption.
  std::uint32_t live_keys = 0;  ///< Records it keeps that are not tombstones.
  std::uint32_t tombstones = 0;
  std::uint64_t received = 0;  ///< Messages delivered to it in all.
  bool recovering = false;     ///< It came back empty and does not speak for all its arcs yet.
  std::uint64_t hints = 0;     ///< That it keeps for others,
  std::map<NodeId, std::uint64_t> hints_for;  ///< and so many for each of them.
  std::map<NodeId, MemberState> doubts;       ///< Whom it does not believe alive.
  std::uint32_t suspected_by = 0;             ///< So many others suspect it,
  std::uint32_t dead_to = 0;                  ///< and so many take it for dead.
};

/// A key that clients asked one node for too often.
struct WorldHotKey {
  NodeId node{};               ///< The one that was asked most often within one second,
  std::uint32_t requests = 0;  ///< so often at least,
  std::int64_t of = 0;         ///< of so many requests for any key.
  std::uint32_t seconds = 0;   ///< Seconds in which it was hot, of each node.
  Time last{};                 ///< When that was last said.
};

/// A message that is under way, or that was lost a short while ago.
struct WorldMessage {
  MessageFacts facts;
  Time sent_at{};
  Time arrives_at{};            ///< When it arrives if nothing happens to it.
  std::optional<Time> lost_at;  ///< Set once it is lost.
  LossReason reason{};
  std::optional<Time> held_at;  ///< Set while a person holds it.
  Duration held_for{};          ///< So long it was held before.

  /// Part of the way that it has gone at `t`, from 0 at the sender to 1 at the receiver; stands
  /// still while held and once lost.
  double progress(Time t) const;
};

/// One copy of a key.
struct Holding {
  NodeId node{};
  HlcStamp stamp;
  NodeId maker = k_no_node;  ///< The coordinator that made the version.
  OpId op{};                 ///< The write that made it.
  bool tombstone = false;
  std::uint32_t siblings = 0;  ///< Other versions that are kept beside it.

  friend bool operator==(const Holding&, const Holding&) = default;
};

/// A key as the trace shows it. `copies` has at most one entry a node, ordered by node: what that
/// node stored last.
struct WorldKey {
  std::vector<Holding> copies;
  Time changed_at{};

  /// A copy of the largest version; REQUIRES: there is one, as in every key of a world.
  const Holding& newest() const;
  /// Copies of the newest version.
  std::uint32_t fresh_copies() const;
  /// What a node keeps of it; nullptr if nothing.
  const Holding* at(NodeId node) const;
};

/// An operation as the trace shows it.
struct WorldOperation {
  OpId id{};
  OperationKind kind{};
  ClientId client{};
  KeyHash key{};
  Time started{};
  std::optional<Time> finished;
  Outcome outcome;  ///< Meaningful once finished.
  std::uint32_t attempts = 1;
  NodeId coordinator = k_no_node;  ///< The last one to coordinate it, if it is a write.
  std::uint32_t copies = 0;        ///< Copies acknowledged to the coordinator, its own included.
  std::uint32_t required = 0;
  std::uint32_t forwards = 0;
};

/// The links as the trace shows them: what it does not name is as the cluster was configured.
struct WorldLinks {
  std::optional<LinkFacts> common;
  std::map<std::pair<Address, Address>, LinkFacts> own;  ///< By sender and receiver.
  LinkSet cuts;
};

/// Sums over the whole run.
struct WorldTotals {
  std::uint64_t events = 0;
  std::uint64_t operations = 0;
  std::uint64_t succeeded = 0;  ///< Finished with "ok", or with not_found, which is an answer.
  std::uint64_t failed = 0;
  std::uint64_t sent = 0;
  std::uint64_t delivered = 0;
  std::uint64_t lost = 0;
};

/// The state of a cluster as its trace tells it: a fold over events. Everything that is drawn or
/// reported comes from here; nothing in it comes from a Node. A value: a copy is a keyframe.
///
/// A trace may begin in the middle of a run or come from a file, so no event can break the world:
/// one that names a node outside the shape, or an operation or message that is not known, is
/// counted and changes nothing else.
class World {
 public:
  /// A world before the first event. REQUIRES: validate(shape).
  explicit World(const Shape& shape);

  /// Folds in the next event of the trace.
  void apply(const TraceEvent& event);

  /// Time of the last event folded in.
  Time time() const { return time_; }
  const Shape& shape() const { return shape_; }
  /// The ring that holds, or is to come, as of the latest view that any running node has: what only
  /// crashed ones knew is forgotten. While none runs, what the last one had.
  const Ring& ring() const { return view().target(); }
  const RingView& view() const { return views_.view_of(epoch_); }
  /// How often nodes had different views of one epoch.
  std::uint64_t view_conflicts() const { return views_.conflicts(); }
  /// Everybody who kept a key in any epoch so far.
  std::vector<NodeId> keepers(KeyHash key) const { return views_.keepers(key); }

  const std::vector<WorldNode>& nodes() const { return nodes_; }
  const WorldNode& node(NodeId id) const { return nodes_[raw(id)]; }
  /// What one node believes of another; alive where it has never said otherwise.
  MemberState belief(NodeId of, NodeId about) const;
  /// Messages under way.
  const std::map<MessageId, WorldMessage>& in_flight() const { return in_flight_; }
  /// The most recently lost messages, oldest first; at most k_lost_kept.
  const std::deque<WorldMessage>& lost() const { return lost_; }
  /// Keys that some node keeps a copy of, be it a tombstone.
  const std::map<KeyHash, WorldKey>& keys() const { return keys_; }
  /// What a node keeps of a key; nullptr if nothing.
  const Holding* copy(KeyHash key, NodeId node) const;
  /// Operations not yet finished, and the newest finished ones as far as there are at most
  /// k_operations_kept in all.
  const std::map<OpId, WorldOperation>& operations() const { return operations_; }
  const WorldLinks& links() const { return links_; }
  const WorldTotals& totals() const { return totals_; }
  /// The keys that were hot, the k_hot_keys_kept hottest of them.
  const std::map<KeyHash, WorldHotKey>& hot_keys() const { return hot_keys_; }

  static constexpr std::size_t k_hot_keys_kept = 16;
  static constexpr std::size_t k_lost_kept = 512;
  static constexpr std::size_t k_operations_kept = 4096;

 private:
  void on_node_started(const TraceEvent& event);
  void on_node_crashed(const TraceEvent& event);
  void on_node_hindered(const TraceEvent& event);
  void on_record_stored(const TraceEvent& event);
  void on_range_dropped(const TraceEvent& event);
  void on_record_collected(const TraceEvent& event);
  void on_hints_changed(const TraceEvent& event);
  void on_message_sent(const TraceEvent& event);
  void on_message_delivered(const TraceEvent& event);
  void on_message_lost(const TraceEvent& event);
  void on_message_touched(const TraceEvent& event);
  void on_operation_started(const TraceEvent& event);
  void on_operation_retried(const TraceEvent& event);
  void on_operation_finished(const TraceEvent& event);
  void on_write_coordinated(const TraceEvent& event);
  void on_write_acknowledged(const TraceEvent& event);
  void on_get_forwarded(const TraceEvent& event);
  void on_link_changed(const TraceEvent& event);
  void on_key_hot(const TraceEvent& event);
  void on_belief_changed(const TraceEvent& event, MemberState state);

  bool is_plausible(const TraceEvent& event) const;
  void find_latest_view();
  void forget_copies(NodeId node);
  void forget_doubts(NodeId node);
  std::uint32_t& doubters(NodeId about, MemberState state);
  void let_old_operations_go();
  WorldOperation* find_operation(OpId id);

  Time time_{};
  Shape shape_;
  RingFold views_;
  RingEpoch epoch_{1};  // of the latest view that a running node has
  std::vector<WorldNode> nodes_;
  std::map<MessageId, WorldMessage> in_flight_;
  std::deque<WorldMessage> lost_;
  std::map<KeyHash, WorldKey> keys_;
  std::map<OpId, WorldOperation> operations_;
  WorldLinks links_;
  std::deque<OpId> finished_;  // oldest first: which of operations_ to let go
  WorldTotals totals_;
  std::map<KeyHash, WorldHotKey> hot_keys_;
};

}  // namespace ringside
