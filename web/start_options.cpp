#include "web/start_options.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>

namespace ringside {
namespace {

template <typename Integer>
void read_integer(std::string_view name, std::string_view text, Integer& target,
                  StartOptions& out) {
  Integer value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size()) {
    target = value;
  } else {
    out.problems.push_back(
        fmt::format("{}={} in the address: it should be a whole number", name, text));
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
  if (name == "nodes") return read_integer(name, value, shape.nodes, out);
  if (name == "replicas") return read_integer(name, value, shape.replicas, out);
  if (name == "failures") return read_integer(name, value, shape.failures, out);
  if (name == "vnodes") return read_integer(name, value, shape.vnodes, out);
  if (name == "seed") {
    read_integer(name, value, out.app.config.seed, out);
    shape.token_seed = out.app.config.seed;
    return;
  }
  if (name == "speed") return read_speed(value, out);
  if (name == "host") return read_choice(name, value, "sim", "threads", out.app.threads_first, out);
  if (name == "play") return read_choice(name, value, "off", "on", out.app.playing, out);
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
