// ringside-desktop: the ring in a window of its own. `ringside-desktop --help` tells what it takes.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <utility>

#include "core/runtime/threaded_cluster.h"
#include "core/sim/simulation.h"
#include "native/desktop/desktop.h"
#include "native/desktop/options.h"
#include "native/desktop/window.h"

namespace {

ringside::Hosts make_hosts() {
  ringside::Hosts hosts;
  hosts.simulator = [](const ringside::ClusterConfig& config) {
    return std::make_unique<ringside::Simulation>(config);
  };
  hosts.threads = [](const ringside::ClusterConfig& config) {
    return ringside::start_threaded_cluster(config, {});
  };
  return hosts;
}

int complain(const ringside::Error& error) {
  fmt::print(stderr, "ringside-desktop: {}\n", error.message);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  ringside::ParsedOptions parsed = ringside::parse_options(argc, argv);
  if (!parsed.options) return parsed.exit_status;
  ringside::DesktopOptions& options = *parsed.options;
  const bool picture = options.screenshot.has_value();
  const auto window = ringside::Window::open({.width = options.width,
                                              .height = options.height,
                                              .scale = options.scale,
                                              .visible = !picture});
  if (!window) return complain(window.error());
  ringside::Desktop desktop(**window, make_hosts(), std::move(options));
  if (const auto started = desktop.start(); !started) return complain(started.error());
  const auto ended = picture ? desktop.take_picture() : desktop.run();
  return ended ? 0 : complain(ended.error());
}
