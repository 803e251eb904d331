#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ringside::bench {

/// Runs some work once and gives how many units of it were done a second.
using Rate = std::function<double()>;

/// One thing that is measured, and what it is held against.
struct Contest {
  std::string name;  ///< As given to `./run bench NAME`, for example "ring".
  std::string what;  ///< One line: what is done.
  std::string unit;  ///< Of what a second, for example "lookups".
  Rate ours;
  std::string peer_name;  ///< Empty if there is no peer.
  Rate peer;
};

/// What came of a contest: medians over rounds in which both took turns, so that a machine that
/// drifts moves both.
struct Standing {
  std::string name, what, unit, peer_name;
  double median = 0, lowest = 0, highest = 0;  ///< Of ours, in units a second.
  std::optional<double> peer_median;
  std::optional<double> ratio;  ///< Median of the rounds' ours / peer.
  double ratio_lowest = 0, ratio_highest = 0;
};

/// Plays `rounds` rounds after one that does not count.
Standing hold(const Contest& contest, int rounds);

/// Seconds that `work` takes.
double seconds(const std::function<void()>& work);

/// Keeps the compiler from dropping the work that made `value`.
void use(std::uint64_t value);

std::vector<Contest> ring_contests();
std::vector<Contest> table_contests();
std::vector<Contest> reads_contests();
std::vector<Contest> simulator_contests();
std::vector<Contest> detection_contests();
std::vector<Contest> timeline_contests();
std::vector<Contest> threads_contests();

}  // namespace ringside::bench
