#pragma once
#include <optional>
#include <variant>
#include <vector>

#include "core/node/output.h"
#include "core/node/state.h"
#include "core/node/sync_responder.h"

namespace ringside {

/// One comparison of what two replicas keep for each other, led by the one that began it: digests
/// first, then only what differs, down to single records, which both then have. Range-based set
/// reconciliation (Meyer 2023) over the digests of a Merkle tree (Dynamo, section 4.7). One message
/// is under way at a time; one that is not answered is repeated. One that met records whose stamps
/// the own clock refuses has failed: who recovers may not think that it has them.
class Exchange {
 public:
  enum class Progress : std::uint8_t { under_way, done, failed };

  /// Of all arcs that both are members of; or of these ranges.
  Exchange(ExchangeId id, NodeId peer, std::vector<HashRange> ranges = {})
      : id_(id), peer_(peer), ranges_(std::move(ranges)) {}

  /// Sends the first question.
  void start(NodeState& state, Time now, Output& out);

  /// Takes an answer. One to another exchange, or to a question that was answered, changes nothing.
  template <typename Reply>
  void take(NodeState& state, Time now, const Reply& reply, Output& out) {
    if (reply.exchange != id_ || !awaits(reply)) return;
    attempts_ = 0;
    on(state, now, reply, out);
    if (state.lives.of(peer_) == life_) {
      go_on(state, now, out);
    } else {
      end(Progress::failed);
    }
  }

  /// Repeats the question, or gives up. REQUIRES: look_again() <= now.
  void tick(NodeState& state, Time now, Output& out);

  Progress progress() const { return progress_; }
  ExchangeId id() const { return id_; }
  NodeId peer() const { return peer_; }
  Time look_again() const { return look_again_; }
  /// Once done: the shared arcs that the peer could speak for all along.
  const std::vector<std::uint32_t>& vouched() const { return vouched_; }
  /// Records taken from the peer that were news.
  std::uint32_t learnt() const { return learnt_; }
  /// Whether the peer has kept all that it was given.
  bool is_all_kept() const { return is_all_kept_; }
  /// Records given to the peer.
  std::uint32_t given() const { return given_; }

 private:
  struct Compare {};
  struct Split {
    HashRange range;
  };
  struct Items {
    HashRange range;
    sync::Items named;  // what the question tells, kept because the answer counts in it
  };
  struct Give {
    std::vector<RecordPtr> records;
  };
  using Task = std::variant<Compare, Split, Items, Give>;

  bool awaits(const CompareReply&) const { return std::holds_alternative<Compare>(task_); }
  bool awaits(const SplitReply& reply) const;
  bool awaits(const ItemsReply& reply) const;
  bool awaits(const GiveReply&) const { return std::holds_alternative<Give>(task_); }

  void on(NodeState& state, Time now, const CompareReply& reply, Output& out);
  void on(NodeState& state, Time now, const SplitReply& reply, Output& out);
  void on(NodeState& state, Time now, const ItemsReply& reply, Output& out);
  void on(NodeState&, Time, const GiveReply& reply, Output&) {
    is_all_kept_ = is_all_kept_ && reply.kept;
  }

  void look_into(NodeState& state, const HashRange& range, const RangeDigest& theirs);
  static Task items_task(const NodeState& state, const HashRange& range);
  void go_on(NodeState& state, Time now, Output& out);
  void ask(NodeState& state, Time now, Output& out);
  void end(Progress progress);

  static constexpr std::uint32_t k_attempts_max = 4;

  ExchangeId id_;
  NodeId peer_;
  std::vector<HashRange> ranges_;
  Progress progress_ = Progress::under_way;
  Task task_ = Compare{};    // what is being asked
  Incarnation life_{};       // of the peer: a younger one knows nothing of what this one said
  std::vector<Task> to_do_;  // the next one last
  std::uint32_t attempts_ = 0;
  Time look_again_ = k_end_of_time;
  std::vector<std::uint32_t> vouched_;
  HlcStamp told_;         // by the peer: how far its table has nothing that is late
  bool refused_ = false;  // the clock refused something of the peer's
  bool is_all_kept_ = true;
  std::uint32_t learnt_ = 0;
  std::uint32_t given_ = 0;
};

}  // namespace ringside
