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
    case Latency::Kind::pareto:
      return latency.base + rng.pareto(latency.spread, latency.shape_milli);
    case Latency::Kind::log_normal:
      return latency.base + rng.log_normal(latency.spread, latency.shape_milli);
  }
  return latency.base;
}

Result<void> validate_share(std::string_view name, std::uint32_t ppm) {
  if (ppm <= k_million) return {};
  return fail(
      ErrorCode::invalid_argument,
      fmt::format("{} = {} of a million messages must be between 0 and {}", name, ppm, k_million));
}

}  // namespace

std::string_view to_string(Latency::Kind kind) {
  switch (kind) {
    case Latency::Kind::constant: return "constant";
    case Latency::Kind::uniform: return "uniform";
    case Latency::Kind::exponential: return "exponential";
    case Latency::Kind::pareto: return "pareto";
    case Latency::Kind::log_normal: return "log_normal";
  }
  return "unknown_latency";
}

bool has_shape(Latency::Kind kind) {
  return kind == Latency::Kind::pareto || kind == Latency::Kind::log_normal;
}

Result<void> validate(const LinkSettings& settings) {
  const Latency& latency = settings.latency;
  if (latency.kind > Latency::Kind::log_normal) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("latency kind {} must be 0 (constant), 1 (uniform), 2 (exponential), 3 "
                            "(pareto) or 4 (log_normal)",
                            static_cast<unsigned>(latency.kind)));
  }
  if (auto base = validate_part("base", latency.base); !base) return base;
  if (auto spread = validate_part("spread", latency.spread); !spread) return spread;
  if (has_shape(latency.kind) &&
      (latency.shape_milli < 1 || latency.shape_milli > k_shape_milli_max)) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("latency shape = {} thousandths must be between 1 and {}",
                            latency.shape_milli, k_shape_milli_max));
  }
  if (auto loss = validate_share("loss", settings.loss_ppm); !loss) return loss;
  return validate_share("duplicate", settings.duplicate_ppm);
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

bool draw_duplicate(const LinkSettings& settings, Rng& rng) {
  return settings.duplicate_ppm > 0 && rng.chance(settings.duplicate_ppm);
}

}  // namespace ringside
