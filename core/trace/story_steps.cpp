// The sentences of one operation's steps.
#include <fmt/format.h>

#include <algorithm>

#include "core/trace/story_words.h"

namespace ringside {
namespace {

class Teller {
 public:
  Teller(const StoryLegs& legs, const TraceLog& log, std::span<const NodeId> group, Story& story)
      : legs_(legs), log_(log), group_(group), story_(story) {}

  void tell() {
    for (const StoryLeg& leg : legs_.legs) add(leg);
    for (const StoryRound& round : legs_.rounds) add(round);
    for (const OperationEvents::Entry& entry : legs_.instants) add(entry);
  }

 private:
  bool writes() const {
    return story_.kind == OperationKind::put || story_.kind == OperationKind::remove;
  }
  /// What is stored: "it", or a deletion.
  const char* what() const { return story_.kind == OperationKind::remove ? "the deletion" : "it"; }
  bool in_group(NodeId node) const {
    return std::find(group_.begin(), group_.end(), node) != group_.end();
  }
  std::string role(NodeId node) const;
  std::uint32_t required_by(Address coordinator, Time at) const;

  void add(const StoryLeg& leg);
  void add(const StoryRound& round);
  void add(const OperationEvents::Entry& entry);
  std::string ask(const StoryLeg& leg, StoryStep& step) const;
  std::string answer(const StoryLeg& leg, StoryStep& step) const;
  std::string copy(const StoryLeg& leg, StoryStep& step) const;
  std::string counted(const StoryLeg& leg, Address coordinator, StoryStep& step) const;
  std::string told(const StoryLeg& leg, StoryStep& step) const;
  std::string pass_on(const StoryLeg& leg) const;
  std::string begin_writing(const StoryRound& round) const;

