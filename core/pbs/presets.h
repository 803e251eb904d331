#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "core/pbs/wars.h"

namespace ringside {

/// Latencies of a real store.
struct WarsPreset {
  std::string_view name;  ///< "lnkd-ssd", "lnkd-disk", "ymmr", "wan".
  std::string_view about;
  WarsLegs legs;
};

/// The fits of Bailis et al. 2012 (table 3 and section 5.5): LinkedIn's Voldemort on solid state
/// drives and on disks, Yammer's Riak, and three data centres 75 ms apart.
std::span<const WarsPreset> wars_presets();
/// Nothing if there is none of this name.
std::optional<WarsPreset> wars_preset(std::string_view name);

}  // namespace ringside
