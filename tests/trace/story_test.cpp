#include <algorithm>
#include <catch_amalgamated.hpp>
#include <string>

#include "core/scenario/library.h"
#include "core/scenario/player.h"
#include "core/sim/simulation.h"
#include "core/trace/story.h"

namespace ringside::story_test {
namespace {

/// A script that was played to its end, and the stories of its operations.
struct Run {
  explicit Run(std::string_view text) {
    const auto script = parse_script("test", text);
    INFO((script ? "" : script.error().message));
    REQUIRE(script.has_value());
    config = configure(*script);
    Simulation simulation(config);
    Player player(*script, config.shape);
    TraceBatch batch;
    for (;;) {
      player.advance(simulation);
      if (player.done() || !go_on(simulation, player.wake())) break;
      for (const OperationResult& result : simulation.take_results()) player.take(result);
    }
    simulation.run_until_idle(1'000'000);
    simulation.collect(batch);
    log.append(batch);
  }

  Story story(std::uint64_t op) const {
    OperationEvents events;
    events.update(log, 1, OpId{op});
    World before(config.shape);
    for (std::uint64_t i = 0; i + 1 < events.all().front().moment; ++i)
      before.apply(log.events()[i]);
    return tell_story(events, log, &before);
  }

  ClusterConfig config;
  TraceLog log;
};

Run built_in(std::string_view name) { return Run(find_built_in_scenario(name)->text); }

std::vector<std::string> words(const Story& story) {
  std::vector<std::string> lines;
  for (const StoryStep& step : story.steps) lines.push_back(step.words);
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("story: a coordinator that dies after its replicas stored, and who takes over",
          "[trace]") {
  const Story story = built_in("primary-dies-mid-put").story(1);
  CHECK(story.asked == R"(Client 0 puts "order" = "paid")");
  CHECK(story.ended == "Stored");
  const Lines told = words(story);
  REQUIRE(told.size() > 11);
  CHECK(Lines(told.begin(), told.begin() + 11) ==
        Lines{"Client 0 asks node 2, the key's primary",
              "Node 2 stores it, 1 of 2 copies needed, and sends copies to nodes 3 and 4",
              "Node 2 goes down", "Node 3 stores it, but its answer is lost: node 2 is down",
              "Node 4 stores it, but its answer is lost: node 2 is down",
              "No answer, so client 0 turns to node 3",
              "Client 0 asks node 3, one of the key's replicas",
              "Node 3 keeps it already, 1 of 2 copies needed, and sends copies to nodes 2 and 4",
              "The copy for node 2 is lost: node 2 is down",
              "Node 4 has it already: 2 of 2 needed copies, enough",
              "Node 3 answers client 0: it is stored"});
  CHECK(story.why == Lines{"Node 3 answered once 2 copies were sure, as many as it needs: on nodes "
                           "3 and 4."});
}

TEST_CASE("story: a step tells when it was so, how long it took and where a cursor goes",
          "[trace]") {
  const Run run = built_in("primary-dies-mid-put");
  const Story story = run.story(1);
  const auto ms = [&](Time at) { return (at - story.started).count() / 1'000'000; };
  const StoryStep& lost = story.steps[3];
  CHECK(ms(lost.from) == 1);
  CHECK(ms(lost.turn.value()) == 2);
  CHECK(ms(lost.at) == 3);
  CHECK(lost.tone == StepTone::bad);
  CHECK(run.log.events()[lost.moment - 1].kind == EventKind::message_lost);
  CHECK(run.log.events()[lost.moment - 1].message() == lost.message);
  const StoryStep& turned = story.steps[5];
  CHECK(turned.waits);
  CHECK(ms(turned.from) == 0);
  CHECK(ms(turned.at) == 50);
  CHECK(story.finished == time_at(54'000'000));
  CHECK(story.last > *story.finished);
}

TEST_CASE("story: a write that may be kept names who keeps it and who was silent", "[trace]") {
  const Story story = built_in("strict-in-a-partition").story(2);
  CHECK(story.ended == "Unknown: it may be kept or not");
  CHECK(story.tone == StepTone::bad);
  CHECK(story.why ==
        Lines{"Node 3 found that it cannot have as many copies as it needs. What is kept stays.",
              "Node 3 keeps it: later reads may see it.",
              "No answer from node 1 (the link is cut), node 2 (the link is cut)."});
}

TEST_CASE("story: a client that is cut off gives up, and nobody was seen to keep its write",
          "[trace]") {
  const Story story = built_in("strict-in-a-partition").story(3);
  CHECK(story.steps.back().words == "Client 0 waits no longer");
  CHECK(story.why == Lines{"Nobody told the client before its deadline how it went.",
                           "No node was seen to keep it.",
                           "No answer from node 3 (the link is cut)."});
}

TEST_CASE("story: a read that too few can answer says so", "[trace]") {
  const Story story = built_in("strict-in-a-partition").story(4);
  CHECK(story.ended == "Failed: unavailable");
  CHECK(story.why.front() == "Too few members could tell what they keep.");
}

TEST_CASE("story: a hint is told with whom it is for", "[trace]") {
  const Lines told = words(built_in("hinted-handoff").story(1));
  const auto has = [&](std::string_view line) {
    return std::find(told.begin(), told.end(), line) != told.end();
  };
  CHECK(has("The copy for node 2 is lost: the link is cut"));
  CHECK(
      has("Node 3 hears nothing from node 2, so it sends it again, and asks node 4 to keep it "
          "meanwhile"));
  CHECK(has("Node 4 keeps it as a hint for node 2: 3 copies acknowledged by now"));
}

TEST_CASE("story: a read is passed on by who has nothing", "[trace]") {
  const Lines told = words(built_in("back-empty").story(4));
  CHECK(told == Lines{"Client 3 asks node 3, the key's primary",
                      "Node 3 keeps nothing of the key, so it passes the question on to node 2",
                      "Node 2 answers client 3: here is the value"});
}

TEST_CASE("story: a read says who told what, and which version won", "[trace]") {
  const Story agreed = built_in("read-repair").story(3);
  CHECK(agreed.why == Lines{R"(2 members told what they keep. Node 2: "new" (operation 2); )"
                            R"(node 3: "new" (operation 2).)",
                            "All of them agree."});
  const Story repaired = built_in("read-repair").story(5);
  CHECK(words(repaired)[3] == "Node 1 keeps something older itself, and takes in what was told");
  CHECK(repaired.why.back() == "All of them agree.");
}

TEST_CASE("story: a read that missed a newer version names who kept it", "[trace]") {
  const Story story = built_in("new-then-old-reads").story(3);
  CHECK(story.ended == R"(Read "old")");
  CHECK(
      story.why ==
      Lines{
          R"(Node 2 answered from its own copy alone: "old" (operation 1).)",
          R"(Node 3 kept something newer by then, "new" (operation 2), but had no part in this.)"});
}

TEST_CASE("story: siblings are told where they are kept and where they are read", "[trace]") {
  const Run run = built_in("interleaved-writers");
  CHECK(words(run.story(2))[1] ==
        "Node 3 stores it beside 1 other value, 1 of 2 copies needed, and sends copies to nodes 0 "
        "and 1");
  CHECK(
      run.story(7).why.back() ==
      "None of its 2 values took the place of another: all of them are the answer, this one being "
      "the newest.");
  CHECK(built_in("cart-in-a-partition").story(4).why.back() ==
        "None of its 2 values took the place of another: they were merged into this one.");
}

TEST_CASE("story: what is under way is open, and not called lost or stored", "[trace]") {
  Run run = built_in("first-put");
  run.log.cut(7);
  const Story story = run.story(1);
  CHECK(story.ended == "Under way");
  REQUIRE(story.steps.size() == 1);
  CHECK(story.steps[0].open);
  CHECK(story.steps[0].words == "Client 0's question to node 1, the key's primary, is on its way");
  CHECK(story.why.empty());
}

TEST_CASE("story: where the beginning was let go the rest is told without guessing", "[trace]") {
  const Run run = built_in("first-put");
  TraceBatch batch;
  batch.events.assign(run.log.events().begin(), run.log.events().end());
  TraceLog log(18);  // the first put's own copy is among what is let go
  log.append(batch);
  OperationEvents events;
  events.update(log, 1, OpId{1});
  const Story story = tell_story(events, log, nullptr);
  CHECK_FALSE(story.whole);
  CHECK(story.kind == OperationKind::put);
  CHECK(story.ended == "Stored");
  for (const std::string& line : words(story)) CHECK(line.find("primary") == std::string::npos);
}

TEST_CASE("story: every operation of every scenario is told, in order and without an empty line",
          "[trace]") {
  for (const BuiltInScenario& scenario : built_in_scenarios()) {
    CAPTURE(scenario.name);
    const Run run(scenario.text);
    for (const TraceEvent& event : run.log.events()) {
      if (event.kind != EventKind::operation_finished) continue;
      const Story story = run.story(raw(event.op));
      CAPTURE(story.asked);
      CHECK(story.finished == event.at);
      CHECK_FALSE(story.steps.empty());
      std::uint64_t moment = story.moment;
      for (const StoryStep& step : story.steps) {
        CHECK_FALSE(step.words.empty());
        CHECK(step.moment >= moment);
        CHECK(step.from <= step.at);
        CHECK(step.from >= story.started);
        moment = step.moment;
      }
      if (story.tone == StepTone::bad) CHECK_FALSE(story.why.empty());
    }
  }
}

TEST_CASE("operation events: following a log finds the same as looking at all of it", "[trace]") {
  const Run run = built_in("lossy-network");
  TraceLog growing;
  OperationEvents followed;
  for (const TraceEvent& event : run.log.events()) {
    growing.append({{event}, {}});
    followed.update(growing, 1, OpId{2});
  }
  OperationEvents whole;
  whole.update(run.log, 1, OpId{2});
  REQUIRE(followed.all().size() == whole.all().size());
  CHECK_FALSE(followed.update(growing, 1, OpId{2}));
  CHECK(followed.update(growing, 1, OpId{3}));
  CHECK(followed.all().front().event.op == OpId{3});
}

}  // namespace
}  // namespace ringside::story_test
