#include "native/ringside/link_run.h"

#include <fmt/format.h>

#include "core/scenario/command_text.h"
#include "core/scenario/run_link.h"
#include "core/scenario/trace_text.h"
#include "core/sim/simulation.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/numbers.h"
#include "native/ringside/report.h"

namespace ringside {
namespace {

std::string link_json(const RunLink& link, const Simulation& simulation) {
  Json commands = Json::array();
  for (const LinkedCommand& given : link.commands) {
    commands.push_back({{"at_ms", milliseconds(given.position.now - k_start_of_time)},
                        {"text", to_text(given.command)},
                        {"by_hand", given.by_hand}});
  }
  return json_line({{"settings", settings_json(link.config)},
                    {"commands", std::move(commands)},
                    {"cluster_ms", milliseconds(simulation.now() - k_start_of_time)},
                    {"events", simulation.events_traced()},
                    {"digest", simulation.digest().hex()}});
}

std::string link_report(const RunLink& link, const Simulation& simulation) {
  return bold("the run of a link") +
         fmt::format(
             "   {} · seed {}\n\n  commands  {}\n  events    {}\n  time      {}\n  digest    {}\n",
             settings_text(link.config), link.config.seed, with_thousands(link.commands.size()),
             with_thousands(simulation.events_traced()),
             short_time(simulation.now() - k_start_of_time), simulation.digest().hex());
}

int refuse_link(const std::string& message) {
  say_error(message);
  return k_exit_usage;
}

}  // namespace

int run_link(const LinkRunOptions& options, TraceExport& exports) {
  const auto link = decode_link(options.address);
  if (!link) return refuse_link(link.error().message);
  if (link->threads)
    return refuse_link("this link tells only how threads were started, and no run of theirs");
  if (const auto opened = exports.open(); !opened) return refuse_link(opened.error().message);
  Simulation simulation(link->config);
  if (const auto lived = relive(simulation, *link); !lived) {
    say_error(lived.error().message);
    return k_exit_broken;
  }
  TraceBatch batch;
  simulation.collect(batch);
  TraceText trace;
  if (options.trace) trace.append(batch);
  const bool written = write_result(options.trace  ? trace.take()
                                    : options.json ? link_json(*link, simulation)
                                                   : link_report(*link, simulation));
  exports.log().append(batch);
  if (const auto exported = exports.write({link->config, "simulator", simulation.now()}); !exported)
    return refuse_link(exported.error().message);
  return written ? k_exit_good : k_exit_usage;
}

}  // namespace ringside
