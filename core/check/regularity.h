#pragma once
#include "core/check/accesses.h"

namespace ringside {

/// What strict quorums promise: a multi-writer regular register (Shao, Welch, Pierce & Lee 2011,
/// MWRegWeak; Lamport 1986). A get is answered with what some write wrote that had begun before the
/// get ended, such that no acknowledged write lies entirely between that write and the get. Unlike
/// check_stale_reads() it asks only what was before what, and nothing of versions. O(n log n).
Violations check_regularity(const Accesses& accesses);

}  // namespace ringside
