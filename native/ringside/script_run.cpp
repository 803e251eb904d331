#include "native/ringside/script_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/scenario/text.h"
#include "core/scenario/words.h"
#include "native/ringside/console.h"
#include "native/ringside/numbers.h"
#include "native/ringside/table.h"

namespace ringside {
namespace {

std::string_view verdict_name(PlayedStep::Verdict verdict) {
  switch (verdict) {
    case PlayedStep::Verdict::done: return "done";
    case PlayedStep::Verdict::refused: return "refused";
    case PlayedStep::Verdict::failed: return "failed";
  }
  return {};
}

std::string_view outcome_name(const OperationResult& result) {
  return result.ok() ? "ok" : to_string(result.error->code);
}

// What a step came to, in a few words.
std::string came_to(const PlayedStep& step) {
  if (step.verdict != PlayedStep::Verdict::done) return red(step.problem);
  if (!step.result) return "done";
  const OperationResult& result = *step.result;
  std::string text = result.batch == OpId{0} ? std::string{} : excerpt(one_word(result.key)) + ": ";
  text += outcome_name(result);
  if (result.ok() && result.kind == OperationKind::scan) {
    text += fmt::format(" · {}", counted(result.page.keys.size(), "key", "keys"));
    for (const ScannedKey& scanned : result.page.keys) {
      text += " " + excerpt(one_word(scanned.key));
      if (scanned.kept) text += "=" + excerpt(one_word(scanned.value));
    }
    text += result.page.cursor.empty() ? " · to the end" : " · cursor " + result.page.cursor;
    return text + " · " + short_time(result.finished - result.started);
  }
  const bool is_write = result.kind != OperationKind::get;
  if (result.ok() && is_write) {
    text += fmt::format(" · {} by n{}", counted(result.receipt.copies, "copy", "copies"),
                        raw(result.receipt.answered_by));
  } else if (result.ok()) {
    text += fmt::format(" = {} · from n{}", excerpt(rest_words(result.value)),
                        raw(result.receipt.answered_by));
  }
  for (const Sibling& sibling : siblings_of(result))
    text += fmt::format(" | {}", excerpt(rest_words(sibling.value)));
  if (result.receipt.attempts > 1) text += fmt::format(" · {} attempts", result.receipt.attempts);
  return text + " · " + short_time(result.finished - result.started);
}

Json step_json(const PlayedStep& step) {
  Json json = {{"line", step.line},
               {"text", step.text},
               {"verdict", verdict_name(step.verdict)},
               {"at_ms", milliseconds(step.at - k_start_of_time)}};
  if (!step.problem.empty()) json["problem"] = step.problem;
  if (!step.result) return json;
  const OperationResult& result = *step.result;
  if (result.batch != OpId{0}) json["key"] = result.key;
  json["outcome"] = outcome_name(result);
  if (result.kind == OperationKind::get && result.ok()) json["value"] = result.value;
  if (result.ok() && result.kind == OperationKind::scan) {
    json["keys"] = Json::array();
    for (const ScannedKey& scanned : result.page.keys) {
      Json entry = {{"key", scanned.key}};
      if (scanned.kept) entry["value"] = scanned.value;
      json["keys"].push_back(std::move(entry));
    }
    if (!result.page.cursor.empty()) json["cursor"] = result.page.cursor;
  }
  if (result.receipt.kept) {
    json["context"] = to_text(context_of(result.receipt));
    for (const Sibling& sibling : siblings_of(result)) json["siblings"].push_back(sibling.value);
  }
  json["attempts"] = result.receipt.attempts;
  json["took_ms"] = milliseconds(result.finished - result.started);
  return json;
}

}  // namespace

Result<ScriptReport> run_script(LiveRun& run, const Script& script) {
  Player player(script, run.cluster().config().shape);
  ScriptReport report;
  const auto driven =
      run.drive({.advance = [&](Cluster& cluster) { player.advance(cluster); },
                 .take = [&](const OperationResult& result) { player.take(result); },
                 .done = [&] { return player.done(); },
                 .wake = [&] { return player.wake(); }});
  if (!driven) return error_of(driven);
  if (const auto settled = run.settle(); !settled) return error_of(settled);
  report.steps = player.take_played();
  for (const PlayedStep& step : report.steps) {
    report.failed += step.verdict == PlayedStep::Verdict::failed ? 1 : 0;
    report.refused += step.verdict == PlayedStep::Verdict::refused ? 1 : 0;
  }
  report.cluster_time = run.cluster().now() - k_start_of_time;
  report.outcomes = count_outcomes(run.cluster().history());
  report.totals = run.cluster().world().totals();
  report.promises = check_promises(run.cluster());
  const Time changed = std::max(last_change(report.steps), run.cluster().last_write_arrival());
  report.judgements = judge_promises(run.cluster(), {.quiet = run.cluster().now() - changed});
  return report;
}

std::string script_json(const ScriptTitle& title, const Script& script, const ClusterConfig& config,
                        const ScriptReport& report, const std::string& digest) {
  Json steps = Json::array();
  for (const PlayedStep& step : report.steps) steps.push_back(step_json(step));
  return json_line({{"file", title.file_name},
                    {"title", script.title},
                    {"host", title.host},
                    {"settings", settings_json(config)},
                    {"steps", std::move(steps)},
                    {"failed", report.failed},
                    {"refused", report.refused},
                    {"cluster_ms", milliseconds(report.cluster_time)},
                    {"outcomes", report.outcomes},
                    {"messages", report.totals.sent},
                    {"messages_lost", report.totals.lost},
                    {"events", report.totals.events},
                    {"promises", promises_json(report.promises)},
                    {"broken", broken_promises(report.judgements)},
                    {"digest", title.host == "threads" ? Json(nullptr) : Json(digest)}});
}

std::string script_text(const ScriptTitle& title, const Script& script, const ClusterConfig& config,
                        const ScriptReport& report) {
  std::string text = bold(script.title.empty() ? title.file_name : script.title) +
                     fmt::format("   {} · {}\n", settings_text(config), title.host);
  if (!script.purpose.empty()) text += script.purpose + "\n";
  using Align = TextTable::Align;
  TextTable table({Align::right, Align::right, Align::left, Align::left});
  table.add_row({"line", "at", "step", ""});
  for (const PlayedStep& step : report.steps) {
    table.add_row({fmt::format("{}", step.line),
                   fmt::format("{:.3f} ms", milliseconds(step.at - k_start_of_time)),
                   excerpt(step.text), came_to(step)});
  }
  text += "\n" + table.text(2) + "\n";
  if (report.failed > 0)
    text += red(fmt::format("{} not met", counted(report.failed, "expectation", "expectations"))) +
            "\n";
  if (report.refused > 0)
    text += red(counted(report.refused, "step was refused", "steps were refused")) + "\n";
  const std::string broken = broken_promises(report.judgements);
  if (!broken.empty() && report.promises.kept()) {
    text += red("broken: " + broken) + "\n";
    for (const Judgement& judgement : report.judgements) {
      if (!judgement.promised) continue;
      for (const std::string& example : judgement.violations.examples)
        text += fmt::format("  {}\n", example);
    }
    return text;
  }
  return text + promises_text(report.promises);
}

}  // namespace ringside
