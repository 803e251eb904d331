#include "core/node/quorum_query.h"

#include <algorithm>
#include <utility>

#include "core/node/replica.h"
#include "core/store/siblings.h"

namespace ringside {
namespace {

RecordPtr kept_of(const NodeState& state, KeyHash hash, const std::string& key) {
  const RecordPtr* kept = state.table.find(hash, key);
  return kept == nullptr ? nullptr : *kept;
}

}  // namespace

QuorumQuery::QuorumQuery(NodeState& state, Time now, GetRequest request, std::uint32_t needed,
                         Output& out)
    : request_(std::move(request)), needed_(needed), ring_(state.view) {
  const Standing own = state.readiness.key(state.ring(), request_.hash);
  if (own != Standing::none) {
    seen_ = kept_of(state, request_.hash, request_.key);
    answers_.push_back({.member = state.id(),
                        .state = Answer::State::told,
                        .vouches = own == Standing::full,
                        .life = state.setup.self.incarnation,
                        .record = seen_});
  }
  ask_enough(state, now, out);
}

bool QuorumQuery::take(NodeState& state, Time now, NodeId from, const FetchReply& reply,
                       Output& out) {
  const auto found = std::find_if(answers_.begin(), answers_.end(), [from](const Answer& answer) {
    return answer.member == from && answer.state != Answer::State::told;
  });
  if (found == answers_.end()) return false;
  for (const Actor& reborn : reply.lives) state.lives.admit(reborn.node, reborn.incarnation);
  found->state = Answer::State::told;
  found->vouches = reply.vouches;
  found->life = state.lives.of(from);
  found->record = reply.record;
  if (reply.record) seen_ = seen_ ? merged(seen_, reply.record) : reply.record;
  ask_enough(state, now, out);
  return true;
}

void QuorumQuery::ask_more(NodeState& state, Time now, Output& out) {
  for (Answer& answer : answers_) {
    if (answer.state != Answer::State::waiting) continue;
    state.suspects.add(answer.member, now + state.setup.timing.suspicion);
    if (answer.asked >= k_attempts_max) {
      answer.state = Answer::State::silent;
    } else {
      ask(answer, out);
    }
  }
  ask_rest(state, out);
}

bool QuorumQuery::ask_rest(const NodeState& state, Output& out) {
  const std::size_t asked = answers_.size();
  for (const NodeId member : state.ring().preference_list(request_.hash)) {
    if (!is_asked(member)) ask(answers_.emplace_back(Answer{.member = member}), out);
  }
  return answers_.size() > asked;
}

void QuorumQuery::on_view(NodeState& state, Time now, Output& out) {
  ring_ = state.view;
  for (Answer& answer : answers_) {
    if (answer.state == Answer::State::waiting) ask(answer, out);
  }
  ask_enough(state, now, out);
}

// Those that are not suspected first, in the order of the ring; in each group that has to tell.
void QuorumQuery::ask_enough(const NodeState& state, Time now, Output& out) {
  for (std::uint32_t which = 0; which < ring_->group_count(); ++which) {
    const auto group = ring_->group(which, request_.hash);
    const auto may_be_enough = [&] {
      const auto hoped = std::count_if(group.begin(), group.end(), [&](NodeId member) {
        return has(member, Answer::State::waiting) || has(member, Answer::State::told);
      });
      return static_cast<std::uint32_t>(hoped) >= needed_;
    };
    for (const bool suspected : {false, true}) {
      for (const NodeId member : group) {
        if (may_be_enough()) break;
        if (is_asked(member) || state.suspects.contains(member, now) != suspected) continue;
        ask(answers_.emplace_back(Answer{.member = member}), out);
      }
    }
  }
}

// Waiting, or has told and can vouch for it.
bool QuorumQuery::has(NodeId member, Answer::State state) const {
  return std::any_of(answers_.begin(), answers_.end(), [&](const Answer& answer) {
    return answer.member == member && answer.state == state &&
           (state != Answer::State::told || answer.vouches);
  });
}

void QuorumQuery::ask(Answer& answer, Output& out) const {
  ++answer.asked;
  out.send(answer.member, FetchRequest{request_.op, request_.key, request_.hash});
}

QuorumQuery::Verdict QuorumQuery::verdict() const {
  if (vouching() >= needed_) return Verdict::enough;
  const auto members = ring_->preference_list(request_.hash);
  const bool all_asked =
      std::all_of(members.begin(), members.end(), [&](NodeId member) { return is_asked(member); });
  return all_asked && !waits() ? Verdict::too_few : Verdict::waiting;
}

bool QuorumQuery::waits() const { return waiting() > 0; }

std::uint32_t QuorumQuery::waiting() const {
  return static_cast<std::uint32_t>(
      std::count_if(answers_.begin(), answers_.end(),
                    [](const Answer& answer) { return answer.state == Answer::State::waiting; }));
}

std::uint32_t QuorumQuery::vouching() const {
  return ring_->least(request_.hash,
                      [&](NodeId member) { return has(member, Answer::State::told); });
}

bool QuorumQuery::is_asked(NodeId member) const {
  return std::any_of(answers_.begin(), answers_.end(),
                     [member](const Answer& answer) { return answer.member == member; });
}

void answer_fetch(NodeState& state, NodeId from, const FetchRequest& request, Output& out) {
  const Standing own = state.readiness.key(state.ring(), request.hash);
  out.send(from,
           FetchReply{request.op, own == Standing::full, kept_of(state, request.hash, request.key),
                      replica::reborn_of(state, request.hash)});
}

}  // namespace ringside
