#pragma once
#include <cstdint>
#include <optional>

#include "core/trace/timeline.h"

namespace ringside {

/// Where the time that is shown was before it moved last: by a step, by a seek, or by playing on.
/// What is different now has changed since then.
class Departure {
 public:
  struct Place {
    std::uint64_t generation = 0;  ///< Of the run.
    std::uint64_t moment = 0;
    Time time{};
  };

  /// The time that is shown is about to move away from here.
  void leave(const Place& from) { from_ = from; }
  void forget() { from_.reset(); }

  /// Nothing where time has not moved yet, or another run is shown.
  std::optional<Place> from(std::uint64_t generation) const;
  /// The world then; nullptr where it cannot be had, or not any more. Valid until the next call.
  const World* world(const Timeline& timeline, std::uint64_t generation);

 private:
  std::optional<Place> from_;
  std::optional<WorldAt> at_;
  std::uint64_t at_generation_ = 0;
};

}  // namespace ringside
