#include "core/trial/trial.h"

#include <array>
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/trial/trial_plan.h"
#include "tests/sim/sim_run.h"
#include "tests/trial/fixed_trials.h"

namespace ringside::trial_test {
namespace {

std::vector<std::string> examples_of(const TrialReport& report) {
  std::vector<std::string> examples;
  for (const Judgement& judgement : report.judgements) {
    if (!judgement.promised) continue;
    for (const std::string& example : judgement.violations.examples)
      examples.push_back(judgement.name + ": " + example);
  }
  return examples;
}

void check_kept(std::string_view steps) {
  const auto script = parse_script("", steps);
  REQUIRE(script.has_value());
  const TrialReport report = run_trial(*script);
  CAPTURE(broken_promises(report.judgements), examples_of(report));
  CHECK(report.kept());
}

TEST_CASE("trial: with all faults mixed by seed every promise is kept", "[trial]") {
  std::uint64_t acked = 0;
  std::uint64_t unknown = 0;
  std::uint64_t beyond = 0;
  std::uint64_t collected = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const Replay replay(seed);
    const TrialReport report = run_trial(draw_trial({}, seed));
    CAPTURE(broken_promises(report.judgements), examples_of(report));
    REQUIRE(report.kept());
    CHECK(report.refused == 0);
    acked += report.acked;
    unknown += report.unknown;
    beyond += report.lost_beyond;
    collected += report.collected;
  }
  // Else the faults did nothing.
  CHECK(acked > 3000);
  CHECK(unknown > 50);
  CHECK(beyond > 0);
  CHECK(collected > 200);
}

TEST_CASE("trial: the text of a script plays to the same run", "[trial]") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Replay replay(seed);
    const Script script = draw_trial({}, seed);
    const auto read = parse_script("", script_text(script));
    REQUIRE(read.has_value());
    const TrialReport drawn = run_trial(script);
    const TrialReport played = run_trial(*read);
    CHECK(drawn.digest.value() == played.digest.value());
    CHECK(drawn.events == played.events);
    CHECK(drawn.virtual_time == played.virtual_time);
  }
}

TEST_CASE("trial: without faults nothing is unknown and nothing is late", "[trial]") {
  TrialSettings settings;
  settings.faults = {};
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Replay replay(seed);
    const TrialReport report = run_trial(draw_trial(settings, seed));
    CHECK(report.kept());
    CHECK(report.unknown == 0);
    CHECK(report.operations >= 200);
  }
}

TEST_CASE("trial: what a checker finds is in the report by its name", "[trial]") {
  const Judge judge = [](const Recorder& run, const RunEnd&) {
    Violations violations;
    for (std::size_t i = 0; i < run.history().results.size(); ++i) violations.add("bad");
    return std::vector<Judgement>{
        {"fine", {}}, {"planted", violations}, {"allowed", violations, false}};
  };
  const TrialReport report = run_trial(draw_trial({}, 1), judge);
  CHECK_FALSE(report.kept());
  CHECK(broken_promises(report.judgements) == "planted");
  REQUIRE(report.judgements.size() == 3);
  CHECK(report.judgements[1].violations.count >= 150);
  CHECK(report.judgements[1].violations.count <= report.operations);
}

TEST_CASE("trial: a step that the cluster does not take is counted", "[trial]") {
  const auto script = parse_script("", "put a 1\nat 5ms restart 1\nat 6ms resume 1\n");
  REQUIRE(script.has_value());
  const TrialReport report = run_trial(*script);
  CHECK(report.refused == 2);
  CHECK(report.kept());
}

TEST_CASE("trial: copies have to be equal once nothing is wrong for long enough, not before",
          "[trial]") {
  const auto judged = [](std::string_view text) {
    const auto script = parse_script("", text);
    REQUIRE(script.has_value());
    for (const Judgement& judgement : run_trial(*script).judgements) {
      if (judgement.name == "diverged") return judgement.promised;
    }
    FAIL("nobody has looked at copies");
    return false;
  };
  CHECK(judged("at 1ms put a 1\nat 25s get a\n"));
  CHECK_FALSE(judged("at 1ms put a 1\nat 15s get a\n"));
  CHECK_FALSE(judged("at 1ms kill 1\nat 25s get a\n"));
  CHECK_FALSE(judged("at 1ms pause 1\nat 25s get a\n"));
  CHECK_FALSE(judged("at 1ms partition n0\nat 25s get a\n"));
  CHECK_FALSE(judged("at 1ms partition n0\nat 10s heal\nat 25s get a\n"));
  CHECK(judged("at 1ms partition n0\nat 10s heal\nat 45s get a\n"));
  CHECK(judged("put a 1\nwait 25s\nget a\n"));
  CHECK_FALSE(judged("wait 25s\nput a 1\n"));
}

