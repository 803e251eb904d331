#pragma once
#include "core/base/rng.h"
#include "core/check/call.h"

namespace ringside {

/// Whether some order of the calls, the open ones each there or not, is allowed: tries all.
/// REQUIRES: at most 32 calls.
bool is_linearizable_by_trying(const Calls& calls, ValueId initial, ValueTable& values);

/// What a random history is made of.
struct RandomCalls {
  std::size_t calls = 6;
  std::uint64_t values = 3;     ///< Different ones, "1", "2", …
  std::uint64_t processes = 3;  ///< As many calls overlap at most.
  std::uint32_t open_ppm = 200'000;
  std::uint32_t wrong_ppm = 100'000;  ///< Share of the results that are drawn at random.
  bool unique_writes = false;         ///< Every written value is another one.
  std::vector<CallKind> kinds{CallKind::read, CallKind::write};
};
/// Calls on one object that take effect at a random moment between their begin and their end, each
/// with the result that it had, or a wrong one.
Calls random_calls(const RandomCalls& settings, ValueId initial, Rng& rng, ValueTable& values);

}  // namespace ringside
