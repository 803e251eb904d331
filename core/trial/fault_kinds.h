#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace ringside {

/// What a trial may do to a cluster.
enum class FaultKind : std::uint8_t {
  crash,      ///< Nodes die.
  restart,    ///< Dead nodes come back, empty, while faults go on; else they do in the end.
  pause,      ///< Nodes stall for a while.
  slow,       ///< Nodes need long for everything for a while.
  skew,       ///< Wall clocks are off, and jump.
  loss,       ///< Messages get lost for a while.
  duplicate,  ///< Messages come twice for a while.
  delay,      ///< Messages take long, or very different times, for a while.
  link,       ///< Single links, one way, are slow or lossy for a while.
  partition,  ///< The network falls apart for a while: groups, bridges, rings, one node after
              ///< another.
  one_way,    ///< Links are cut in one direction for a while.
  mailbox,    ///< Few messages can wait for a paused or slow node.
  members,    ///< Nodes come onto the ring, leave it, and are taken off it when they seem dead.
};
inline constexpr std::uint8_t k_fault_kinds = 13;

/// "crash", "one-way", …, as the command line names them.
std::string_view to_string(FaultKind kind);

/// A set of kinds. A value.
class FaultSet {
 public:
  static FaultSet all() { return FaultSet((1u << k_fault_kinds) - 1); }

  FaultSet() = default;
  bool contains(FaultKind kind) const { return (bits_ & bit(kind)) != 0; }
  void insert(FaultKind kind) { bits_ |= bit(kind); }
  bool empty() const { return bits_ == 0; }

  friend bool operator==(FaultSet, FaultSet) = default;

 private:
  explicit FaultSet(std::uint32_t bits) : bits_(bits) {}
  static std::uint32_t bit(FaultKind kind) { return 1u << static_cast<std::uint8_t>(kind); }

  std::uint32_t bits_ = 0;
};

/// Reads "all", "none" or names with commas between; invalid_argument names what there is.
Result<FaultSet> parse_faults(std::string_view text);
/// What parse_faults reads back.
std::string to_text(FaultSet faults);

}  // namespace ringside
