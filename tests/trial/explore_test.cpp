#include "core/trial/explore.h"

#include <catch_amalgamated.hpp>
#include <cstdint>
#include <vector>

namespace ringside::explore_test {
namespace {

using Kind = OperationKind;

Exploration explored(std::vector<Kind> operations, std::uint32_t crashes, std::uint32_t restarts,
                     std::uint32_t losses, std::uint32_t timers) {
  ExploreSettings settings;
  settings.operations = std::move(operations);
  settings.crashes = crashes;
  settings.restarts = restarts;
  settings.losses = losses;
  settings.timers = timers;
  REQUIRE(validate(settings));
  return explore(settings);
}

// A put at A: the request, then copies to B and C and their acknowledgements; the client hears of
// it after the first. What happens at different ends is independent, so only A's and the client's
// orders count, and how far each message has come.
TEST_CASE("explore: a put without faults has few states, and one of them is the end", "[trial]") {
  const Exploration found = explored({Kind::put}, 0, 0, 0, 0);
  CHECK(found.complete);
  CHECK(found.violations.count == 0);
  CHECK(found.ends == 2);  // B's acknowledgement came first, or C's
  CHECK(found.deepest == 6);
  CHECK(found.states > 10);
  CHECK(found.states < 40);
}

TEST_CASE("explore: whatever order messages arrive in, one crash at any step loses nothing",
          "[trial]") {
  for (const Kind kind : {Kind::put, Kind::get}) {
    CAPTURE(to_string(kind));
    const Exploration found = explored({kind}, 1, 0, 0, 1);
    CAPTURE(found.violations.examples);
    CHECK(found.complete);
    CHECK(found.violations.count == 0);
    CHECK(found.ends > 20);
  }
}

TEST_CASE("explore: nor does a crash with a restart at any later step", "[trial]") {
  for (const Kind kind : {Kind::put, Kind::get, Kind::remove}) {
    CAPTURE(to_string(kind));
    const Exploration found = explored({kind}, 1, 1, 0, 0);
    CAPTURE(found.violations.examples);
    CHECK(found.complete);
    CHECK(found.violations.count == 0);
    CHECK(found.states > 200);
    CHECK(found.ends_with_recoveries > 20);
  }
}

// Who keeps a hint is beyond the group, so that is one of two here. No hint may be left in the end.
TEST_CASE("explore: nor do hints that are kept for who does not answer, and handed over",
          "[trial]") {
  ExploreSettings settings;
  settings.shape.replicas = 1;
  settings.shape.failures = 0;
  settings.crashes = 0;
  settings.losses = 1;
  settings.timers = 1;
  const Exploration found = explore(settings);
  CAPTURE(found.violations.examples);
  CHECK(found.complete);
  CHECK(found.violations.count == 0);
  CHECK(found.ends_with_hints > 100);
}

TEST_CASE("explore: nor does a loss of any message", "[trial]") {
  for (const Kind kind : {Kind::put, Kind::get, Kind::remove}) {
    CAPTURE(to_string(kind));
    const Exploration found = explored({kind}, 0, 0, 1, 1);
    CAPTURE(found.violations.examples);
    CHECK(found.complete);
    CHECK(found.violations.count == 0);
  }
}

TEST_CASE("explore: two writes at once end both, whatever dies", "[trial]") {
  const Exploration found = explored({Kind::put, Kind::remove}, 1, 0, 0, 0);
  CAPTURE(found.violations.examples);
  CHECK(found.complete);
  CHECK(found.violations.count == 0);
}

TEST_CASE("explore: says so when there are more states than allowed", "[trial]") {
  ExploreSettings settings;
  settings.states_max = 50;
  const Exploration found = explore(settings);
  CHECK_FALSE(found.complete);
  CHECK(found.states == 50);
}

TEST_CASE("explore: the same settings give the same states", "[trial]") {
  const Exploration first = explored({Kind::put}, 1, 1, 0, 0);
  const Exploration second = explored({Kind::put}, 1, 1, 0, 0);
  CHECK(first.states == second.states);
  CHECK(first.transitions == second.transitions);
  CHECK(first.ends == second.ends);
}

TEST_CASE("explore: what is too large to begin is refused", "[trial]") {
  ExploreSettings settings;
  settings.shape.nodes = 5;
  CHECK_FALSE(validate(settings));
  settings = {};
  settings.operations = {};
  CHECK_FALSE(validate(settings));
  settings.operations.assign(4, Kind::put);
  CHECK_FALSE(validate(settings));
}

}  // namespace
}  // namespace ringside::explore_test
