// One fault at every step of one operation: nodes that die having sent only some of what a step
// sends, that stall, that are cut off, or that do not hear one other any more. With R = 2 and F = 1
// the operation succeeds whatever it is, and what it did is kept.
#include <catch_amalgamated.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/trace/log.h"
#include "core/trace/world.h"
#include "tests/sim/sim_run.h"

namespace ringside::every_step_test {
namespace {

constexpr std::uint32_t k_nodes = 4;
constexpr ClientId k_client{0};

struct Start {
  SimRun run;
  OpId op{};
  OperationKind kind{};
};

// An operation that has begun and done nothing else yet.
Start start(OperationKind kind, std::uint64_t seed) {
  ClusterConfig config;
  config.shape = {.nodes = k_nodes, .replicas = 2, .failures = 1, .vnodes = 4, .token_seed = seed};
  config.seed = seed;
  config.clients = 1;
  Start start{SimRun(config), {}, kind};
  start.run.put("k", "old");
  start.run.finish();
  if (kind == OperationKind::put) start.op = start.run.put("k", "new");
  if (kind == OperationKind::get) start.op = start.run.get("k");
  if (kind == OperationKind::remove) start.op = start.run.remove("k");
  return start;
}

void command(SimRun& run, const Command& command) { REQUIRE(run.sim().submit(command)); }

void steps(SimRun& run, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) run.sim().step();
}

void require_done(SimRun& run, OpId op, OperationKind kind) {
  run.finish();
  const OperationResult& result = run.result(op);
  CAPTURE((result.error ? result.error->message : ""));
  REQUIRE(result.ok());
  if (kind == OperationKind::get) REQUIRE(result.value == "old");
  World world(run.sim().config().shape);
  for (const TraceEvent& event : run.events()) world.apply(event);
  const Holding& newest = world.keys().at(hash_key("k")).newest();
  REQUIRE(newest.stamp >= result.receipt.version.stamp);
  REQUIRE(newest.tombstone == (kind == OperationKind::remove));
  run.judge();
}

// Tries a fault before every step of every kind of operation: attempt(start, steps done before).
template <typename Attempt>
void at_every_step(Attempt attempt) {
  std::uint64_t tried = 0;
  for (const OperationKind kind : {OperationKind::put, OperationKind::get, OperationKind::remove}) {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u}) {
      const Replay replay(seed);
      Start now = start(kind, seed);
      for (std::uint64_t at = 0;; ++at) {
        CAPTURE(to_string(kind), at);
        attempt(now);
        ++tried;
        if (now.run.sim().idle() || !now.run.sim().step()) break;
      }
    }
  }
  REQUIRE(tried > 80);
}

// What the next step sends: each message's receiver, and the node that takes the step.
struct Sends {
  Address from;
  std::vector<Address> to;
};
Sends next_sends(const Start& now) {
  SimRun ahead = now.run;
  const std::size_t before = ahead.events().size();
  ahead.sim().step();
  Sends sends;
  const auto& events = ahead.events();
  for (std::size_t i = before; i < events.size(); ++i) {
    if (events[i].kind != EventKind::message_sent || !events[i].node.is_node()) continue;
    sends.from = events[i].node;
    sends.to.push_back(events[i].peer);
  }
  return sends;
}

TEST_CASE("every step: a node dies in it, having sent any part of what it was to send", "[sim]") {
  std::uint64_t parts = 0;
  at_every_step([&](const Start& now) {
    const Sends sends = next_sends(now);
    if (sends.to.empty()) return;
    for (std::uint32_t lost = 0; lost < (1u << sends.to.size()); ++lost) {
      for (const std::uint64_t down_for : {0u, 2u, 5u, 1000u}) {
        CAPTURE(name_of(sends.from), lost, down_for);
        ++parts;
        SimRun run = now.run;
        // What it does not come to send is lost at its door.
        CutCommand cut{{sends.from}, {}};
        for (std::size_t i = 0; i < sends.to.size(); ++i) {
          if ((lost >> i & 1) != 0) cut.to.push_back(sends.to[i]);
        }
        if (lost != 0) command(run, cut);
        steps(run, 1);
        REQUIRE(run.crash(sends.from.node()));
        command(run, HealCommand{});
        if (down_for < 1000) {
          steps(run, down_for);
          REQUIRE(run.restart(sends.from.node()));
        }
        require_done(run, now.op, now.kind);
      }
    }
  });
  CHECK(parts > 500);
}

TEST_CASE("every step: any node stalls before it, for a while or until all is over", "[sim]") {
  at_every_step([](const Start& now) {
    for (std::uint32_t node = 0; node < k_nodes; ++node) {
      for (const std::uint64_t pause : {1u, 4u, 12u, 1000u}) {
        CAPTURE(node, pause);
        SimRun run = now.run;
        command(run, PauseCommand{NodeId{node}});
        if (pause < 1000) {
          steps(run, pause);
          command(run, ResumeCommand{NodeId{node}});
          require_done(run, now.op, now.kind);
        } else {
          require_done(run, now.op, now.kind);
          command(run, ResumeCommand{NodeId{node}});
          run.finish();
          run.judge();
        }
      }
    }
  });
}

TEST_CASE("every step: any node is cut off before it, for a while or for good", "[sim]") {
  at_every_step([](const Start& now) {
    for (std::uint32_t node = 0; node < k_nodes; ++node) {
      for (const std::uint64_t cut : {1u, 4u, 12u, 1000u}) {
        CAPTURE(node, cut);
        SimRun run = now.run;
        PartitionCommand alone{PartitionCommand::Form::groups, {{NodeId{node}}, {k_client}}};
        for (std::uint32_t other = 0; other < k_nodes; ++other) {
          if (other != node) alone.groups[1].push_back(NodeId{other});
        }
        command(run, alone);
        if (cut < 1000) {
          steps(run, cut);
          command(run, HealCommand{});
        }
        require_done(run, now.op, now.kind);
      }
    }
  });
}

TEST_CASE("every step: any one link is cut before it, one way, for a while or for good", "[sim]") {
  std::vector<Address> ends{k_client};
  for (std::uint32_t node = 0; node < k_nodes; ++node) ends.emplace_back(NodeId{node});
  at_every_step([&](const Start& now) {
    for (const Address from : ends) {
      for (const Address to : ends) {
        if (from == to) continue;
        for (const std::uint64_t cut : {2u, 1000u}) {
          CAPTURE(name_of(from), name_of(to), cut);
          SimRun run = now.run;
          command(run, CutCommand{{from}, {to}});
          if (cut < 1000) {
            steps(run, cut);
            command(run, HealCommand{});
          }
          require_done(run, now.op, now.kind);
        }
      }
    }
  });
}

}  // namespace
}  // namespace ringside::every_step_test
