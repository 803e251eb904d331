#pragma once
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/node/exchange.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

class Hints;
class Handover;
class WriteCoordinator;

/// A node's part in forgetting tombstones. The first member of the ring leads: it picks a stamp of
/// some age, and has every node of the cluster close up to it, then compare what it keeps with all
/// other members, then forget the tombstones up to it. Whoever does not answer, or cannot do it,
/// ends the round; the next one begins anew. A stamp up to which that has been done is known to be
/// *stable* (as of causal stability; Wuu and Bernstein 1984, Baquero, Almeida and Shoker 2014):
/// what comes later with such a stamp and is not kept cannot be news.
class Collector {
 public:
  explicit Collector(const NodeSetup& setup);

  /// What else a node does that may keep it from closing.
  struct Others {
    Hints& hints;
    const WriteCoordinator& writes;
    const Handover& handover;
  };

  /// `is_same_view`: of the sender and this node.
  void on(NodeState& state, Time now, NodeId from, const CollectRequest& request, bool is_same_view,
          const Others& others, Output& out);
  void on(NodeState& state, Time now, NodeId from, const CollectReply& reply, const Others& others,
          Output& out);

  /// Answers of the comparisons that it leads.
  template <typename Reply>
  void take(NodeState& state, Time now, NodeId from, const Reply& reply, const Others& others,
            Output& out) {
    if (!exchange_ || exchange_->peer() != from || exchange_->id() != reply.exchange) return;
    exchange_->take(state, now, reply, out);
    go_on(state, now, others, out);
  }

  /// How far another node is, as a comparison tells. True if this node, which is recovering, has
  /// forgotten what may be late, and has to begin with its recovery anew.
  bool hear(NodeState& state, Time now, HlcStamp told, HlcStamp floor, const Others& others,
            Output& out);

  void tick(NodeState& state, Time now, const Others& others, Output& out);
  /// The node has another view: what is under way is void.
  void on_view(NodeState& state);

  Time next_deadline() const {
    return exchange_ ? std::min(look_again_, exchange_->look_again()) : look_again_;
  }

 private:
  // That this node leads.
  struct Round {
    CollectRequest request;
    std::set<NodeId> done;  // with this phase
    std::uint32_t asked = 0;
    bool is_wanted = false;
  };
  // That this node takes part in.
  struct Part {
    std::uint64_t round = 0;
    NodeId lead{};
    std::vector<Actor> lives{};
    std::vector<NodeId> to_compare{};  // the next one last
    bool has_begun = false;
    bool has_compared = false;
  };

  void begin(NodeState& state, Time now, const Others& others, Output& out);
  void ask(NodeState& state, Time now, const Others& others, Output& out);
  void take_answer(NodeState& state, Time now, NodeId from, const CollectReply& reply,
                   const Others& others, Output& out);
  void advance(NodeState& state, Time now, const Others& others, Output& out);
  void give_up(Time now);

  std::optional<CollectReply> answer(NodeState& state, Time now, NodeId from,
                                     const CollectRequest& request, bool is_same_view,
                                     const Others& others, Output& out);
  Outcome close(NodeState& state, Time now, NodeId from, const CollectRequest& request,
                bool is_same_view, const Others& others, Output& out);
  std::optional<Outcome> compare(NodeState& state, Time now, const CollectRequest& request,
                                 const Others& others, Output& out);
  void go_on(NodeState& state, Time now, const Others& others, Output& out);
  void compare_next(NodeState& state, Time now, const Others& others, Output& out);
  Outcome confirm(NodeState& state, const Others& others) const;
  static void collect(NodeState& state, Time now, HlcStamp until, Output& out);
  static std::size_t forget_late(NodeState& state, Time now, Output& out);

  Duration age_;
  Duration interval_;
  std::uint64_t rounds_;
  std::uint64_t exchanges_;
  Time look_again_ = k_end_of_time;
  std::optional<Round> round_;
  std::optional<Part> part_;
  std::optional<Exchange> exchange_;
};

}  // namespace ringside
