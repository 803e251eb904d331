#pragma once
#include <cstdint>
#include <map>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace ringside {

/// Which member of a key's group a client asks to read it.
enum class ReadChoice : std::uint8_t {
  any,   ///< One that differs from operation to operation.
  load,  ///< Of two that differ from operation to operation, the one that seems less busy.
};

/// "any", "load".
constexpr std::string_view to_string(ReadChoice choice) {
  return choice == ReadChoice::any ? "any" : "load";
}

/// How busy nodes seem to one client: by its requests that they have not answered yet, and by how
/// long their answers to reads took lately. The better of two random members is nearly as good a
/// choice as the best of all, and not all clients run to the same one (the power of two choices;
/// Mitzenmacher 2001).
class ReplicaLoad {
 public:
  void asked(NodeId node) { ++nodes_[node].open; }
  /// It has answered, or is no longer waited for.
  void settled(NodeId node);
  /// A read took so long; or was given up after so long.
  void took(NodeId node, Time now, Duration time);

  /// How long a further request may take there: requests open, the further one included, times the
  /// mean of late answers. What was long ago counts less, so that a node that was slow is tried
  /// again.
  std::int64_t cost(NodeId node, Time now) const;

  /// After so long without an answer, half as much is thought of how long answers took.
  static constexpr Duration k_half_life = std::chrono::seconds{1};
  /// The weight of a new answer in the mean is one of so many.
  static constexpr std::int64_t k_one_in = 8;

 private:
  struct Seen {
    std::uint32_t open = 0;
    Duration mean{};
    Time last{};
  };
  static Duration faded(const Seen& seen, Time now);

  std::map<NodeId, Seen> nodes_;
};

}  // namespace ringside
