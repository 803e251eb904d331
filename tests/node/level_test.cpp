#include "core/node/level.h"

#include <catch_amalgamated.hpp>

namespace ringside::level_test {
namespace {

Needs needs(Level level, std::uint32_t group, std::uint32_t safe_write) {
  return needs_of({.level = level}, group, safe_write);
}

TEST_CASE("level: an eventual read asks one member, a write keeps the promise of durability",
          "[node]") {
  const Needs needs_eventual = needs(Level::eventual, 5, 3);
  CHECK(needs_eventual.read == 1);
  CHECK(needs_eventual.write == 3);
  CHECK_FALSE(needs_eventual.members_only);
  CHECK(needs_eventual.read_back == 0);
}

TEST_CASE("level: quorums of all other levels meet, in every group", "[node]") {
  for (std::uint32_t replicas = 1; replicas < 8; ++replicas) {
    for (std::uint32_t failures = 0; failures < replicas; ++failures) {
      const Shape shape{.nodes = 9, .replicas = replicas, .failures = failures};
      for (const Level level : {Level::sloppy, Level::strict, Level::linearizable}) {
        const Needs n = needs(level, shape.group_size(), shape.write_quorum());
        CAPTURE(replicas, failures, to_string(level));
        CHECK(n.read + n.write > shape.group_size());
        CHECK(2 * n.write > shape.group_size());
        CHECK(n.write >= shape.write_quorum());
        CHECK(n.write <= shape.group_size());
        CHECK(n.members_only == (level != Level::sloppy));
        CHECK(validate(Consistency{.level = level}, shape).has_value());
      }
    }
  }
}

TEST_CASE(
    "level: what a read saw is kept by a read quorum, or by a write quorum, before it is told",
    "[node]") {
  CHECK(needs(Level::strict, 5, 4).read_back == 2);
  CHECK(needs(Level::linearizable, 5, 4).read_back == 4);
  CHECK(needs(Level::linearizable, 5, 4).ask_first);
  CHECK_FALSE(needs(Level::strict, 5, 4).ask_first);
}

TEST_CASE("level: quorums that are asked for replace the level's own", "[node]") {
  const Needs n = needs_of({.level = Level::sloppy, .read_quorum = 3, .write_quorum = 1}, 3, 2);
  CHECK(n.read == 3);
  CHECK(n.write == 1);
  // One alone: the other is such that they meet.
  CHECK(needs_of({.level = Level::strict, .write_quorum = 3}, 3, 2).read == 1);
}

TEST_CASE("level: what a group cannot do, or the level could not keep, is refused in numbers",
          "[node]") {
  const Shape shape{.nodes = 9, .replicas = 4, .failures = 1};
  const auto message = [&](const Consistency& wanted) {
    const auto result = validate(wanted, shape);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::invalid_argument);
    return result.error().message;
  };
  CHECK(
      message({.read_quorum = 6}) ==
      "read quorum r = 6 and write quorum w = 0 must be at most the R + 1 = 5 members of a group");
  CHECK(message({.level = Level::strict, .read_quorum = 1, .write_quorum = 4}) ==
        "level strict needs quorums that meet: r + w = 1 + 4 must be more than the R + 1 = 5 "
        "members");
  CHECK(message({.level = Level::linearizable, .read_quorum = 5, .write_quorum = 2}) ==
        "level linearizable needs write quorums that meet: 2 w = 4 must be more than the R + 1 = 5 "
        "members");
  CHECK(validate(Consistency{.level = Level::sloppy, .read_quorum = 1, .write_quorum = 1}, shape)
            .has_value());
}

}  // namespace
}  // namespace ringside::level_test
