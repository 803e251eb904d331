#include "core/scenario/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/hash.h"
#include "core/scenario/words.h"

namespace ringside {
namespace {

std::string in_a_row(const ExpectStep::Values& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : " ") + one_word(value);
  return text;
}

// What came instead of what a step expected; empty if it came.
std::string difference(const ExpectStep& expected, const OperationResult& result) {
  const std::string got =
      result.ok() ? rest_words(result.value) : std::string(to_string(result.error->code));
  if (const auto* value = std::get_if<std::string>(&expected.answer)) {
    if (result.ok() && result.value == *value) return {};
    return fmt::format("expected {}, got {}", rest_words(*value), got);
  }
  if (const auto* values = std::get_if<ExpectStep::Values>(&expected.answer)) {
    ExpectStep::Values all;
    if (result.ok()) all.push_back(result.value);
    for (Sibling& sibling : siblings_of(result)) all.push_back(std::move(sibling.value));
    std::sort(all.begin(), all.end());
    if (all == *values) return {};
    if (!result.ok()) return fmt::format("expected {}, got {}", in_a_row(*values), got);
    return fmt::format("expected {}, got {}", in_a_row(*values), in_a_row(all));
  }
  const ErrorCode code = std::get<ErrorCode>(expected.answer);
  if (!result.ok() && result.error->code == code) return {};
  return fmt::format("expected {}, got {}", to_string(code), got);
}

}  // namespace

Player::Player(Script script, const Shape& shape) : script_(std::move(script)), ring_(shape) {}

void Player::advance(Cluster& cluster) {
  for (; next_timed_ < script_.timed.size() && script_.timed[next_timed_].at <= cluster.now();
       ++next_timed_) {
    play(cluster, script_.timed[next_timed_].step);
  }
  while (next_step_ < script_.steps.size() && !is_blocked(cluster)) {
    play(cluster, script_.steps[next_step_++]);
  }
  (void)is_blocked(cluster);  // so that a wait at the script's end ends too
}

bool Player::is_blocked(const Cluster& cluster) {
  if (!awaited_.empty()) return true;
  if (wait_until_ && cluster.now() < *wait_until_) return true;
  wait_until_.reset();
  if (settling_ && !cluster.idle()) return true;
  settling_ = false;
  return false;
}

void Player::play(Cluster& cluster, const Step& step) {
  if (const auto* command = std::get_if<CommandStep>(&step.action)) {
    submit(cluster, step, command->command, command->waits);
  } else if (const auto* group = std::get_if<GroupStep>(&step.action)) {
    submit(cluster, step, *group);
  } else if (const auto* expect = std::get_if<ExpectStep>(&step.action)) {
    submit(cluster, step, GetCommand{expect->key, expect->consistency}, true);
  } else if (const auto* wait = std::get_if<WaitStep>(&step.action)) {
    wait_until_ = cluster.now() + wait->duration;
  } else {
    settling_ = true;
  }
}

void Player::submit(Cluster& cluster, const Step& step, const GroupStep& group) {
  const auto members = ring_.preference_list(hash_key(group.key));
  if (group.place >= members.size()) {
    return note(
        step, cluster.now(), PlayedStep::Verdict::refused,
        fmt::format("there is no replica {}; a key has {}", group.place, members.size() - 1));
  }
  const NodeId node = members[group.place];
  switch (group.act) {
    case GroupStep::Act::kill: return submit(cluster, step, CrashCommand{node}, false);
    case GroupStep::Act::restart: return submit(cluster, step, RestartCommand{node}, false);
    case GroupStep::Act::pause: return submit(cluster, step, PauseCommand{node}, false);
    case GroupStep::Act::resume: return submit(cluster, step, ResumeCommand{node}, false);
  }
}

void Player::submit(Cluster& cluster, const Step& step, Command command, bool waits) {
  const auto* all = std::get_if<MultiGetCommand>(&command);
  const std::size_t operations = all ? all->keys.size() : 1;
  const auto id = cluster.submit(std::move(command));
  if (!id) return note(step, cluster.now(), PlayedStep::Verdict::refused, id.error().message);
  if (*id == OpId{0}) return note(step, cluster.now(), PlayedStep::Verdict::done, {});
  for (std::size_t i = 0; i < operations; ++i) {
    const OpId one{raw(*id) + i};
    open_.emplace(one, step);
    if (waits) awaited_.insert(one);
  }
}

void Player::note(const Step& step, Time at, PlayedStep::Verdict verdict, std::string problem) {
  played_.push_back({step.line, step.text, verdict, std::move(problem), at, std::nullopt});
}

bool Player::take(const OperationResult& result) {
  const auto found = open_.find(result.id);
  if (found == open_.end()) return false;
  const Step& step = found->second;
  std::string problem;
  if (const auto* expect = std::get_if<ExpectStep>(&step.action))
    problem = difference(*expect, result);
  const auto verdict = problem.empty() ? PlayedStep::Verdict::done : PlayedStep::Verdict::failed;
  note(step, result.finished, verdict, std::move(problem));
  played_.back().result = result;
  awaited_.erase(result.id);
  open_.erase(found);
  return true;
}

bool Player::done() const {
  return next_step_ == script_.steps.size() && next_timed_ == script_.timed.size() &&
         open_.empty() && awaited_.empty() && !wait_until_ && !settling_;
}

std::optional<Time> Player::wake() const {
  std::optional<Time> wake = wait_until_;
  if (next_timed_ < script_.timed.size()) {
    const Time at = script_.timed[next_timed_].at;
    wake = wake ? std::min(*wake, at) : at;
  }
  return wake;
}

std::vector<PlayedStep> Player::take_played() { return std::exchange(played_, {}); }

bool go_on(Cluster& cluster, std::optional<Time> wake) {
  if (!wake) return cluster.step();
  cluster.set_rate(1);
  cluster.pump(std::max(*wake - cluster.now(), Duration::zero()), 1);
  return true;
}

}  // namespace ringside
