#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "bench/harness.h"
#include "core/runtime/threaded_cluster.h"

namespace ringside::bench {
namespace {

constexpr std::uint32_t k_operations = 50'000;

std::string key_number(std::uint32_t i) { return "key-" + std::to_string(i * 7919 % 5000); }

enum class Work { put, get };

void carry_out(Cluster& cluster, Work work) {
  TraceBatch traced;
  for (std::uint32_t i = 0; i < k_operations; ++i) {
    (void)cluster.submit(work == Work::get ? Command{GetCommand{key_number(i)}}
                                           : Command{PutCommand{key_number(i), "value"}});
  }
  while (!cluster.idle()) {
    cluster.collect(traced);
    traced.events.clear();
    traced.texts.clear();
    std::this_thread::yield();
  }
  use(cluster.take_results().size());
}

// Real threads, replicas, versions, quorums and the full trace, with links that take no time of
// their own.
double operations_a_second(Work work) {
  ClusterConfig config;
  config.network.latency = {Latency::Kind::constant, Duration{0}, Duration{0}};
  const auto cluster = start_threaded_cluster(config);
  cluster->set_rate(1);
  if (work == Work::get) carry_out(*cluster, Work::put);
  return k_operations / seconds([&] { carry_out(*cluster, work); });
}

// One copy, one lock, no messages: what the replication and its promises are paid on top of.
double locked_map_puts_a_second() {
  std::mutex mutex;
  std::unordered_map<std::string, std::string> map;
  const double took = seconds([&] {
    for (std::uint32_t i = 0; i < k_operations; ++i) {
      const std::lock_guard lock(mutex);
      map[key_number(i)] = "value";
    }
  });
  use(map.size());
  return k_operations / took;
}

}  // namespace

std::vector<Contest> threads_contests() {
  return {
      {"threads", "puts acknowledged, N = 5, R = 2, F = 1, 64 under way, traced", "puts",
       [] { return operations_a_second(Work::put); },
       "one std::unordered_map behind a mutex, one copy, no messages", locked_map_puts_a_second},
      {"threads",
       "gets by message, N = 5, R = 2, traced",
       "gets",
       [] { return operations_a_second(Work::get); },
       "",
       {}}};
}

}  // namespace ringside::bench
