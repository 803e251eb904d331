#include "core/check/linearizability.h"

#include <algorithm>

#include "core/check/sequential.h"

namespace ringside {
namespace {

// What is known from the events in [from, until] alone. A call that reaches beyond them may have
// taken effect outside or not at all; what it saw says nothing.
Calls part_of(const Calls& calls, std::uint64_t from, std::uint64_t until) {
  Calls part;
  for (const Call& call : calls) {
    if (call.invoked > until) break;
    if (call.returned < from) continue;
    part.push_back(call);
    if (call.invoked < from || call.returned > until) part.back().returned = k_open_call;
    if (part.back().is_open() && call.only_observes()) part.pop_back();
  }
  return part;
}

// Finds the last call such that what happens from its invocation on contradicts itself. More before
// it seldom helps, but it can: a call that overlaps the start may take effect later than it did. So
// every start nearby is looked at, and farther away growing steps and halving have to do.
class WindowStart {
 public:
  WindowStart(const Calls& calls, std::uint64_t until, ValueTable& values,
              const SearchLimits& limits)
      : calls_(calls), until_(until), values_(values), limits_(limits) {
    limits_.steps_max = std::min(limits_.steps_max, k_steps_max);
  }

  // Index of the call, or nothing where all of them do not. `last` is the last that it can be.
  std::optional<std::size_t> find(std::size_t last) {
    std::size_t good = last;
    std::size_t too_late = last + 1;
    std::size_t stride = 1;
    while (!contradicts(good)) {
      too_late = good;
      if (good == 0) return std::nullopt;
      good -= std::min(good, stride);
      if (last - good > k_near) stride *= 2;
    }
    while (too_late - good > 1) {
      const std::size_t middle = good + (too_late - good) / 2;
      (contradicts(middle) ? good : too_late) = middle;
    }
    return good;
  }

 private:
  static constexpr std::size_t k_near = 64;
  static constexpr std::uint64_t k_steps_max = 1'000'000;  // of each search

  bool contradicts(std::size_t first) {
    const Calls part = part_of(calls_, calls_[first].invoked, until_);
    return search_order(part, k_any_state, values_, limits_).answer == Answer::not_linearizable;
  }

  const Calls& calls_;
  std::uint64_t until_;
  ValueTable& values_;
  SearchLimits limits_;
};

Contradiction explain(const Calls& calls, const SearchResult& found, ValueTable& values,
                      const SearchLimits& limits) {
  Contradiction result;
  result.misplaced = calls[found.misplaced];
  result.states = found.states;
  const std::uint64_t until = result.misplaced->returned;
  const auto start = WindowStart(calls, until, values, limits).find(found.misplaced);
  result.needs_first_state = !start;
  for (const Call& call : part_of(calls, calls[start.value_or(0)].invoked, until))
    (call.is_open() ? result.open_meanwhile : result.window).push_back(call);
  return result;
}

Contradiction explain(const Calls& calls, const ZoneConflict& found) {
  Contradiction result;
  result.zones = found;
  std::size_t* const ends[] = {&result.zones->first, &result.zones->second, &result.zones->third,
                               &result.zones->fourth};
  const bool is_read = found.kind == ZoneConflict::Kind::never_written ||
                       found.kind == ZoneConflict::Kind::read_too_early;
  std::vector<std::size_t> shown{found.first, found.second};
  if (found.kind == ZoneConflict::Kind::never_written) shown.pop_back();
  if (!is_read) shown.insert(shown.end(), {found.third, found.fourth});
  std::sort(shown.begin(), shown.end());
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  for (const std::size_t call : shown) result.window.push_back(calls[call]);
  for (std::size_t* const end : ends) {
    const auto place = std::lower_bound(shown.begin(), shown.end(), *end);
    *end = static_cast<std::size_t>(place - shown.begin());
  }
  return result;
}

}  // namespace

ObjectVerdict judge_object(const Calls& calls, ValueId initial, ValueTable& values,
                           const SearchLimits& limits) {
  if (has_unique_writes(calls, initial)) {
    const auto conflict = find_zone_conflict(calls, initial);
    if (!conflict) return {Answer::linearizable, {}};
    return {Answer::not_linearizable, explain(calls, *conflict)};
  }
  // Seen at once, where a search would try every order first.
  if (const auto unwritten = find_unwritten_read(calls, initial))
    return {Answer::not_linearizable, explain(calls, *unwritten)};
  const SearchResult found = search_order(calls, initial, values, limits);
  if (found.answer != Answer::not_linearizable) return {found.answer, {}};
  return {found.answer, explain(calls, found, values, limits)};
}

HistoryVerdict judge_history(CallHistory& history, const SearchLimits& limits) {
  HistoryVerdict verdict;
  const ValueId initial = initial_state(history.model, history.values);
  for (const auto& [key, calls] : history.objects) {
    ObjectVerdict object = judge_object(calls, initial, history.values, limits);
    if (object.answer == Answer::undecided) verdict.undecided.push_back(key);
    if (object.answer != Answer::not_linearizable) continue;
    if (verdict.broken.empty()) verdict.contradiction = std::move(object.contradiction);
    verdict.broken.push_back(key);
  }
  if (!verdict.broken.empty()) {
    verdict.answer = Answer::not_linearizable;
  } else if (!verdict.undecided.empty()) {
    verdict.answer = Answer::undecided;
  }
  return verdict;
}

}  // namespace ringside
