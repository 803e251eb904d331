#include "core/node/ring_keeper.h"

#include <algorithm>

#include "core/base/hash.h"

namespace ringside {
namespace {

constexpr std::uint32_t k_asks_max = 4;       // of one phase of a proposal
constexpr std::int64_t k_wish_lasts = 100;    // times the wait before another attempt
constexpr std::uint32_t k_announces_max = 5;  // of a view that was decided on

RingEpoch next_epoch(const NodeState& state) { return RingEpoch{raw(state.ring().epoch()) + 1}; }

bool is_voter(const NodeState& state, NodeId node) {
  const auto voters = state.ring().voters();
  return std::binary_search(voters.begin(), voters.end(), node);
}

std::vector<Actor> reborn_voters(const NodeState& state) {
  std::vector<Actor> reborn;
  for (const NodeId voter : state.ring().voters()) {
    if (const Incarnation life = state.lives.of(voter); life > Incarnation{1})
      reborn.push_back({voter, life});
  }
  return reborn;
}

void admit(NodeState& state, const std::vector<Actor>& reborn) {
  for (const Actor& actor : reborn) state.lives.admit(actor.node, actor.incarnation);
}

}  // namespace

std::uint32_t RingKeeper::turn(const NodeState& state, Time now) {
  std::uint32_t before = 0;
  for (const NodeId voter : state.ring().voters()) {
    if (voter >= state.id()) break;
    before += state.suspects.contains(voter, now) ? 0 : 1;
  }
  return before;
}

void RingKeeper::want(NodeState& state, Time now, RingChange change, bool take_turns, Output& out) {
  const auto is_same = [&](const Wish& wish) { return wish.change == change; };
  if (std::any_of(wishes_.begin(), wishes_.end(), is_same)) return;
  if (!state.ring().is_moving() && !state.ring().moving(change)) return;
  const Duration wait =
      take_turns ? state.setup.timing.recovery_retry * turn(state, now) : Duration::zero();
  wishes_.push_back({change, now + wait});
  hopeful_ = true;
  resume_at_ = std::min(resume_at_, now);
  consider(state, now, out);
}

// ---- voting

PrepareReply RingKeeper::prepare(NodeState& state, Time now, const PrepareRequest& request,
                                 Output& out) {
  Acceptor& acceptor = state.acceptor;
  if (acceptor.amnesiac) ask_registers(state, now, out);
  const bool promised = acceptor.promise(request.ballot);
  round_ = std::max(round_, request.ballot.round);
  const Outcome refusal =
      acceptor.amnesiac ? ErrorCode::unavailable : Outcome{ErrorCode::overloaded};
  return {request.epoch,       request.ballot,       promised ? Outcome{} : refusal,
          acceptor.promised,   acceptor.accepted_at, acceptor.accepted,
          reborn_voters(state)};
}

AcceptReply RingKeeper::accept(NodeState& state, Time now, const AcceptRequest& request,
                               Output& out) {
  Acceptor& acceptor = state.acceptor;
  if (acceptor.amnesiac) ask_registers(state, now, out);
  const bool accepted = acceptor.accept(request.ballot, request.view);
  // Whoever proposed it may die before it tells anybody.
  if (accepted) finish_at_ = now + state.setup.timing.recovery_retry * (2 + 2 * turn(state, now));
  const Outcome refusal =
      acceptor.amnesiac ? ErrorCode::unavailable : Outcome{ErrorCode::overloaded};
  return {request.epoch, request.ballot, accepted ? Outcome{} : refusal, acceptor.promised,
          reborn_voters(state)};
}

void RingKeeper::on(NodeState& state, Time now, NodeId from, const PrepareRequest& request,
                    Output& out) {
  if (request.epoch != next_epoch(state)) return out.send(from, ViewReply{});
  out.send(from, prepare(state, now, request, out));
}

void RingKeeper::on(NodeState& state, Time now, NodeId from, const AcceptRequest& request,
                    Output& out) {
  if (request.epoch != next_epoch(state)) return out.send(from, ViewReply{});
  out.send(from, accept(state, now, request, out));
}

// ---- proposing

// What to propose, if anything.
RingViewPtr RingKeeper::goal(const NodeState& state, Time now) const {
  if (state.acceptor.accepted && finish_at_ <= now) return state.acceptor.accepted;
  if (state.ring().is_moving()) return all_caught_up(state) ? state.ring().settled() : nullptr;
  for (const Wish& wish : wishes_) {
    if (wish.not_before > now) continue;
    if (RingViewPtr view = state.ring().moving(wish.change)) return view;
  }
  return nullptr;
}

void RingKeeper::consider(NodeState& state, Time now, Output& out) {
  if (proposal_ || decided_ || now < resume_at_) return;
  RingViewPtr wanted = goal(state, now);
  if (!wanted) return;
  state.lives.admit(state.id(), life_);
  proposal_.emplace(next_epoch(state), Ballot{++round_, state.setup.self}, std::move(wanted),
                    state.ring().voters());
  asked_ = 0;
  ask(state, now, out);
}

void RingKeeper::ask(NodeState& state, Time now, Output& out) {
  look_again_ = now + state.setup.timing.reply_timeout * (1 << asked_);
  ++asked_;
  const Proposal::Phase phase = proposal_->phase();
  const bool preparing = phase == Proposal::Phase::preparing;
  const PrepareRequest prepare_request{proposal_->epoch(), proposal_->ballot()};
  const AcceptRequest accept_request{proposal_->epoch(), proposal_->ballot(), proposal_->view()};
  bool asks_itself = false;
  for (const NodeId voter : proposal_->unheard(state.lives)) {
    if (voter == state.id()) {
      asks_itself = true;
    } else if (preparing) {
      out.send(voter, prepare_request);
    } else {
      out.send(voter, accept_request);
    }
  }
  if (!asks_itself) return;
  if (preparing) {
    proposal_->take(state.id(), prepare(state, now, prepare_request, out), state.lives);
  } else {
    proposal_->take(state.id(), accept(state, now, accept_request, out), state.lives);
  }
  advance(state, now, phase, out);
}

template <typename Reply>
void RingKeeper::take(NodeState& state, Time now, NodeId from, const Reply& reply, Output& out) {
  admit(state, reply.lives);
  round_ = std::max(round_, reply.promised.round);
  if (!proposal_) return;
  const Proposal::Phase before = proposal_->phase();
  proposal_->take(from, reply, state.lives);
  advance(state, now, before, out);
}

void RingKeeper::on(NodeState& state, Time now, NodeId from, const PrepareReply& reply,
                    Output& out) {
  take(state, now, from, reply, out);
}

void RingKeeper::on(NodeState& state, Time now, NodeId from, const AcceptReply& reply,
                    Output& out) {
  take(state, now, from, reply, out);
}

void RingKeeper::advance(NodeState& state, Time now, std::optional<Proposal::Phase> before,
                         Output& out) {
  if (!proposal_ || proposal_->phase() == before) return;
  hopeful_ = true;
  switch (proposal_->phase()) {
    case Proposal::Phase::preparing: return;
    case Proposal::Phase::accepting: asked_ = 0; return ask(state, now, out);
    case Proposal::Phase::decided:
      decided_ = proposal_->view();
      is_mine_ = true;
      proposal_.reset();
      return;
    case Proposal::Phase::beaten:
      round_ = std::max(round_, proposal_->beaten_by().round);
      return give_up(state, now, true);
  }
}

// Another attempt follows after a while, which differs from node to node.
void RingKeeper::give_up(const NodeState& state, Time now, bool is_hopeful) {
  proposal_.reset();
  hopeful_ = is_hopeful;
  const Duration wait =
      is_hopeful ? state.setup.timing.reply_timeout * 2 : state.setup.timing.recovery_retry;
  const auto drawn = hash_mix(hash_mix(round_, raw(state.id())), seed_) % 1024;
  resume_at_ = now + wait + wait * static_cast<std::int64_t>(drawn) / 512;
}

// ---- coming back without memory

void RingKeeper::ask_registers(NodeState& state, Time now, Output& out) {
  if (now < ask_not_before_) return;
  ask_not_before_ = now + state.setup.timing.recovery_retry;
  for (const NodeId voter : state.ring().voters()) {
    if (voter != state.id() && !told_.contains(voter))
      out.send(voter, RegisterRequest{next_epoch(state), life_});
  }
}

void RingKeeper::on(NodeState& state, Time, NodeId from, const RegisterRequest& request,
                    Output& out) {
  if (request.epoch != next_epoch(state)) return out.send(from, ViewReply{});
  out.send(from, RegisterReply{request.epoch, request.asker, state.acceptor, is_caught_up(state)});
}

void RingKeeper::on(NodeState& state, Time now, NodeId from, const RegisterReply& reply,
                    Output& out) {
  if (reply.epoch != next_epoch(state)) return;
  if (reply.asker == life_) hear(state, from, reply.acceptor);
  if (!reply.caught_up) return;
  caught_up_[from] = state.lives.of(from);
  if (turn(state, now) == 0) consider(state, now, out);
}

void RingKeeper::hear(NodeState& state, NodeId from, const Acceptor& told) {
  if (!state.acceptor.amnesiac || told.amnesiac || from == state.id() || !is_voter(state, from))
    return;
  told_[from] = {state.lives.of(from), told};
  std::erase_if(
      told_, [&](const auto& entry) { return entry.second.first < state.lives.of(entry.first); });
  if (told_.size() <= state.ring().voters().size() / 2) return;
  for (const auto& [voter, known] : told_) state.acceptor.learn(known.second);
  round_ = std::max(round_, state.acceptor.promised.round);
  state.acceptor.amnesiac = false;
  told_.clear();
}

// ---- views

void RingKeeper::on(NodeState&, Time, NodeId from, const ViewRequest&, Output& out) {
  out.send(from, ViewReply{});
}

void RingKeeper::on_view(NodeState& state, Time now, Output& out) {
  state.acceptor = {
      .promised = {}, .accepted_at = {}, .accepted = nullptr, .amnesiac = state.acceptor.amnesiac};
  proposal_.reset();
  told_.clear();
  caught_up_.clear();
  has_said_so_ = false;
  hopeful_ = true;
  round_ = 0;
  ask_not_before_ = resume_at_ = now;
  look_again_ = finish_at_ = k_end_of_time;
  const bool is_moving = state.ring().is_moving();
  gainers_ = state.ring().gainers();
  poll_at_ = is_moving ? now + state.setup.timing.reply_timeout * 2 : k_end_of_time;
  if (!is_moving) {
    std::erase_if(wishes_, [&](const Wish& wish) { return !state.ring().moving(wish.change); });
  }
  unseen_.clear();
  announce_at_ = k_end_of_time;
  if (std::exchange(is_mine_, false)) {
    for (const NodeId seat : state.ring().seats()) {
      if (seat != state.id()) unseen_.insert(seat);
    }
    announced_ = 0;
    is_heard_ = false;
    announce(state, now, out);
  }
  consider(state, now, out);
}

void RingKeeper::announce(NodeState& state, Time now, Output& out) {
  announce_at_ = k_end_of_time;
  if (++announced_ > k_announces_max) {
    hopeful_ = false;
    announced_ = k_announces_max;
    if (is_heard_) unseen_.clear();  // the others hear of it from those
  }
  if (unseen_.empty()) return;
  for (const NodeId seat : unseen_) out.send(seat, ViewRequest{});
  announce_at_ = now + state.setup.timing.reply_timeout * (1 << announced_);
}

// ---- moving

bool RingKeeper::is_caught_up(const NodeState& state) const {
  return state.ring().is_moving() && state.readiness.all();
}

bool RingKeeper::all_caught_up(const NodeState& state) const {
  return std::all_of(gainers_.begin(), gainers_.end(), [&](NodeId gainer) {
    if (gainer == state.id()) return is_caught_up(state);
    const auto found = caught_up_.find(gainer);
    return found != caught_up_.end() && found->second >= state.lives.of(gainer);
  });
}

void RingKeeper::note_progress(NodeState& state, Time now, Output& out) {
  if (has_said_so_ || !is_caught_up(state)) return;
  if (std::find(gainers_.begin(), gainers_.end(), state.id()) == gainers_.end()) return;
  has_said_so_ = true;
  for (const NodeId voter : state.ring().voters()) {
    if (voter != state.id())
      out.send(voter, RegisterReply{next_epoch(state), {}, state.acceptor, true});
  }
  if (is_voter(state, state.id()) && turn(state, now) == 0) consider(state, now, out);
}

// A death that lasts has the dead one evicted; one who was, and lives, asks to come back.
void RingKeeper::watch(NodeState& state, Time now, const MembershipView& beliefs, Output& out) {
  const Duration patience = state.setup.timing.evict_dead_after;
  if (patience == Duration::zero()) return;
  if (state.ring().is_evicted(state.id()) && !state.ring().is_moving())
    want(state, now, {RingChange::Kind::add, state.id()}, false, out);
  beliefs.for_each_known([&](NodeId member, const Belief& belief) {
    if (belief.state != MemberState::dead || !state.ring().is_member(member)) {
      dead_since_.erase(member);
      return;
    }
    Time& since = dead_since_.try_emplace(member, now).first->second;
    if (since + patience > now) return;
    since = now;
    want(state, now, {RingChange::Kind::remove, member}, true, out);
  });
}

// The first live voter asks those that get ranges how far they are: what they said may be lost.
void RingKeeper::look_after_move(NodeState& state, Time now, Output& out) {
  poll_at_ = now + state.setup.timing.recovery_retry;
  if (!is_voter(state, state.id()) || turn(state, now) > 0) return;
  for (const NodeId gainer : gainers_) {
    const auto found = caught_up_.find(gainer);
    const bool known = found != caught_up_.end() && found->second >= state.lives.of(gainer);
    if (gainer != state.id() && !known) out.send(gainer, RegisterRequest{next_epoch(state), life_});
  }
  consider(state, now, out);
}

void RingKeeper::tick(NodeState& state, Time now, Output& out) {
  // What was asked for long ago nobody may want any more.
  std::erase_if(wishes_, [&](const Wish& wish) {
    return wish.not_before + state.setup.timing.recovery_retry * k_wish_lasts <= now;
  });
  if (proposal_ && look_again_ <= now) {
    if (asked_ >= k_asks_max) {
      give_up(state, now, false);
    } else {
      ask(state, now, out);
    }
  }
  if (announce_at_ <= now) announce(state, now, out);
  if (poll_at_ <= now) look_after_move(state, now, out);
  if (!proposal_) consider(state, now, out);
}

Time RingKeeper::next_deadline() const {
  Time next = std::min(announce_at_, poll_at_);
  for (const auto& [node, since] : dead_since_) next = std::min(next, since + patience_);
  if (proposal_) return std::min(next, look_again_);
  if (decided_) return next;
  Time begin = finish_at_;
  if (poll_at_ == k_end_of_time) {  // else they wait until ranges have moved
    for (const Wish& wish : wishes_) begin = std::min(begin, wish.not_before);
  }
  if (begin != k_end_of_time) next = std::min(next, std::max(begin, resume_at_));
  return next;
}

}  // namespace ringside
