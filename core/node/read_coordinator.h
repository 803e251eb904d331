#pragma once
#include <map>
#include <optional>

#include "core/node/deadlines.h"
#include "core/node/level.h"
#include "core/node/quorum_query.h"
#include "core/node/replication.h"

namespace ringside {

/// Carries reads through that ask for more than one member: asks a quorum, answers with the newest
/// version that any of it keeps, and gives that to those that keep something older (read repair;
/// Dynamo, section 5). At the strict levels the answer waits for that, until enough members keep
/// what it says, so that no later read sees less (the second phase of a read in Attiya, Bar-Noy and
/// Dolev 1995).
class ReadCoordinator {
 public:
  void on(NodeState& state, Time now, ClientId client, const GetRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const FetchReply& reply, Output& out);
  void on(NodeState& state, Time now, NodeId from, const StoreReply& reply, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  /// The node has another view.
  void on_view(NodeState& state, Time now, Output& out);
  Time next_deadline() const { return deadlines_.next(); }
  bool busy() const { return !pending_.empty(); }

 private:
  struct Pending {
    ClientId client{};
    Needs needs;
    QuorumQuery query;
    bool is_settled = false;          // enough have told
    Replication replication{};        // of what it will say
    std::optional<GetReply> reply{};  // once it was given
    std::uint32_t rounds = 0;         // of asking what there is
    Time look_again{};
  };

  void go_on(NodeState& state, Time now, Pending& read, Output& out);
  static void repair(NodeState& state, Time now, Pending& read, Output& out);
  static void spread(const NodeState& state, Pending& read, Output& out);
  static void reply(Pending& read, Outcome outcome, Output& out);
  void forget_if_over(OpId op);

  std::map<OpId, Pending> pending_;
  Deadlines deadlines_;
};

}  // namespace ringside
