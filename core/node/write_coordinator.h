#pragma once
#include <map>
#include <vector>

#include "core/node/deadlines.h"
#include "core/node/output.h"
#include "core/node/quorum.h"
#include "core/node/state.h"

namespace ringside {

/// Carries puts and removes through: stamps a version, keeps it, gives it to the rest of the group,
/// and answers the client once enough of them have it (Dynamo, section 4.5). A member that does not
/// answer is asked again a few times.
class WriteCoordinator {
 public:
  void on(NodeState& state, Time now, Address client, const WriteRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const StoreReply& reply, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  Time next_deadline() const { return deadlines_.next(); }
  bool busy() const { return !pending_.empty(); }

  /// A member that has not acknowledged is asked so often in all, waiting twice as long each time.
  static constexpr std::uint32_t k_store_attempts_max = 3;

 private:
  struct Pending {
    Address client;
    OperationKind kind{};
    RecordPtr record{};
    Quorum quorum;
    std::vector<NodeId> waiting{};  // members that have not answered and are still asked
    bool existed = false;           // somebody had a value before
    std::uint32_t absent = 0;       // members who know that there was none
    bool replied = false;
    std::uint32_t attempts = 1;
    Time look_again{};
  };

  static RecordPtr make_record(NodeState& state, Time now, const WriteRequest& request);
  static void note_knowledge(Pending& write, Knowledge before);
  static void ask_waiting(const Pending& write, Output& out);
  /// Answers the client if the outcome is known by now, or if nothing more will come.
  static void reply_if_decided(const NodeState& state, Pending& write, Output& out);
  static void send_reply(const Pending& write, Outcome outcome, Output& out);
  void forget(OpId op, const Pending& write);

  std::map<OpId, Pending> pending_;
  Deadlines deadlines_;
};

}  // namespace ringside
