#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "view/app/promises.h"
#include "view/scene/replica_census.h"

namespace ringside {

/// What the panel of promises remembers from frame to frame.
struct PromisesLook {
  bool open = false;  ///< Below the ring, where there is room for both.
  Promises promises;
  Promises::Tally tally;                               ///< At `tallied_at`.
  std::pair<std::uint64_t, std::uint64_t> tallied_at;  ///< Generation and moment.

  /// A way from cause to cause: of `what`, as they were where it began. It goes on while the cursor
  /// is where it led to.
  struct Walk {
    Promise what{};
    std::vector<Breach> causes;
    std::size_t next = 0;
    std::uint64_t generation = 0;
    std::uint64_t moment = 0;
  } walk;
};

}  // namespace ringside
