#pragma once
#include <optional>

#include "core/node/detector_step.h"
#include "core/node/heartbeats.h"
#include "core/node/prober.h"
#include "core/node/relays.h"

namespace ringside {

/// Finds out which other members are gone, tells the others, and contradicts where it is itself
/// thought so: SWIM (Das et al. 2002) with Lifeguard's local health (Dadgar et al. 2018), or with
/// φ accrual (Hayashibara et al. 2004) in place of its probes. Costs each member the same number of
/// messages a period, however many members there are. Does nothing where Timing::probe_interval
/// is 0. All that it does is background work.
class FailureDetector {
 public:
  explicit FailureDetector(const NodeSetup& setup);

  /// To be called before every message of another node is looked at.
  void heard_from(NodeState& state, Time now, NodeId from, Incarnation life, Output& out);
  void on(NodeState& state, Time now, NodeId from, const Ping& ping, Output& out);
  void on(NodeState& state, Time now, NodeId from, const PingAck& ack, Output& out);
  void on(NodeState& state, Time now, NodeId from, const PingRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const PingRequestReply& reply, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  Time next_deadline() const;

  /// What the node believes of the others.
  const MembershipView& view() const { return membership_.view(); }
  const LocalHealth& health() const { return health_; }

  /// A member that is believed dead is asked so seldom, in periods, whether it is back.
  static constexpr std::int64_t k_dead_periods = 5;

 private:
  DetectorStep step(NodeState& state, Time now, Output& out) {
    return {state, now, membership_, health_, numbers_, rng_, out};
  }
  MembershipUpdates hear(NodeState& state, Time now, const MembershipUpdates& updates, Output& out);
  void make_good(Time now, const Timing& timing);
  void ask_the_dead(DetectorStep step);

  bool is_on_ = false;
  Rng rng_;
  ProbeNumbers numbers_;
  LocalHealth health_;
  Membership membership_;
  std::optional<Prober> prober_;
  std::optional<Heartbeats> heartbeats_;
  Relays relays_;
  Time ask_dead_at_;
  NodeId last_dead_asked_;
};

}  // namespace ringside
