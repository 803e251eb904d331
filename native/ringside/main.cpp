// The headless command line: every subcommand is in a file of its own.
#include <CLI/CLI.hpp>
#include <sstream>
#include <string_view>

#include "core/scenario/text.h"
#include "native/ringside/check_command.h"
#include "native/ringside/console.h"
#include "native/ringside/detect_command.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/explore_command.h"
#include "native/ringside/pbs_command.h"
#include "native/ringside/ring_command.h"
#include "native/ringside/run_command.h"
#include "native/ringside/sim_command.h"
#include "native/ringside/trace_command.h"

int main(int argc, char** argv) {
  using namespace ringside;
  prepare_console();
  int exit_status = k_exit_good;
  CLI::App app{
      "Ringside: a replicated key-value store that you can watch; this is its command line.",
      "ringside"};
  app.set_version_flag("--version", "ringside " RINGSIDE_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  ringside sim --nodes 8 --replicas 2 --failures 1 --ops 10000 --keys 500 --seed 7\n"
      "  ringside run packages.tsv --nodes 8 --kill 2,5\n"
      "  ringside ring --nodes 8 --locate greeting\n"
      "  ringside check --model cas-register etcd_000.log\n"
      "ringside COMMAND --help says more.");
  add_sim_command(app, exit_status);
  add_explore_command(app, exit_status);
  add_run_command(app, exit_status);
  add_trace_command(app, exit_status);
  add_ring_command(app, exit_status);
  add_check_command(app, exit_status);
  add_pbs_command(app, exit_status);
  add_detect_command(app, exit_status);
  const std::string_view first = argc > 1 ? argv[1] : "";
  const auto commands =
      app.get_subcommands([&](const CLI::App* command) { return command->get_name() == first; });
  if (!first.empty() && first.front() != '-' && commands.empty()) {
    say_error("there is no command \"" + excerpt(first) +
              "\"; there are sim, explore, run, trace, ring, check, pbs and detect");
    return k_exit_usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    // Help and version are results, so they go where results go.
    std::ostringstream text;
    app.exit(asked, text, text);
    return write_result(text.str()) ? k_exit_good : k_exit_usage;
  } catch (const CLI::ArgumentMismatch& error) {
    const bool is_twice =
        std::string_view(error.what()).find("At Most 1 required") != std::string_view::npos;
    say_error(std::string(error.what()) + (is_twice ? "; give it once" : ""));
    return k_exit_usage;
  } catch (const CLI::ParseError& error) {
    std::string message = error.what();
    say_error(message + "; ringside --help shows what can be said");
    return k_exit_usage;
  }
  return exit_status;
}
