#include "core/node/anti_entropy.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/base/mutant.h"
#include "core/node/sync_responder.h"

namespace ringside {
namespace {

// Who is to be asked where some arcs are recovering.
std::vector<NodeId> peers_to_ask(const NodeState& state, const std::vector<NodeId>& peers) {
  std::set<NodeId> wanted;
  for (const std::uint32_t arc : state.readiness.arcs()) {
    if (state.readiness.arc(arc) != Standing::recovering) continue;
    const auto group = state.ring().group_of(arc);
    wanted.insert(group.begin(), group.end());
  }
  std::vector<NodeId> to_ask;
  std::copy_if(peers.begin(), peers.end(), std::back_inserter(to_ask),
               [&](NodeId peer) { return wanted.contains(peer); });
  return to_ask;
}

// Who speaks for an arc: its group; while ranges move, that of before.
std::span<const NodeId> authority(const NodeState& state, std::uint32_t arc) {
  return state.ring().group(0, state.ring().arc(arc).last);
}

bool is_in(std::span<const NodeId> group, NodeId node) {
  return std::find(group.begin(), group.end(), node) != group.end();
}

}  // namespace

// No life repeats the numbers of another one.
AntiEntropy::AntiEntropy(const NodeState& state)
    : peers_(sync::peers_of(state)),
      exchanges_(std::uint64_t{raw(state.setup.self.incarnation)} << 32),
      next_round_(k_end_of_time),
      recovering_(!state.readiness.all()) {
  if (recovering_) {
    to_ask_ = peers_;
    untried_ = to_ask_.size();
    hopeful_ = true;
    next_round_ = k_start_of_time;
  } else if (const Duration interval = state.setup.timing.repair_interval;
             interval > Duration::zero() && !peers_.empty()) {
    // Nodes that start together take turns.
    const auto turn = raw(state.id()) % 64;
    next_round_ = k_start_of_time + interval + interval * turn / 64;
  }
}

void AntiEntropy::on_view(const NodeState& state, Time now) {
  exchange_.reset();
  peers_ = sync::peers_of(state);
  vouched_.clear();
  told_.clear();
  recovering_ = !state.readiness.all();
  if (recovering_) {
    to_ask_ = peers_to_ask(state, peers_);
    untried_ = to_ask_.size();
    hopeful_ = true;
    next_round_ = now;
  } else {
    const Duration interval = state.setup.timing.repair_interval;
    next_round_ = interval > Duration::zero() ? now + interval : k_end_of_time;
  }
}

void AntiEntropy::tick(NodeState& state, Time now, Output& out) {
  if (exchange_) {
    if (exchange_->look_again() > now) return;
    exchange_->tick(state, now, out);
    return go_on(state, now, out);
  }
  if (next_round_ > now) return;
  if (recovering_) {
    untried_ = to_ask_.size();
    return next_in_recovery(state, now, out);
  }
  const Duration interval = state.setup.timing.repair_interval;
  next_round_ = interval > Duration::zero() ? now + interval : k_end_of_time;
  for (std::size_t tried = 0; tried < peers_.size(); ++tried) {
    const NodeId peer = peers_[next_peer_++ % peers_.size()];
    if (mutant(Mutant::compare_never)) break;
    if (!state.suspects.contains(peer, now)) return begin(state, now, peer, out);
  }
}

void AntiEntropy::begin(NodeState& state, Time now, NodeId peer, Output& out) {
  exchange_.emplace(ExchangeId{++exchanges_}, peer);
  exchange_->start(state, now, out);
}

void AntiEntropy::go_on(NodeState& state, Time now, Output& out) {
  if (exchange_->progress() == Exchange::Progress::under_way) return;
  const bool done = exchange_->progress() == Exchange::Progress::done;
  if (done) {
    out.trace(trace::replicas_compared(now, state.id(), exchange_->peer(),
                                       exchange_->learnt() + exchange_->given()));
  }
  if (!recovering_) {
    exchange_.reset();
    if (done && state.rare.take(Rare::compare_again)) next_round_ = now;
    return;
  }
  const auto place = std::find(to_ask_.begin(), to_ask_.end(), exchange_->peer());
  if (done) {
    to_ask_.erase(place);
    note_told(state, now, out);
  } else {
    std::rotate(place, place + 1, to_ask_.end());  // asked last in the next pass
  }
  exchange_.reset();
  next_in_recovery(state, now, out);
}

void AntiEntropy::next_in_recovery(NodeState& state, Time now, Output& out) {
  if (!recovering_) {
    const Duration interval = state.setup.timing.repair_interval;
    next_round_ = interval > Duration::zero() ? now + interval : k_end_of_time;
    return;
  }
  if (untried_ > 0) {
    --untried_;
    return begin(state, now, to_ask_.front(), out);
  }
  hopeful_ = false;
  next_round_ = now + state.setup.timing.recovery_retry;
}

void AntiEntropy::heard_from(NodeState& state, Time now, NodeId node, Output& out) {
  if (!recovering_ || exchange_ || hopeful_ || now < not_before_) return;
  const auto place = std::find(to_ask_.begin(), to_ask_.end(), node);
  if (place == to_ask_.end()) return;
  std::rotate(to_ask_.begin(), place, place + 1);
  untried_ = 1;
  hopeful_ = true;
  not_before_ = now + state.setup.timing.recovery_retry;
  next_in_recovery(state, now, out);
}

void AntiEntropy::note_told(NodeState& state, Time now, Output& out) {
  const NodeId peer = exchange_->peer();
  for (const std::uint32_t arc : sync::shared_arcs(state, peer)) {
    if (is_in(authority(state, arc), peer)) ++told_[arc];
  }
  for (const std::uint32_t arc : exchange_->vouched()) {
    if (is_in(authority(state, arc), peer)) ++vouched_[arc];
  }
  for (const std::uint32_t arc : state.readiness.arcs()) {
    if (state.readiness.arc(arc) != Standing::recovering) continue;
    std::uint32_t needed = state.absence_quorum();
    if (mutant(Mutant::recover_from_one)) needed = 1;
    const bool enough = vouched_[arc] >= needed && is_told_by_enough(state, arc);
    if (!enough && !is_told_by_all(state, arc)) continue;
    const bool is_full = enough || mutant(Mutant::doubtful_is_full);
    state.readiness.recovered(arc, is_full ? Standing::full : Standing::doubtful);
  }
  if (!state.readiness.all()) return;
  recovering_ = false;
  untried_ = 0;
  const auto arcs = state.readiness.arcs();
  const auto doubtful = std::count_if(arcs.begin(), arcs.end(), [&](std::uint32_t arc) {
    return state.readiness.arc(arc) == Standing::doubtful;
  });
  out.trace(trace::node_recovered(now, state.setup.self, static_cast<std::uint32_t>(doubtful)));
}

// Who is taken for dead, and is being removed, is not waited for.
bool AntiEntropy::is_told_by_all(const NodeState& state, std::uint32_t arc) const {
  const RingChange change = state.ring().change();
  const auto group = authority(state, arc);
  return std::none_of(group.begin(), group.end(), [&](NodeId member) {
    const bool is_gone = state.ring().is_moving() && change.kind == RingChange::Kind::remove &&
                         change.node == member;
    return !is_gone && std::find(to_ask_.begin(), to_ask_.end(), member) != to_ask_.end();
  });
}

// An arc that is gained is settled only once so many of those that had it know that it moves, that
// no quorum of them can be had any more that does not: neither of reads nor of writes.
bool AntiEntropy::is_told_by_enough(const NodeState& state, std::uint32_t arc) const {
  const auto group = authority(state, arc);
  if (is_in(group, state.id())) return true;
  const std::uint32_t members = state.ring().group_size();
  const std::uint32_t quorum = std::max(state.setup.write_quorum, members / 2 + 1);
  const auto told = told_.find(arc);
  return told != told_.end() && told->second >= std::min(quorum, members - 1);
}

}  // namespace ringside
