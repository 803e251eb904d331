#pragma once
#include <map>
#include <vector>

#include "core/node/deadlines.h"
#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Carries a part of a scan through: what the group of one arc keeps of it, from a hash on. As many
/// members have to tell as must know nothing before a key is not found, so that one of them has
/// whatever was acknowledged; more where the level asks for more. What they tell is merged as far
/// as all of them have told.
class ScanCoordinator {
 public:
  void on(NodeState& state, Time now, ClientId client, const ScanRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const PageReply& reply, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  /// The node has another view: other members may have to be asked, so clients ask anew.
  void on_view(Output& out);
  Time next_deadline() const { return deadlines_.next(); }
  bool busy() const { return !pending_.empty(); }

  /// A member that does not answer is asked so often in all.
  static constexpr std::uint32_t k_attempts_max = 3;

 private:
  struct Answer {
    NodeId member{};
    enum class State : std::uint8_t { waiting, told, silent } state = State::waiting;
    std::uint32_t asked = 0;
    PageReply page{};
  };
  struct Pending {
    ClientId client{};
    ScanRequest request;
    PageRequest page;  // what members are asked for
    std::uint32_t needed = 1;
    std::vector<Answer> answers{};
    std::uint32_t rounds = 0;
    Time look_again{};
  };

  static void ask(Answer& answer, const PageRequest& page, Output& out);
  static void ask_enough(const NodeState& state, Time now, Pending& scan, Output& out);
  static void ask_rest(const NodeState& state, Pending& scan, Output& out);
  /// True once the client was answered.
  static bool answer_if_decided(const NodeState& state, const Pending& scan, Output& out);
  static ScanReply merged_page(const Pending& scan);
  void forget(OpId op);

  std::map<OpId, Pending> pending_;
  Deadlines deadlines_;
};

/// Tells what the node keeps of a range.
PageReply page_of(const NodeState& state, const PageRequest& request);

}  // namespace ringside
