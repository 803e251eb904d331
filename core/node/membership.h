#pragma once
#include <cstdint>
#include <set>

#include "core/node/gossip_queue.h"
#include "core/node/membership_view.h"
#include "core/node/output.h"
#include "core/node/state.h"
#include "core/node/suspicion.h"

namespace ringside {

/// What one member believes of the others, what changes that, and what it tells of it (SWIM,
/// sections 4.1 and 4.2). Whom it suspects or takes for dead is no longer asked first
/// (NodeState::suspects), from the moment on that it believes so. It never believes ill of itself:
/// it contradicts.
class Membership {
 public:
  explicit Membership(const NodeSetup& setup);

  /// A member has been heard from, in this life: a younger one than known is alive.
  void heard_from(NodeState& state, Time now, NodeId member, Incarnation life, Output& out);

  /// Takes in what came with a message. Gives what its sender should know instead, where it is
  /// behind.
  MembershipUpdates hear(NodeState& state, Time now, const MembershipUpdates& updates, Output& out);

  /// Found out by itself that a member does not answer. Nothing changes if it is believed dead.
  void suspect(NodeState& state, Time now, NodeId member, Output& out);

  /// Suspicions that nobody has refuted in time become deaths.
  void expire(NodeState& state, Time now, Output& out);
  /// When the next one does, or k_end_of_time.
  Time next_deadline() const { return suspicions_.next_deadline(); }
  /// Gives every suspicion so much longer.
  void postpone(Duration time) { suspicions_.postpone(time); }

  /// What to tell a member with the next message to it: `corrections` first, what it must
  /// contradict (Lifeguard's buddy system), and in the first message to a new life of it, which
  /// knows nothing yet, whom else one does not believe alive; then what all should hear.
  MembershipUpdates updates_for(NodeId to, MembershipUpdates corrections = {});

  const MembershipView& view() const { return view_; }
  /// How often it has contradicted what others believed of it.
  std::uint32_t refutations() const { return own_.refutations; }

 private:
  bool hear(NodeState& state, Time now, const MembershipUpdate& update, Output& out);
  bool hear_of_self(NodeState& state, Time now, const Belief& belief, Output& out);
  void believe(NodeState& state, Time now, const MembershipUpdate& update, Output& out);
  MembershipUpdate update_about(NodeId member) const;

  NodeId self_;
  Belief own_;
  MembershipView view_;
  GossipQueue gossip_;
  Suspicions suspicions_;
  std::set<NodeId> newcomers_;  // members in a new life, to whom nothing has been sent since
};

}  // namespace ringside
