#pragma once
#include <cstdint>
#include <string_view>

#include "core/base/error.h"
#include "core/ring/shape.h"

namespace ringside {

/// What an operation promises, by name. docs/consistency.md says it in full.
enum class Level : std::uint8_t {
  eventual,      ///< A read asks one member; a write needs F + 1 copies, hints included.
  sloppy,        ///< Reads and writes ask for quorums that would meet, but hints count.
  strict,        ///< Only members count: a read sees the last acknowledged write.
  linearizable,  ///< And no read sees less than one that ended before it began.
};
inline constexpr std::uint8_t k_levels = 4;
/// "eventual", "sloppy", …
std::string_view to_string(Level level);

/// What an operation asks for: a level, and quorums where the level's own do not suit.
struct Consistency {
  Level level = Level::eventual;
  std::uint32_t read_quorum = 0;   ///< Members that answer a read; 0: as the level has it.
  std::uint32_t write_quorum = 0;  ///< Copies that a write needs; 0: as the level has it.

  friend bool operator==(const Consistency&, const Consistency&) = default;
};

/// What that comes to in a group.
struct Needs {
  std::uint32_t read = 1;     ///< Members that answer a read.
  std::uint32_t write = 1;    ///< Copies that a write needs.
  bool members_only = false;  ///< Copies that are kept as hints do not count.
  bool ask_first = false;     ///< A write asks for the newest version before it makes its own.
  /// Members that keep what a read has seen before it is answered. 0: it is answered at once, and
  /// who keeps something older is told meanwhile.
  std::uint32_t read_back = 0;
};

/// `safe_write` are the copies that keep the promise of durability: F + 1.
/// REQUIRES: validate(wanted, …) for the shape that these are from.
Needs needs_of(const Consistency& wanted, std::uint32_t group_size, std::uint32_t safe_write);

/// invalid_argument where a group of this shape cannot do it, or the level could not hold what it
/// promises: strict ones need quorums that meet.
Result<void> validate(const Consistency& wanted, const Shape& shape);

}  // namespace ringside
