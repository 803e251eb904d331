#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/trial/trial.h"
#include "core/trial/trial_plan.h"

namespace ringside {

/// Seeds first … last of trials.
struct SeedRange {
  std::uint64_t first = 1;
  std::uint64_t last = 1;

  std::uint64_t size() const { return last - first + 1; }
};
/// Reads "7" or "1-5000"; at most a million seeds.
Result<SeedRange> parse_seeds(std::string_view text);

/// What a sweep is to do.
struct SweepPlan {
  TrialSettings settings;
  SeedRange seeds;
  std::uint32_t jobs = 0;  ///< Threads; 0: as many as the machine runs at once.
};

/// What came of the trials, in the order of their seeds: fewer than planned where it was stopped.
struct SweepReport {
  std::vector<TrialReport> trials;
  std::chrono::nanoseconds wall_time{};
};

/// Runs every trial, spread over threads. The same plan gives the same trials, whatever the number
/// of threads. `progress` is called from this thread, with how many are done. Once `stop` is true
/// no trial is begun; those under way end. REQUIRES: validate(settings).
SweepReport run_sweep(const SweepPlan& plan, const std::function<void(std::uint64_t)>& progress,
                      const std::atomic<bool>& stop);

}  // namespace ringside
