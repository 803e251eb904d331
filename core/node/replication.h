#pragma once
#include "core/node/copies.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Gives one version to nodes that are to keep it, and keeps account of who does. A node that does
/// not answer is asked again a few times, waiting twice as long each time.
class Replication {
 public:
  Replication() = default;
  /// On behalf of an operation, which need not be the one that made the record.
  Replication(OpId op, RecordPtr record, RingViewPtr ring) : op_(op), record_(std::move(record)) {
    copies_.count_in(std::move(ring), record_->hash);
  }

  const RecordPtr& record() const { return record_; }
  const Copies& copies() const { return copies_; }
  bool is_asked(NodeId node) const { return copies_.of(node) != nullptr; }

  /// Asks a node to keep it: for itself, or as a hint for a member. REQUIRES: it was not asked yet.
  void ask(NodeId holder, NodeId intended, Output& out);
  /// Notes what is known without asking. REQUIRES: as ask().
  void note(const Copies::Copy& known);

  /// Others keep the key now: they are asked, and so is again who has not answered, since that one
  /// may have refused. Does nothing before there is a record.
  void on_view(const NodeState& state, bool ask_all, Output& out);

  /// Takes an answer. False if it is none that is waited for. A copy that was kept by a life that
  /// is known to be over since then is asked for once more.
  bool take(NodeState& state, NodeId from, const StoreReply& reply, Output& out);
  /// Nothing more came in time: suspects who is silent, and asks again.
  void ask_again(NodeState& state, Time now, Output& out);
  /// Finds somebody else to keep the copy of each member that is suspected, silent or has refused:
  /// the next live nodes beyond the group (a sloppy quorum; Dynamo, section 4.6).
  void hint_for_silent(const NodeState& state, Time now, Output& out);
  /// Begins anew with another version for the same nodes; those asked for hints are let go.
  void replace(RecordPtr record, NodeId self, Output& out);

  /// How long to wait before ask_again() is called next.
  Duration patience(const NodeState& state) const;

  /// A node is asked so often in all.
  static constexpr std::uint32_t k_attempts_max = 3;
  /// Where hint holders are silent too, so many nodes are asked in all for each member of a group.
  static constexpr std::size_t k_holders_per_member_max = 3;

 private:
  void ask(Copies::Copy& copy, Output& out) const;

  OpId op_{};
  RecordPtr record_;
  Copies copies_;
  std::uint32_t rounds_ = 0;  // of asking again
};

}  // namespace ringside
