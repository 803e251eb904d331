// What each level promises, under all faults mixed by seed.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>

#include "core/trial/trial.h"
#include "core/trial/trial_plan.h"
#include "tests/sim/sim_run.h"

namespace ringside::levels_test {
namespace {

std::uint64_t count_of(const TrialReport& report, const std::string& name) {
  for (const Judgement& judgement : report.judgements) {
    if (judgement.name == name) return judgement.violations.count;
  }
  FAIL("nobody counts " << name);
  return 0;
}

struct Totals {
  std::uint64_t acked = 0;
  std::uint64_t irregular = 0;
  std::uint64_t not_linearizable = 0;
};

// Few keys and many clients, so that operations meet. REQUIREs that every promise is kept.
Totals trials_at(const std::string& level, std::uint64_t seeds) {
  TrialSettings settings;
  settings.fixed = {{"level", level}};
  settings.keys = 3;
  Totals totals;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Replay replay(seed);
    const TrialReport report = run_trial(draw_trial(settings, seed));
    CAPTURE(level, broken_promises(report.judgements));
    REQUIRE(report.kept());
    totals.acked += report.acked;
    totals.irregular += count_of(report, "irregular_reads");
    totals.not_linearizable += count_of(report, "non_linearizable");
  }
  return totals;
}

TEST_CASE("levels: eventual reads are sometimes old, and sometimes new and then old", "[trial]") {
  const Totals totals = trials_at("eventual", 40);
  CHECK(totals.irregular > 0);
  CHECK(totals.not_linearizable > 0);
}

TEST_CASE("levels: sloppy quorums make reads old only where hints stood in", "[trial]") {
  const Totals totals = trials_at("sloppy", 60);
  CHECK(totals.acked > 1000);
  CHECK(totals.irregular > 0);
}

TEST_CASE("levels: a strict read sees the last acknowledged write", "[trial]") {
  const Totals totals = trials_at("strict", 80);
  CHECK(totals.acked > 500);
  CHECK(totals.irregular == 0);
}

TEST_CASE("levels: linearizable operations are", "[trial]") {
  const Totals totals = trials_at("linearizable", 80);
  CHECK(totals.acked > 500);
  CHECK(totals.not_linearizable == 0);
}

}  // namespace
}  // namespace ringside::levels_test
