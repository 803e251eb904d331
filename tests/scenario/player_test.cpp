#include "core/scenario/player.h"

#include <catch_amalgamated.hpp>
#include <map>
#include <string>

#include "core/sim/simulation.h"

namespace ringside::player_test {
namespace {

struct Played {
  std::vector<PlayedStep> steps;
  Time ended{};
  bool stuck = false;
};

Played play(std::string_view text, ClusterConfig base = {}) {
  const auto script = parse_script("", text);
  INFO((script ? "" : script.error().message));
  REQUIRE(script.has_value());
  const ClusterConfig config = configure(*script, base);
  Simulation simulation(config);
  Player player(*script, config.shape);
  Played played;
  for (;;) {
    player.advance(simulation);
    for (PlayedStep& step : player.take_played()) played.steps.push_back(std::move(step));
    if (player.done()) break;
    if (!go_on(simulation, player.wake()) && !player.done()) {
      player.advance(simulation);
      played.stuck = !player.done();
      if (played.stuck) break;
    }
    for (const OperationResult& result : simulation.take_results()) CHECK(player.take(result));
  }
  played.ended = simulation.now();
  return played;
}

TEST_CASE("player: steps in line wait for each other's results", "[scenario]") {
  const Played played = play("put a 1\nget a\ndel a\nget a\n");
  REQUIRE(played.steps.size() == 4);
  for (std::size_t i = 0; i + 1 < played.steps.size(); ++i) {
    CHECK(played.steps[i].result->finished <= played.steps[i + 1].result->started);
  }
  CHECK(played.steps[1].result->value == "1");
  CHECK(played.steps[3].result->error->code == ErrorCode::not_found);
}

TEST_CASE("player: a multi-get waits for all its keys, and plays each", "[scenario]") {
  const Played played = play("put a 1\nput b 2\nmget a b none\nput a 3\n");
  REQUIRE(played.steps.size() == 6);
  std::map<std::string, std::string> told;
  for (std::size_t i = 2; i < 5; ++i) {
    const OperationResult& result = *played.steps[i].result;
    CHECK(played.steps[i].line == 3);
    CHECK(result.batch == OpId{3});
    CHECK(result.finished <= played.steps[5].result->started);
    told[result.key] = result.ok() ? result.value : std::string(to_string(result.error->code));
  }
  CHECK(told == std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}, {"none", "not_found"}});
}

TEST_CASE("player: a started step lets the next one begin at once", "[scenario]") {
  const Played played = play("start put a 1\nstart put b 2\n");
  REQUIRE(played.steps.size() == 2);
  CHECK(played.steps[0].result->started == k_start_of_time);
  CHECK(played.steps[1].result->started == k_start_of_time);
}

TEST_CASE("player: a step with a time happens at it, whatever the line waits for", "[scenario]") {
  const Played played = play("latency 1ms\nput a 1\nat 1.5ms kill primary of a\nwait 200ms\n");
  REQUIRE(played.steps.size() == 2);
  CHECK(played.steps[0].line == 3);
  CHECK(played.steps[0].at == time_at(1'500'000));
  CHECK(played.steps[1].result->receipt.attempts > 1);
}

TEST_CASE("player: a wait passes exactly its time, at the end too", "[scenario]") {
  CHECK(play("wait 10ms\nwait 5ms\n").ended == time_at(15'000'000));
  CHECK(play("at 20ms put a 1\nwait 5ms\n").steps[0].result->started == time_at(20'000'000));
}

TEST_CASE("player: settling waits for what no operation waits for", "[scenario]") {
  // The put ends with two copies; the third is still under way.
  const std::string_view head =
      "replicas 2\nfailures 1\nlatency 1ms..50ms\nattempt-timeout 300ms\n";
  const Played put = play(std::string(head) + "put a 1\n");
  const Played settled = play(std::string(head) + "put a 1\nsettle\n");
  CHECK(settled.ended > put.ended);
}

TEST_CASE("player: an expectation that is not met fails and says what came", "[scenario]") {
  const Played played =
      play("put a 1\nexpect a 1\nexpect a 2\nexpect b not_found\nexpect b 1\nexpect a not_found\n");
  REQUIRE(played.steps.size() == 6);
  using Verdict = PlayedStep::Verdict;
  CHECK(played.steps[1].verdict == Verdict::done);
  CHECK(played.steps[2].verdict == Verdict::failed);
  CHECK(played.steps[2].problem == "expected 2, got 1");
  CHECK(played.steps[3].verdict == Verdict::done);
  CHECK(played.steps[4].problem == "expected 1, got not_found");
  CHECK(played.steps[5].problem == "expected not_found, got 1");
}

TEST_CASE("player: what the cluster refuses is reported, and the script goes on", "[scenario]") {
  const Played played = play("kill 1\nkill 1\nkill 77\nkill replica 9 of a\nput a 1\n");
  REQUIRE(played.steps.size() == 5);
  using Verdict = PlayedStep::Verdict;
  CHECK(played.steps[0].verdict == Verdict::done);
  CHECK(played.steps[1].verdict == Verdict::refused);
  CHECK(played.steps[2].verdict == Verdict::refused);
  CHECK(played.steps[3].problem == "there is no replica 9; a key has 2");
  CHECK(played.steps[4].result->ok());
}

TEST_CASE("player: a script of nothing but times and a dead cluster ends", "[scenario]") {
  const Played played = play("nodes 2\nreplicas 1\nfailures 0\nkill 0\nkill 1\nput a 1\nget a\n");
  CHECK_FALSE(played.stuck);
  REQUIRE(played.steps.size() == 4);
  CHECK_FALSE(played.steps[2].result->ok());
  CHECK_FALSE(played.steps[3].result->ok());
}

}  // namespace
}  // namespace ringside::player_test
