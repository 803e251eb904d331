#pragma once
#include <map>
#include <vector>

#include "core/node/copies.h"
#include "core/node/deadlines.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Carries puts and removes through: stamps a version, keeps it, gives it to the rest of the group,
/// and answers the client once enough of them have it (Dynamo, section 4.5). A member that does not
/// answer is asked again a few times; the next live node beyond the group keeps its copy with a
/// hint meanwhile, and counts (a sloppy quorum; Dynamo, section 4.6).
class WriteCoordinator {
 public:
  void on(NodeState& state, Time now, Address client, const WriteRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const StoreReply& reply, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  Time next_deadline() const { return deadlines_.next(); }
  bool busy() const { return !pending_.empty(); }

  /// A node that has not answered is asked so often in all, waiting twice as long each time.
  static constexpr std::uint32_t k_store_attempts_max = 3;
  /// Where hint holders are silent too, so many nodes are asked in all for each member of the
  /// group.
  static constexpr std::size_t k_holders_per_member_max = 3;

 private:
  struct Pending {
    Address client;
    OperationKind kind{};
    RecordPtr record{};
    std::uint32_t required = 0;
    Copies copies{};
    bool existed = false;      // somebody had a value before
    std::uint32_t absent = 0;  // members who know that there was none
    bool replied = false;
    std::uint32_t rounds = 0;  // of asking
    Time look_again{};
  };

  static bool refuses(const NodeState& state, Address client, const WriteRequest& request,
                      Output& out);
  static RecordPtr make_record(NodeState& state, Time now, const WriteRequest& request);
  static void note_knowledge(Pending& write, Knowledge before);
  static void ask(Pending& write, Copies::Copy& copy, Output& out);
  /// Finds somebody else to keep the copy of each member that is not heard of.
  static void hint_for_silent(const NodeState& state, Time now, Pending& write, Output& out);
  /// Answers the client if the outcome is known by now, or if nothing more will come.
  static void reply_if_decided(const NodeState& state, Pending& write, Output& out);
  static void send_reply(const NodeState& state, const Pending& write, Outcome outcome,
                         Output& out);
  void forget(OpId op, const Pending& write);

  std::map<OpId, Pending> pending_;
  Deadlines deadlines_;
};

}  // namespace ringside
