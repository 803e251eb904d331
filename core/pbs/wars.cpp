#include "core/pbs/wars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/pbs/elementary.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_wars_stream = 0x77617273;  // apart from the draws of clusters

// Uniform in (0, 1).
double unit(Rng& rng) { return (static_cast<double>(rng.next() >> 11) + 0.5) * 0x1p-53; }

Duration draw(const FittedLatency& leg, Rng& rng) {
  const bool is_body = rng.chance(leg.body_ppm);
  const double log = -natural_log(unit(rng));
  const double ns =
      is_body ? static_cast<double>(leg.scale.count()) * natural_exp(log * 1000 / leg.alpha_milli)
              : static_cast<double>(leg.tail_mean.count()) * log;
  return Duration{static_cast<std::int64_t>(
      std::min(ns, static_cast<double>(Duration{Rng::k_tail_max}.count())))};
}

Duration draw(const LegLatency& leg, Rng& rng) {
  if (const auto* fitted = std::get_if<FittedLatency>(&leg)) return draw(*fitted, rng);
  LinkSettings link;
  link.latency = std::get<Latency>(leg);
  return draw_fate(link, rng).latency;
}

// One write and one read after it.
class Trial {
 public:
  Trial(const WarsSettings& settings, Rng& rng) : settings_(settings), rng_(rng) {}

  void run() {
    const WarsLegs& legs = settings_.legs;
    const bool is_wide = legs.remote > Duration::zero();
    const std::uint64_t write_home = is_wide ? rng_.below(settings_.n) : 0;
    const std::uint64_t read_home = is_wide ? rng_.below(settings_.n) : 0;
    for (std::uint32_t i = 0; i < settings_.n; ++i) {
      const Duration write_extra = i == write_home ? Duration::zero() : legs.remote;
      const Duration read_extra = i == read_home ? Duration::zero() : legs.remote;
      const bool is_own = legs.primary_coordinates && i == 0;
      arrives_[i] = is_own ? Duration::zero() : draw(legs.w, rng_) + write_extra;
      acknowledged_[i] = is_own ? Duration::zero() : arrives_[i] + draw(legs.a, rng_) + write_extra;
      asked_[i] = draw(legs.r, rng_) + read_extra;
      responds_[i] = {asked_[i] + draw(legs.s, rng_) + read_extra, i};
    }
    // The first r are those that are asked; which of all is drawn.
    for (std::uint32_t i = 0; !legs.reads_ask_all && i < settings_.r; ++i)
      std::swap(responds_[i], responds_[i + rng_.below(settings_.n - i)]);
    known_after_ = legs.to_client ? draw(*legs.to_client, rng_) : Duration::zero();
  }

  Duration write_latency() { return nth(acknowledged_, settings_.w, settings_.n); }
  Duration read_latency() {
    return nth(responds_, settings_.r, settings_.legs.reads_ask_all ? settings_.n : settings_.r)
        .first;
  }
  // How long after the acknowledgement this read would have to begin to see the write. To be asked
  // after read_latency(), which finds the first to respond.
  Duration lag(Duration write_latency) const {
    Duration least = Duration::max();
    for (std::uint32_t k = 0; k < settings_.r; ++k) {
      const std::uint32_t replica = responds_[k].second;
      least = std::min(least, arrives_[replica] - asked_[replica] - write_latency);
    }
    return std::max(least - known_after_, Duration::zero());
  }

 private:
  template <typename T>
  using PerReplica = std::array<T, WarsSettings::k_n_max>;

  // The n-th smallest of the first `of`, with all smaller ones before it. There are few of them:
  // nothing is won by a faster way.
  template <typename T>
  static T nth(PerReplica<T>& list, std::uint32_t n, std::uint32_t of) {
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t j = i + 1; j < of; ++j)
        if (list[j] < list[i]) std::swap(list[i], list[j]);
    }
    return list[n - 1];
  }

  const WarsSettings& settings_;
  Rng& rng_;
  PerReplica<Duration> arrives_{};
  PerReplica<Duration> acknowledged_{};
  PerReplica<Duration> asked_{};
  PerReplica<std::pair<Duration, std::uint32_t>> responds_{};
  Duration known_after_{};
};

}  // namespace

