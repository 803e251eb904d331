#pragma once
#include <map>
#include <optional>
#include <vector>

#include "core/node/exchange.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Compares what the node keeps with the other members of its groups, one at a time: regularly, and
/// at once when it comes back empty. An arc is recovered when enough members that had kept their
/// memory have told all they keep of it: so many that one of them has each acknowledged write.
/// Where they do not exist any more, it is recovered once every other member has told, and
/// doubtful.
class AntiEntropy {
 public:
  explicit AntiEntropy(const NodeState& state);
  /// The node has another view: what it gained it has to recover.
  void on_view(const NodeState& state, Time now);

  template <typename Reply>
  void take(NodeState& state, Time now, NodeId from, const Reply& reply, Output& out) {
    if (!exchange_ || exchange_->peer() != from || exchange_->id() != reply.exchange) return;
    exchange_->take(state, now, reply, out);
    go_on(state, now, out);
  }
  /// A node lives: if it is one that the recovery waits for, it is asked at once.
  void heard_from(NodeState& state, Time now, NodeId node, Output& out);
  void tick(NodeState& state, Time now, Output& out);

  Time next_deadline() const { return exchange_ ? exchange_->look_again() : next_round_; }
  /// While it recovers, unless it waits for members that do not answer.
  bool busy() const { return recovering_ && hopeful_; }

 private:
  void begin(NodeState& state, Time now, NodeId peer, Output& out);
  void go_on(NodeState& state, Time now, Output& out);
  void next_in_recovery(NodeState& state, Time now, Output& out);
  void note_told(NodeState& state, Time now, Output& out);
  bool is_told_by_all(const NodeState& state, std::uint32_t arc) const;
  bool is_told_by_enough(const NodeState& state, std::uint32_t arc) const;

  std::vector<NodeId> peers_;  // who shares an arc, ascending from the own number
  std::size_t next_peer_ = 0;
  std::uint64_t exchanges_ = 0;
  std::optional<Exchange> exchange_;
  Time next_round_;

  bool recovering_;
  std::vector<NodeId> to_ask_;  // peers that have not told yet; the next one first
  bool hopeful_ = false;     // this pass began because somebody may answer, not because time passed
  Time not_before_{};        // when a sign of life may begin the next pass
  std::size_t untried_ = 0;  // of them, in this pass
  std::map<std::uint32_t, std::uint32_t> vouched_;  // by arc: members with their memory that told
  std::map<std::uint32_t, std::uint32_t> told_;     // by arc: members that told
};

}  // namespace ringside
