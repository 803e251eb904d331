#pragma once
#include <string>

#include "core/base/ids.h"
#include "core/version/version.h"

namespace ringside {

/// One of several values that a key has at once: no write knew of the others.
struct Sibling {
  Version version;
  OpId op{};  ///< The operation that wrote it.
  bool tombstone = false;
  bool merged = false;  ///< Its value has in it those of versions that it took the place of.
  Time expires = k_end_of_time;  ///< By a wall clock; from then on it is a tombstone.
  std::string value;             ///< Empty for a tombstone.

  friend bool operator==(const Sibling&, const Sibling&) = default;
};

}  // namespace ringside
