#include "native/desktop/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

#include "core/scenario/units.h"
#include "native/desktop/tour_memory.h"

namespace ringside {
namespace {

constexpr int k_usage = 2;

constexpr const char* k_footer = R"(Examples:
  ringside-desktop --nodes 8 packages.tsv
  ringside-desktop --commands "put colour blue; kill 2; wait 5ms; get colour"
  ringside-desktop --open 'http://127.0.0.1:8080/#r1.…'
  ringside-desktop --screenshot ring.png --at 20ms --size 1440x900 --scale 2)";

/// A ';' ends a command as the end of a line does, unless it stands in double quotes.
std::vector<std::string> split_commands(const std::string& text) {
  std::vector<std::string> lines(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' || (c == ';' && !quoted)) {
      lines.emplace_back();
      quoted = false;
    } else {
      lines.back() += c;
    }
  }
  std::vector<std::string> out;
  for (const std::string& line : lines) {
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string::npos || line[first] == '#') continue;
    out.push_back(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
  }
  return out;
}

/// Texts that need a second reading once CLI11 took the command line apart.
struct RawOptions {
  std::string size = "1440x900";
  std::string at = "20ms";
  std::string commands;
  std::string script;
  std::string host = "sim";
  std::string theme = "dark";
  double scale = 0;
  bool paused = false;
  bool no_demo = false;
};

Result<void> read_size(const std::string& text, DesktopOptions& out) {
  int width = 0;
  int height = 0;
  char rest = 0;
  const int read = std::sscanf(text.c_str(), "%5dx%5d%c", &width, &height, &rest);
  if (read != 2 || width < 320 || height < 240 || width > 16384 || height > 16384) {
    return fail(ErrorCode::invalid_argument,
                fmt::format("--size {}: it should be WIDTHxHEIGHT in points, such as 1440x900, "
                            "from 320x240 to 16384x16384",
                            text));
  }
  out.width = static_cast<float>(width);
  out.height = static_cast<float>(height);
  return {};
}

Result<void> read_commands(const RawOptions& raw, DesktopOptions& out) {
  if (!raw.script.empty()) {
    std::ifstream file(raw.script, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) {
      return fail(ErrorCode::not_found, fmt::format("--script {}: cannot be read", raw.script));
    }
    out.commands = split_commands(text);
  }
  for (std::string& line : split_commands(raw.commands)) out.commands.push_back(std::move(line));
  return {};
}

Result<void> finish(const RawOptions& raw, DesktopOptions& out) {
  out.app.config.shape.token_seed = out.app.config.seed;
  out.app.threads_first = raw.host == "threads";
  out.app.dark = raw.theme == "dark";
  out.app.playing = !raw.paused;
  out.app.demo = !raw.no_demo;
  // Nobody is at the window where it is driven, or comes for the tour where a run is named.
  const bool driven = out.screenshot || out.ui_map || !raw.commands.empty() || !raw.script.empty();
  out.app.tour = out.tour.value_or(!driven && out.open.empty() && !tour_was_seen());
  if (raw.scale > 0) out.scale = static_cast<float>(raw.scale);
  const Result<Duration> at = parse_duration(raw.at);
  if (!at) return fail(ErrorCode::invalid_argument, fmt::format("--at: {}", at.error().message));
  out.screenshot_at = *at;
  if (Result<void> size = read_size(raw.size, out); !size) return size;
  if (Result<void> valid = validate(out.app.config); !valid) return valid;
  return read_commands(raw, out);
}

void declare(CLI::App& cli, RawOptions& raw, DesktopOptions& out) {
  Shape& shape = out.app.config.shape;
  cli.add_option("FILE", out.files,
                 "Files of keys and values (TSV, CSV, JSON lines) to load, or a trace of a run");
  cli.add_option("--open", out.open,
                 "A link to a run, as \"Copy link\" gives it: live it again and show it")
      ->type_name("URL");
  cli.add_option("--nodes", shape.nodes, "Nodes of the ring")->capture_default_str();
  cli.add_option("--replicas", shape.replicas, "Copies of a key beyond its primary's")
      ->capture_default_str();
  cli.add_option("--failures", shape.failures, "Node failures that lose no acknowledged write")
      ->capture_default_str();
  cli.add_option("--vnodes", shape.vnodes, "Places on the ring that each node has")
      ->capture_default_str();
  cli.add_option("--seed", out.app.config.seed, "Decides every random draw")->capture_default_str();
  cli.add_option("--host", raw.host, "What carries the cluster at the start")
      ->check(CLI::IsMember({"sim", "threads"}))
      ->capture_default_str();
  cli.add_option("--speed", out.app.speed, "Cluster seconds that pass in a second")
      ->check(CLI::Range(0.00001, 100.0))
      ->capture_default_str();
  cli.add_flag("--paused", raw.paused, "Start with time standing still");
  cli.add_flag("--no-demo", raw.no_demo, "Start without the small workload");
  cli.add_option("--theme", raw.theme, "Colours")
      ->check(CLI::IsMember({"dark", "light"}))
      ->capture_default_str();
  cli.add_flag("--reduced-motion", out.app.reduced_motion, "No easing, no glow");
  cli.add_flag("--tour,!--no-tour", out.tour,
               "Begin with the tour of the window, or without; else it is shown the first time");
  cli.add_option("--size", raw.size, "The window, WIDTHxHEIGHT in points")->capture_default_str();
  cli.add_option("--scale", raw.scale, "Pixels in a point; else what the monitor says")
      ->check(CLI::Range(0.5, 4.0));
  cli.add_option("--commands", raw.commands,
                 "Lines for the command line, parted by ';'. Beside its own commands: wait TIME "
                 "(cluster time), wait loaded");
  cli.add_option("--script", raw.script, "A file of such lines, run before --commands");
  cli.add_option("--screenshot", out.screenshot, "Write a picture to this PNG file and end");
  cli.add_option("--at", raw.at, "Cluster time of the picture")->capture_default_str();
  cli.add_option("--exports", out.exports,
                 "The folder for what is saved or exported; else the one for downloads")
      ->type_name("DIR");
  cli.add_option("--ui-map", out.ui_map, "Keep this JSON file telling where everything lies");
  cli.footer(k_footer);
}

}  // namespace

ParsedOptions parse_options(int argc, char** argv) {
  CLI::App cli{"Ringside: a replicated key-value store on a hash ring that you can watch."};
  RawOptions raw;
  DesktopOptions out;
  declare(cli, raw, out);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return {std::nullopt, cli.exit(error) == 0 ? 0 : k_usage};
  }
  if (const Result<void> finished = finish(raw, out); !finished) {
    fmt::print(stderr, "ringside-desktop: {}\n", finished.error().message);
    return {std::nullopt, k_usage};
  }
  return {std::move(out), 0};
}

}  // namespace ringside
