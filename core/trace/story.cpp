#include "core/trace/story.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/trace/story_words.h"

namespace ringside {
namespace {

// What it was, where its start is unknown: its messages tell.
OperationKind kind_of(const StoryLegs& legs) {
  if (legs.started) return legs.started->operation_kind();
  if (legs.finished) return legs.finished->event.operation_kind();
  for (const StoryLeg& leg : legs.legs) {
    switch (leg.facts.kind) {
      case MessageKind::put_request:
      case MessageKind::put_reply:
      case MessageKind::store_request: return OperationKind::put;
      case MessageKind::remove_request:
      case MessageKind::remove_reply: return OperationKind::remove;
      case MessageKind::scan_request:
      case MessageKind::page_request: return OperationKind::scan;
      default: break;
    }
  }
  return OperationKind::get;
}

std::string asked_words(const Story& story, const OperationEvents& events, const TraceLog& log) {
  const std::string client = with_capital(who(story.client));
  const std::string key = events.key() ? quoted_start(log.key_text(*events.key())) : "a key";
  switch (story.kind) {
    case OperationKind::put:
      return fmt::format("{} puts {} = {}", client, key, quoted_start(log.value_text(story.op)));
    case OperationKind::get: return fmt::format("{} gets {}", client, key);
    case OperationKind::remove: return fmt::format("{} deletes {}", client, key);
    case OperationKind::scan: break;
  }
  return client + " scans";
}

std::string ended_words(const Story& story, const TraceLog& log) {
  if (!story.finished) return "Under way";
  const auto error = story.outcome.error();
  if (error == ErrorCode::not_found)
    return story.kind == OperationKind::remove ? "There was nothing to delete" : "Not found";
  if (error == ErrorCode::outcome_unknown) return "Unknown: it may be kept or not";
  if (error) {
    std::string name(to_string(*error));
    std::replace(name.begin(), name.end(), '_', ' ');
    return "Failed: " + name;
  }
  switch (story.kind) {
    case OperationKind::put: return "Stored";
    case OperationKind::get: return "Read " + quoted_start(log.value_text(story.op));
    case OperationKind::remove: return "Deleted";
    case OperationKind::scan: break;
  }
  return "Scanned";
}

}  // namespace

Story tell_story(const OperationEvents& events, const TraceLog& log, const World* before) {
  const StoryLegs legs(events, before);
  Story story;
  story.op = events.op();
  story.kind = kind_of(legs);
  story.whole = events.whole();
  story.cut_off = events.cut_off();
  if (events.all().empty()) return story;
  story.started = events.all().front().event.at;
  story.moment = events.all().front().moment;
  if (legs.started) story.client = legs.started->node;
  if (legs.finished) {
    const TraceEvent& end = legs.finished->event;
    story.client = end.node;
    story.started = time_at(end.stamp);
    story.finished = end.at;
    story.outcome = end.outcome;
    const bool answered = end.outcome.ok() || end.outcome == Outcome{ErrorCode::not_found};
    story.tone = end.outcome.ok() ? StepTone::good : answered ? StepTone::plain : StepTone::bad;
  }
  story.asked = asked_words(story, events, log);
  story.ended = ended_words(story, log);
  // Where ranges move, a key has members of two groups: then nobody's role is told.
  const bool knows_group = before != nullptr && events.key() && !before->view().is_moving();
  tell_steps(
      legs, log,
      knows_group ? before->ring().preference_list(*events.key()) : std::span<const NodeId>(),
      story);
  story.last = story.finished.value_or(story.started);
  for (const StoryStep& step : story.steps) story.last = std::max(story.last, step.at);
  story.why = reasons(legs, log);
  return story;
}

}  // namespace ringside
