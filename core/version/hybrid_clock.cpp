#include "core/version/hybrid_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "core/base/mutant.h"

namespace ringside {

HlcStamp HybridClock::next(Time physical) {
  if (physical > last_.physical) {
    last_ = {physical, 0};
  } else if (last_.logical < std::numeric_limits<std::uint32_t>::max()) {
    ++last_.logical;
  } else {
    last_ = {last_.physical + Duration{1}, 0};  // a stamp that came in may have used the counter up
  }
  return last_;
}

void HybridClock::use_up_counter(Time physical) {
  last_ = std::max(last_, {physical, std::numeric_limits<std::uint32_t>::max()});
}

void HybridClock::pass(HlcStamp stamp) { last_ = std::max(last_, stamp); }

Result<void> HybridClock::receive(HlcStamp stamp, Time physical) {
  if (stamp.physical > physical && stamp.physical - physical > skew_max_) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("a clock stamp is {} ns ahead of this node; at most {} ns are allowed",
                            (stamp.physical - physical).count(), skew_max_.count()));
  }
  if (stamp > last_ && !mutant(Mutant::ignore_stamps_heard)) last_ = stamp;
  return {};
}

}  // namespace ringside
