#include "core/host/network.h"

#include <fmt/format.h>

namespace ringside {
namespace {

constexpr Duration k_latency_part_max = std::chrono::hours{1};
constexpr std::uint32_t k_million = 1'000'000;

Result<void> validate_part(std::string_view name, Duration part) {
  if (part >= Duration::zero() && part <= k_latency_part_max) return {};
  return fail(ErrorCode::invalid_argument,
              fmt::format("latency {} = {} ns must be between 0 and {} ns (an hour)", name,
                          part.count(), k_latency_part_max.count()));
}

Duration draw_latency(const Latency& latency, Rng& rng) {
  switch (latency.kind) {
    case Latency::Kind::constant: break;
    case Latency::Kind::uniform:
      return latency.base + rng.uniform(Duration::zero(), latency.spread);
    case Latency::Kind::exponential: return latency.base + rng.exponential(latency.spread);
  }
  return latency.base;
}

}  // namespace

std::string_view to_string(Latency::Kind kind) {
  switch (kind) {
    case Latency::Kind::constant: return "constant";
    case Latency::Kind::uniform: return "uniform";
    case Latency::Kind::exponential: return "exponential";
  }
  return "unknown_latency";
}

Result<void> validate(const LinkSettings& settings) {
  const Latency& latency = settings.latency;
  if (latency.kind > Latency::Kind::exponential) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("latency kind {} must be 0 (constant), 1 (uniform) or 2 (exponential)",
                            static_cast<unsigned>(latency.kind)));
  }
  if (auto base = validate_part("base", latency.base); !base) return base;
  if (auto spread = validate_part("spread", latency.spread); !spread) return spread;
  if (settings.loss_ppm > k_million) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("loss = {} of a million messages must be between 0 and {}",
                            settings.loss_ppm, k_million));
  }
  return {};
}

LinkFate draw_fate(const LinkSettings& settings, Rng& rng) {
  LinkFate fate;
  fate.latency = draw_latency(settings.latency, rng);
  fate.lost = rng.chance(settings.loss_ppm);
  if (fate.lost && fate.latency > Duration::zero()) {
    fate.lost_after = rng.uniform(Duration::zero(), fate.latency - Duration{1});
  }
  return fate;
}

}  // namespace ringside
