// Why an operation ended as it did, and why a read has this value.
#include <fmt/format.h>

#include <algorithm>

#include "core/trace/story_words.h"

namespace ringside {
namespace {

bool is_newer(const Holding& a, const Holding& b) {
  return std::pair(a.stamp, a.maker) > std::pair(b.stamp, b.maker);
}
bool is_same(const Holding& a, const Holding& b) {
  return a.stamp == b.stamp && a.maker == b.maker;
}

// The answer that ended it; nullptr if none did.
const StoryLeg* last_answer(const StoryLegs& legs) {
  for (const StoryLeg& leg : legs.legs) {
    const bool ends = leg.facts.to == legs.finished->event.node && leg.there.arrived() &&
                      leg.there.ended == legs.finished->event.at;
    if (ends && leg.answer == legs.finished->event.outcome) return &leg;
  }
  return nullptr;
}

// Who was asked and did not answer by then, and why as far as it is known.
std::string silent(const StoryLegs& legs) {
  std::map<Address, std::string> why;
  for (const StoryLeg& leg : legs.legs) {
    const Address to = leg.facts.to;
    if (to.is_client() && leg.there.arrived()) why.erase(leg.facts.from);
    if (!to.is_node() || is_reply(leg.facts.kind)) continue;
    if (leg.back && leg.back->arrived()) {
      why.erase(to);
      continue;
    }
    if (leg.there.lost) {
      why[to] = loss_words(*leg.there.lost, to);
    } else if (leg.back && leg.back->lost) {
      why[to] = "its answer was lost: " + loss_words(*leg.back->lost, leg.facts.from);
    } else {
      why.try_emplace(to, "it did not answer in time");
    }
  }
  std::string words;
  for (const auto& [node, reason] : why)
    words += fmt::format("{}{} ({})", words.empty() ? "" : ", ", who(node), reason);
  return words;
}

void explain_silence(const StoryLegs& legs, std::vector<std::string>& why) {
  if (const std::string words = silent(legs); !words.empty())
    why.push_back(fmt::format("No answer from {}.", words));
}

// By the coordinator's own count when it answered.
void explain_written(const StoryLegs& legs, const StoryLeg& answer, std::vector<std::string>& why) {
  const Address coordinator = answer.facts.from;
  std::uint32_t required = 0;
  for (const StoryRound& round : legs.rounds) {
    if (round.coordinates && Address{round.who} == coordinator) required = round.required;
  }
  if (required == 0) return;
  std::vector<NodeId> kept{coordinator.node()};
  std::string hints;
  for (const StoryLeg& leg : legs.legs) {
    if (leg.copies == 0 || !leg.back || leg.facts.from != coordinator ||
        leg.last().moment > answer.there.sent_moment)
      continue;
    if (leg.hint_for) {
      hints += fmt::format(" and as a hint on {} for {}", who(leg.facts.to), who(*leg.hint_for));
    } else {
      kept.push_back(leg.facts.to.node());
    }
  }
  why.push_back(fmt::format("{} answered once {} {} sure, as many as it needs: on {}{}.",
                            with_capital(who(coordinator)), counted_copies(required),
                            required == 1 ? "was" : "were", who(kept), hints));
}

void explain_unknown(const StoryLegs& legs, const StoryLeg* answer, std::vector<std::string>& why) {
  if (answer != nullptr) {
    why.push_back(
        fmt::format("{} found that it cannot have as many copies as it needs. What is kept stays.",
                    with_capital(who(answer->facts.from))));
  } else {
    why.emplace_back("Nobody told the client before its deadline how it went.");
  }
  std::vector<NodeId> keepers;
  for (const auto& [node, copy] : legs.kept) {
    if (copy.op == legs.finished->event.op) keepers.push_back(node);
  }
  why.push_back(keepers.empty()
                    ? "No node was seen to keep it."
                    : fmt::format("{} {} it: later reads may see it.", with_capital(who(keepers)),
                                  keepers.size() == 1 ? "keeps" : "keep"));
  explain_silence(legs, why);
}

struct Told {
  NodeId node{};
  std::optional<Holding> kept;
};

// All that the one who answers went by.
std::vector<Told> told_by(const StoryLegs& legs, const StoryLeg& answer) {
  std::vector<Told> told{{answer.facts.from.node(), answer.told}};
  for (const StoryLeg& leg : legs.legs) {
    const bool counts = leg.facts.kind == MessageKind::fetch_request &&
                        leg.facts.from == answer.facts.from && leg.back && leg.back->arrived() &&
                        leg.back->ended <= answer.there.sent;
    if (!counts) continue;
    const NodeId node = leg.facts.to.node();
    const auto known =
        std::find_if(told.begin(), told.end(), [node](auto& t) { return t.node == node; });
    if (known == told.end()) told.push_back({node, leg.told});
  }
  return told;
}

std::string list_of(const std::vector<Told>& told, const TraceLog& log) {
  std::string words;
  for (const Told& one : told) {
    words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", who(one.node),
                         one.kept ? version_words(*one.kept, log) : "nothing");
  }
  return words;
}

void explain_read(const StoryLegs& legs, const StoryLeg& answer, const TraceLog& log,
                  std::vector<std::string>& why) {
  const std::vector<Told> told = told_by(legs, answer);
  const std::string self = with_capital(who(answer.facts.from));
  if (told.size() == 1 && told[0].kept) {
    why.push_back(fmt::format("{} answered from its own copy alone: {}.", self,
                              version_words(*told[0].kept, log)));
  } else if (told.size() > 1) {
    why.push_back(fmt::format("{} members told what they keep. {}.", told.size(),
                              with_capital(list_of(told, log))));
  }
  const Holding* newest = nullptr;
  for (const Told& one : told) {
    if (one.kept && (newest == nullptr || is_newer(*one.kept, *newest))) newest = &*one.kept;
  }
  if (newest == nullptr) return;
  const bool agree = std::all_of(told.begin(), told.end(), [&](const Told& one) {
    return one.kept && is_same(*one.kept, *newest);
  });
  if (newest->siblings > 0) {
    const std::string_view value = log.value_text(answer.facts.op);
    const bool is_one = value.empty() || value == log.value_text(newest->op);
    why.push_back(fmt::format("None of its {} values took the place of another: {}.",
                              newest->siblings + 1,
                              is_one ? "all of them are the answer, this one being the newest"
                                     : "they were merged into this one"));
  } else if (told.size() > 1) {
    why.push_back(
        agree ? "All of them agree."
              : fmt::format("The newest version wins: that of operation {}.", raw(newest->op)));
  }
  if (newest->tombstone) why.emplace_back("A deleted key counts as not there.");
  std::vector<NodeId> ahead;
  for (const auto& [node, copy] : answer.kept_then) {
    if (is_newer(copy, *newest)) ahead.push_back(node);
  }
  if (!ahead.empty()) {
    why.push_back(fmt::format("{} kept something newer by then, {}, but had no part in this.",
                              with_capital(who(ahead)),
                              version_words(answer.kept_then.at(ahead.front()), log)));
  }
}

void explain_absence(const StoryLegs& legs, const StoryLeg& answer, const TraceLog& log,
                     std::vector<std::string>& why) {
  if (answer.told) return explain_read(legs, answer, log, why);
  std::vector<NodeId> asked;
  for (const StoryLeg& leg : legs.legs) {
    const bool passed = leg.facts.kind == MessageKind::forward_request && leg.there.arrived();
    if (passed) asked.push_back(leg.facts.from.node());
  }
  asked.push_back(answer.facts.from.node());
  for (const Told& one : told_by(legs, answer)) {
    if (one.node != asked.back()) asked.push_back(one.node);
  }
  why.push_back(fmt::format("{} had nothing: enough of the key's members to be sure.",
                            with_capital(who(asked))));
}

}  // namespace

