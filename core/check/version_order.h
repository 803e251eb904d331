#pragma once
#include <tuple>

#include "core/trace/world.h"

namespace ringside {

/// What orders versions as far as a world knows them: which life of its maker a version came from
/// is not in a trace.
inline auto order_of(const Holding& copy) { return std::tuple(copy.stamp, copy.maker); }
inline auto order_of(const Version& version) {
  return std::tuple(version.stamp, version.actor.node);
}

}  // namespace ringside
