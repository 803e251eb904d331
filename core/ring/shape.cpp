#include "core/ring/shape.h"

#include <fmt/format.h>

namespace ringside {
namespace {

constexpr std::uint32_t k_nodes_max = 4096;
constexpr std::uint32_t k_vnodes_max = 1024;
constexpr std::uint64_t k_group_entries_max = std::uint64_t{1} << 24;

}  // namespace

Result<void> validate(const Shape& shape) {
  const auto invalid = [](std::string message) {
    return fail(ErrorCode::invalid_argument, std::move(message));
  };
  if (shape.nodes < 2 || shape.nodes > k_nodes_max) {
    return invalid(fmt::format("nodes N = {} must be between 2 and {}", shape.nodes, k_nodes_max));
  }
  if (shape.replicas < 1 || shape.replicas >= shape.nodes) {
    return invalid(fmt::format(
        "replicas R = {} must be at least 1 and less than the {} nodes: R < N, so here R <= {}",
        shape.replicas, shape.nodes, shape.nodes - 1));
  }
  if (shape.failures >= shape.replicas) {
    return invalid(
        fmt::format("failures F = {} must be less than replicas R = {}: F < R, so here F <= {}",
                    shape.failures, shape.replicas, shape.replicas - 1));
  }
  if (shape.vnodes < 1 || shape.vnodes > k_vnodes_max) {
    return invalid(
        fmt::format("virtual nodes V = {} must be between 1 and {}", shape.vnodes, k_vnodes_max));
  }
  const std::uint64_t group_entries =
      std::uint64_t{shape.nodes} * shape.vnodes * shape.group_size();
  if (group_entries > k_group_entries_max) {
    return invalid(
        fmt::format("N·V·(R + 1) = {} must be at most {}, so that every lookup can be prepared: "
                    "take fewer virtual nodes or fewer replicas",
                    group_entries, k_group_entries_max));
  }
  return {};
}

}  // namespace ringside
