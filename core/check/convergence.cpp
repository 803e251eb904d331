#include "core/check/convergence.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/hash.h"
#include "core/check/version_order.h"

namespace ringside {
namespace {

const Holding* copy_at(const WorldKey& key, NodeId node) {
  const auto found =
      std::lower_bound(key.copies.begin(), key.copies.end(), node,
                       [](const Holding& copy, NodeId id) { return copy.node < id; });
  return found == key.copies.end() || found->node != node ? nullptr : &*found;
}

// The newest copy that members should have. Who has left the ring gives them what it still keeps
// once ranges have moved, not before.
const Holding* newest_to_have(const World& world, const WorldKey& key) {
  if (!world.view().is_moving()) return &key.newest();
  const Holding* newest = nullptr;
  for (const Holding& copy : key.copies) {
    if (!world.view().is_member(copy.node)) continue;
    if (!newest || order_of(*newest) < order_of(copy)) newest = &copy;
  }
  return newest;
}

// The first live member that does not hold what it should.
std::optional<NodeId> diverged_member(const World& world, KeyHash hash, const WorldKey& key) {
  const Holding* should_have = newest_to_have(world, key);
  if (!should_have) return std::nullopt;
  const Holding& newest = *should_have;
  for (const NodeId member : world.ring().preference_list(hash)) {
    if (!world.node(member).up) continue;
    const Holding* copy = copy_at(key, member);
    if (!copy && newest.tombstone) continue;
    if (!copy || order_of(*copy) != order_of(newest)) return member;
  }
  return std::nullopt;
}

// Seldom asked for, so looked for.
std::string name_of(KeyHash hash, const History& history) {
  for (const auto& [op, asked] : history.asked) {
    if (hash_key(asked.key) == hash) return asked.key;
  }
  return fmt::format("{:016x}", raw(hash));
}

// The newest acknowledged write, if there is one and it removes.
const WriteAccess* newest_remove(const KeyAccesses& key) {
  const WriteAccess* newest = nullptr;
  for (const WriteAccess& write : key.writes) {
    if (write.is_acknowledged() && (!newest || newest->version < write.version)) newest = &write;
  }
  return newest && newest->removes ? newest : nullptr;
}

}  // namespace

Violations check_convergence(const History& history, const World& world) {
  Violations violations;
  for (const auto& [hash, key] : world.keys()) {
    const auto member = diverged_member(world, hash, key);
    if (!member) continue;
    if (violations.is_full()) {
      ++violations.count;
      continue;
    }
    const Holding* copy = copy_at(key, *member);
    violations.add(fmt::format("'{}': node {} holds {}, and node {} what op {} wrote",
                               name_of(hash, history), raw(*member),
                               copy ? fmt::format("what op {} wrote", raw(copy->op)) : "nothing",
                               raw(key.newest().node), raw(key.newest().op)));
  }
  return violations;
}

Violations check_resurrection(const Accesses& accesses, const World& world,
                              const CrashLedger& crashes) {
  Violations violations;
  for (const auto& [name, key] : accesses.keys) {
    const WriteAccess* remove = newest_remove(key);
    const KeyHash hash = hash_key(name);
    if (!remove || crashes.worst(hash, world.keepers(hash)) > world.shape().failures) continue;
    const auto held = world.keys().find(hash);
    if (held != world.keys().end()) {
      const Holding& newest = held->second.newest();
      if (!newest.tombstone && order_of(newest) < order_of(remove->version)) {
        violations.add(fmt::format("op {}: '{}' was removed, and node {} has what op {} wrote",
                                   raw(remove->op), name, raw(newest.node), raw(newest.op)));
        continue;
      }
    }
    if (accesses.drained == 0) continue;
    const auto back = std::find_if(key.reads.begin(), key.reads.end(), [&](const ReadAccess& read) {
      return read.found && read.version < remove->version && read.began > accesses.drained;
    });
    if (back != key.reads.end()) {
      violations.add(fmt::format("op {}: '{}' was removed, and op {} read it after all was over",
                                 raw(remove->op), name, raw(back->op)));
    }
  }
  return violations;
}

}  // namespace ringside
