#pragma once
#include <cstdint>
#include <string_view>

namespace ringside {

/// What becomes of writes of one key that do not know of each other.
enum class Conflicts : std::uint8_t {
  last_writer_wins,  ///< The one with the larger version stays; the others are lost.
  keep_siblings,     ///< All stay, until a write that knows of them takes their place.
};
/// "last_writer_wins", "keep_siblings".
constexpr std::string_view to_string(Conflicts policy) {
  return policy == Conflicts::last_writer_wins ? "last_writer_wins" : "keep_siblings";
}

}  // namespace ringside
