#include "web/start_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/scenario/units.h"

namespace ringside {
namespace {

template <typename Integer>
void read_integer(std::string_view name, Result<Integer> value, Integer& target,
                  StartOptions& out) {
  if (value) {
    target = *value;
  } else {
    out.problems.push_back(fmt::format("{} in the address: {}", name, value.error().message));
  }
}

void read_speed(std::string_view text, StartOptions& out) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (!copy.empty() && *end == '\0' && value > 0 && value <= 1000) {
    out.app.speed = value;
  } else {
    out.problems.push_back(
        fmt::format("speed={} in the address: it should be above 0 and at most 1000", text));
  }
}

void read_choice(std::string_view name, std::string_view text, std::string_view no,
                 std::string_view yes, bool& target, StartOptions& out) {
  if (text == yes || text == no) {
    target = text == yes;
  } else {
    out.problems.push_back(
        fmt::format("{}={} in the address: it should be {} or {}", name, text, yes, no));
  }
}

void read_pair(std::string_view name, std::string_view value, StartOptions& out) {
  Shape& shape = out.app.config.shape;
  const auto u32 = [&](std::uint32_t& target) {
    read_integer(name, parse_u32(value, name), target, out);
  };
  if (name == "nodes") return u32(shape.nodes);
  if (name == "replicas") return u32(shape.replicas);
  if (name == "failures") return u32(shape.failures);
  if (name == "vnodes") return u32(shape.vnodes);
  if (name == "seed") {
    read_integer(name, parse_u64(value, name), out.app.config.seed, out);
    shape.token_seed = out.app.config.seed;
    return;
  }
  if (name == "speed") return read_speed(value, out);
  if (name == "host") return read_choice(name, value, "sim", "threads", out.app.threads_first, out);
  if (name == "play") return read_choice(name, value, "off", "on", out.app.playing, out);
  if (name == "tour") return read_choice(name, value, "off", "on", out.app.tour, out);
  if (name == "embed") return read_choice(name, value, "0", "1", out.app.embedded, out);
  if (name == "demo") return read_choice(name, value, "off", "on", out.app.demo, out);
}

}  // namespace

StartOptions read_start_options(std::string_view lines) {
  StartOptions out;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (const std::size_t equals = line.find('='); equals != std::string_view::npos) {
      read_pair(line.substr(0, equals), line.substr(equals + 1), out);
    }
  }
  if (const Result<void> valid = validate(out.app.config); !valid) {
    out.problems.push_back(
        fmt::format("The cluster that the address asks for: {}", valid.error().message));
    out.app.config = ClusterConfig{};
  }
  return out;
}

}  // namespace ringside
