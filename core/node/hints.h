#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/node/output.h"
#include "core/node/state.h"

namespace ringside {

/// Hinted handoff (Dynamo, section 4.6): versions that the node keeps for members that did not
/// answer their coordinator, apart from its own table, until it has handed them over. Bounded in
/// number and age; who asks for more is told that it is overloaded.
class Hints {
 public:
  /// Keeps a version for another node, and says so.
  void on(NodeState& state, Time now, NodeId coordinator, const StoreRequest& request, Output& out);
  void on(NodeState& state, Time now, NodeId from, const HandoffReply& reply, Output& out);
  /// A node for which there may be hints lives: hands over what there is.
  void heard_from(NodeState& state, Time now, NodeId node, Output& out);
  void tick(NodeState& state, Time now, Output& out);
  /// The node has another view: what it keeps for who does not keep the key any more, it keeps for
  /// all that do.
  void on_view(NodeState& state, Time now, Output& out);

  /// Whether a version with a stamp up to this one is kept for somebody.
  bool has_until(HlcStamp stamp) const;
  /// Lets go of those.
  void drop_until(Time now, NodeId self, HlcStamp stamp, Output& out);

  Time next_deadline() const;
  /// While it hands over to a node that answers.
  bool busy() const;
  std::size_t size() const { return size_; }

  static constexpr std::size_t k_batch = 64;  ///< Records that one message hands over.

 private:
  struct Hint {
    RecordPtr record;
    Time since{};
  };
  using Key = std::pair<KeyHash, std::string>;
  struct Target {
    std::map<Key, Hint> hints;
    std::uint64_t batch = 0;      // the number of the one under way, or of the last one
    std::vector<RecordPtr> sent;  // of the one under way
    Time look_again{};
    bool answers = false;  // was heard from since a batch got no answer
  };

  void hand_over(NodeState& state, Time now, NodeId node, Target& target, Output& out);
  void drop_old(NodeState& state, Time now, NodeId node, Target& target, Output& out);

  std::map<NodeId, Target> targets_;
  std::size_t size_ = 0;
  std::uint64_t batches_ = 0;
};

/// Gives a node what was kept for it while it did not answer. Part of `replica`'s work.
namespace replica {
void on(NodeState& state, Time now, NodeId holder, const HandoffRequest& request, Output& out);
}

}  // namespace ringside
