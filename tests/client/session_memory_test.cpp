#include "core/client/session_memory.h"

#include <catch_amalgamated.hpp>

namespace ringside::session_memory_test {
namespace {

CausalContext one(std::uint32_t node, std::int64_t stamp) {
  CausalContext context;
  context.add({{time_at(stamp), 0}, {NodeId{node}, Incarnation{1}}});
  return context;
}

TEST_CASE("session memory: what was seen adds up, by session and key", "[client]") {
  SessionMemory memory;
  memory.add("ann", KeyHash{1}, one(0, 10));
  memory.add("ann", KeyHash{1}, one(1, 5));
  CHECK(memory.seen("ann", KeyHash{1}).covers(one(0, 10)));
  CHECK(memory.seen("ann", KeyHash{1}).covers(one(1, 5)));
  CHECK(memory.seen("ann", KeyHash{2}).empty());
  CHECK(memory.seen("bob", KeyHash{1}).empty());
}

TEST_CASE("session memory: what was touched longest ago is forgotten first", "[client]") {
  SessionMemory memory;
  for (std::uint64_t key = 0; key < SessionMemory::k_keys_max; ++key)
    memory.add("ann", KeyHash{key}, one(0, 10));
  memory.add("ann", KeyHash{0}, one(0, 20));
  memory.add("ann", KeyHash{SessionMemory::k_keys_max}, one(0, 10));
  CHECK_FALSE(memory.seen("ann", KeyHash{0}).empty());
  CHECK(memory.seen("ann", KeyHash{1}).empty());
  CHECK_FALSE(memory.seen("ann", KeyHash{2}).empty());
}

}  // namespace
}  // namespace ringside::session_memory_test
