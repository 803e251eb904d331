#include "core/node/level.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringside {

std::string_view to_string(Level level) {
  switch (level) {
    case Level::eventual: return "eventual";
    case Level::sloppy: return "sloppy";
    case Level::strict: return "strict";
    case Level::linearizable: return "linearizable";
  }
  return "?";
}

Needs needs_of(const Consistency& wanted, std::uint32_t group_size, std::uint32_t safe_write) {
  Needs needs;
  const bool eventual = wanted.level == Level::eventual;
  // Two quorums of writes share a member too: the later one learns of the stamp that it must
  // exceed.
  const std::uint32_t majority = group_size / 2 + 1;
  needs.write = eventual ? safe_write : std::max(safe_write, majority);
  if (wanted.write_quorum != 0) needs.write = wanted.write_quorum;
  needs.read = eventual ? 1 : group_size - needs.write + 1;
  if (wanted.read_quorum != 0) needs.read = wanted.read_quorum;
  needs.members_only = wanted.level >= Level::strict;
  needs.ask_first = wanted.level == Level::linearizable;
  if (wanted.level == Level::strict) needs.read_back = needs.read;
  if (wanted.level == Level::linearizable) needs.read_back = needs.write;
  return needs;
}

Result<void> validate(const Consistency& wanted, const Shape& shape) {
  const auto invalid = [](std::string message) {
    return fail(ErrorCode::invalid_argument, std::move(message));
  };
  const std::uint32_t group = shape.group_size();
  if (static_cast<std::uint8_t>(wanted.level) >= k_levels) {
    return invalid(fmt::format("level {} must be 0 (eventual) to {} (linearizable)",
                               static_cast<unsigned>(wanted.level), k_levels - 1));
  }
  if (wanted.read_quorum > group || wanted.write_quorum > group) {
    return invalid(fmt::format(
        "read quorum r = {} and write quorum w = {} must be at most the R + 1 = {} members of a "
        "group",
        wanted.read_quorum, wanted.write_quorum, group));
  }
  const Needs needs = needs_of(wanted, group, shape.write_quorum());
  if (!needs.members_only) return {};
  if (needs.read + needs.write <= group) {
    return invalid(
        fmt::format("level {} needs quorums that meet: r + w = {} + {} must be more than the "
                    "R + 1 = {} members",
                    to_string(wanted.level), needs.read, needs.write, group));
  }
  if (2 * needs.write <= group) {
    return invalid(
        fmt::format("level {} needs write quorums that meet: 2 w = {} must be more than the "
                    "R + 1 = {} members",
                    to_string(wanted.level), 2 * needs.write, group));
  }
  return {};
}

}  // namespace ringside
