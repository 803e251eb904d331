#include "core/check/durability.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "core/base/hash.h"
#include "core/check/version_order.h"

namespace ringside {
namespace {

// The newest acknowledged write of each key.
std::map<std::string_view, const OperationResult*> newest_writes(const History& history) {
  std::map<std::string_view, const OperationResult*> newest;
  for (const OperationResult& result : history.results) {
    if (!result.ok() || result.kind == OperationKind::get) continue;
    const OperationResult*& known = newest[result.key];
    if (!known || order_of(known->receipt.version) < order_of(result.receipt.version))
      known = &result;
  }
  return newest;
}

bool is_held(const World& world, KeyHash key, const Version& version) {
  const auto found = world.keys().find(key);
  if (found == world.keys().end() || found->second.copies.empty()) return false;
  return order_of(found->second.newest()) >= order_of(version);
}

}  // namespace

Durability check_durability(const History& history, const World& world,
                            const CrashLedger& crashes) {
  Durability durability;
  for (const auto& [key, write] : newest_writes(history)) {
    const KeyHash hash = hash_key(key);
    if (is_held(world, hash, write->receipt.version)) continue;
    if (history.was_collected(hash, write->receipt.version)) continue;
    const std::size_t died = crashes.worst(hash, world.keepers(hash));
    const std::uint32_t survives = std::min(world.shape().failures, write->receipt.required - 1);
    if (died > survives) {
      ++durability.lost_beyond;
      continue;
    }
    durability.lost.add(fmt::format(
        "op {}: the {} of '{}' was acknowledged with {} copies and is gone, though at most {} of "
        "those that may have kept it were without their memory at one time",
        raw(write->id), to_string(write->kind), key, write->receipt.copies, died));
  }
  return durability;
}

}  // namespace ringside
