#pragma once
#include <cstddef>
#include <string>

namespace ringside {

/// Speeds that the slider stops at: 1, 2, 5, 10, … from 10 µs to 100 s of cluster time in a second.
inline constexpr std::size_t k_speed_stops = 22;

/// The speed of a stop, in cluster seconds per second. Stops lie evenly on a logarithmic scale.
/// REQUIRES: stop < k_speed_stops.
double speed_of(std::size_t stop);

/// The stop that is nearest to a speed on the logarithmic scale. REQUIRES: speed > 0.
std::size_t nearest_stop(double speed);

/// How a speed is said: "1 ms per s", "2 s per s".
std::string speed_text(double speed);
/// The same as a factor: "0.001×", "2×".
std::string speed_factor_text(double speed);

/// Whether cluster time passes, and how fast.
class Playback {
 public:
  Playback() : Playback(0.001, true) {}
  /// Starts at the stop nearest to `speed`. REQUIRES: speed > 0.
  Playback(double speed, bool playing);

  bool playing() const { return playing_; }
  void set_playing(bool playing) { playing_ = playing; }
  std::size_t stop() const { return stop_; }
  /// Stops beyond the last one count as the last one.
  void set_stop(std::size_t stop);

  double speed() const { return speed_of(stop_); }
  /// What Cluster::set_rate() wants now.
  double rate() const { return playing_ ? speed() : 0.0; }

 private:
  std::size_t stop_;
  bool playing_;
};

}  // namespace ringside
