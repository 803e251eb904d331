#pragma once
#include <cstdint>
#include <string_view>

namespace ringside {

/// What becomes of writes of one key that do not know of each other.
enum class Conflicts : std::uint8_t {
  last_writer_wins,  ///< The one with the larger version stays; the others are lost.
  keep_siblings,     ///< All stay, until a write that knows of them takes their place.
  // All stay, and are merged into one value: for readers at once, and for good with the next write
  // (core/version/merge.h).
  merge_union,     ///< Values are sets of words.
  merge_lines,     ///< Values are sets of lines.
  merge_max,       ///< Values are numbers: the largest stays.
  merge_function,  ///< By a function that the configuration has.
};
/// "last_writer_wins", "keep_siblings", "merge_union", …
constexpr std::string_view to_string(Conflicts policy) {
  switch (policy) {
    case Conflicts::last_writer_wins: return "last_writer_wins";
    case Conflicts::keep_siblings: return "keep_siblings";
    case Conflicts::merge_union: return "merge_union";
    case Conflicts::merge_lines: return "merge_lines";
    case Conflicts::merge_max: return "merge_max";
    case Conflicts::merge_function: return "merge_function";
  }
  return "?";
}
/// Whether replicas keep all of them beside each other, merged for readers or not.
constexpr bool keeps_siblings(Conflicts policy) { return policy != Conflicts::last_writer_wins; }

}  // namespace ringside