Result<void> validate(const WarsSettings& settings) {
  const auto invalid = [](std::string message) {
    return fail(ErrorCode::invalid_argument, std::move(message));
  };
  if (settings.n < 1 || settings.n > WarsSettings::k_n_max)
    return invalid(fmt::format("n {} must be 1 to {}", settings.n, WarsSettings::k_n_max));
  for (const auto& [name, quorum] : {std::pair{"r", settings.r}, std::pair{"w", settings.w}}) {
    if (quorum < 1 || quorum > settings.n)
      return invalid(fmt::format("{} {} must be 1 to n, which is {}", name, quorum, settings.n));
  }
  if (settings.trials < 1 || settings.trials > WarsSettings::k_trials_max) {
    return invalid(
        fmt::format("trials {} must be 1 to {}", settings.trials, WarsSettings::k_trials_max));
  }
  return {};
}

WarsResult run_wars(const WarsSettings& settings) {
  RINGSIDE_CHECK(validate(settings).has_value());
  Rng rng(settings.seed, k_wars_stream);
  Trial trial(settings, rng);
  std::vector<Duration> lags(settings.trials);
  std::vector<Duration> reads(settings.trials);
  std::vector<Duration> writes(settings.trials);
  for (std::uint64_t i = 0; i < settings.trials; ++i) {
    trial.run();
    writes[i] = trial.write_latency();
    reads[i] = trial.read_latency();
    lags[i] = trial.lag(writes[i]);
  }
  return WarsResult(std::move(lags), std::move(reads), std::move(writes));
}

std::vector<double> fresh_after(const WarsSettings& settings, const std::vector<Duration>& times) {
  RINGSIDE_CHECK(validate(settings).has_value());
  Rng rng(settings.seed, k_wars_stream);
  Trial trial(settings, rng);
  std::vector<double> fresh(times.size());
  for (std::uint64_t i = 0; i < settings.trials; ++i) {
    trial.run();
    const Duration written = trial.write_latency();
    trial.read_latency();
    const Duration lag = trial.lag(written);
    for (std::size_t k = 0; k < times.size(); ++k) fresh[k] += lag <= times[k] ? 1 : 0;
  }
  for (double& share : fresh) share /= static_cast<double>(settings.trials);
  return fresh;
}

WarsResult::WarsResult(std::vector<Duration> lags, std::vector<Duration> reads,
                       std::vector<Duration> writes)
    : lags_(std::move(lags)), reads_(std::move(reads)), writes_(std::move(writes)) {
  RINGSIDE_CHECK(!lags_.empty());
  for (auto* list : {&lags_, &reads_, &writes_}) std::sort(list->begin(), list->end());
}

double WarsResult::fresh(Duration t) const {
  const auto after = std::upper_bound(lags_.begin(), lags_.end(), t);
  return static_cast<double>(after - lags_.begin()) / static_cast<double>(lags_.size());
}

Duration WarsResult::at(const std::vector<Duration>& sorted, std::uint32_t per_100000) {
  constexpr std::uint64_t k_whole = 100'000;
  // In 64 bits: std::size_t has 32 of them in WebAssembly.
  const std::uint64_t count = sorted.size();
  const std::uint64_t rank = (count * per_100000 + k_whole - 1) / k_whole;
  return sorted[static_cast<std::size_t>(std::clamp<std::uint64_t>(rank, 1, count) - 1)];
}

double fresh_within_versions(std::uint32_t n, std::uint32_t r, std::uint32_t w, std::uint32_t k) {
  RINGSIDE_CHECK(r >= 1 && r <= n && w >= 1 && w <= n);
  // C(n-w, r) / C(n, r): of the r replicas, one after another, each is one of those not written.
  double misses_one = 1;
  for (std::uint32_t i = 0; i < r; ++i) {
    const double left = n - w > i ? n - w - i : 0;
    misses_one *= left / (n - i);
  }
  double misses_all = 1;
  for (std::uint32_t i = 0; i < k; ++i) misses_all *= misses_one;
  return 1 - misses_all;
}

}  // namespace ringside
