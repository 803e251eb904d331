#include "core/scenario/script_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/scenario/command_text.h"
#include "core/scenario/consistency_text.h"
#include "core/scenario/text.h"
#include "core/scenario/units.h"
#include "core/scenario/words.h"

namespace ringside {
namespace {

constexpr std::array<std::string_view, 6> k_own_words{"at",     "start",  "wait",
                                                      "settle", "expect", "expect-all"};

constexpr std::array<ErrorCode, 8> k_codes{
    ErrorCode::invalid_argument, ErrorCode::not_found,        ErrorCode::unavailable,
    ErrorCode::timeout,          ErrorCode::outcome_unknown,  ErrorCode::overloaded,
    ErrorCode::stale_context,    ErrorCode::too_many_siblings};

// The next word in lower case, or nothing; a wrong quoted string is for the command's own reader to
// report.
std::string_view take_bare_word(std::string_view& rest) {
  rest = trimmed(rest);
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
  rest = trimmed(rest.substr(word.size()));
  return word;
}

std::optional<GroupStep::Act> node_verb(std::string_view word) {
  if (word == "kill" || word == "crash") return GroupStep::Act::kill;
  if (word == "restart") return GroupStep::Act::restart;
  if (word == "pause") return GroupStep::Act::pause;
  if (word == "resume") return GroupStep::Act::resume;
  return std::nullopt;
}

// `primary of KEY` or `replica 2 of KEY`, behind kill, restart, pause or resume.
Result<StepAction> parse_group_step(GroupStep::Act act, std::string_view verb,
                                    std::string_view place, std::string_view rest) {
  GroupStep step;
  step.act = act;
  const auto wrong = [&] {
    return invalid(fmt::format("this names no node; write {} primary of KEY or {} replica 1 of KEY",
                               verb, verb));
  };
  if (place == "replica") {
    const auto number = parse_u32(take_bare_word(rest), "the replica");
    if (!number) return error_of(number);
    if (*number == 0) return invalid("the replica 0 is the primary; replicas are 1 to R");
    step.place = *number;
  }
  if (take_bare_word(rest) != "of") return wrong();
  auto key = take_word(rest);
  if (!key) return error_of(key);
  if (!*key || (**key).empty() || !trimmed(rest).empty()) return wrong();
  step.key = std::move(**key);
  return step;
}

Result<StepAction> parse_expect(std::string_view rest, std::optional<Consistency> consistency) {
  constexpr std::string_view k_usage = "expect KEY VALUE or expect KEY not_found";
  const auto read_like_put = parse_command(fmt::format("put {}", rest));
  if (!read_like_put) {
    return invalid(fmt::format("{}; here: {}", read_like_put.error().message, k_usage));
  }
  const auto& put = std::get<PutCommand>(*read_like_put);
  ExpectStep step{put.key, put.value, consistency};
  for (const ErrorCode code : k_codes) {
    // In quotes it is a value.
    if (rest.ends_with(to_string(code)) && put.value == to_string(code)) step.answer = code;
  }
  return step;
}

Result<StepAction> parse_expect_all(std::string_view rest, std::optional<Consistency> consistency) {
  ExpectStep step{{}, ExpectStep::Values{}, consistency};
  std::vector<std::string> words;
  for (;;) {
    auto word = take_word(rest);
    if (!word) return error_of(word);
    if (!*word) break;
    words.push_back(std::move(**word));
  }
  if (words.size() < 2)
    return invalid("a key and its values are missing; write expect-all KEY VALUE VALUE");
  step.key = std::move(words.front());
  words.erase(words.begin());
  std::sort(words.begin(), words.end());
  step.answer = std::move(words);
  return step;
}

}  // namespace

bool is_step_word(std::string_view word) {
  // An operation may have a level behind it: put@strict.
  const std::string lower = lower_case(word.substr(0, word.find('@')));
  for (const std::string_view own : k_own_words) {
    if (lower == own) return true;
  }
  return !command_usage(lower).empty();
}

Result<StepAction> parse_step(std::string_view line, const LinkSettings& network) {
  std::string_view rest = line;
  const std::string verb = lower_case(take_bare_word(rest));
  if (verb == "wait") {
    const auto duration = parse_duration(rest);
    if (!duration) return error_of(duration);
    return WaitStep{*duration};
  }
  if (verb == "settle") {
    if (!rest.empty()) return invalid("settle stands alone on its line");
    return SettleStep{};
  }
  if (verb.starts_with("expect")) {
    std::optional<Consistency> wanted;
    const std::size_t at = std::min(verb.find('@'), verb.size());
    if (at < verb.size()) {
      const auto consistency = parse_consistency(verb.substr(at + 1));
      if (!consistency) return error_of(consistency);
      wanted = *consistency;
    }
    if (verb.substr(0, at) == "expect") return parse_expect(rest, wanted);
    if (verb.substr(0, at) == "expect-all") return parse_expect_all(rest, wanted);
  }
  if (verb == "at") return invalid("an \"at\" cannot follow another word; write at 5ms COMMAND");
  if (const auto act = node_verb(verb)) {
    std::string_view behind = rest;
    const std::string place = lower_case(take_bare_word(behind));
    if (place == "primary" || place == "replica")
      return parse_group_step(*act, verb, place, behind);
  }
  if (verb == "start") {
    const auto started = parse_command(rest, network);
    if (!started) return error_of(started);
    return CommandStep{*started, false};
  }
  if (!is_step_word(verb)) {
    return invalid(
        fmt::format("\"{}\" starts no step; a step is a command (put, get, mget, scan, del, kill, "
                    "restart, pause, "
                    "resume, slow, skew, network, link, partition, heal, drop, hold, release, "
                    "deliver), start, at, wait, settle, "
                    "expect or expect-all",
                    excerpt(verb)));
  }
  const auto command = parse_command(line, network);
  if (!command) return error_of(command);
  return CommandStep{*command, true};
}

}  // namespace ringside
