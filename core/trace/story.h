#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/trace/operation_events.h"
#include "core/trace/world.h"

namespace ringside {

/// How a step bodes for the operation.
enum class StepTone : std::uint8_t { plain, good, bad, warning };

/// One thing that happened on an operation's way, in a plain sentence without a full stop. It is so
/// from `at` on; what led to it, a message's way or a wait, began at `from`.
struct StoryStep {
  std::string words;
  StepTone tone = StepTone::plain;
  Time from{};
  std::optional<Time> turn;  ///< Of a question and its answer: when the answer set out.
  Time at{};
  std::uint64_t moment = 0;  ///< Events of the run by then: where a cursor has to go.
  MessageId message{};       ///< The last one of it, 0 if none.
  Address who;               ///< Whom it concerns: where the message went, or who did it.
  bool waits = false;        ///< Nothing was under way from `from` to `at`: somebody waited.
  bool open = false;         ///< It is still under way as far as the trace goes.
};

/// What became of one operation, as the trace tells it and in the order in which it happened.
struct Story {
  OpId op{};
  OperationKind kind{};
  Address client;
  std::string asked;  ///< "Client 1 puts "cart" = "new""
  std::string ended;  ///< "Stored", "Failed: unavailable", "Under way", …
  StepTone tone = StepTone::plain;
  Time started{};
  std::uint64_t moment = 0;  ///< Of its start.
  std::optional<Time> finished;
  Outcome outcome;  ///< Meaningful once finished.
  Time last{};      ///< Of all that is told; late answers come after `finished`.
  std::vector<StoryStep> steps;
  std::vector<std::string> why;  ///< Why it ended so; each a sentence with a full stop.
  bool whole = true;             ///< Else its beginning was let go.
  bool cut_off = false;          ///< There was more than is told.
};

/// Tells it from the events alone; what they do not say is left out. `before` is the world right
/// before the first of them, or nullptr where that cannot be had: then it is not told who was the
/// key's primary, nor what nodes kept before. Costs some microseconds an event: for each change,
/// not for each frame.
Story tell_story(const OperationEvents& events, const TraceLog& log, const World* before);

}  // namespace ringside
