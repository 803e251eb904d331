#include "core/node/replication.h"

#include <algorithm>
#include <utility>

#include "core/base/mutant.h"

namespace ringside {

using Copy = Copies::Copy;

void Replication::ask(NodeId holder, NodeId intended, Output& out) {
  ask(copies_.add(holder, intended), out);
}

void Replication::ask(Copy& copy, Output& out) const {
  ++copy.asked;
  out.send(copy.holder, StoreRequest{op_, record_, copy.is_hint() ? copy.intended : k_no_node});
}

void Replication::note(const Copy& known) { copies_.add(known.holder, known.intended) = known; }

void Replication::on_view(const NodeState& state, bool ask_all, Output& out) {
  if (!record_) return;
  copies_.count_in(state.view, record_->hash);
  for (Copy& copy : copies_.all()) {
    if (copy.state == Copy::State::waiting) ask(copy, out);
  }
  if (!ask_all) return;
  for (const NodeId member : state.ring().preference_list(record_->hash)) {
    if (!is_asked(member)) ask(member, member, out);
  }
}

bool Replication::take(NodeState& state, NodeId from, const StoreReply& reply, Output& out) {
  Copy* copy = copies_.of(from);
  if (copy == nullptr || reply.version != record_->version) return false;
  if (copy->state == Copy::State::kept || copy->state == Copy::State::refused) return false;
  for (const Actor& reborn : reply.lives) state.lives.admit(reborn.node, reborn.incarnation);
  const bool is_kept = reply.outcome.ok() || mutant(Mutant::ack_of_refusal);
  copy->state = is_kept ? Copy::State::kept : Copy::State::refused;
  copy->life = state.lives.of(from);
  copy->vouches = reply.vouches;
  for (Copy& other : copies_.all()) {
    if (other.state != Copy::State::kept || other.life >= state.lives.of(other.holder)) continue;
    other.state = Copy::State::waiting;
    ask(other, out);
  }
  return true;
}

void Replication::ask_again(NodeState& state, Time now, Output& out) {
  ++rounds_;
  for (Copy& copy : copies_.all()) {
    if (copy.state != Copy::State::waiting) continue;
    state.suspects.add(copy.holder, now + state.setup.timing.suspicion);
    if (copy.asked >= k_attempts_max) {
      copy.state = Copy::State::silent;
    } else {
      ask(copy, out);
    }
  }
}

void Replication::hint_for_silent(const NodeState& state, Time now, Output& out) {
  const auto is_silent = [&](const Copy& copy) {
    if (copy.is_hint() || copy.state == Copy::State::kept) return false;
    return copy.state != Copy::State::waiting || state.suspects.contains(copy.holder, now);
  };
  std::vector<NodeId> silent;
  for (const Copy& copy : copies_.all()) {
    if (is_silent(copy) && !copies_.is_covered(copy.holder)) silent.push_back(copy.holder);
  }
  const std::size_t holders_max = k_holders_per_member_max * state.ring().group_size();
  if (silent.empty() || copies_.all().size() >= holders_max) return;
  auto member = silent.begin();
  state.ring().walk(record_->hash, [&](NodeId node) {
    if (copies_.of(node) == nullptr && !state.suspects.contains(node, now))
      ask(node, *member++, out);
    return member != silent.end();
  });
}

void Replication::replace(RecordPtr record, NodeId self, Output& out) {
  record_ = std::move(record);
  rounds_ = 0;
  Copies before = copies_;
  copies_.all().clear();
  for (const Copy& copy : before.all()) {
    if (copy.is_hint()) continue;
    if (copy.holder == self) {
      note(copy);
    } else {
      ask(copy.holder, copy.holder, out);
    }
  }
}

Duration Replication::patience(const NodeState& state) const {
  return state.setup.timing.reply_timeout * (1 << std::min(rounds_, k_attempts_max - 1));
}

}  // namespace ringside
