#pragma once
#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "core/client/operation.h"
#include "core/client/replica_load.h"
#include "core/client/scan_client.h"
#include "core/client/session_memory.h"
#include "core/client/session_output.h"
#include "core/node/deadlines.h"
#include "core/node/output.h"
#include "core/node/suspects.h"
#include "core/node/timing.h"
#include "core/ring/ring_view.h"
#include "core/version/merge.h"

namespace ringside {

/// What a session is told when it starts.
struct SessionSetup {
  ClientId self{};
  RingViewPtr ring;  ///< The view of the first epoch.
  Timing timing;
  std::uint32_t window = 16;  ///< Operations under way at once; the others wait in line.
  ReadChoice read_choice = ReadChoice::any;
  MergeFunction merge = nullptr;  ///< Siblings are told as one value by it; nullptr: they are not.
};

/// One client: routes each operation to a node, asks the next one where a node does not answer, and
/// ends every operation exactly once, at its deadline at the latest. Like a node it is a function
/// of what it has seen: no threads, no clock. A value.
///
/// Writes go to the primary, then along the preference list. Reads start at a member that differs
/// by operation, which spreads them over the group, or at the less busy of two such. Who did not
/// answer lately is asked last. The gets of a multi-get begin at once, however many others are
/// under way, prefer members that others of it ask, and go to one member in one message. Scans do
/// not wait in line either.
class Session {
 public:
  explicit Session(SessionSetup setup) : setup_(std::move(setup)) {}

  /// Takes an operation. Its id must be new in the whole cluster.
  void submit(Time now, Operation operation, SessionOutput& out);

  /// Takes up a later view of the ring.
  void learn(const RingViewPtr& view) {
    if (view && view->epoch() > setup_.ring->epoch()) setup_.ring = view;
  }
  const RingViewPtr& view() const { return setup_.ring; }

  /// Takes one message from a node. One that answers nothing under way changes nothing.
  void step(Time now, Address from, const Message& message, SessionOutput& out);

  /// Does what is due by `now`: asks the next node, or gives an operation up.
  void tick(Time now, SessionOutput& out);

  /// When tick() is wanted next, or k_end_of_time.
  Time next_deadline() const { return std::min(deadlines_.next(), scans_.next_deadline()); }

 private:
  struct Active {
    Operation operation;  // `known` with what its session had seen when it started
    KeyHash hash{};
    Time started{};
    Time look_again{};
    NodeId asked = k_no_node;  // the node of the latest attempt
    Time asked_at{};
    std::vector<NodeId> tried;  // of this round through the group
    bool insist = false;        // every member was asked, and none would coordinate
    std::uint32_t attempts = 0;
    std::uint32_t silences = 0;  // attempts that nobody answered in time

    bool is_read() const { return operation.kind == OperationKind::get; }
    /// A write that must not begin twice: the next node is asked only where one has refused.
    bool begins_once() const {
      return !is_read() && (operation.compare || operation.consistency.level >= Level::strict);
    }
  };

  void start(Time now, Operation operation, SessionOutput& out);
  void start_each(Time now, Operation operation, SessionOutput& out);
  void start_waiting(Time now, SessionOutput& out);
  ScanClient::Around around() {
    return {setup_.self, *setup_.ring, setup_.timing, setup_.merge, suspects_};
  }
  void attempt(Time now, Active& active, SessionOutput& out);
  void try_again(Time now, Active& active, SessionOutput& out);
  void ask_same(Time now, Active& active, SessionOutput& out);
  Time end_of_patience(Time now, const Active& active) const;
  void send_request(const Active& active, bool only_ask, SessionOutput& out) const;
  NodeId choose_node(Time now, Active& active) const;
  std::size_t first_to_read(Time now, const Active& active) const;
  bool is_asked_by_batch(NodeId node, const Active& active) const;
  void settle(Time now, const Active& active);
  void on(Time now, NodeId from, const WriteReply& reply, SessionOutput& out);
  void on(Time now, NodeId from, const GetReply& reply, SessionOutput& out);
  Error refusal(const Active& active, NodeId from, const WriteReply& reply) const;
  void on(Time now, NodeId from, const ViewReply& reply, SessionOutput& out);
  void refused(Time now, NodeId from, OpId op, SessionOutput& out);
  std::size_t members_of(const Active& active) const {
    return setup_.ring->preference_list(active.hash).size();
  }
  void give_up(Time now, Active& active, SessionOutput& out);
  void finish(Time now, Active& active, OperationResult result, SessionOutput& out);

  SessionSetup setup_;
  std::deque<Operation> waiting_;
  std::map<OpId, Active> active_;
  Deadlines deadlines_;
  Suspects suspects_;
  ReplicaLoad load_;
  SessionMemory memory_;
  ScanClient scans_;
};

}  // namespace ringside