  const StoryLegs& legs_;
  const TraceLog& log_;
  std::span<const NodeId> group_;
  Story& story_;
};

std::string Teller::role(NodeId node) const {
  if (group_.empty() || story_.kind == OperationKind::scan) return {};
  if (node == group_.front()) return ", the key's primary";
  return in_group(node) ? ", one of the key's replicas" : ", which keeps no copy of the key";
}

std::uint32_t Teller::required_by(Address coordinator, Time at) const {
  std::uint32_t required = 0;
  for (const StoryRound& round : legs_.rounds) {
    if (round.coordinates && Address{round.who} == coordinator && round.at <= at)
      required = round.required;
  }
  return required;
}

// What became of a message, where it did not arrive: " is lost: the link is cut".
std::string fate(const StoryWay& way, Address receiver) {
  if (way.lost) return " is lost: " + loss_words(*way.lost, receiver);
  return way.held ? " is held by hand" : " is on its way";
}

std::string Teller::ask(const StoryLeg& leg, StoryStep& step) const {
  const Address to = leg.facts.to;
  const std::string whom = who(to) + (to.is_node() ? role(to.node()) : "");
  const std::string aside = whom.find(',') == std::string::npos ? whom : whom + ",";
  if (!leg.there.arrived())
    return fmt::format("{}'s question to {}{}", who(leg.facts.from), aside, fate(leg.there, to));
  if (leg.facts.kind == MessageKind::multi_get_request)
    return fmt::format("{} asks {} for several keys at once", who(leg.facts.from), who(to));
  if (story_.finished && *leg.there.ended > *story_.finished) {
    step.tone = StepTone::warning;
    return fmt::format("{}'s question reaches {} but all is over", who(leg.facts.from), aside);
  }
  return fmt::format("{} asks {}", who(leg.facts.from), whom);
}

std::string Teller::answer(const StoryLeg& leg, StoryStep& step) const {
  const char* says = answer_words(story_.kind, leg.answer);
  const std::string from = who(leg.facts.from);
  if (!leg.there.arrived())
    return fmt::format("{}'s answer ({}){}", from, says, fate(leg.there, leg.facts.to));
  if (leg.facts.kind == MessageKind::multi_get_reply)
    return fmt::format("{} answers {} for several keys at once", from, who(leg.facts.to));
  step.tone = leg.answer.ok()                               ? StepTone::good
              : leg.answer == Outcome{ErrorCode::not_found} ? StepTone::plain
                                                            : StepTone::bad;
  return fmt::format("{} answers {}: {}", from, who(leg.facts.to), says);
}

// A copy of what is written, or of what a read has found that a member lacks.
std::string Teller::copy(const StoryLeg& leg, StoryStep& step) const {
  const std::string to = who(leg.facts.to);
  if (!leg.there.arrived())
    return fmt::format("The copy for {}{}", to, fate(leg.there, leg.facts.to));
  std::string words = to;
  if (leg.hint_for) {
    words += fmt::format(" keeps {} as a hint for {}", what(), who(*leg.hint_for));
  } else if (leg.back && !leg.answer.ok()) {
    words += " does not take it";
    step.tone = StepTone::bad;
  } else if (leg.stored) {
    words += fmt::format(" stores {}", what());
    if (leg.siblings > 0)
      words += fmt::format(" beside {} other value{}", leg.siblings, leg.siblings == 1 ? "" : "s");
  } else {
    words += leg.back ? " has it already" : " is given it";
  }
  if (!leg.back) return words;
  if (leg.back->lost) {
    step.tone = StepTone::bad;
    return words + ", but its answer" + fate(*leg.back, leg.facts.from);
  }
  if (!leg.back->arrived()) return words + "; its answer" + fate(*leg.back, leg.facts.from);
  return words + counted(leg, leg.facts.from, step);
}

// What the coordinator made of an acknowledgement.
std::string Teller::counted(const StoryLeg& leg, Address coordinator, StoryStep& step) const {
  if (leg.copies == 0) return {};
  const std::uint32_t required = required_by(coordinator, *leg.last().ended);
  step.tone = StepTone::good;
  return leg.copies > required ? fmt::format(": {} acknowledged by now", counted_copies(leg.copies))
                               : fmt::format(": {} of {} needed copies{}", leg.copies, required,
                                             leg.copies == required ? ", enough" : "");
}

std::string Teller::told(const StoryLeg& leg, StoryStep& step) const {
  const std::string to = who(leg.facts.to);
  const std::string from = who(leg.facts.from);
  if (!leg.there.arrived())
    return fmt::format("{}'s question to {}{}", from, to, fate(leg.there, leg.facts.to));
  if (!leg.back) return fmt::format("{} is asked by {}", to, from);
  if (!leg.back->arrived()) {
    if (leg.back->lost) step.tone = StepTone::bad;
    return fmt::format("{}'s answer to {}{}", to, from, fate(*leg.back, leg.facts.from));
  }
  if (leg.facts.kind == MessageKind::page_request)
    return fmt::format("{} tells {} what it keeps there", to, from);
  if (leg.told) return fmt::format("{} tells {}: {}", to, from, version_words(*leg.told, log_));
  return fmt::format("{} tells {} {}", to, from,
                     legs_.knows_kept ? "that it keeps nothing" : "what it keeps");
}

std::string Teller::pass_on(const StoryLeg& leg) const {
  const char* reason = !legs_.knows_kept ? "cannot answer"
                       : leg.told        ? "is not sure of what it keeps"
                                         : "keeps nothing of the key";
  std::string words = fmt::format("{} {}, so it passes the question on to {}", who(leg.facts.from),
                                  reason, who(leg.facts.to));
  if (!leg.there.arrived()) words += "; it" + fate(leg.there, leg.facts.to);
  return words;
}

void Teller::add(const StoryLeg& leg) {
  StoryStep step;
  const StoryWay& last = leg.last();
  step.from = leg.there.sent;
  step.at = last.ended.value_or(leg.back ? leg.back->sent : leg.there.sent);
  if (leg.back) step.turn = leg.back->sent;
  step.open = !last.ended && !last.held;
  step.moment = last.moment;
  step.message = last.id;
  step.who = leg.facts.to;
  if (last.lost) step.tone = StepTone::bad;
  if (last.held) step.tone = StepTone::warning;
  if (leg.facts.to.is_client()) {
    step.words = answer(leg, step);
    step.who = leg.facts.from;
  } else if (leg.facts.from.is_client()) {
    step.words = ask(leg, step);
  } else if (leg.facts.kind == MessageKind::forward_request) {
    // That the other one has it, and says so, is of no use to who waits: the step ends before.
    step.turn.reset();
    step.at = leg.there.ended.value_or(leg.there.sent);
    step.moment = leg.there.moment;
    step.message = leg.there.id;
    step.open = !leg.there.ended && !leg.there.held;
    step.words = pass_on(leg);
  } else if (leg.facts.kind == MessageKind::store_request) {
    step.words = copy(leg, step);
  } else if (!is_reply(leg.facts.kind)) {
    step.words = told(leg, step);
  } else {
    // An answer that the network made twice, or whose question came before the record begins.
    step.words = fmt::format("{}'s answer{} {}", who(leg.facts.from),
                             leg.there.arrived() ? " reaches" : " to", who(leg.facts.to));
    step.words +=
        leg.there.arrived() ? counted(leg, leg.facts.to, step) : fate(leg.there, leg.facts.to);
  }
  if (leg.facts.duplicate) step.words += " (the network doubled it)";
  story_.steps.push_back(std::move(step));
}

std::string Teller::begin_writing(const StoryRound& round) const {
  std::string words = who(round.who);
  if (round.merged > 0)
    words += fmt::format(" merges it with {} other value{} and", round.merged,
                         round.merged == 1 ? "" : "s");
  words += fmt::format(fmt::runtime(round.stored ? " stores {}" : " keeps {} already"), what());
  if (round.siblings > 0)
    words +=
        fmt::format(" beside {} other value{}", round.siblings, round.siblings == 1 ? "" : "s");
  words += fmt::format(", 1 of {} needed", counted_copies(round.required));
  if (!round.fresh.empty())
    words += fmt::format(", and sends {} to {}", round.fresh.size() == 1 ? "a copy" : "copies",
                         who(round.fresh));
  return words;
}

void Teller::add(const StoryRound& round) {
  if (round.fresh.empty() && round.again.empty() && !round.coordinates) return;
  // The first copies of a repair follow from what was told.
  const bool repairs = round.kind == MessageKind::store_request && !writes();
  if (repairs && round.again.empty()) return;
  StoryStep step;
  step.from = step.at = round.at;
  step.moment = round.moment;
  step.who = round.who;
  const std::string self = who(round.who);
  if (round.coordinates) {
    step.words = begin_writing(round);
  } else if (!round.again.empty()) {
    step.tone = StepTone::warning;
    const bool sends = round.kind == MessageKind::store_request;
    step.words = fmt::format("{} hears nothing from {}, so it {} again", self, who(round.again),
                             sends ? "sends it" : "asks");
  } else if (round.before) {
    step.tone = StepTone::warning;
    step.words = self + " does not wait any longer";
  }
  if (!round.coordinates && round.before) {
    step.from = *round.before;
    step.waits = true;
  }
  if (!round.coordinates && !round.fresh.empty()) {
    const char* what = round.kind == MessageKind::fetch_request  ? "asks {} what it keeps"
                       : round.kind == MessageKind::page_request ? "asks {} what lies there"
                                                                 : "gives {} a copy";
    const bool outside =
        !group_.empty() && std::none_of(round.fresh.begin(), round.fresh.end(),
                                        [&](NodeId node) { return in_group(node); });
    if (round.kind == MessageKind::store_request && outside) what = "asks {} to keep it meanwhile";
    if (round.kind == MessageKind::fetch_request && round.fresh.size() > 1)
      what = "asks {} what they keep";
    step.words += (step.words.empty() ? self + " " : ", and ") +
                  fmt::format(fmt::runtime(what), who(round.fresh));
  }
  story_.steps.push_back(std::move(step));
}

void Teller::add(const OperationEvents::Entry& entry) {
  const TraceEvent& event = entry.event;
  StoryStep step;
  step.from = step.at = event.at;
  step.moment = entry.moment;
  step.who = event.node;
  const std::string self = who(event.node);
  const auto concerns = [&](Address node) {
    const auto is_end = [node](const StoryLeg& leg) {
      return leg.facts.from == node || leg.facts.to == node;
    };
    return std::any_of(legs_.legs.begin(), legs_.legs.end(), is_end);
  };
  switch (event.kind) {
    case EventKind::operation_retried: {
      // Since it asked last.
      for (const StoryLeg& leg : legs_.legs) {
        if (leg.facts.from == event.node && leg.there.sent < event.at) step.from = leg.there.sent;
        if (leg.facts.to == event.node && leg.there.arrived() && leg.there.ended <= event.at)
          step.from = event.at;
      }
      step.waits = step.from < event.at;
      step.tone = StepTone::warning;
      step.words = step.waits ? fmt::format("No answer, so {} turns to {}", self, who(event.peer))
                              : fmt::format("{} turns to {}", self, who(event.peer));
      break;
    }
    case EventKind::operation_finished: {
      const auto ends = [&](const StoryLeg& leg) {
        return leg.facts.to == event.node && leg.there.ended == event.at;
      };
      if (std::any_of(legs_.legs.begin(), legs_.legs.end(), ends)) return;
      const auto error = event.outcome.error();
      const bool gave_up = error == ErrorCode::timeout || error == ErrorCode::outcome_unknown;
      step.tone = gave_up ? StepTone::bad : StepTone::plain;
      step.words = self + (gave_up ? " waits no longer" : " has its answer");
      break;
    }
    case EventKind::read_repaired:
      step.tone = StepTone::warning;
      step.words =
          event.peer == event.node
              ? fmt::format("{} keeps something older itself, and takes in what was told", self)
              : fmt::format("{} gives {}, which keeps something older, what was told", self,
                            who(event.peer));
      break;
    case EventKind::record_stored:
      step.tone = StepTone::good;
      step.words = self + " stores it later, as nodes settle what each of them lacks";
      break;
    case EventKind::node_crashed:
    case EventKind::node_started:
    case EventKind::node_paused:
    case EventKind::node_resumed: {
      if (!concerns(event.node)) return;
      const bool worse =
          event.kind == EventKind::node_crashed || event.kind == EventKind::node_paused;
      step.tone = worse ? StepTone::bad : StepTone::plain;
      step.words = self + (event.kind == EventKind::node_crashed   ? " goes down"
                           : event.kind == EventKind::node_started ? " is up again, empty"
                           : event.kind == EventKind::node_paused  ? " is paused"
                                                                   : " goes on after its pause");
      break;
    }
    default: return;
  }
  story_.steps.push_back(std::move(step));
}

}  // namespace

void tell_steps(const StoryLegs& legs, const TraceLog& log, std::span<const NodeId> group,
                Story& story) {
  Teller(legs, log, group, story).tell();
  std::stable_sort(story.steps.begin(), story.steps.end(),
                   [](const StoryStep& a, const StoryStep& b) { return a.moment < b.moment; });
  for (StoryStep& step : story.steps) step.words = with_capital(std::move(step.words));
}

}  // namespace ringside
