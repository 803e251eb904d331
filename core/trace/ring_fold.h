#pragma once
#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "core/ring/ring_view.h"
#include "core/trace/event.h"

namespace ringside {

/// Who keeps what, as a trace tells it: the latest view that any node has. A fold over events.
class RingFold {
 public:
  explicit RingFold(RingViewPtr first) : views_{std::move(first)} {}

  /// Folds in the next event. True if it began another epoch; what does not follow from the present
  /// one changes nothing.
  bool apply(const TraceEvent& event) {
    if (event.kind != EventKind::view_changed) return false;
    if (event.count != raw(view()->epoch()) + 1) {
      conflicts_ += contradicts(event) ? 1 : 0;
      return false;
    }
    if (event.detail > static_cast<std::uint8_t>(RingChange::Kind::remove)) return false;
    RingViewPtr next = view()->settled();
    if (event.subject != 0) {
      if (!event.peer.is_node()) return false;
      next = view()->moving({static_cast<RingChange::Kind>(event.detail), event.peer.node()});
    }
    if (!next) return false;
    views_.push_back(std::move(next));
    return true;
  }

  const RingViewPtr& view() const { return views_.back(); }
  /// The view of an epoch; of one that is none yet, the nearest.
  const RingView& view_of(RingEpoch epoch) const {
    return *views_[std::clamp<std::size_t>(raw(epoch), 1, views_.size()) - 1];
  }
  /// How often a node had another view of an epoch than the first node that had one.
  std::uint64_t conflicts() const { return conflicts_; }
  /// Everybody who kept a key in any epoch so far, in order of numbers.
  std::vector<NodeId> keepers(KeyHash key) const {
    std::set<NodeId> keepers;
    for (const RingViewPtr& view : views_) {
      const auto group = view->preference_list(key);
      keepers.insert(group.begin(), group.end());
    }
    return {keepers.begin(), keepers.end()};
  }

 private:
  bool contradicts(const TraceEvent& event) const {
    if (event.count == 0 || event.count > views_.size()) return true;
    const RingView& known = *views_[event.count - 1];
    return event.peer != Address{known.change().node} ||
           event.detail != static_cast<std::uint8_t>(known.change().kind) ||
           (event.subject != 0) != known.is_moving();
  }

  std::vector<RingViewPtr> views_;  // of each epoch, from the first
  std::uint64_t conflicts_ = 0;
};

}  // namespace ringside
