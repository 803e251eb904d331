#pragma once
#include "core/check/history.h"

namespace ringside {

/// Nothing was invented: every value that a get returned had been put to that key by an operation
/// that began before the get ended, and one version has one value only. Where siblings are merged,
/// it is the merger of such values.
Violations check_invention(const History& history);

}  // namespace ringside
