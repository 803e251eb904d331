#include "view/app/event_index.h"

#include <algorithm>

#include "core/base/check.h"

namespace ringside {

bool passes(EventFilter filter, const TraceEvent& event) {
  switch (event.kind) {
    case EventKind::node_started:
    case EventKind::node_crashed:
    case EventKind::network_changed:
    case EventKind::link_changed:
    case EventKind::link_reset:
    case EventKind::links_cut:
    case EventKind::node_suspected:
    case EventKind::node_confirmed_dead:
    case EventKind::node_alive_again:
    case EventKind::key_hot:
    case EventKind::view_changed:
    case EventKind::range_dropped:
    case EventKind::record_collected:
    case EventKind::node_paused:
    case EventKind::node_resumed:
    case EventKind::node_slowed:
    case EventKind::clock_skewed:
    case EventKind::node_recovered:
    case EventKind::replicas_compared:
    case EventKind::hint_kept:
    case EventKind::hints_handed_over:
    case EventKind::hints_dropped:
      return filter == EventFilter::all || filter == EventFilter::nodes;
    case EventKind::message_sent:
    case EventKind::message_delivered:
    case EventKind::message_lost:
    case EventKind::message_held:
    case EventKind::message_rescheduled:
      return filter == EventFilter::all || filter == EventFilter::messages;
    case EventKind::operation_started:
    case EventKind::operation_retried:
    case EventKind::operation_finished:
    case EventKind::write_coordinated:
    case EventKind::write_acknowledged:
    case EventKind::get_forwarded:
    case EventKind::read_repaired:
    case EventKind::record_stored:
    case EventKind::record_expired:
    case EventKind::values_merged:
      return filter == EventFilter::all || filter == EventFilter::operations;
  }
  return false;
}

bool EventChoice::shows(const TraceEvent& event) const {
  if (!passes(filter, event)) return false;
  return background || !passes(EventFilter::messages, event) ||
         !is_background(event.message_kind());
}

void EventIndex::update(const TraceLog& log, std::uint64_t generation, EventChoice choice) {
  if (generation != generation_ || choice != choice_) {
    generation_ = generation;
    choice_ = choice;
    seen_ = 0;
    numbers_.clear();
  }
  while (!numbers_.empty() && numbers_.front() < log.forgotten()) numbers_.pop_front();
  const std::uint64_t end = log.forgotten() + log.events().size();
  for (std::uint64_t number = std::max(seen_, log.forgotten()); number < end; ++number) {
    if (choice.shows(log.events()[number - log.forgotten()])) numbers_.push_back(number);
  }
  seen_ = end;
}

std::size_t EventIndex::size_at(std::uint64_t moment) const {
  return static_cast<std::size_t>(std::lower_bound(numbers_.begin(), numbers_.end(), moment) -
                                  numbers_.begin());
}

const TraceEvent& EventIndex::at(const TraceLog& log, std::size_t place) const {
  RINGSIDE_CHECK(place < numbers_.size() && numbers_[place] >= log.forgotten());
  return log.events()[numbers_[place] - log.forgotten()];
}

}  // namespace ringside
