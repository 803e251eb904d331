#pragma once
#include <string_view>

#include "core/check/history.h"

namespace ringside {

/// Whether merging `part` into a value adds nothing: the value has it all.
bool absorbs(MergeFunction merge, std::string_view value, std::string_view part);

/// Nothing was invented where siblings are merged: every value that a get returned is the merger of
/// values that were put to that key by operations that began before the get ended. O(reads · puts)
/// of a key. REQUIRES: history.merge.
Violations check_merged_reads(const History& history);

}  // namespace ringside
