#include "core/host/seat.h"

#include <catch_amalgamated.hpp>

#include "tests/node/bench.h"

namespace ringside::seat_test {
namespace {

Seat fresh_seat() {
  return Seat({.self = {NodeId{1}, Incarnation{0}},
               .ring = NodeBench::ring(),
               .timing = NodeBench::timing(),
               .write_quorum = 2});
}

TEST_CASE("seat: each start is a new life, and a crash loses what was kept", "[host]") {
  Seat seat = fresh_seat();
  CHECK_FALSE(seat.up());
  seat.start(time_at(50));
  REQUIRE(seat.up());
  CHECK(seat.actor() == Actor{NodeId{1}, Incarnation{1}});
  Output out;
  seat.node().step(time_at(100), NodeId{0}, NodeBench::store(1, "k", "v", 10), out);
  CHECK(seat.node().table().size() == 1);

  seat.crash();
  CHECK_FALSE(seat.up());
  seat.start(time_at(50));
  CHECK(seat.actor().incarnation == Incarnation{2});
  CHECK(seat.node().actor().incarnation == Incarnation{2});
  CHECK(seat.node().table().size() == 0);
}

TEST_CASE("seat: only a node that was up before knows that it lost its memory", "[host]") {
  Seat seat = fresh_seat();
  seat.start(time_at(50));
  const auto knowledge = [&] {
    Output out;
    seat.node().step(time_at(100), NodeId{0}, NodeBench::store(1, "k", "v", 10), out);
    return std::get<StoreReply>(out.sends.at(0).message).before;
  };
  CHECK(knowledge() == Knowledge::had_not);
  seat.crash();
  seat.start(time_at(50));
  CHECK(knowledge() == Knowledge::ignorant);
}

}  // namespace
}  // namespace ringside::seat_test
