#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/node/lives.h"
#include "core/ring/ring_view.h"

namespace ringside {

/// The copies of one write: who was asked to keep one, for whom, and what they said. Counts them.
/// Pure: knows nothing of time or messages.
class Copies {
 public:
  struct Copy {
    enum class State : std::uint8_t {
      waiting,  ///< Asked; has not answered.
      kept,
      refused,
      silent,  ///< Asked often enough.
    };
    NodeId holder{};
    NodeId
        intended{};  ///< Whose copy it is: the holder itself, or a member that it keeps a hint for.
    State state = State::waiting;
    Incarnation life{};    ///< Of the holder, as it answered.
    bool vouches = false;  ///< It has everything that was acknowledged to have been sent to it.
    std::uint32_t asked = 0;

    bool is_hint() const { return holder != intended; }
  };

  /// Which count.
  enum class Which : std::uint8_t {
    all,       ///< With hints.
    members,   ///< What members keep for themselves.
    vouching,  ///< Of those, who would have known of something newer.
  };

  /// From now on only copies for those that keep this key count; while ranges move, what counts is
  /// the lesser of the counts in its two groups.
  void count_in(RingViewPtr ring, KeyHash key) {
    ring_ = std::move(ring);
    key_ = key;
  }

  /// REQUIRES: the holder has none yet.
  Copy& add(NodeId holder, NodeId intended) {
    return copies_.emplace_back(Copy{.holder = holder, .intended = intended});
  }
  /// The holder's copy, or nullptr.
  Copy* of(NodeId holder);
  const Copy* of(NodeId holder) const;

  /// Copies that are kept. What a node said in a life before the youngest one known of it does not
  /// count: that life's memory is gone.
  std::uint32_t kept(const Lives& lives, Which which = Which::all) const;
  std::uint32_t waiting(Which which = Which::all) const;
  /// Copies that are kept or may still be.
  std::uint32_t possible(const Lives& lives, Which which = Which::all) const;
  /// Copies that nodes keep, or are asked to keep, for others.
  std::uint32_t hints() const;
  /// Whether a copy meant for this member is kept by it or for it, or may still be.
  bool is_covered(NodeId member) const;

  std::vector<Copy>& all() { return copies_; }
  const std::vector<Copy>& all() const { return copies_; }

 private:
  template <typename Matches>
  std::uint32_t count(Matches matches) const {
    return static_cast<std::uint32_t>(std::count_if(copies_.begin(), copies_.end(), matches));
  }
  template <typename Matches>
  std::uint32_t count_in_groups(Matches matches) const;
  static bool is_kept(const Copy& copy, const Lives& lives, Which which);
  static bool is_waited_for(const Copy& copy, Which which);

  std::vector<Copy> copies_;
  RingViewPtr ring_;  // none: all copies count
  KeyHash key_{};
};

}  // namespace ringside
