#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/ring/ring_view.h"

namespace ringside {

/// What a replica may say of an arc of the ring.
enum class Standing : std::uint8_t {
  none,        ///< The arc is not its own.
  recovering,  ///< It lost its memory and has not learnt again what others keep: it only takes.
  doubtful,    ///< It has learnt all there is, but not from enough members that kept their memory:
               ///< what it has is good, what it has not may have been lost.
  full,        ///< It has everything that was acknowledged to have been sent to it.
};

/// A replica's standing in each arc of its own.
class Readiness {
 public:
  /// In all arcs alike: full, or recovering. `ring` has to outlive it.
  Readiness(const RingView& ring, NodeId self, bool full)
      : arcs_(ring.arcs_of(self)),
        standings_(full ? 0 : arcs_.size(), Standing::recovering),
        recovering_(standings_.size()),
        short_of_full_(standings_.size()) {}

  /// Whether it has recovered in every arc.
  bool all() const { return recovering_ == 0; }
  /// Whether its standing is full in every arc.
  bool full() const { return short_of_full_ == 0; }

  Standing arc(std::uint32_t index) const {
    const auto found = std::lower_bound(arcs_.begin(), arcs_.end(), index);
    if (found == arcs_.end() || *found != index) return Standing::none;
    return standings_.empty() ? Standing::full : standings_[place(found)];
  }
  /// In the arc that a key lies in.
  Standing key(const RingView& ring, KeyHash hash) const {
    return arc(static_cast<std::uint32_t>(ring.token_index(hash)));
  }

  /// Ends its recovery of an arc. REQUIRES: arc(index) is recovering; `standing` is doubtful or
  /// full.
  void recovered(std::uint32_t index, Standing standing) {
    standings_[place(std::lower_bound(arcs_.begin(), arcs_.end(), index))] = standing;
    --recovering_;
    if (standing == Standing::full) --short_of_full_;
  }

  std::span<const std::uint32_t> arcs() const { return arcs_; }

  /// The same standing in the arcs of a later view. What it did not have is recovering. REQUIRES:
  /// it is that of `before`; `after` outlives what this gives.
  Readiness moved(const RingView& before, const RingView& after, NodeId self) const;

 private:
  using Arcs = std::span<const std::uint32_t>;
  std::size_t place(Arcs::iterator arc) const {
    return static_cast<std::size_t>(arc - arcs_.begin());
  }

  Arcs arcs_;
  std::vector<Standing> standings_;  // empty if all were full from the start
  std::size_t recovering_;
  std::size_t short_of_full_;
};

}  // namespace ringside
