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
    pareto,       ///< base + Pareto of scale `spread` (its smallest value) and index `shape`
    log_normal,   ///< base + log-normal of median `spread` and deviation `shape` of its logarithm
  };
  Kind kind = Kind::uniform;
  Duration base = std::chrono::microseconds{500};
  Duration spread = std::chrono::microseconds{500};
  std::uint32_t shape_milli = 0;  ///< `shape`, in thousandths, of the kinds that have one.

  friend bool operator==(const Latency&, const Latency&) = default;
};

/// "constant", "uniform", "exponential", "pareto", "log_normal".
std::string_view to_string(Latency::Kind kind);
/// Whether latencies of this kind have a shape: 1 … k_shape_milli_max thousandths.
bool has_shape(Latency::Kind kind);
inline constexpr std::uint32_t k_shape_milli_max = 100'000;

/// How a link behaves.
struct LinkSettings {
  Latency latency;
  std::uint32_t loss_ppm = 0;       ///< Messages lost, of a million.
  std::uint32_t duplicate_ppm = 0;  ///< Messages that come twice, of a million.

  friend bool operator==(const LinkSettings&, const LinkSettings&) = default;
};

/// invalid_argument where a part of the latency is negative or longer than an hour, its shape is
/// out of range, or more than every message would be lost or come twice.
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
/// Draws whether the next message on a link is sent a second time, with a fate of its own. Draws
/// nothing where none ever is. REQUIRES: validate(settings).
bool draw_duplicate(const LinkSettings& settings, Rng& rng);

}  // namespace ringside
