#include "core/pbs/presets.h"

#include <array>

namespace ringside {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// The paper gives the rate of an exponential in 1/ms; its mean is 1/rate.
constexpr Duration mean_of_rate_per_ms_ppm(std::int64_t rate_ppm) {
  return Duration{1'000'000'000'000 / rate_ppm};
}

constexpr FittedLatency k_ssd{912'200, microseconds{235}, 10'000,
                              mean_of_rate_per_ms_ppm(1'660'000)};
constexpr FittedLatency k_disk_write{380'000, microseconds{1050}, 1510,
                                     mean_of_rate_per_ms_ppm(183'000)};
// The paper's table says 3.35, its authors' simulator 3.5: with that one the other figures of the
// paper come out (89.3 % fresh at once, 10.8 ms for 99.9 % of writes), with 3.35 they do not.
constexpr FittedLatency k_ymmr_write{939'000, milliseconds{3}, 3500, mean_of_rate_per_ms_ppm(2800)};
constexpr FittedLatency k_ymmr_other{982'000, microseconds{1500}, 3800,
                                     mean_of_rate_per_ms_ppm(21'700)};

constexpr WarsLegs legs(const FittedLatency& write, const FittedLatency& other,
                        Duration remote = {}) {
  return {.w = write, .a = other, .r = other, .s = other, .remote = remote, .to_client = {}};
}

const std::array<WarsPreset, 4> k_presets{{
    {"lnkd-ssd", "LinkedIn's Voldemort on solid state drives", legs(k_ssd, k_ssd)},
    {"lnkd-disk", "LinkedIn's Voldemort on disks", legs(k_disk_write, k_ssd)},
    {"ymmr", "Yammer's Riak", legs(k_ymmr_write, k_ymmr_other)},
    {"wan", "lnkd-disk in data centres 75 ms apart", legs(k_disk_write, k_ssd, milliseconds{75})},
}};

}  // namespace

std::span<const WarsPreset> wars_presets() { return k_presets; }

std::optional<WarsPreset> wars_preset(std::string_view name) {
  for (const WarsPreset& preset : k_presets) {
    if (preset.name == name) return preset;
  }
  return std::nullopt;
}

}  // namespace ringside
