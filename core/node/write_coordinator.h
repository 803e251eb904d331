#pragma once
#include <map>
#include <optional>

#include "core/node/deadlines.h"
#include "core/node/finished_writes.h"
#include "core/node/level.h"
#include "core/node/quorum_query.h"
#include "core/node/replication.h"

namespace ringside {

/// Carries puts and removes through: stamps a version, keeps it, gives it to the rest of the group,
/// and answers the client once enough of them have it (Dynamo, section 4.5). The next live node
/// beyond the group keeps the copy of a silent member with a hint meanwhile; whether that counts is
/// for the level to say.
///
/// Where siblings are kept, what it gives is its whole record of the key with the write in it.
///
/// A strict write whose version turns out not to be the newest gets another one, beyond what was
/// seen. A linearizable one asks a read quorum for the newest before it makes its own (Attiya,
/// Bar-Noy and Dolev 1995, with several writers), and so does one that compares.
class WriteCoordinator {
 public:
  void on(NodeState& state, Time now, Address client, const WriteRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const FetchReply& reply, Output& out);
  void on(NodeState& state, Time now, NodeId from, const StoreReply& reply, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  /// The node has another view: others are to keep what is being written.
  void on_view(NodeState& state, Time now, Output& out);
  /// Whether it answers such a request from what it remembers, so that its view does not matter.
  bool has_met(const NodeState& state, const WriteRequest& request) const;
  /// Whether it still gives others a version with a stamp up to this one.
  bool gives_until(HlcStamp stamp) const;
  Time next_deadline() const { return deadlines_.next(); }
  bool busy() const { return !pending_.empty(); }

 private:
  /// Before it has a version of its own.
  struct Asking {
    WriteRequest request;
    QuorumQuery query;
    std::uint32_t rounds = 0;
  };
  struct Pending {
    Address client;
    OpId op{};
    OperationKind kind{};
    std::uint32_t attempt = 1;
    Time started{};
    Needs needs;
    std::optional<Asking> asking{};
    Replication replication{};
    bool known_absent = false;  // nothing is to be removed: what says so is given to others
    bool existed = false;       // somebody had a value before
    std::uint32_t absent = 0;   // members who know that there was none
    Version newest{};           // that members were seen to keep
    bool has_exceeded = false;  // its version was chosen after it was seen what there was
    RecordPtr refused_for{};    // what is kept, where that is why nothing was written
    bool replied = false;
    Time look_again{};
  };

  bool is_settled(NodeState& state, Time now, Address client, const WriteRequest& request,
                  Output& out);
  void remember(const NodeState& state, Time now, Time started, const WriteReply& answer);
  void begin(NodeState& state, Time now, Pending& write, const WriteRequest& request,
             const RecordPtr& before, Output& out);
  static void note_knowledge(Pending& write, Knowledge before);
  void go_on_asking(NodeState& state, Time now, Pending& write, Output& out);
  static void replicate(NodeState& state, Time now, Pending& write, RecordPtr record, Output& out);
  /// Whether more is to be done first: its version is replaced by one beyond what was seen.
  bool exceed(NodeState& state, Time now, Pending& write, Output& out);
  /// Answers the client if the outcome is known by now, or if nothing more will come.
  void reply_if_decided(NodeState& state, Time now, Pending& write, Output& out);
  void reply(const NodeState& state, Time now, Pending& write, Outcome outcome, Output& out);
  void forget_if_over(OpId op);

  std::map<OpId, Pending> pending_;
  FinishedWrites finished_;
  Deadlines deadlines_;
};

}  // namespace ringside
