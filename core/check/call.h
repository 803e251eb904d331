#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/check/value_table.h"

namespace ringside {

/// What one object of a history is, and so what its operations mean.
enum class Model : std::uint8_t {
  plain_register,  ///< Reads and writes; nil at first.
  cas_register,    ///< Reads, writes, compare-and-set; nil at first.
  kv_append,       ///< Gets, puts and appends of text; empty at first.
};

/// What an operation did.
enum class CallKind : std::uint8_t {
  read,         ///< Found `value`.
  write,        ///< Left `value`.
  cas,          ///< Found `expected` and left `value`.
  cas_unequal,  ///< Found anything but `expected`, and changed nothing.
  append,       ///< Left what it found, followed by `value`.
};

/// The place of a call that never returned: behind everything.
inline constexpr std::uint64_t k_open_call = std::numeric_limits<std::uint64_t>::max();

/// One operation on one object. `invoked` and `returned` are places in the order of events of the
/// history; it took effect at one moment between them. One that never returned (`k_open_call`) took
/// effect at any moment after `invoked`, or never.
struct Call {
  CallKind kind{};
  ValueId value = k_nil;
  ValueId expected = k_nil;  ///< Of a compare-and-set.
  std::uint64_t process = 0;
  std::uint64_t invoked = 0;
  std::uint64_t returned = k_open_call;

  bool is_open() const { return returned == k_open_call; }
  bool only_observes() const { return kind == CallKind::read || kind == CallKind::cas_unequal; }
  bool overwrites() const { return kind == CallKind::write; }
};

/// The operations on one object, in order of `invoked`. No two events have one place.
using Calls = std::vector<Call>;

/// A history: what happened to each of its objects, which know nothing of each other.
struct CallHistory {
  Model model{};
  std::map<std::string, Calls, std::less<>> objects;  ///< By key; "" where operations name none.
  ValueTable values;
  std::uint64_t operations = 0;  ///< Calls in all, those included that say nothing.
};

}  // namespace ringside
