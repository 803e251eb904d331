#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <utility>

#include "core/base/ids.h"
#include "core/version/causal_context.h"

namespace ringside {

/// What named sessions have seen: of each key the versions that they read or wrote (session
/// guarantees; Terry et al. 1994). Of the keys longest not touched it forgets, beyond `k_keys_max`
/// in all.
class SessionMemory {
 public:
  /// Empty where the session has not seen the key.
  const CausalContext& seen(const std::string& session, KeyHash key) const;
  void add(const std::string& session, KeyHash key, const CausalContext& context);

  static constexpr std::size_t k_keys_max = 4096;

 private:
  using Place = std::pair<std::string, KeyHash>;
  struct Entry {
    CausalContext context;
    std::uint64_t touched = 0;
  };

  std::map<Place, Entry> entries_;
  std::map<std::uint64_t, Place> by_touch_;
  std::uint64_t touches_ = 0;
};

}  // namespace ringside
