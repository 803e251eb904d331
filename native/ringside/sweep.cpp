#include "native/ringside/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/base/check.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_seeds_max = 1'000'000;

TrialReport run_one(const TrialSettings& settings, std::uint64_t seed) {
  const ReplayHint hint(fmt::format("seed {} of ringside sim --seeds", seed));
  return run_trial(draw_trial(settings, seed));
}

// Threads that take one seed after another.
void run_all(const SweepPlan& plan, std::uint32_t jobs, std::vector<TrialReport>& trials,
             const std::function<void(std::uint64_t)>& progress, const std::atomic<bool>& stop) {
  constexpr std::chrono::milliseconds k_look{50};
  std::atomic<std::uint64_t> next{0};
  std::mutex mutex;
  std::condition_variable ended;
  std::uint64_t done = 0;
  std::uint32_t working = jobs;
  const auto work = [&] {
    // Who takes a trial runs it: those that have been run are the first ones.
    while (!stop) {
      const std::uint64_t i = next++;
      if (i >= trials.size()) break;
      trials[i] = run_one(plan.settings, plan.seeds.first + i);
      const std::lock_guard lock(mutex);
      ++done;
    }
    const std::lock_guard lock(mutex);
    if (--working == 0) ended.notify_one();
  };
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < jobs; ++i) threads.emplace_back(work);
  {
    std::unique_lock lock(mutex);
    while (working > 0) {
      ended.wait_for(lock, k_look);
      progress(done);
    }
  }
  for (std::thread& thread : threads) thread.join();
  trials.resize(done);
}
std::uint32_t jobs_of(const SweepPlan& plan) {
  const std::uint32_t wanted =
      plan.jobs == 0 ? std::max(1u, std::thread::hardware_concurrency()) : plan.jobs;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(wanted, plan.seeds.size()));
}

}  // namespace

Result<SeedRange> parse_seeds(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parse_u64(text.substr(0, dash), "the first seed");
  if (!first) return error_of(first);
  SeedRange seeds{*first, *first};
  if (dash != std::string_view::npos) {
    const auto last = parse_u64(text.substr(dash + 1), "the last seed");
    if (!last) return error_of(last);
    seeds.last = *last;
  }
  if (seeds.last < seeds.first)
    return invalid(fmt::format("the seeds {} end before they begin", excerpt(text)));
  if (seeds.last - seeds.first >= k_seeds_max)
    return invalid(fmt::format("the seeds {} are more than {}", excerpt(text), k_seeds_max));
  return seeds;
}

SweepReport run_sweep(const SweepPlan& plan, const std::function<void(std::uint64_t)>& progress,
                      const std::atomic<bool>& stop) {
  const auto began = std::chrono::steady_clock::now();
  SweepReport report;
  report.trials.resize(plan.seeds.size());
  run_all(plan, jobs_of(plan), report.trials, progress, stop);
  report.wall_time = std::chrono::steady_clock::now() - began;
  return report;
}

}  // namespace ringside