// It refused what was ahead of its clock, and took itself for recovered: found by a sweep.
TEST_CASE("trial: a node whose clock is behind has not recovered from what it refuses", "[trial]") {
  check_kept(
      "token-seed 1486\nat 302ms put k15 v99\nat 362ms skew 3 -958ms\n"
      "at 481ms kill 3\nat 494ms restart 3\n");
}

// What it had begun before it stored only after the others had been asked: found by a sweep.
TEST_CASE("trial: what a drained node takes in while it hands over is handed over too", "[trial]") {
  check_kept(
      "level linearizable\n"
      "nodes 3\n"
      "replicas 1\n"
      "failures 0\n"
      "vnodes 15\n"
      "token-seed 21069\n"
      "window 7\n"
      "tombstones-after 2s\n"
      "attempt-timeout 37ms\n"
      "seed 2\n"
      "clients 1\n"
      "at 1284.476ms pause 1\n"
      "at 1299.148ms as s1 get k1\n"
      "at 1322.708ms as s1 get k12\n"
      "at 1326.536ms as s3 get k11\n"
      "at 1330.726ms as s3 put k21 v57\n"
      "at 1331.136ms as s3 get k22\n"
      "at 1334.54ms as s3 get k30\n"
      "at 1335.333ms drain 2\n"
      "at 1440.467ms as s0 get k32\n"
      "at 1451.923ms as s0 get k20\n"
      "at 1457.069ms as s1 del k16\n"
      "at 1475.994ms as s0 del k8\n"
      "at 1480.625ms as s2 put k25 v107\n"
      "at 1492.288ms as s1 del k29\n"
      "at 1508.232ms as s1 del k4\n"
      "at 1512.842ms as s1 del k10\n"
      "at 1535.806ms del k18\n"
      "at 1536.747ms as s3 mget k8 k11 k16 k8 k28 k23 k32\n"
      "at 1551.159ms as s3 get k6\n"
      "at 1556.349ms as s1 del k18\n"
      "at 1559.964ms as s1 get k26\n"
      "at 1632.253ms as s2 get k12\n"
      "at 1640.023ms as s3 mget k5 k23 k16 k14 k21\n"
      "at 1644.312ms get k23\n"
      "at 1662.439ms as s0 mget k11 k7 k27 k18\n"
      "at 1892.586ms as s2 mget k19 k30 k10 k6 k17\n"
      "at 1913.269ms put k9 v76\n"
      "at 1926.643ms resume 1\n"
      "at 1934.223ms as s3 del k9\n"
      "at 16.664s get k0\n");
}

// Cut off with the only copy of the remove, which needed one: found by a sweep.
TEST_CASE("trial: what is read before copies were compared may be what was removed", "[trial]") {
  check_kept(
      "nodes 4\nfailures 0\nvnodes 7\ntoken-seed 462626\n"
      "clients 1\nlatency 1ms\n"
      "at 1802.249ms put k0 v11\nat 2000.863ms del k0\n"
      "at 2000.877ms partition n0 | n1 n2 n3\nat 2130.797ms heal\n"
      "at 2568.959ms mget k2 k0 k1 k2 k4 k0\nat 20.694s get k0\n");
}

// With all but one node: found by a sweep.
TEST_CASE("trial: copies are compared by a ring that somebody still knows", "[trial]") {
  check_kept(
      "token-seed 448347\nclients 1\nlatency 1ms\n"
      "at 65.316ms kill 2\nat 451.369ms drain 0\n"
      "at 451.517ms as s2 put k7 v197\n"
      "at 452.447ms partition n0 n1 n2 n4 | n3 c0\n"
      "at 455.625ms kill 0\nat 727.748ms kill 4\nat 730.52ms kill 1\n"
      "at 1196.257ms heal\n"
      "at 1.826s restart 0\nat 1.826s restart 1\n"
      "at 1.826s restart 2\nat 1.826s restart 4\n"
      "at 23.826s get k0\n");
}

// Its holder was less far with collecting than the node that came back: found by a sweep.
TEST_CASE("trial: a hint with an old sibling in it is not refused for ever", "[trial]") {
  check_kept(
      "nodes 6\nreplicas 1\nfailures 0\ntoken-seed 475323\n"
      "tombstones-after 100ms\npolicy keep_siblings\n"
      "clients 1\nwindow 4096\nat 680us del k7\n"
      "at 206.417ms kill 2\nat 207.681ms restart 2\n"
      "at 213.685ms as s0 del k10\nat 580.979ms as s0 del k5\n"
      "at 581.196ms put k3 v83\nat 704.114ms kill 4\n"
      "at 1367.385ms put k3 v60\nat 1448.682ms kill 2\n"
      "at 2.911s restart 2\nat 2.911s restart 4\n"
      "at 28.911s get k0\n");
}

