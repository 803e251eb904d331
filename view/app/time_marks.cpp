#include "view/app/time_marks.h"

#include <algorithm>
#include <utility>

namespace ringside {

std::optional<MarkKind> mark_of(const TraceEvent& event) {
  const auto worse = [](bool yes) { return yes ? MarkKind::fault : MarkKind::repair; };
  switch (event.kind) {
    case EventKind::node_crashed:
    case EventKind::node_paused:
    case EventKind::network_changed:
    case EventKind::message_held:
    case EventKind::link_changed: return MarkKind::fault;
    case EventKind::message_lost:
      if (event.reason != LossReason::dropped) return std::nullopt;
      return MarkKind::fault;
    case EventKind::node_slowed:
    case EventKind::clock_skewed: return worse(event.stamp != 0);
    case EventKind::links_cut: return worse(event.subject != 0);
    case EventKind::link_reset:
    case EventKind::message_rescheduled:
    case EventKind::node_resumed: return MarkKind::repair;
    case EventKind::node_started:
      // The first life of a node is how the cluster begins.
      if (event.at == k_start_of_time) return std::nullopt;
      return MarkKind::repair;
    case EventKind::operation_finished: {
      const bool is_answer = event.outcome.ok() || event.outcome == Outcome{ErrorCode::not_found};
      if (is_answer) return std::nullopt;
      return MarkKind::failure;
    }
    case EventKind::view_changed: return MarkKind::ring;
    case EventKind::read_repaired: return MarkKind::stale;
    case EventKind::record_stored:
      if (event.siblings() == 0) return std::nullopt;
      return MarkKind::conflict;
    default: return std::nullopt;
  }
}

namespace {

bool is_of_life(EventKind kind) {
  return kind == EventKind::node_started || kind == EventKind::node_crashed ||
         kind == EventKind::node_paused || kind == EventKind::node_resumed;
}

}  // namespace

void TimeMarks::add(const TraceEvent& event, std::uint64_t moment) {
  if (is_of_life(event.kind)) {
    if (lives_.size() >= k_lives_max) {
      lives_.erase(lives_.begin(), lives_.begin() + k_lives_max / 2);
      life_moments_.erase(life_moments_.begin(), life_moments_.begin() + k_lives_max / 2);
    }
    lives_.push_back(event);
    life_moments_.push_back(moment);
  }
  const auto kind = mark_of(event);
  if (!kind) return;
  // Each node learns of an epoch by itself, and that is one thing.
  if (*kind == MarkKind::ring &&
      event.count <= std::exchange(epoch_, std::max(epoch_, event.count)))
    return;
  // A partition cuts many links at once, and is one thing.
  if (!marks_.empty()) {
    TimeMark& last = marks_.back();
    const bool together =
        last.at == event.at || (*kind == MarkKind::conflict && last.event.key() == event.key());
    if (together && last.kind == *kind && last.event.kind == event.kind) {
      last.moment = moment;
      ++last.count;
      return;
    }
  }
  if (marks_.size() >= k_marks_max) {
    bool odd = false;
    std::erase_if(marks_, [&](const TimeMark& mark) {
      const bool minor = mark.kind == MarkKind::failure || mark.kind == MarkKind::stale ||
                         mark.kind == MarkKind::conflict;
      if (minor) odd = !odd;
      return minor && odd;
    });
    if (marks_.size() >= k_marks_max)
      marks_.erase(marks_.begin(), marks_.begin() + k_marks_max / 2);
  }
  marks_.push_back({.moment = moment, .at = event.at, .kind = *kind, .event = event});
}

void TimeMarks::add_branch(Time at, std::uint64_t moment) {
  const auto place = std::partition_point(marks_.begin(), marks_.end(), [&](const TimeMark& mark) {
    return mark.moment < moment || (mark.moment == moment && mark.at <= at);
  });
  marks_.insert(place, {.moment = moment, .at = at, .kind = MarkKind::branch, .event = {}});
}

void TimeMarks::cut(std::uint64_t moment) {
  std::erase_if(marks_, [&](const TimeMark& mark) { return mark.moment > moment; });
  epoch_ = 1;
  for (const TimeMark& mark : marks_) {
    if (mark.kind == MarkKind::ring) epoch_ = std::max(epoch_, mark.event.count);
  }
  while (!life_moments_.empty() && life_moments_.back() > moment) {
    life_moments_.pop_back();
    lives_.pop_back();
  }
}

const TimeMark* TimeMarks::before(std::uint64_t moment) const {
  const auto at = std::lower_bound(
      marks_.begin(), marks_.end(), moment,
      [](const TimeMark& mark, std::uint64_t wanted) { return mark.moment < wanted; });
  return at == marks_.begin() ? nullptr : &*std::prev(at);
}

const TimeMark* TimeMarks::after(std::uint64_t moment) const {
  const auto at = std::upper_bound(
      marks_.begin(), marks_.end(), moment,
      [](std::uint64_t wanted, const TimeMark& mark) { return wanted < mark.moment; });
  return at == marks_.end() ? nullptr : &*at;
}

}  // namespace ringside
