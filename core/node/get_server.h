#pragma once
#include <map>

#include "core/node/deadlines.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Answers reads. A member that has the key, or its tombstone, answers at once; one that has
/// nothing, or that is recovering, passes the question along the ring to the next of the group, and
/// passes on to the one after where that one does not take it. Each question goes to a member once,
/// so it ends.
class GetServer {
 public:
  void on(NodeState& state, Time now, ClientId client, const GetRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const ForwardRequest& request, Output& out);
  void on(NodeState& state, NodeId from, const ForwardReply& reply);
  void tick(NodeState& state, Time now, Output& out);
  /// The node has another view: who was asked may have refused.
  void on_view(NodeState& state, Time now, Output& out);
  Time next_deadline() const { return deadlines_.next(); }
  bool busy() const { return !pending_.empty(); }

 private:
  struct Pending {
    ForwardRequest request;
    NodeId target{};
    Time look_again{};
  };

  void answer(NodeState& state, Time now, ForwardRequest request, Output& out);
  void pass_on(NodeState& state, Time now, ForwardRequest request, Output& out);
  static bool is_surely_absent(const NodeState& state, const ForwardRequest& request);
  static NodeId next_to_ask(const NodeState& state, Time now, const ForwardRequest& request);
  static void reply(const ForwardRequest& request, const RecordPtr& found, std::size_t forwards,
                    bool doubtful, Output& out);
  static void reply_at_end(const NodeState& state, const ForwardRequest& request, Output& out);
  void forget(OpId op);

  std::map<OpId, Pending> pending_;  // questions passed on that nobody has taken over yet
  Deadlines deadlines_;
};

}  // namespace ringside
