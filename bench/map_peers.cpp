#include "bench/map_peers.h"

#include <array>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "core/base/hash.h"

#ifdef RINGSIDE_PEER_TBB
#include <tbb/concurrent_hash_map.h>
#endif
#if __has_include(<libcuckoo/cuckoohash_map.hh>)
#include <libcuckoo/cuckoohash_map.hh>
#define RINGSIDE_PEER_CUCKOO 1
#endif
#if __has_include(<boost/unordered/concurrent_flat_map.hpp>)
#include <boost/unordered/concurrent_flat_map.hpp>
#define RINGSIDE_PEER_BOOST 1
#endif
#if __has_include(<tsl/robin_map.h>)
#include <tsl/robin_map.h>
#define RINGSIDE_PEER_ROBIN 1
#endif

namespace ringside::bench {
namespace {

struct Hash {
  std::size_t operator()(const std::string& key) const { return raw(hash_key(key)); }
};

// What all have in common: `find(key, value)` copies the value of a key.
template <typename Find>
std::uint64_t read_all(const KeyStream& keys, const Find& find) {
  std::string key, value;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    key = keys[i];
    if (find(key, value)) bytes += value.size();
  }
  return bytes;
}

class Sharded final : public MapPeer {
 public:
  explicit Sharded(const KeySet& set) {
    for (std::size_t i = 0; i < set.keys.size(); ++i)
      shard(set.keys[i]).map.emplace(set.keys[i], set.values[i]);
  }
  std::uint64_t read(const KeyStream& keys) const override {
    return read_all(keys, [this](const std::string& key, std::string& value) {
      const Shard& at = shards_[Hash()(key) >> 58];
      const std::shared_lock lock(at.mutex);
      const auto found = at.map.find(key);
      if (found == at.map.end()) return false;
      value = found->second;
      return true;
    });
  }

 private:
  struct alignas(64) Shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<std::string, std::string, Hash> map;
  };
  Shard& shard(const std::string& key) { return shards_[Hash()(key) >> 58]; }
  std::array<Shard, 64> shards_;
};

#ifdef RINGSIDE_PEER_TBB
class Tbb final : public MapPeer {
 public:
  explicit Tbb(const KeySet& set) : map_(set.keys.size()) {
    for (std::size_t i = 0; i < set.keys.size(); ++i) map_.insert({set.keys[i], set.values[i]});
  }
  std::uint64_t read(const KeyStream& keys) const override {
    return read_all(keys, [this](const std::string& key, std::string& value) {
      Map::const_accessor found;
      if (!map_.find(found, key)) return false;
      value = found->second;
      return true;
    });
  }

 private:
  struct Compare {
    std::size_t hash(const std::string& key) const { return Hash()(key); }
    bool equal(const std::string& a, const std::string& b) const { return a == b; }
  };
  using Map = tbb::concurrent_hash_map<std::string, std::string, Compare>;
  Map map_;
};
#endif

#ifdef RINGSIDE_PEER_CUCKOO
class Cuckoo final : public MapPeer {
 public:
  explicit Cuckoo(const KeySet& set) : map_(set.keys.size()) {
    for (std::size_t i = 0; i < set.keys.size(); ++i) map_.insert(set.keys[i], set.values[i]);
  }
  std::uint64_t read(const KeyStream& keys) const override {
    return read_all(keys, [this](const std::string& key, std::string& value) {
      return map_.find_fn(key, [&value](const std::string& found) { value = found; });
    });
  }

 private:
  libcuckoo::cuckoohash_map<std::string, std::string, Hash> map_;
};
#endif

#ifdef RINGSIDE_PEER_BOOST
class Boost final : public MapPeer {
 public:
  explicit Boost(const KeySet& set) : map_(set.keys.size()) {
    for (std::size_t i = 0; i < set.keys.size(); ++i) map_.emplace(set.keys[i], set.values[i]);
  }
  std::uint64_t read(const KeyStream& keys) const override {
    return read_all(keys, [this](const std::string& key, std::string& value) {
      return map_.cvisit(key, [&value](const auto& found) { value = found.second; }) != 0;
    });
  }

 private:
  boost::concurrent_flat_map<std::string, std::string, Hash> map_;
};
#endif

#ifdef RINGSIDE_PEER_ROBIN
class Robin final : public MapPeer {
 public:
  explicit Robin(const KeySet& set) {
    map_.reserve(set.keys.size());
    for (std::size_t i = 0; i < set.keys.size(); ++i) map_.emplace(set.keys[i], set.values[i]);
  }
  std::uint64_t read(const KeyStream& keys) const override {
    return read_all(keys, [this](const std::string& key, std::string& value) {
      const auto found = map_.find(key);
      if (found == map_.end()) return false;
      value = found->second;
      return true;
    });
  }

 private:
  tsl::robin_map<std::string, std::string, Hash> map_;
};
#endif

template <typename Peer>
MapPeerKind kind(std::string name, bool is_bare = false) {
  return {std::move(name), [](const KeySet& set) { return std::make_unique<Peer>(set); }, is_bare};
}

}  // namespace

std::vector<MapPeerKind> map_peer_kinds() {
  return {
      kind<Sharded>("64 x std::unordered_map + std::shared_mutex"),
#ifdef RINGSIDE_PEER_TBB
      kind<Tbb>("tbb::concurrent_hash_map"),
#endif
#ifdef RINGSIDE_PEER_CUCKOO
      kind<Cuckoo>("libcuckoo::cuckoohash_map"),
#endif
#ifdef RINGSIDE_PEER_BOOST
      kind<Boost>("boost::concurrent_flat_map"),
#endif
#ifdef RINGSIDE_PEER_ROBIN
      kind<Robin>("tsl::robin_map, which nobody may write to", true),
#endif
  };
}

}  // namespace ringside::bench