// F = 0 and one crash: the write is lost. That it was not removed nobody can know: found by a
// sweep.
TEST_CASE("trial: a session may miss a write that more than F failures took where all is collected",
          "[trial]") {
  const std::string steps =
      "nodes 3\nfailures 0\ntoken-seed 496528\nclients 1\nwindow 4096\nlatency 1ms\n"
      "at 1148.489ms as s0 put k1 v24\nat 1175.876ms partition n0 | n1 n2\n"
      "at 1253.094ms del k4\nat 1665.27ms partition one-way n0 n1 -> n2 c4\n"
      "at 1919.908ms as s0 put k1 v39\nat 1999.657ms heal\nat 2003.806ms kill 1\n"
      "at 2023.927ms restart 1\nat 2218.573ms as s0 get k1\n";
  check_kept("tombstones-after 100ms\n" + steps);
  check_kept(steps);
}

// Most voters have forgotten what they voted, so the drain of n0 never settles, and n1 keeps what
// it held while n4 was off the ring: the last copies, after three crashes. Found by a sweep.
TEST_CASE("trial: copies are handed over even while a ring change cannot end", "[trial]") {
  check_kept(
      "vnodes 9\ntoken-seed 606047\nseed 3\nclients 1\nwindow 4096\nlatency 1ms\n"
      "at 281.185ms put k60 v137\nat 318.856ms put k89 v198\n"
      "at 320.45ms as s0 put k26 v169\nat 323.584ms as s0 put k68 v25\n"
      "at 343.642ms drain 4\nat 350.493ms as s0 put k3 v109\n"
      "at 489.19ms as s0 put k12 v77\nat 499.51ms as s0 put k50 v174\n"
      "at 651.705ms add 4\nat 675.42ms kill 3\nat 676.049ms drain 0\n"
      "at 729.557ms kill 4\nat 732.985ms restart 4\nat 753.289ms kill 2\n"
      "at 984.563ms restart 2\nat 1026.538ms restart 3\nat 27.046s get k0\n");
}

// The put came when the remove was older than what has to be remembered, and was told to a node
// that remembered no more. Found by a sweep.
TEST_CASE("trial: a tombstone beside a value may be forgotten where tombstones are collected",
          "[trial]") {
  check_kept(
      "nodes 8\nvnodes 7\ntoken-seed 751860\ntombstones-after 100ms\nrare 539157\nmailbox 1\n"
      "policy keep_siblings\nclients 1\nwindow 4096\nlatency 1ms\nseed 2\n"
      "at 1053.623ms drain 2\nat 1088.26ms partition one-way n1 -> n4 n5 n6\n"
      "at 1108.623ms drain 5\nat 1198.65ms del k173\nat 1445.482ms slow 4 9.488ms\n"
      "at 1524.362ms heal\nat 1741.127ms drain 6\nat 2571.553ms drain 7\n"
      "at 2577.791ms put k173 v91\nat 2.581s slow 4 0ms\nat 36.581s get k173\n");
}

TEST_CASE("trial: every rare branch is taken", "[trial]") {
  std::array<std::uint64_t, k_rare_branches> taken{};
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const TrialReport report = run_trial(draw_trial({}, seed));
    for (std::size_t i = 0; i < k_rare_branches; ++i) taken[i] += report.rare[i];
  }
  for (std::size_t i = 0; i < k_rare_branches; ++i) {
    CAPTURE(to_string(static_cast<Rare>(i)));
    CHECK(taken[i] > 0);
  }
}

TEST_CASE("trial: no rare branch is taken unless it is asked for", "[trial]") {
  const auto script = [](std::string_view first) {
    return *parse_script("", std::string(first) + "at 1ms put a 1\nat 2ms put b 2\nat 25s del a\n");
  };
  const TrialReport none = run_trial(script(""));
  const TrialReport some = run_trial(script("rare 5\n"));
  CHECK(none.rare == std::array<std::uint64_t, k_rare_branches>{});
  CHECK(some.rare != none.rare);
  CHECK(some.kept());
}

// All faults are in them.
TEST_CASE("trial: fixed trials are the same with every compiler and on every platform", "[trial]") {
  const FixedTrials run = run_fixed_trials();
  CHECK(run.events == k_fixed_trials.events);
  CHECK(run.digests == k_fixed_trials.digests);
}

}  // namespace
}  // namespace ringside::trial_test
