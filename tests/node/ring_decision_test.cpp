#include "core/node/ring_decision.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/rng.h"

namespace ringside::ring_decision_test {
namespace {

using Phase = Proposal::Phase;
constexpr RingEpoch k_epoch{2};

RingViewPtr first_view(std::uint32_t nodes) {
  return RingView::founding(
      {.nodes = nodes + 3, .replicas = 1, .failures = 0, .vnodes = 1, .spares = 3});
}
RingViewPtr adding(const RingView& view, std::uint32_t node) {
  return view.moving({RingChange::Kind::add, NodeId{node}});
}

Ballot ballot(std::uint32_t round, std::uint32_t node) {
  return {round, {NodeId{node}, Incarnation{1}}};
}

PrepareReply promised(const Ballot& at) { return {k_epoch, at, {}, at, {}, nullptr, {}}; }
AcceptReply accepted(const Ballot& at) { return {k_epoch, at, {}, at, {}}; }

TEST_CASE("ring decision: a majority decides, a minority never", "[node]") {
  const RingViewPtr view = first_view(5);
  const Ballot at = ballot(1, 0);
  Proposal proposal(k_epoch, at, adding(*view, 5), view->voters());
  const Lives lives;
  proposal.take(NodeId{0}, promised(at), lives);
  proposal.take(NodeId{1}, promised(at), lives);
  proposal.take(NodeId{1}, promised(at), lives);
  proposal.take(NodeId{6}, promised(at), lives);  // no voter
  CHECK(proposal.phase() == Phase::preparing);
  proposal.take(NodeId{2}, promised(at), lives);
  REQUIRE(proposal.phase() == Phase::accepting);
  proposal.take(NodeId{0}, accepted(at), lives);
  proposal.take(NodeId{4}, accepted(at), lives);
  CHECK(proposal.phase() == Phase::accepting);
  CHECK(proposal.unheard(lives) == std::vector{NodeId{1}, NodeId{2}, NodeId{3}});
  proposal.take(NodeId{3}, accepted(at), lives);
  CHECK(proposal.phase() == Phase::decided);
}

TEST_CASE("ring decision: what may have been decided is proposed again", "[node]") {
  const RingViewPtr view = first_view(3);
  const Ballot at = ballot(7, 0);
  Proposal proposal(k_epoch, at, adding(*view, 3), view->voters());
  const Lives lives;
  PrepareReply older = promised(at);
  older.accepted_at = ballot(2, 1);
  older.accepted = adding(*view, 4);
  PrepareReply newer = promised(at);
  newer.accepted_at = ballot(3, 2);
  newer.accepted = adding(*view, 5);
  proposal.take(NodeId{1}, newer, lives);
  proposal.take(NodeId{2}, older, lives);
  REQUIRE(proposal.phase() == Phase::accepting);
  CHECK(proposal.view() == newer.accepted);
}

TEST_CASE("ring decision: what a life that is over has said is void", "[node]") {
  const RingViewPtr view = first_view(3);
  const Ballot at = ballot(1, 0);
  Proposal proposal(k_epoch, at, adding(*view, 3), view->voters());
  Lives lives;
  proposal.take(NodeId{1}, promised(at), lives);
  lives.admit(NodeId{1}, Incarnation{2});  // the next answer tells of it
  proposal.take(NodeId{2}, promised(at), lives);
  CHECK(proposal.phase() == Phase::preparing);
  CHECK(proposal.unheard(lives) == std::vector{NodeId{0}, NodeId{1}});
}

TEST_CASE("ring decision: an amnesiac has no vote", "[node]") {
  Acceptor acceptor{.promised = {}, .accepted_at = {}, .accepted = nullptr, .amnesiac = true};
  CHECK_FALSE(acceptor.promise(ballot(5, 1)));
  CHECK_FALSE(acceptor.accept(ballot(5, 1), nullptr));
  acceptor.amnesiac = false;
  CHECK(acceptor.promise(ballot(5, 1)));
  CHECK_FALSE(acceptor.promise(ballot(4, 2)));
  CHECK(acceptor.accept(ballot(5, 1), nullptr));
}

// Voters, two or three who propose different things, and a network that delivers in any order,
// loses and repeats; voters crash, come back without memory, and learn from a majority. Whatever
// happens, nobody sees two things decided.
class Game {
 public:
  Game(std::uint32_t voters, std::uint64_t seed)
      : view_(first_view(voters)), rng_(seed, 9), voters_(voters), nodes_(voters) {
    for (std::uint32_t p = 0; p < 3; ++p) wishes_.push_back(adding(*view_, voters + p));
  }

