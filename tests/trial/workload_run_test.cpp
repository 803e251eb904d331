#include "core/trial/workload_run.h"

#include <catch_amalgamated.hpp>
#include <cstdint>

#include "core/trial/trial.h"
#include "tests/sim/sim_run.h"

namespace ringside::workload_run_test {
namespace {

WorkloadPlan small_plan(std::uint64_t seed) {
  WorkloadPlan plan;
  plan.cluster = small_cluster(seed);
  plan.workload = {.operations = 500, .keys = 20, .seed = seed};
  return plan;
}

TEST_CASE("workload run: carries everything out, and nothing is broken", "[trial]") {
  const Replay replay(1);
  WorkloadRun run(small_plan(1));
  std::uint64_t last = 0;
  run.run([&](std::uint64_t ended) {
    CHECK(ended >= last);
    last = ended;
  });
  CHECK(run.recorder().history().results.size() == 500);
  CHECK(run.simulation().idle());
  CHECK(run.crashes() == 0);
  CHECK(broken_promises(judge_promises(run.recorder(), {})).empty());
}

TEST_CASE("workload run: as many nodes die as asked, one is always left", "[trial]") {
  for (const std::uint32_t crashes : {1u, 4u}) {
    WorkloadPlan plan = small_plan(2);
    plan.crashes = crashes;
    WorkloadRun run(plan);
    run.run([](std::uint64_t) {});
    CHECK(run.crashes() == crashes);
    std::uint32_t up = 0;
    for (const WorldNode& node : run.recorder().world().nodes()) up += node.up ? 1 : 0;
    CHECK(up == 5 - crashes);
  }
}

TEST_CASE("workload run: dead nodes come back after the time asked", "[trial]") {
  WorkloadPlan plan = small_plan(3);
  plan.crashes = 20;
  plan.restart_after = std::chrono::milliseconds{3};
  REQUIRE(validate(plan));
  WorkloadRun run(plan);
  run.run([](std::uint64_t) {});
  CHECK(run.crashes() == 20);
  CHECK(run.recorder().history().results.size() == 500);
}

TEST_CASE("workload run: the same plan gives the same run", "[trial]") {
  const auto digest_of = [](const WorkloadPlan& plan) {
    WorkloadRun run(plan);
    run.run([](std::uint64_t) {});
    return run.simulation().digest().value();
  };
  CHECK(digest_of(small_plan(4)) == digest_of(small_plan(4)));
  CHECK(digest_of(small_plan(4)) != digest_of(small_plan(5)));
}

TEST_CASE("workload run: more crashes than can be are refused", "[trial]") {
  WorkloadPlan plan = small_plan(6);
  plan.crashes = 5;
  CHECK_FALSE(validate(plan));
  plan.restart_after = std::chrono::milliseconds{1};
  CHECK(validate(plan));
  plan.crashes = 100'001;
  CHECK_FALSE(validate(plan));
}

}  // namespace
}  // namespace ringside::workload_run_test
