#include "core/node/ring_decision.h"

namespace ringside {

// Whether it is a vote.
bool Proposal::take(NodeId from, const Outcome& outcome, const Ballot& promised) {
  if (!is_voter(from)) return false;
  ++heard_;
  if (outcome.ok()) return true;
  if (promised > ballot_) {
    beaten_by_ = std::max(beaten_by_, promised);
    phase_ = Phase::beaten;
  }
  return false;
}

bool Proposal::has_majority(const Lives& lives) const {
  const auto valid = std::count_if(answers_.begin(), answers_.end(), [&](const auto& entry) {
    return entry.second.life >= lives.of(entry.first);
  });
  return static_cast<std::size_t>(valid) > voters_.size() / 2;
}

void Proposal::take(NodeId from, const PrepareReply& reply, const Lives& lives) {
  if (phase_ != Phase::preparing || reply.epoch != epoch_ || reply.ballot != ballot_) return;
  if (!take(from, reply.outcome, reply.promised)) return;
  answers_[from] = {lives.of(from), reply.accepted_at, reply.accepted};
  if (!has_majority(lives)) return;
  Ballot newest;
  for (const auto& [voter, answer] : answers_) {
    if (answer.life < lives.of(voter) || !answer.accepted || answer.accepted_at < newest) continue;
    newest = answer.accepted_at;
    view_ = answer.accepted;
  }
  phase_ = Phase::accepting;
  answers_.clear();
  heard_ = 0;
}

void Proposal::take(NodeId from, const AcceptReply& reply, const Lives& lives) {
  if (phase_ != Phase::accepting || reply.epoch != epoch_ || reply.ballot != ballot_) return;
  if (!take(from, reply.outcome, reply.promised)) return;
  answers_[from] = {lives.of(from), {}, nullptr};
  if (has_majority(lives)) phase_ = Phase::decided;
}

std::vector<NodeId> Proposal::unheard(const Lives& lives) const {
  std::vector<NodeId> unheard;
  for (const NodeId voter : voters_) {
    const auto found = answers_.find(voter);
    if (found == answers_.end() || found->second.life < lives.of(voter)) unheard.push_back(voter);
  }
  return unheard;
}

}  // namespace ringside
