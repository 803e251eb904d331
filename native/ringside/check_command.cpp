#include "native/ringside/check_command.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "core/scenario/text.h"
#include "native/ringside/check_text.h"
#include "native/ringside/console.h"
#include "native/ringside/exit_status.h"
#include "native/ringside/input_file.h"
#include "native/ringside/numbers.h"
#include "native/ringside/options.h"

namespace ringside {
namespace {

struct CheckOptions {
  std::string model;
  std::vector<std::string> files;
  std::uint64_t memory_mib = 512;
  bool json = false;
};

Result<CheckedFile> check_file(const std::string& path, Model model, const SearchLimits& limits) {
  const auto content = read_input(path);
  if (!content) return error_of(content);
  auto history = read_history(path, *content, model);
  if (!history) return error_of(history);
  CheckedFile file{path, std::move(*history), {}};
  file.verdict = judge_history(file.history, limits);
  return file;
}

// How many files had which answer.
struct Counts {
  std::uint64_t linearizable = 0;
  std::uint64_t not_linearizable = 0;
  std::uint64_t undecided = 0;
  std::uint64_t unreadable = 0;

  void add(Answer answer) {
    ++(answer == Answer::linearizable       ? linearizable
       : answer == Answer::not_linearizable ? not_linearizable
                                            : undecided);
  }
  int exit_status() const {
    if (unreadable > 0) return k_exit_usage;
    if (not_linearizable > 0) return k_exit_broken;
    return undecided > 0 ? k_exit_usage : k_exit_good;
  }
};

int run(const CheckOptions& options) {
  const auto model = model_of(options.model);
  if (!model) {
    say_error("--model is \"" + excerpt(options.model) +
              "\"; there are register, cas-register and kv-append");
    return k_exit_usage;
  }
  constexpr std::uint64_t k_memory_mib_max = 8192;
  if (options.memory_mib == 0 || options.memory_mib > k_memory_mib_max) {
    say_error(fmt::format("--memory must be 1 to {} MiB", k_memory_mib_max));
    return k_exit_usage;
  }
  SearchLimits limits;
  limits.memory_bytes_max = options.memory_mib << 20;
  const auto started = std::chrono::steady_clock::now();
  Counts counts;
  Json files = Json::array();
  Progress progress("checking", options.files.size());
  std::uint64_t done = 0;
  for (const std::string& path : options.files) {
    const auto file = check_file(path, *model, limits);
    progress.update(++done);
    if (!file) {
      ++counts.unreadable;
      say_error(file.error().message);
      continue;
    }
    counts.add(file->verdict.answer);
    if (options.json) {
      files.push_back(checked_json(*file));
    } else if (!write_result(checked_text(*file))) {
      return k_exit_usage;
    }
  }
  const Duration took = std::chrono::steady_clock::now() - started;
  if (options.json && !write_result(json_line({{"model", to_string(*model)},
                                               {"files", std::move(files)},
                                               {"linearizable", counts.linearizable},
                                               {"not_linearizable", counts.not_linearizable},
                                               {"undecided", counts.undecided},
                                               {"unreadable", counts.unreadable},
                                               {"wall_ms", milliseconds(took)}}))) {
    return k_exit_usage;
  }
  return counts.exit_status();
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_status) {
  auto* command =
      app.add_subcommand("check", "Say whether recorded histories of operations are linearizable");
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("--model", options->model, "what the operations are on")
      ->type_name("register|cas-register|kv-append")
      ->required();
  command->add_option("files", options->files, "histories; - is standard input")
      ->type_name("FILE")
      ->required();
  add_number(*command, "--memory", options->memory_mib,
             "MiB that a search may take before it says \"undecided\" [512]")
      ->type_name("MIB");
  command->add_flag("--json", options->json, "print one JSON object");
  command->footer(
      "Examples:\n"
      "  ringside check --model cas-register etcd_000.log etcd_001.log\n"
      "  ringside check --model kv-append --json history.edn\n"
      "docs/histories.md describes the formats: Jepsen's log, maps in EDN, JSON lines.\n"
      "Exit status: 0 all are linearizable, 1 one is not, 2 wrong arguments, a file that cannot be "
      "read, or undecided.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace ringside