  void play(int steps) {
    for (int i = 0; i < steps; ++i) step();
  }
  const std::vector<RingViewPtr>& decided() const { return decided_; }
  int recoveries = 0;

 private:
  struct Node {
    Acceptor acceptor;
    Lives lives;
    std::uint32_t life = 1;
    std::map<std::uint32_t, std::pair<Incarnation, Acceptor>> told;
  };
  struct Flight {
    std::uint32_t from = 0;  // a voter, or voters_ + a proposer
    std::uint32_t life = 1;
    std::uint32_t to = 0;
    std::variant<PrepareRequest, PrepareReply, AcceptRequest, AcceptReply, std::uint32_t,
                 std::pair<std::uint32_t, Acceptor>>
        message;
  };
  struct Proposer {
    std::optional<Proposal> proposal;
    Lives lives;
  };

  std::vector<Actor> reborn(const Node& node) const {
    std::vector<Actor> found;
    for (std::uint32_t i = 0; i < voters_; ++i) {
      if (const auto life = node.lives.of(NodeId{i}); life > Incarnation{1})
        found.push_back({NodeId{i}, life});
    }
    return found;
  }
  void send(Flight flight) {
    if (flights_.size() < 60) flights_.push_back(std::move(flight));
  }

  void step() {
    const auto what = rng_.below(100);
    if (what < 4) return propose(static_cast<std::uint32_t>(rng_.below(3)));
    if (what < 14) return ask_again(static_cast<std::uint32_t>(rng_.below(3)));
    if (what < 16) return crash(static_cast<std::uint32_t>(rng_.below(voters_)));
    if (what < 24) return recover(static_cast<std::uint32_t>(rng_.below(voters_)));
    if (flights_.empty()) return;
    const std::size_t place = rng_.below(flights_.size());
    const Flight flight = flights_[place];
    if (rng_.below(8) != 0) flights_.erase(flights_.begin() + static_cast<std::ptrdiff_t>(place));
    if (rng_.below(10) != 0) deliver(flight);
  }

  void propose(std::uint32_t p) {
    Proposer& proposer = proposers_[p];
    proposer.proposal.emplace(k_epoch, ballot(++round_, p), wishes_[p], view_->voters());
    ask_again(p);
  }
  void ask_again(std::uint32_t p) {
    Proposer& proposer = proposers_[p];
    if (!proposer.proposal || proposer.proposal->phase() > Phase::accepting) return;
    for (const NodeId voter : proposer.proposal->unheard(proposer.lives)) {
      Flight flight{voters_ + p, 1, raw(voter), {}};
      if (proposer.proposal->phase() == Phase::preparing) {
        flight.message = PrepareRequest{k_epoch, proposer.proposal->ballot()};
      } else {
        flight.message =
            AcceptRequest{k_epoch, proposer.proposal->ballot(), proposer.proposal->view()};
      }
      send(std::move(flight));
    }
  }
  void crash(std::uint32_t voter) {
    Node& node = nodes_[voter];
    const std::uint32_t life = node.life + 1;
    node = Node{};
    node.life = life;
    node.acceptor.amnesiac = true;
  }
  void recover(std::uint32_t voter) {
    if (!nodes_[voter].acceptor.amnesiac) return;
    for (std::uint32_t other = 0; other < voters_; ++other) {
      if (other != voter) send({voter, nodes_[voter].life, other, nodes_[voter].life});
    }
  }