std::vector<std::string> reasons(const StoryLegs& legs, const TraceLog& log) {
  std::vector<std::string> why;
  if (!legs.finished) return why;
  const TraceEvent& end = legs.finished->event;
  const OperationKind kind = end.operation_kind();
  const bool reads = kind == OperationKind::get;
  const StoryLeg* answer = last_answer(legs);
  const auto error = end.outcome.error();
  if (legs.legs.empty()) {
    why.emplace_back(
        "It sent no message of its own: it was asked together with others, or read from a node's "
        "memory directly.");
  } else if (!error) {
    if (answer == nullptr || kind == OperationKind::scan) return why;
    reads ? explain_read(legs, *answer, log, why) : explain_written(legs, *answer, why);
  } else {
    switch (*error) {
      case ErrorCode::not_found:
        if (answer != nullptr && reads) explain_absence(legs, *answer, log, why);
        break;
      case ErrorCode::outcome_unknown: explain_unknown(legs, answer, why); break;
      case ErrorCode::timeout:
        why.emplace_back("No answer came before the client's deadline.");
        explain_silence(legs, why);
        break;
      case ErrorCode::unavailable:
        why.push_back(reads ? "Too few members could tell what they keep."
                            : "Too few members could take part, and nothing was written.");
        explain_silence(legs, why);
        break;
      case ErrorCode::stale_context:
        why.emplace_back(
            "It was to replace a certain version, but the key had changed; nothing was written.");
        break;
      case ErrorCode::too_many_siblings:
        why.emplace_back(
            "The key has as many values side by side as are allowed; nothing was written.");
        break;
      case ErrorCode::overloaded: why.emplace_back("A queue was full; later it may work."); break;
      case ErrorCode::invalid_argument: break;
    }
  }
  return why;
}

}  // namespace ringside
