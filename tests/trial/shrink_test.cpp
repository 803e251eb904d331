#include "core/trial/shrink.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <set>
#include <string>

#include "core/trial/trial.h"
#include "core/trial/trial_plan.h"
#include "tests/sim/sim_run.h"

namespace ringside::shrink_test {
namespace {

Script numbered(int steps) {
  Script script;
  for (int i = 0; i < steps; ++i) {
    const std::string text = "at " + std::to_string(i) + "ms get k" + std::to_string(i);
    script.timed.push_back(
        {k_start_of_time + std::chrono::milliseconds{i},
         {static_cast<std::uint32_t>(i + 1), text, CommandStep{GetCommand{"k"}}}});
  }
  return script;
}

std::set<std::string> texts_of(const Script& script) {
  std::set<std::string> texts;
  for (const TimedStep& timed : script.timed) texts.insert(timed.step.text);
  return texts;
}

TEST_CASE("shrink: leaves just the steps that it takes, in their order", "[trial]") {
  const std::set<std::string> needed{"at 3ms get k3", "at 77ms get k77", "at 140ms get k140"};
  const auto fails = [&](const Script& script) {
    const auto texts = texts_of(script);
    return std::includes(texts.begin(), texts.end(), needed.begin(), needed.end());
  };
  const Shrunk shrunk = shrink(numbered(200), fails);
  CHECK(texts_of(shrunk.script) == needed);
  REQUIRE(shrunk.script.timed.size() == 3);
  CHECK(shrunk.script.timed[0].at < shrunk.script.timed[1].at);
  const auto read = parse_script("", script_text(shrunk.script));
  REQUIRE(read.has_value());
  CHECK(read->timed[2].step.line == shrunk.script.timed[2].step.line);
  CHECK(shrunk.runs < 500);
}

TEST_CASE("shrink: never leaves nothing, and stops after the runs allowed", "[trial]") {
  const auto always = [](const Script&) { return true; };
  CHECK(shrink(numbered(50), always).script.timed.size() == 1);
  const Shrunk cut_short = shrink(numbered(50), always, 2);
  CHECK(cut_short.runs == 2);
  CHECK(cut_short.script.timed.size() > 1);
  const auto only_whole = [](const Script& script) { return script.timed.size() == 50; };
  CHECK(shrink(numbered(50), only_whole).script.timed.size() == 50);
}

TEST_CASE("shrink: a step that is needed only while another is there goes with it", "[trial]") {
  // Without k9, k8 does harm: only together they can go.
  const auto fails = [](const Script& script) {
    const auto texts = texts_of(script);
    return texts.contains("at 2ms get k2") &&
           texts.contains("at 8ms get k8") == texts.contains("at 9ms get k9");
  };
  CHECK(texts_of(shrink(numbered(10), fails).script) == std::set<std::string>{"at 2ms get k2"});
}

// The planted bug: somebody calls it a violation that a key was written while a node was paused and
// read as deleted later.
std::vector<Judgement> find_planted(const Recorder& run, const RunEnd&) {
  Violations planted;
  std::set<std::string> written;
  for (const OperationResult& result : run.history().results) {
    if (result.ok() && result.kind == OperationKind::put && result.receipt.attempts > 1)
      written.insert(result.key);
    if (result.kind == OperationKind::get && !result.ok() &&
        result.error->code == ErrorCode::not_found && written.contains(result.key))
      planted.add(result.key);
  }
  return {{"planted", planted}};
}

TEST_CASE("shrink: what fails with other draws only is found by other seeds of the run",
          "[trial]") {
  const auto seed_of = [](const Script& script) { return configure(script).seed; };
  const auto fails = [&](const Script& script) {
    return texts_of(script).contains("at 2ms get k2") &&
           seed_of(script) == 1 + script.timed.size() % 4;
  };
  Script script = numbered(12);
  REQUIRE(fails(script));
  const Shrunk shrunk = shrink(script, fails);
  CHECK(texts_of(shrunk.script) == std::set<std::string>{"at 2ms get k2"});
  CHECK(seed_of(shrunk.script) == 2);
}

TEST_CASE("shrink: a planted bug comes down to the few steps that show it, and they replay",
          "[trial]") {
  TrialSettings settings;
  settings.operations = 80;
  int found = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Replay replay(seed);
    const Script script = draw_trial(settings, seed);
    const auto fails = [](const Script& candidate) {
      return !run_trial(candidate, find_planted).kept();
    };
    if (!fails(script)) continue;
    ++found;
    const Shrunk shrunk = shrink(script, fails);
    CAPTURE(script_text(shrunk.script));
    // A node that is hindered, a put, a delete, a get.
    CHECK(shrunk.script.timed.size() <= 10);  // of more than 80
    const auto read = parse_script("", script_text(shrunk.script));
    REQUIRE(read.has_value());
    CHECK_FALSE(run_trial(*read, find_planted).kept());
    if (found == 3) break;
  }
  CHECK(found == 3);
}

}  // namespace
}  // namespace ringside::shrink_test
