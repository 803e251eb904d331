#pragma once
#include <cstdint>
#include <optional>

#include "core/base/rng.h"
#include "core/host/command.h"

namespace ringside {

/// A quiet stream of puts and gets of a dozen keys, so that there is something to watch. The
/// commands are decided by the seed; when they come is decided by the wall clock, for a person's
/// eyes.
class DemoWorkload {
 public:
  explicit DemoWorkload(std::uint64_t seed);

  /// The next command, if it is time for one. `open` operations are under way: too many hold the
  /// next one back.
  std::optional<Command> next(double wall_seconds, std::uint64_t open);

 private:
  Command draw();

  static constexpr double k_seconds_between = 0.7;
  static constexpr std::uint64_t k_open_max = 5;

  Rng rng_;
  double due_at_ = 0;
  std::uint64_t known_ = 0;  // keys put so far
};

}  // namespace ringside
