#pragma once
#include <cstdint>
#include <vector>

#include "core/check/call.h"

namespace ringside {

/// How far a search may go before it answers `undecided`.
struct SearchLimits {
  std::uint64_t memory_bytes_max = std::uint64_t{512} << 20;
  std::uint64_t steps_max = 1'000'000'000;  ///< Calls tried and configurations compared.
};

enum class Answer : std::uint8_t { linearizable, not_linearizable, undecided };
/// "linearizable", "not-linearizable", "undecided".
std::string_view to_string(Answer answer);

/// What a search found out about one object.
struct SearchResult {
  Answer answer{};
  /// Of a history that is not linearizable: the first call, by its return, that has no place among
  /// those before it, as an index; everything that returned earlier can be put in an order.
  std::size_t misplaced = 0;
  /// What the object could hold when that call took effect at the latest, by all such orders.
  std::vector<ValueId> states;
  std::uint64_t configurations = 0;
};

/// Whether the calls on one object that is `initial` at first can be put in an order that their
/// model allows and in which no call comes before one that had returned when it was invoked.
///
/// The general search of Wing & Gong (1993) as improved by Lowe ("Testing for linearizability",
/// 2017): calls are placed just in time for the next return; configurations are remembered; a call
/// that changes nothing is placed as soon as it fits, which never hurts. Open calls with the same
/// effect are one kind with a count, and using fewer of them is always as good. The cost is
/// exponential in the number of calls that overlap at the worst, and near-linear where few do. No
/// recursion. `values` gets the states that are tried.
SearchResult search_order(const Calls& calls, ValueId initial, ValueTable& values,
                          const SearchLimits& limits);

}  // namespace ringside