  void deliver(const Flight& flight) {
    if (flight.to >= voters_) return answer(proposers_[flight.to - voters_], flight);
    Node& node = nodes_[flight.to];
    if (flight.from < voters_ && !node.lives.admit(NodeId{flight.from}, Incarnation{flight.life}))
      return;
    Acceptor& acceptor = node.acceptor;
    if (const auto* prepare = std::get_if<PrepareRequest>(&flight.message)) {
      const bool good = acceptor.promise(prepare->ballot);
      send(
          {flight.to, node.life, flight.from,
           PrepareReply{k_epoch, prepare->ballot, good ? Outcome{} : ErrorCode::overloaded,
                        acceptor.promised, acceptor.accepted_at, acceptor.accepted, reborn(node)}});
    } else if (const auto* accept = std::get_if<AcceptRequest>(&flight.message)) {
      const bool good = acceptor.accept(accept->ballot, accept->view);
      send({flight.to, node.life, flight.from,
            AcceptReply{k_epoch, accept->ballot, good ? Outcome{} : ErrorCode::overloaded,
                        acceptor.promised, reborn(node)}});
    } else if (const auto* asker = std::get_if<std::uint32_t>(&flight.message)) {
      send({flight.to, node.life, flight.from, std::pair(*asker, acceptor)});
    } else if (const auto* told =
                   std::get_if<std::pair<std::uint32_t, Acceptor>>(&flight.message)) {
      if (!acceptor.amnesiac || told->first != node.life || told->second.amnesiac) return;
      node.told[flight.from] = {node.lives.of(NodeId{flight.from}), told->second};
      std::erase_if(node.told, [&](const auto& entry) {
        return entry.second.first < node.lives.of(NodeId{entry.first});
      });
      if (node.told.size() <= voters_ / 2) return;
      for (const auto& [from, known] : node.told) acceptor.learn(known.second);
      acceptor.amnesiac = false;
      ++recoveries;
    }
  }

  void answer(Proposer& proposer, const Flight& flight) {
    if (!proposer.lives.admit(NodeId{flight.from}, Incarnation{flight.life})) return;
    if (!proposer.proposal) return;
    const Phase before = proposer.proposal->phase();
    if (const auto* prepare = std::get_if<PrepareReply>(&flight.message)) {
      for (const Actor& actor : prepare->lives) proposer.lives.admit(actor.node, actor.incarnation);
      proposer.proposal->take(NodeId{flight.from}, *prepare, proposer.lives);
    } else if (const auto* accept = std::get_if<AcceptReply>(&flight.message)) {
      for (const Actor& actor : accept->lives) proposer.lives.admit(actor.node, actor.incarnation);
      proposer.proposal->take(NodeId{flight.from}, *accept, proposer.lives);
    }
    if (proposer.proposal->phase() == Phase::decided && before != Phase::decided)
      decided_.push_back(proposer.proposal->view());
  }

  RingViewPtr view_;
  Rng rng_;
  std::uint32_t voters_;
  std::vector<Node> nodes_;
  std::array<Proposer, 3> proposers_;
  std::vector<RingViewPtr> wishes_;
  std::vector<Flight> flights_;
  std::uint32_t round_ = 0;
  std::vector<RingViewPtr> decided_;
};

TEST_CASE("ring decision: whatever is lost, repeated or forgotten, one thing is decided",
          "[node]") {
  int games_decided = 0;
  int decided_often = 0;
  int recoveries = 0;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    CAPTURE(seed);
    Game game(seed % 2 == 0 ? 3 : 5, seed);
    game.play(400);
    recoveries += game.recoveries;
    if (game.decided().empty()) continue;
    ++games_decided;
    decided_often += game.decided().size() > 1 ? 1 : 0;
    for (const RingViewPtr& view : game.decided())
      REQUIRE(view->change() == game.decided().front()->change());
  }
  CHECK(games_decided > 2000);
  CHECK(decided_often > 500);
  CHECK(recoveries > 2000);
}

}  // namespace
}  // namespace ringside::ring_decision_test
