#include <functional>
#include <queue>
#include <string>

#include "bench/harness.h"
#include "core/base/rng.h"
#include "core/sim/simulation.h"

namespace ringside::bench {
namespace {

constexpr std::uint32_t k_operations = 20'000;

// Half puts, half gets, over 500 keys.
double messages_a_second(std::uint32_t nodes) {
  ClusterConfig config;
  config.shape = {nodes, 2, 1, 16, 1};
  Simulation simulation(config);
  TraceBatch traced;
  const double took = seconds([&] {
    for (std::uint32_t i = 0; i < k_operations; ++i) {
      const std::string key = "key-" + std::to_string(i * 7919 % 500);
      (void)simulation.submit(i % 2 == 0 ? Command{PutCommand{key, "value"}}
                                         : Command{GetCommand{key}});
    }
    simulation.run_until_idle(~std::uint64_t{0});
  });
  simulation.collect(traced);
  std::uint64_t delivered = 0;
  for (const TraceEvent& event : traced.events)
    delivered += event.kind == EventKind::message_delivered ? 1 : 0;
  return static_cast<double>(delivered) / took;
}

// The least that any simulator does: take the first of a heap of times and put one back, for events
// that do nothing.
double bare_heap_holds_a_second() {
  using Entry = std::pair<std::int64_t, std::uint64_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> heap;
  Rng rng(1);
  for (std::uint64_t i = 0; i < 256; ++i)
    heap.push({static_cast<std::int64_t>(rng.below(1'000'000)), i});
  constexpr std::uint64_t k_holds = 2'000'000;
  const double took = seconds([&] {
    for (std::uint64_t i = 0; i < k_holds; ++i) {
      const Entry first = heap.top();
      heap.pop();
      heap.push({first.first + static_cast<std::int64_t>(rng.below(1'000'000)), i});
    }
  });
  use(heap.top().second);
  return static_cast<double>(k_holds) / took;
}

double copies_a_second() {
  ClusterConfig config;
  config.shape = {8, 2, 1, 16, 1};
  Simulation simulation(config);
  for (int i = 0; i < 10'000; ++i)
    (void)simulation.submit(PutCommand{"key-" + std::to_string(i), "value"});
  simulation.run_until_idle(~std::uint64_t{0});
  TraceBatch traced;
  simulation.collect(traced);
  (void)simulation.take_results();
  constexpr int k_copies = 50;
  std::uint64_t sum = 0;
  const double took = seconds([&] {
    for (int i = 0; i < k_copies; ++i) {
      const Simulation copy(simulation);
      sum += copy.digest().value();
    }
  });
  use(sum);
  return k_copies / took;
}

}  // namespace

std::vector<Contest> simulator_contests() {
  std::vector<Contest> contests;
  for (const std::uint32_t nodes : {5u, 100u, 1000u}) {
    contests.push_back({"simulator",
                        "messages delivered, traced and hashed, N = " + std::to_string(nodes),
                        "messages", [nodes] { return messages_a_second(nodes); },
                        "a bare heap of 256 events that do nothing", bare_heap_holds_a_second});
  }
  contests.push_back({"checkpoint",
                      "copy a simulation of 8 nodes and 10,000 keys",
                      "copies",
                      copies_a_second,
                      "",
                      {}});
  return contests;
}

}  // namespace ringside::bench
