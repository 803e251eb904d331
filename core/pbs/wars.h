#pragma once
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/host/network.h"

namespace ringside {

/// How long one leg of an operation takes: mostly a Pareto draw, at times an exponential one. The
/// form in which latencies of real stores were fitted (Bailis et al. 2012, table 3).
struct FittedLatency {
  std::uint32_t body_ppm = 1'000'000;  ///< Share of the Pareto draws, of a million.
  Duration scale{};                    ///< Of the Pareto draws: the smallest.
  std::uint32_t alpha_milli = 1000;    ///< Of the Pareto draws: the index, in thousandths.
  Duration tail_mean{};                ///< Of the exponential draws.
};

using LegLatency = std::variant<FittedLatency, Latency>;

/// The four legs of WARS: a write to a replica (W), its acknowledgement (A), a read to a replica
/// (R), its response (S). Draws are independent of each other.
struct WarsLegs {
  LegLatency w, a, r, s;
  /// Writes and reads each begin at a replica that is drawn; to and from every other one each leg
  /// takes this much longer.
  Duration remote{};
  /// The first replica coordinates the write itself: its W and A take no time. Else the coordinator
  /// is none of the replicas, as in the paper.
  bool primary_coordinates = false;
  /// Reads are sent to all replicas, and the first r to respond count. Else they are sent to r of
  /// them, drawn, as in this store.
  bool reads_ask_all = true;
  /// Where given, how long the coordinator's answer takes to the client of the write, who only then
  /// begins to read; else they read who coordinate.
  std::optional<LegLatency> to_client;
};

/// A model of how stale partial quorums may read.
struct WarsSettings {
  WarsLegs legs;
  std::uint32_t n = 3;  ///< Replicas.
  std::uint32_t r = 1;  ///< Responses that a read waits for.
  std::uint32_t w = 1;  ///< Acknowledgements that a write waits for.
  std::uint64_t trials = 1'000'000;
  std::uint64_t seed = 1;

  static constexpr std::uint32_t k_n_max = 64;
  static constexpr std::uint64_t k_trials_max = 10'000'000;
};

/// invalid_argument with what would be right.
Result<void> validate(const WarsSettings& settings);

/// What came of the trials; each list is sorted.
class WarsResult {
 public:
  WarsResult(std::vector<Duration> lags, std::vector<Duration> reads, std::vector<Duration> writes);

  std::uint64_t trials() const { return lags_.size(); }
  /// Probability that a read that begins `t` after a write was acknowledged sees it: t-visibility.
  double fresh(Duration t) const;
  /// After which time at least `per_100000` of 100,000 reads see the write.
  Duration visible_to(std::uint32_t per_100000) const { return at(lags_, per_100000); }
  /// What at least `per_100000` of 100,000 operations took no longer than.
  Duration read_latency(std::uint32_t per_100000) const { return at(reads_, per_100000); }
  Duration write_latency(std::uint32_t per_100000) const { return at(writes_, per_100000); }

 private:
  static Duration at(const std::vector<Duration>& sorted, std::uint32_t per_100000);

  std::vector<Duration> lags_;  // from the acknowledgement to the first read that is fresh
  std::vector<Duration> reads_;
  std::vector<Duration> writes_;
};

/// The Monte Carlo method of Bailis et al., "Probabilistically bounded staleness for practical
/// partial quorums" (VLDB 2012, section 4): in each trial the legs are drawn for every replica; the
/// write is acknowledged when the w-th acknowledgement is back; a read is fresh if one of the first
/// r replicas to respond had the write when the read came to it. Nothing is repaired or sent again.
/// O(trials · n). REQUIRES: validate(settings).
WarsResult run_wars(const WarsSettings& settings);

/// Of reads that begin so long after a write was acknowledged, the share that sees it: fresh() of
/// run_wars() for each of the times, without keeping the trials. REQUIRES: validate(settings).
std::vector<double> fresh_after(const WarsSettings& settings, const std::vector<Duration>& times);

/// Probability that a read is answered with one of the last `k` versions, however fast writes
/// spread: 1 - (C(n-w, r) / C(n, r))^k (the paper's section 3.1). REQUIRES: 1 <= r, w <= n.
double fresh_within_versions(std::uint32_t n, std::uint32_t r, std::uint32_t w, std::uint32_t k);

}  // namespace ringside
