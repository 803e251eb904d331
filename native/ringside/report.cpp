#include "native/ringside/report.h"

#include <fmt/format.h>

#include "core/check/invention.h"
#include "core/check/outcomes.h"
#include "core/scenario/units.h"
#include "native/ringside/console.h"
#include "native/ringside/numbers.h"

namespace ringside {
namespace {

std::string broken_text(const Violations& violations, std::string_view what) {
  if (violations.count == 0) return {};
  std::string text =
      red(fmt::format("broken: {} ({} times)", what, with_thousands(violations.count))) + "\n";
  for (const std::string& example : violations.examples) text += fmt::format("  {}\n", example);
  return text;
}

}  // namespace

std::string json_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string weights_text(const NodeWeights& weights) {
  std::string text;
  for (std::uint32_t i = 0; i < weights.count(); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : ",", weights.of(i));
  return text;
}

Json settings_json(const ClusterConfig& config) {
  return {{"nodes", config.shape.nodes},
          {"replicas", config.shape.replicas},
          {"failures", config.shape.failures},
          {"level", to_string(config.consistency.level)},
          {"read_quorum", config.consistency.read_quorum},
          {"write_quorum", config.consistency.write_quorum},
          {"vnodes", config.shape.vnodes},
          {"token_seed", config.shape.token_seed},
          {"weights", weights_text(config.shape.weights)},
          {"tokens", to_string(config.shape.placement)},
          {"load_bound_percent", config.shape.load_bound},
          {"seed", config.seed},
          {"rare", config.rare},
          {"clients", config.clients},
          {"window", config.client_window},
          {"mailbox", config.mailbox},
          {"latency", latency_text(config.network.latency)},
          {"loss_ppm", config.network.loss_ppm},
          {"duplicate_ppm", config.network.duplicate_ppm},
          {"deadline_ms", milliseconds(config.timing.operation_deadline)},
          {"attempt_timeout_ms", milliseconds(config.timing.attempt_timeout)},
          {"read_choice", to_string(config.read_choice)},
          {"probe_interval_ms", milliseconds(config.timing.probe_interval)},
          {"failure_detection", to_string(config.timing.failure_detection)}};
}

std::string settings_text(const ClusterConfig& config) {
  return fmt::format("{} · R = {} · F = {} · {} each", counted(config.shape.nodes, "node", "nodes"),
                     config.shape.replicas, config.shape.failures,
                     counted(config.shape.vnodes, "token", "tokens"));
}

OutcomeCounts count_outcomes(const History& history) {
  OutcomeCounts counts;
  for (const OperationResult& result : history.results) {
    const Outcome outcome = result.error ? Outcome{result.error->code} : Outcome{};
    ++counts[std::string(to_string(result.kind))][std::string(to_string(outcome))];
  }
  return counts;
}

Promises check_promises(const Recorder& recorder) {
  return {check_outcomes(recorder.history()), check_invention(recorder.history()),
          check_durability(recorder.history(), recorder.world(), recorder.crashes())};
}

Json promises_json(const Promises& promises) {
  Json examples = Json::array();
  for (const Violations* violations :
       {&promises.outcomes, &promises.invention, &promises.durability.lost}) {
    for (const std::string& example : violations->examples) examples.push_back(example);
  }
  return {{"kept", promises.kept()},
          {"wrong_ends", promises.outcomes.count},
          {"invented", promises.invention.count},
          {"lost_acked", promises.durability.lost.count},
          {"lost_beyond_promise", promises.durability.lost_beyond},
          {"examples", std::move(examples)}};
}

std::string promises_text(const Promises& promises) {
  std::string text = broken_text(promises.outcomes,
                                 "every operation ends exactly once, with an outcome of its kind") +
                     broken_text(promises.invention, "nothing is invented") +
                     broken_text(promises.durability.lost, "no acknowledged write is lost");
  if (text.empty()) {
    text = green("promises kept") +
           ": every operation ended once, nothing was invented, no acknowledged write was lost\n";
  }
  if (promises.durability.lost_beyond > 0) {
    text += fmt::format(
        "beyond the promise: {} lost their acknowledged write, because more than F nodes of their "
        "group "
        "died\n",
        counted(promises.durability.lost_beyond, "key", "keys"));
  }
  return text;
}

}  // namespace ringside
