#pragma once
#include <cstdint>
#include <optional>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/host/command.h"

namespace ringside {

/// What a workload is made of.
struct WorkloadSettings {
  std::uint64_t operations = 10'000;  ///< At most k_operations_max.
  std::uint64_t keys = 500;           ///< Different ones, all equally likely; at least 1.
  std::uint32_t reads_percent = 50;
  std::uint32_t removes_percent = 5;  ///< The rest are puts.
  std::uint64_t seed = 1;

  static constexpr std::uint64_t k_operations_max = 10'000'000;
};

Result<void> validate(const WorkloadSettings& settings);

/// Random operations from a seed: keys "key-0", "key-1", …, and values of which no two are alike,
/// so that a value that is read names the put that wrote it. A value.
class Workload {
 public:
  /// REQUIRES: validate(settings).
  explicit Workload(const WorkloadSettings& settings);

  /// The next operation; nothing once all were given.
  std::optional<Command> next();

 private:
  WorkloadSettings settings_;
  Rng rng_;
  std::uint64_t given_ = 0;
};

}  // namespace ringside
