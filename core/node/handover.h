#pragma once
#include <map>
#include <optional>
#include <vector>

#include "core/node/exchange.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// What a node still keeps of ranges that are not its own any more: compares it with each of those
/// that keep them now, and lets it go once all of them have it.
class Handover {
 public:
  explicit Handover(const NodeSetup& setup)
      : exchanges_((std::uint64_t{1} << 63) | (std::uint64_t{raw(setup.self.incarnation)} << 32)) {}

  /// The node has another view.
  void on_view(Time now);
  /// Something may have come that is not the node's own.
  void note_stray(Time now) {
    if (exchange_ || !to_tell_.empty()) {
      has_new_ = true;
    } else {
      begin_at_ = std::min(begin_at_, now);
    }
  }

  template <typename Reply>
  void take(NodeState& state, Time now, NodeId from, const Reply& reply, Output& out) {
    if (!exchange_ || exchange_->peer() != from || exchange_->id() != reply.exchange) return;
    exchange_->take(state, now, reply, out);
    go_on(state, now, out);
  }
  void tick(NodeState& state, Time now, Output& out);
  Time next_deadline() const { return exchange_ ? exchange_->look_again() : begin_at_; }
  /// Whether there is, or may be, something to let go of.
  bool has_begun() const {
    return exchange_.has_value() || !to_tell_.empty() || begin_at_ != k_end_of_time;
  }
  /// While those it tells answer.
  bool busy() const { return exchange_.has_value() && hopeful_; }

 private:
  void begin(NodeState& state, Time now, Output& out);
  void next(NodeState& state, Time now, Output& out);
  void go_on(NodeState& state, Time now, Output& out);
  void let_go(NodeState& state, Time now, Output& out);

  std::vector<HashRange> ranges_;                     // that it keeps something of
  std::map<NodeId, std::vector<HashRange>> to_tell_;  // who has not got all of it yet
  std::optional<Exchange> exchange_;
  std::uint64_t exchanges_;
  Time begin_at_ = k_end_of_time;
  bool has_new_ = false;  // what came since it began, those asked before may not have
  bool hopeful_ = true;
};

}  // namespace ringside
