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
/// number, age and rate. Who asks for more to be kept is told that it is overloaded; and a node to
/// which too much is handed over says so, and is given time, twice as much with each such answer.
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
  /// So many at once a node takes beyond what its rate allows, from several others; one batch it
  /// hands over.
  static constexpr std::size_t k_burst = 4 * k_batch;

 private:
  struct Hint {
    RecordPtr record;
    Time since{};
  };
  using Key = std::pair<KeyHash, std::string>;
  static Key key_of(const Record& record) { return {record.hash, std::string(record.key())}; }
  struct Target {
    std::map<Key, Hint> hints;
    std::uint64_t batch = 0;      // the number of the one under way, or of the last one
    std::vector<RecordPtr> sent;  // of the one under way
    Time look_again{};
    bool answers = false;         // was heard from since a batch got no answer
    bool is_paced = false;        // a batch waits for its turn
    std::uint32_t overloads = 0;  // answers in a row that said so
    Time not_before{};            // because of refusals
  };

  /// What is kept of the record's key; nullptr for nothing.
  Hint* find(NodeId intended, const Record& record);
  void slow_down(const NodeState& state, Time now, Target& target);
  void hand_over(NodeState& state, Time now, NodeId node, Target& target, Output& out);
  void drop_old(NodeState& state, Time now, NodeId node, Target& target, Output& out);

  std::map<NodeId, Target> targets_;  // each has hints
  std::size_t size_ = 0;
  std::uint64_t batches_ = 0;
  Pacer pacer_;
};

/// Gives a node what was kept for it while it did not answer. Part of `replica`'s work.
namespace replica {
void on(NodeState& state, Time now, NodeId holder, const HandoffRequest& request, Output& out);
}

}  // namespace ringside
