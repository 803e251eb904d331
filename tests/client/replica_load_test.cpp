#include "core/client/replica_load.h"

#include <catch_amalgamated.hpp>

namespace ringside::replica_load_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr NodeId k_a{1};
constexpr NodeId k_b{2};
constexpr Time k_now{seconds{5}};

TEST_CASE("replica load: who has more requests open seems busier", "[client]") {
  ReplicaLoad load;
  CHECK(load.cost(k_a, k_now) == load.cost(k_b, k_now));
  load.asked(k_a);
  CHECK(load.cost(k_a, k_now) > load.cost(k_b, k_now));
  load.asked(k_b);
  load.asked(k_b);
  CHECK(load.cost(k_a, k_now) < load.cost(k_b, k_now));
  load.settled(k_b);
  load.settled(k_b);
  CHECK(load.cost(k_a, k_now) > load.cost(k_b, k_now));
}

TEST_CASE("replica load: who answers late seems busier, in proportion to its open requests",
          "[client]") {
  ReplicaLoad load;
  load.took(k_a, k_now, milliseconds{4});
  load.took(k_b, k_now, milliseconds{1});
  CHECK(load.cost(k_a, k_now) > 3 * load.cost(k_b, k_now));
  for (int i = 0; i < 3; ++i) load.asked(k_b);
  CHECK(load.cost(k_a, k_now) > load.cost(k_b, k_now) * 9 / 10);
  load.asked(k_b);
  CHECK(load.cost(k_a, k_now) < load.cost(k_b, k_now));
}

TEST_CASE("replica load: one late answer among many changes little", "[client]") {
  ReplicaLoad load;
  for (int i = 0; i < 50; ++i) {
    load.took(k_a, k_now, milliseconds{2});
    load.took(k_b, k_now, milliseconds{2});
  }
  load.took(k_a, k_now, milliseconds{50});
  CHECK(load.cost(k_a, k_now) < 5 * load.cost(k_b, k_now));
}

TEST_CASE("replica load: slowness is forgotten in time, so that a node is tried again",
          "[client]") {
  ReplicaLoad load;
  load.took(k_a, k_now, milliseconds{50});
  load.took(k_b, k_now + seconds{8}, milliseconds{1});
  CHECK(load.cost(k_a, k_now) > load.cost(k_a, k_now + seconds{1}));
  CHECK(load.cost(k_a, k_now + seconds{8}) < load.cost(k_b, k_now + seconds{8}));
  CHECK(load.cost(k_a, k_now + std::chrono::hours{1000}) >= 0);
}

TEST_CASE("replica load: an answer that nobody waited for changes nothing", "[client]") {
  ReplicaLoad load;
  load.settled(k_a);
  CHECK(load.cost(k_a, k_now) == load.cost(k_b, k_now));
}

}  // namespace
}  // namespace ringside::replica_load_test
