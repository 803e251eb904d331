#pragma once
#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/node/lives.h"
#include "core/ring/ring_view.h"
#include "core/trace/event.h"
#include "core/version/version.h"

namespace ringside {

/// Numbers the attempts to decide on an epoch. No two nodes, and no two lives of one, have the
/// same.
struct Ballot {
  std::uint32_t round = 0;
  Actor proposer{};

  friend auto operator<=>(const Ballot&, const Ballot&) = default;
};

/// One voter's part in deciding on one epoch: single-decree Paxos (Lamport 2001). Keeps it in
/// memory only, so a voter that comes back has forgotten what it said: it is *amnesiac*, and has no
/// vote until a majority of the voters, itself not among them, have told what they know, and knew
/// by then of its new life (Michael et al. 2017: with the lives of others told in each answer, what
/// a life that is over has said counts for nothing once anybody who has to be asked knows that it
/// is over).
struct Acceptor {
  Ballot promised;
  Ballot accepted_at;
  RingViewPtr accepted;
  bool amnesiac = false;

  /// Whether it promises to hear of no smaller ballot from now on.
  bool promise(const Ballot& ballot) {
    if (amnesiac || ballot < promised) return false;
    promised = ballot;
    return true;
  }
  bool accept(const Ballot& ballot, RingViewPtr view) {
    if (!promise(ballot)) return false;
    accepted_at = ballot;
    accepted = std::move(view);
    return true;
  }
  /// Learns what another one has promised and accepted, as if it had itself.
  void learn(const Acceptor& other) {
    promised = std::max(promised, other.promised);
    if (!other.accepted || (accepted && other.accepted_at <= accepted_at)) return;
    accepted_at = other.accepted_at;
    accepted = other.accepted;
  }
};

/// Asks a voter to promise a ballot.
struct PrepareRequest {
  RingEpoch epoch{};  ///< That is to be decided on.
  Ballot ballot;
};
struct PrepareReply {
  RingEpoch epoch{};
  Ballot ballot;
  Outcome outcome;  ///< ok: promised; overloaded: has promised a later one; unavailable:
                    ///< has no vote.
  Ballot promised{};
  Ballot accepted_at{};
  RingViewPtr accepted{};
  std::vector<Actor> lives{};  ///< Voters known to have lost their memory, in their youngest lives.
};
/// Asks a voter to accept what a majority lets be proposed.
struct AcceptRequest {
  RingEpoch epoch{};
  Ballot ballot;
  RingViewPtr view;
};
struct AcceptReply {
  RingEpoch epoch{};
  Ballot ballot;
  Outcome outcome;
  Ballot promised{};
  std::vector<Actor> lives{};
};

/// One attempt to decide. Pure: knows nothing of time, and sends nothing.
class Proposal {
 public:
  enum class Phase : std::uint8_t { preparing, accepting, decided, beaten };

  Proposal(RingEpoch epoch, Ballot ballot, RingViewPtr wish, std::span<const NodeId> voters)
      : epoch_(epoch),
        ballot_(ballot),
        view_(std::move(wish)),
        voters_(voters.begin(), voters.end()) {}

  /// Takes the answer of a life of a voter. What lives that are over have said is void, so a phase
  /// is over only with a majority of answers that none of the others contradicts.
  void take(NodeId from, const PrepareReply& reply, const Lives& lives);
  void take(NodeId from, const AcceptReply& reply, const Lives& lives);

  Phase phase() const { return phase_; }
  RingEpoch epoch() const { return epoch_; }
  const Ballot& ballot() const { return ballot_; }
  /// What it proposes; decided once the phase says so.
  const RingViewPtr& view() const { return view_; }
  /// The largest ballot that it was refused for.
  const Ballot& beaten_by() const { return beaten_by_; }
  /// Voters that have not answered, in lives that are not over, in this phase.
  std::vector<NodeId> unheard(const Lives& lives) const;
  /// Voters that have said anything in this phase, be it that they have no vote.
  std::size_t heard() const { return heard_; }

 private:
  struct Answer {
    Incarnation life{};
    Ballot accepted_at;
    RingViewPtr accepted;
  };
  bool is_voter(NodeId node) const {
    return std::find(voters_.begin(), voters_.end(), node) != voters_.end();
  }
  bool take(NodeId from, const Outcome& outcome, const Ballot& promised);
  bool has_majority(const Lives& lives) const;

  RingEpoch epoch_;
  Ballot ballot_;
  RingViewPtr view_;
  std::vector<NodeId> voters_;
  Phase phase_ = Phase::preparing;
  Ballot beaten_by_;
  std::map<NodeId, Answer> answers_;  // of this phase
  std::size_t heard_ = 0;
};

}  // namespace ringside
