#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/key_set.h"

namespace ringside::bench {

/// A map that a C++ programmer could use in one process instead: one copy of each key, no failures.
/// All hash with XXH3.
class MapPeer {
 public:
  virtual ~MapPeer() = default;
  /// Reads the keys, each value copied to a buffer. Gives the bytes read. Any thread may call.
  virtual std::uint64_t read(const KeyStream& keys) const = 0;
};

struct MapPeerKind {
  std::string name;
  std::function<std::unique_ptr<MapPeer>(const KeySet&)> make;  ///< One that holds the set.
  bool is_bare = false;  ///< Takes no care of other threads: both sides read with one.
};

/// Those whose libraries were found when this was built.
std::vector<MapPeerKind> map_peer_kinds();

}  // namespace ringside::bench
