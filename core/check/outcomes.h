#pragma once
#include "core/check/history.h"

namespace ringside {

/// Every accepted operation ended exactly once, as the operation that was asked for, with an
/// outcome that its kind can have, and not before it began. To be asked once nothing is under way
/// any more.
Violations check_outcomes(const History& history);

}  // namespace ringside
