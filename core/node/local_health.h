#pragma once
#include <algorithm>
#include <cstdint>

#include "core/base/time.h"

namespace ringside {

/// How far a member trusts itself (Lifeguard, Dadgar et al. 2018, section IV-A: the local health
/// multiplier). Rises where the cause of a failure may be the member's own slowness: a probe that
/// failed, a helper that did not even say no, a suspicion of itself; falls with each probe that
/// worked. While it is raised the member probes less often and waits longer.
class LocalHealth {
 public:
  /// `score_max` 0: it never mistrusts itself.
  explicit LocalHealth(std::uint32_t score_max) : score_max_(score_max) {}

  void worsen(std::uint32_t by = 1) { score_ = std::min(score_ + by, score_max_); }
  void improve() { score_ -= score_ > 0 ? 1 : 0; }

  /// 0 is well.
  std::uint32_t score() const { return score_; }
  Duration scale(Duration time) const { return time * (score_ + 1); }

 private:
  std::uint32_t score_max_;
  std::uint32_t score_ = 0;
};

}  // namespace ringside
