#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/base/zipf.h"
#include "core/host/command.h"

namespace ringside {

/// What a workload asks for.
struct TrafficSettings {
  std::uint32_t rate = 200;  ///< Operations in a second of cluster time, on the average.
  std::uint32_t reads_percent = 80;
  std::uint32_t deletes_percent = 0;  ///< The rest are puts.
  std::uint32_t keys = 200;           ///< "key-0" is asked for most.
  std::uint32_t skew_milli = 990;     ///< Zipf's theta in thousandths; 0: all keys alike.

  static constexpr std::uint32_t k_rate_max = 100'000;
  friend bool operator==(const TrafficSettings&, const TrafficSettings&) = default;
};

/// invalid_argument with what would be right.
Result<void> validate(const TrafficSettings& settings);

/// `rate=500 reads=90 deletes=5 keys=100 skew=0.99`: what is not named stays as in `before`.
/// invalid_argument with what would be right.
Result<TrafficSettings> parse_traffic(std::string_view words, const TrafficSettings& before);
/// "500 operations a second, 90 % gets, 5 % deletes, 100 keys, skew 0.99".
std::string traffic_words(const TrafficSettings& settings);

/// What goes on without a person's doing, decided by the seed: a workload in cluster time, or else
/// a quiet demo for a person's eyes. A value.
class Traffic {
 public:
  explicit Traffic(std::uint64_t seed);

  /// The next command of the demo, if it is time for one by the wall clock: puts and gets of a
  /// dozen keys. `open` operations are under way: too many hold the next one back.
  std::optional<Command> next_of_demo(double wall_seconds, std::uint64_t open);

  /// Begins a workload; one that runs already goes on with other settings. REQUIRES:
  /// validate(settings).
  void start(const TrafficSettings& settings, Time now);
  void stop();
  /// What the workload asks for; nothing while none runs.
  const std::optional<TrafficSettings>& settings() const { return settings_; }
  /// When the workload's next command is due; k_end_of_time while none runs.
  Time next_due() const { return due_; }
  /// That command; the one after it comes an exponentially distributed while later. REQUIRES: a
  /// workload runs.
  Command next();
  /// The workload goes on from another time: somebody went back. What was under way is forgotten.
  void go_on_from(Time now);

  /// Whether one more operation may be asked for; those that have not ended count.
  bool has_room() const { return open_.size() < k_open_max; }
  void note_given(OpId id) { open_.insert(id); }
  /// Whether this is the end of an operation of the workload.
  bool take(OpId id) { return open_.erase(id) > 0; }
  /// Operations that were left out since the workload began, since too many were under way.
  std::uint64_t left_out() const { return left_out_; }
  void leave_out() { ++left_out_; }
  /// Commands that next() has made.
  std::uint64_t made() const { return made_; }

  /// So many operations of a workload may be under way, or wait for their client.
  static constexpr std::size_t k_open_max = 2000;

 private:
  Command draw_of_demo();
  Duration wait();

  static constexpr double k_seconds_between = 0.7;
  static constexpr std::uint64_t k_demo_open_max = 5;

  Rng rng_;
  double demo_due_at_ = 0;
  std::uint64_t known_ = 0;  // keys of the demo put so far

  Rng workload_rng_;
  std::optional<TrafficSettings> settings_;
  std::optional<Zipf> keys_;
  Time due_ = k_end_of_time;
  std::set<OpId> open_;
  std::uint64_t made_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace ringside
