#pragma once
#include <cstdint>
#include <string_view>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/base/time.h"

namespace ringside {

/// How long a link takes: `base` plus a draw that the kind and `spread` decide.
struct Latency {
  enum class Kind : std::uint8_t {
    constant,     ///< base
    uniform,      ///< base + [0, spread]
    exponential,  ///< base + exponential of mean `spread`
  };
  Kind kind = Kind::uniform;
  Duration base = std::chrono::microseconds{500};
  Duration spread = std::chrono::microseconds{500};

  friend bool operator==(const Latency&, const Latency&) = default;
};

/// "constant", "uniform", "exponential".
std::string_view to_string(Latency::Kind kind);

/// How the links between any two ends behave.
struct LinkSettings {
  Latency latency;
  std::uint32_t loss_ppm = 0;  ///< Messages lost, of a million.

  friend bool operator==(const LinkSettings&, const LinkSettings&) = default;
};

/// invalid_argument where a part of the latency is negative or longer than an hour, or more than
/// every message would be lost.
Result<void> validate(const LinkSettings& settings);

/// What becomes of one message.
struct LinkFate {
  Duration latency{};  ///< From sending to arrival.
  bool lost = false;
  Duration
      lost_after{};  ///< If lost: how long after sending, less than `latency` (0 where that is 0).
};

/// Draws what becomes of the next message on a link. REQUIRES: validate(settings).
LinkFate draw_fate(const LinkSettings& settings, Rng& rng);

}  // namespace ringside
