#include "core/pbs/measure.h"

#include <optional>
#include <string>

#include "core/base/check.h"
#include "core/sim/simulation.h"

namespace ringside {
namespace {

constexpr std::uint64_t k_keys = 64;
constexpr std::uint64_t k_events_max = 1'000'000;  // of one operation: it ends by its deadline

ClusterConfig cluster_of(const StalenessProbe& probe) {
  ClusterConfig config;
  config.shape.nodes = probe.n;
  config.shape.replicas = probe.n - 1;
  config.shape.failures = probe.w - 1;
  config.network.latency = probe.latency;
  config.seed = probe.seed;
  return config;
}

// Carries out one operation, until the cluster has told its end.
OperationResult carry_out(Simulation& simulation, Command command) {
  RINGSIDE_CHECK(simulation.submit(std::move(command)).has_value());
  for (;;) {
    RINGSIDE_CHECK(simulation.step());
    auto results = simulation.take_results();
    if (!results.empty()) return std::move(results.front());
  }
}

}  // namespace

Result<void> validate(const StalenessProbe& probe) {
  if (probe.n < 2 || probe.w < 1) {
    return fail(ErrorCode::invalid_argument, "a cluster to measure needs n >= 2 and w >= 1");
  }
  return validate(cluster_of(probe));
}

double measure_fresh(const StalenessProbe& probe) {
  RINGSIDE_CHECK(validate(probe).has_value());
  Simulation simulation(cluster_of(probe));
  TraceBatch trace;
  std::uint64_t fresh = 0;
  std::uint64_t counted = 0;
  for (std::uint64_t trial = 0; trial < probe.trials + k_keys; ++trial) {
    const std::string key = "key-" + std::to_string(trial % k_keys);
    const OperationResult put = carry_out(simulation, PutCommand{key, std::to_string(trial)});
    simulation.run_until(simulation.now() + probe.t);
    const OperationResult get = carry_out(simulation, GetCommand{key});
    RINGSIDE_CHECK(simulation.run_until_idle(k_events_max));
    simulation.collect(trace);
    trace.events.clear();
    trace.texts.clear();
    const bool has_a_version_before = trial >= k_keys;
    if (!has_a_version_before || !put.ok() || !get.ok()) continue;
    ++counted;
    if (get.receipt.version >= put.receipt.version) ++fresh;
  }
  return counted == 0 ? 0 : static_cast<double>(fresh) / static_cast<double>(counted);
}

WarsSettings wars_of(const StalenessProbe& probe) {
  const Latency& leg = probe.latency;
  WarsSettings settings;
  settings.legs = {.w = leg,
                   .a = leg,
                   .r = leg,
                   .s = leg,
                   .remote = {},
                   .primary_coordinates = true,
                   .reads_ask_all = false,
                   .to_client = leg};
  settings.n = probe.n;
  settings.r = 1;
  settings.w = probe.w;
  settings.seed = probe.seed;
  return settings;
}

}  // namespace ringside
