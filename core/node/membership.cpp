#include "core/node/membership.h"

#include <algorithm>
#include <utility>

namespace ringside {

Membership::Membership(const NodeSetup& setup)
    : self_(setup.self.node),
      own_{setup.self.incarnation, 0, MemberState::alive},
      view_(setup.ring->seats()),
      gossip_(view_.size()),
      suspicions_(setup.timing, view_.size()) {
  // A later life than the first is news: the one before may be believed dead.
  if (own_ != Belief{}) gossip_.add(update_about(self_));
}

void Membership::heard_from(NodeState& state, Time now, NodeId member, Incarnation life,
                            Output& out) {
  if (!view_.is_member(member) || life <= view_.of(member).life) return;
  believe(state, now, {member, {life, 0, MemberState::alive}}, out);
}

MembershipUpdates Membership::hear(NodeState& state, Time now, const MembershipUpdates& updates,
                                   Output& out) {
  MembershipUpdates corrections;
  for (const MembershipUpdate& update : updates) {
    const bool is_behind = hear(state, now, update, out);
    if (is_behind && corrections.size() < k_updates_max)
      corrections.push_back(update_about(update.about));
  }
  return corrections;
}

// Whether who said so is behind.
bool Membership::hear(NodeState& state, Time now, const MembershipUpdate& update, Output& out) {
  if (update.about == self_) return hear_of_self(state, now, update.belief, out);
  if (!view_.is_member(update.about)) return false;
  const Belief before = view_.of(update.about);
  if (update.belief < before) return true;
  if (update.belief > before) {
    believe(state, now, update, out);
  } else if (suspicions_.confirm(update.about, update.accuser, now)) {
    gossip_.add(update);
  }
  return false;
}

bool Membership::hear_of_self(NodeState& state, Time now, const Belief& belief, Output& out) {
  const bool is_old = belief.life < own_.life;
  const bool is_accused = belief.state != MemberState::alive && belief.life == own_.life;
  if (!is_old && !is_accused) return false;
  if (is_accused && belief.refutations >= own_.refutations) {
    own_.refutations = belief.refutations + 1;
    out.trace(
        trace::belief_changed(now, state.id(), {self_, own_.state, own_.life, own_.refutations}));
    gossip_.add(update_about(self_));
  } else if (!gossip_.contains(self_)) {
    gossip_.add(update_about(self_));  // it was contradicted before, but not everybody has heard
  }
  return true;
}

// REQUIRES: it is news.
void Membership::believe(NodeState& state, Time now, const MembershipUpdate& update, Output& out) {
  const NodeId member = update.about;
  const Belief before = view_.of(member);
  const Belief& belief = update.belief;
  view_.merge(member, belief);
  if (belief.life > before.life) newcomers_.insert(member);
  state.lives.admit(member, belief.life);
  suspicions_.end(member);
  if (belief.state == MemberState::suspected) suspicions_.start(member, update.accuser, now);
  if (belief.state == MemberState::alive) {
    state.suspects.trust(member);
  } else {
    state.suspects.distrust(member);
  }
  if (belief.state != before.state)
    out.trace(trace::belief_changed(now, state.id(),
                                    {member, belief.state, belief.life, belief.refutations}));
  gossip_.add(update);
}

void Membership::suspect(NodeState& state, Time now, NodeId member, Output& out) {
  Belief belief = view_.of(member);
  if (belief.state == MemberState::dead) return;
  belief.state = MemberState::suspected;
  hear(state, now, {member, belief, self_}, out);
}

void Membership::expire(NodeState& state, Time now, Output& out) {
  while (suspicions_.next_deadline() <= now) {
    const NodeId member = suspicions_.first();
    Belief belief = view_.of(member);
    belief.state = MemberState::dead;
    believe(state, now, {member, belief}, out);
  }
}

MembershipUpdates Membership::updates_for(NodeId to, MembershipUpdates corrections) {
  MembershipUpdates updates = std::move(corrections);
  const auto add = [&](NodeId about) {
    const auto is_about_it = [about](const MembershipUpdate& update) {
      return update.about == about;
    };
    if (updates.size() < k_updates_max && std::none_of(updates.begin(), updates.end(), is_about_it))
      updates.push_back(update_about(about));
  };
  if (view_.state_of(to) != MemberState::alive) add(to);
  if (newcomers_.erase(to) != 0) {
    view_.for_each_known([&](NodeId member, const Belief& belief) {
      if (belief.state != MemberState::alive) add(member);
    });
  }
  gossip_.tell(updates);
  return updates;
}

MembershipUpdate Membership::update_about(NodeId member) const {
  if (member == self_) return {self_, own_};
  return {member, view_.of(member), suspicions_.accuser_of(member)};
}

}  // namespace ringside
