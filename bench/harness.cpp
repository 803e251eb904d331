#include "bench/harness.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace ringside::bench {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace

Standing hold(const Contest& contest, int rounds) {
  std::vector<double> ours, peers, ratios;
  for (int round = 0; round <= rounds; ++round) {
    const double our_rate = contest.ours();
    const double peer_rate = contest.peer ? contest.peer() : 0;
    if (round == 0) continue;
    ours.push_back(our_rate);
    peers.push_back(peer_rate);
    ratios.push_back(contest.peer ? our_rate / peer_rate : 0);
  }
  Standing standing;
  standing.name = contest.name;
  standing.what = contest.what;
  standing.unit = contest.unit;
  standing.peer_name = contest.peer_name;
  standing.median = median(ours);
  standing.lowest = *std::min_element(ours.begin(), ours.end());
  standing.highest = *std::max_element(ours.begin(), ours.end());
  if (contest.peer) {
    standing.peer_median = median(peers);
    standing.ratio = median(ratios);
    standing.ratio_lowest = *std::min_element(ratios.begin(), ratios.end());
    standing.ratio_highest = *std::max_element(ratios.begin(), ratios.end());
  }
  return standing;
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void use(std::uint64_t value) {
  static std::atomic<std::uint64_t> sink;
  sink.store(value, std::memory_order_relaxed);
}

}  // namespace ringside::bench
