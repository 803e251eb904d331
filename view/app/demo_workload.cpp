#include "view/app/demo_workload.h"

#include <algorithm>
#include <array>
#include <string>

namespace ringside {
namespace {

struct Sample {
  const char* key;
  const char* values[3];
};
constexpr std::array<Sample, 12> k_samples{{
    {"apple", {"red", "green", "golden"}},
    {"pear", {"ripe", "hard", "juicy"}},
    {"plum", {"blue", "sweet", "sour"}},
    {"cherry", {"dark", "wild", "two"}},
    {"lemon", {"yellow", "cut", "squeezed"}},
    {"melon", {"round", "heavy", "sliced"}},
    {"grape", {"white", "black", "a bunch"}},
    {"mango", {"soft", "orange", "dried"}},
    {"fig", {"fresh", "purple", "with honey"}},
    {"quince", {"raw", "stewed", "jelly"}},
    {"peach", {"fuzzy", "flat", "bitten"}},
    {"olive", {"in oil", "green", "stuffed"}},
}};
constexpr std::uint64_t k_stream =
    0x64656d6f;  // apart from the cluster's own draws under the same seed

}  // namespace

DemoWorkload::DemoWorkload(std::uint64_t seed) : rng_(seed, k_stream) {}

std::optional<Command> DemoWorkload::next(double wall_seconds, std::uint64_t open) {
  if (wall_seconds < due_at_ || open >= k_open_max) return std::nullopt;
  due_at_ = wall_seconds + k_seconds_between;
  return draw();
}

Command DemoWorkload::draw() {
  // The first few are puts of new keys, so that the gets that follow find something.
  constexpr std::uint64_t k_first_puts = 5;
  if (known_ < k_first_puts || rng_.below(5) < 2) {
    const std::uint64_t at =
        known_ < k_first_puts ? known_
                              : rng_.below(std::min<std::uint64_t>(known_ + 1, k_samples.size()));
    known_ = std::max(known_, at + 1);
    return PutCommand{k_samples[at].key, k_samples[at].values[rng_.below(3)]};
  }
  return GetCommand{k_samples[rng_.below(known_)].key};
}

}  // namespace ringside
