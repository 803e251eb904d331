#include "core/scenario/consistency_text.h"

#include <fmt/format.h>

#include "core/scenario/text.h"
#include "core/scenario/units.h"

namespace ringside {

Result<Level> parse_level(std::string_view text) {
  for (std::uint8_t i = 0; i < k_levels; ++i) {
    if (to_string(static_cast<Level>(i)) == text) return static_cast<Level>(i);
  }
  return invalid(fmt::format("\"{}\" is no level; try eventual, sloppy, strict or linearizable",
                             excerpt(text)));
}

Result<Consistency> parse_consistency(std::string_view text) {
  Consistency consistency;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    if (part.starts_with("r=") || part.starts_with("w=")) {
      const auto quorum = parse_u32(part.substr(2), "the quorum");
      if (!quorum) return error_of(quorum);
      (part.front() == 'r' ? consistency.read_quorum : consistency.write_quorum) = *quorum;
    } else {
      const auto level = parse_level(part);
      if (!level) return error_of(level);
      consistency.level = *level;
    }
    if (comma == std::string_view::npos) return consistency;
    text.remove_prefix(comma + 1);
  }
}

std::string to_text(const Consistency& consistency) {
  std::string text(to_string(consistency.level));
  if (consistency.read_quorum != 0) text += fmt::format(",r={}", consistency.read_quorum);
  if (consistency.write_quorum != 0) text += fmt::format(",w={}", consistency.write_quorum);
  return text;
}

}  // namespace ringside
