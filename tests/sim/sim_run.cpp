#include "tests/sim/sim_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/trace/world.h"
#include "tests/trace/trace_rules.h"

namespace ringside {
namespace {

std::string replay_text(std::uint64_t seed) {
  std::string filter;
  for (const char c : Catch::getResultCapture().getCurrentTestName()) {
    if (c == ',') filter += '\\';  // a bare one would end the name
    filter += c;
  }
  return fmt::format("seed {}; replay with: core_tests \"{}\"", seed, filter);
}

}  // namespace

Replay::Replay(std::uint64_t seed)
    : text_(replay_text(seed)),
      hint_(text_),
      message_(Catch::MessageBuilder("INFO", CATCH_INTERNAL_LINEINFO, Catch::ResultWas::Info)
               << text_) {}

OpId SimRun::submit(Command command) {
  const auto id = sim_.submit(std::move(command));
  REQUIRE(id.has_value());
  ++submitted_;
  return *id;
}

OpId SimRun::put(const std::string& key, const std::string& value) {
  return submit(PutCommand{key, value});
}
OpId SimRun::get(const std::string& key) { return submit(GetCommand{key}); }
OpId SimRun::remove(const std::string& key) { return submit(RemoveCommand{key}); }

OpId SimRun::multi_get(const std::vector<std::string>& keys) {
  submitted_ += keys.size() - 1;
  return submit(MultiGetCommand{keys});
}

bool SimRun::crash(NodeId node) { return sim_.submit(CrashCommand{node}).has_value(); }
bool SimRun::restart(NodeId node) { return sim_.submit(RestartCommand{node}).has_value(); }

void SimRun::finish() {
  constexpr std::uint64_t k_events_max = 50'000'000;
  REQUIRE(sim_.run_until_idle(k_events_max));
}

void SimRun::collect() {
  sim_.collect(batch_);
  for (OperationResult& result : sim_.take_results()) {
    const OpId id = result.id;
    REQUIRE(results_.emplace(id, std::move(result)).second);
  }
}

const std::vector<TraceEvent>& SimRun::events() {
  collect();
  return batch_.events;
}

const std::map<OpId, OperationResult>& SimRun::results() {
  collect();
  return results_;
}

const OperationResult& SimRun::result(OpId id) {
  collect();
  REQUIRE(results_.contains(id));
  return results_.at(id);
}

void SimRun::judge() {
  collect();
  REQUIRE(sim_.idle());
  REQUIRE(results_.size() == submitted_);
  World world(sim_.config().shape);
  Digest digest;
  for (const TraceEvent& event : batch_.events) {
    world.apply(event);
    digest.add(event);
  }
  const bool some_wait =
      std::any_of(world.nodes().begin(), world.nodes().end(),
                  [](const WorldNode& node) { return node.paused; });  // messages for them do
  const TraceRules rules{.shape = sim_.config().shape, .ended = !some_wait};
  const std::vector<std::string> broken = rules.broken_by(batch_.events);
  CAPTURE(broken);
  REQUIRE(broken.empty());
  for (const auto& [id, message] : world.in_flight())
    REQUIRE((some_wait || is_background(message.facts.kind)));
  REQUIRE(world.totals().operations == submitted_);
  REQUIRE(world.totals().succeeded + world.totals().failed == submitted_);
  REQUIRE(world.totals().sent ==
          world.totals().delivered + world.totals().lost + world.in_flight().size());
  REQUIRE(digest.value() == sim_.digest().value());
}

ClusterConfig small_cluster(std::uint64_t seed) {
  ClusterConfig config;
  config.seed = seed;
  return config;
}

}  // namespace ringside
