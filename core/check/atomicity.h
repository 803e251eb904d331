#pragma once
#include "core/check/accesses.h"
#include "core/check/search.h"

namespace ringside {

/// What a run says about linearizability.
struct Atomicity {
  Violations not_linearizable;  ///< Keys.
  std::uint64_t undecided = 0;  ///< Keys that took too much to decide.
};

/// Whether the operations on each key are linearizable (Herlihy & Wing 1990), as those of a
/// register that is written by puts and emptied by removes. Writes are told apart by operation, so
/// that equal values do no harm and judge_object() decides in O(n log n); only a key that was
/// removed and then read as never written needs a search, within `limits`.
///
/// A write whose outcome is unknown takes effect at any later time, or never; so does a remove that
/// found nothing. A get without an answer says nothing, and so does one whose version nobody is
/// known to have written.
Atomicity check_atomicity(const Accesses& accesses, const SearchLimits& limits);

}  // namespace ringside
