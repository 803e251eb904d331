#include "core/ring/shape.h"

#include <fmt/format.h>

namespace ringside {
namespace {

constexpr std::uint32_t k_nodes_max = 4096;
constexpr std::uint32_t k_vnodes_max = 1024;
constexpr std::uint64_t k_group_entries_max = std::uint64_t{1} << 24;
constexpr std::uint64_t k_placed_tokens_max = std::uint64_t{1} << 15;
constexpr std::uint32_t k_load_bound_max = 1000;

}  // namespace

std::string_view to_string(TokenPlacement placement) {
  switch (placement) {
    case TokenPlacement::random: return "random";
    case TokenPlacement::even: return "even";
    case TokenPlacement::bounded: return "bounded";
  }
  return "unknown";
}

Result<void> validate(const Shape& shape) {
  const auto invalid = [](std::string message) {
    return fail(ErrorCode::invalid_argument, std::move(message));
  };
  if (shape.nodes < 2 || shape.nodes > k_nodes_max) {
    return invalid(fmt::format("nodes N = {} must be between 2 and {}", shape.nodes, k_nodes_max));
  }
  if (shape.spares > shape.nodes - 2) {
    return invalid(fmt::format("spares = {} must leave at least 2 of the {} nodes as members",
                               shape.spares, shape.nodes));
  }
  if (shape.replicas < 1 || shape.replicas >= shape.founders()) {
    return invalid(fmt::format(
        "replicas R = {} must be at least 1 and less than the {} nodes: R < N, so here R <= {}",
        shape.replicas, shape.founders(), shape.founders() - 1));
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
  const std::uint64_t tokens = std::uint64_t{shape.weights.sum(shape.nodes)} * shape.vnodes;
  if (tokens * shape.group_size() > k_group_entries_max) {
    return invalid(
        fmt::format("{} tokens times {} members of a group must be at most {}, so that every "
                    "lookup can be prepared: take fewer virtual nodes or fewer replicas",
                    tokens, shape.group_size(), k_group_entries_max));
  }
  if (shape.placement > TokenPlacement::bounded) {
    return invalid(fmt::format("token placement {} must be 0 (random), 1 (even) or 2 (bounded)",
                               static_cast<unsigned>(shape.placement)));
  }
  if (shape.placement != TokenPlacement::random && tokens > k_placed_tokens_max) {
    return invalid(
        fmt::format("{} tokens are too many to be placed one after another: at most {}, with "
                    "fewer virtual nodes or smaller weights",
                    tokens, k_placed_tokens_max));
  }
  if (shape.load_bound < 100 || shape.load_bound > k_load_bound_max) {
    return invalid(fmt::format("load bound {} % must be between 100 % and {} % of the mean",
                               shape.load_bound, k_load_bound_max));
  }
  return {};
}

}  // namespace ringside
