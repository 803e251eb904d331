#pragma once
#include <cstdint>
#include <deque>
#include <string>

namespace ringside {

/// How a line of feedback is meant.
enum class Tone : std::uint8_t { neutral, good, bad };

/// A short message that goes away by itself.
struct Toast {
  Tone tone = Tone::neutral;
  std::string text;
  double shown_at = 0;  ///< Wall seconds.
  double gone_at = 0;
};

/// The messages that are shown now, oldest first. A repeated text renews the one that is there; at
/// most k_shown_max.
class Toasts {
 public:
  static constexpr std::size_t k_shown_max = 4;

  /// Longer texts and bad news stay longer: 3.5 s and more.
  void show(double wall_seconds, Tone tone, std::string text);
  /// Forgets those whose time is over.
  void expire(double wall_seconds);
  void dismiss(std::size_t index);

  const std::deque<Toast>& shown() const { return shown_; }

 private:
  std::deque<Toast> shown_;
};

}  // namespace ringside
