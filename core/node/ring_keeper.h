#pragma once
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/node/membership_view.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// A node's part in changing who is on the ring. Takes wishes, has the members decide on the next
/// epoch by majority (ring_decision.h), tells everybody, and once those that get ranges have caught
/// up has them decide that the change is settled. Whoever began may die: a voter that has accepted
/// something goes on with it, and the first live one sees to the end of a move.
class RingKeeper {
 public:
  explicit RingKeeper(const NodeSetup& setup)
      : life_(setup.self.incarnation), seed_(setup.seed), patience_(setup.timing.evict_dead_after) {
    // One that was none of the first members, and has forgotten whether it became one, asks.
    if (!setup.lost_memory || setup.ring->is_member(setup.self.node)) return;
    unseen_.insert(setup.ring->nodes().begin(), setup.ring->nodes().end());
    announce_at_ = setup.started;
  }

  /// Asks for a change. One that is no change any more is forgotten. Where all members are asked
  /// to, they take turns.
  void want(NodeState& state, Time now, RingChange change, bool take_turns, Output& out);

  void on(NodeState& state, Time now, NodeId from, const PrepareRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const PrepareReply& reply, Output& out);
  void on(NodeState& state, Time now, NodeId from, const AcceptRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const AcceptReply& reply, Output& out);
  void on(NodeState& state, Time now, NodeId from, const RegisterRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const RegisterReply& reply, Output& out);
  void on(NodeState& state, Time now, NodeId from, const ViewRequest& request, Output& out);
  /// What another voter knows of the decision on the next epoch, told to this life.
  void hear(NodeState& state, NodeId from, const Acceptor& told);
  /// A node has shown which view it has.
  void seen(NodeId node, RingEpoch at, RingEpoch own) {
    if (at >= own && unseen_.erase(node) != 0) is_heard_ = true;
  }

  /// `state` has another view than before.
  void on_view(NodeState& state, Time now, Output& out);
  /// After each step, where deaths are to have consequences: sees to that.
  void watch(NodeState& state, Time now, const MembershipView& beliefs, Output& out);
  /// After each step: says so once the node has caught up with what moves to it.
  void note_progress(NodeState& state, Time now, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  Time next_deadline() const;
  /// While it gets somewhere with what it wants.
  bool busy() const {
    const bool wishes = !wishes_.empty() && poll_at_ == k_end_of_time;
    return hopeful_ && (proposal_ || wishes || !unseen_.empty());
  }

  /// A view that has been decided on and is still to be taken up, if there is one.
  RingViewPtr take_decided() { return std::exchange(decided_, nullptr); }

 private:
  struct Wish {
    RingChange change;
    Time not_before{};
  };

  PrepareReply prepare(NodeState& state, Time now, const PrepareRequest& request, Output& out);
  AcceptReply accept(NodeState& state, Time now, const AcceptRequest& request, Output& out);
  RingViewPtr goal(const NodeState& state, Time now) const;
  void consider(NodeState& state, Time now, Output& out);
  void ask(NodeState& state, Time now, Output& out);
  template <typename Reply>
  void take(NodeState& state, Time now, NodeId from, const Reply& reply, Output& out);
  void advance(NodeState& state, Time now, std::optional<Proposal::Phase> before, Output& out);
  void give_up(const NodeState& state, Time now, bool is_hopeful);
  void ask_registers(NodeState& state, Time now, Output& out);
  void look_after_move(NodeState& state, Time now, Output& out);
  void announce(NodeState& state, Time now, Output& out);
  bool is_caught_up(const NodeState& state) const;
  bool all_caught_up(const NodeState& state) const;
  /// Voters before this node that are not suspected: how many have their turn before it.
  static std::uint32_t turn(const NodeState& state, Time now);

  Incarnation life_;
  std::uint64_t seed_;
  Duration patience_;  // with the dead
  std::vector<Wish> wishes_;
  std::optional<Proposal> proposal_;
  std::uint32_t round_ = 0;           // the largest one heard of
  std::uint32_t asked_ = 0;           // how often, in this phase
  Time look_again_ = k_end_of_time;   // at the proposal
  Time resume_at_ = k_start_of_time;  // not to propose before
  Time finish_at_ = k_end_of_time;    // what was accepted and is not known to be decided
  bool hopeful_ = true;
  RingViewPtr decided_;
  bool is_mine_ = false;  // what was decided last, by this node

  std::map<NodeId, std::pair<Incarnation, Acceptor>> told_;  // to an amnesiac
  Time ask_not_before_ = k_start_of_time;

  std::vector<NodeId> gainers_;  // while ranges move
  std::map<NodeId, Incarnation> caught_up_;
  bool has_said_so_ = false;
  Time poll_at_ = k_end_of_time;

  std::map<NodeId, Time> dead_since_;  // or since it was last asked for its eviction

  std::set<NodeId> unseen_;  // who has not shown that it knows what this node decided
  std::uint32_t announced_ = 0;
  bool is_heard_ = false;  // by anybody
  Time announce_at_ = k_end_of_time;
};

}  // namespace ringside
