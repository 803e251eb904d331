#include "core/trace/operation_events.h"

#include <algorithm>
#include <utility>

#include "core/trace/export_text.h"

namespace ringside {

std::optional<OpId> operation_of(const TraceEvent& event) {
  return raw(event.op) == 0 ? std::nullopt : std::optional(event.op);
}

bool OperationEvents::whole() const {
  return !entries_.empty() && entries_.front().event.kind == EventKind::operation_started;
}

bool OperationEvents::update(const TraceLog& log, std::uint64_t generation, OpId op) {
  const std::uint64_t end = log.forgotten() + log.events().size();
  bool changed = false;
  if (op != op_ || generation != generation_ || end < seen_) {
    *this = {};
    op_ = op;
    generation_ = generation;
    changed = true;
    seen_ = end;
    while (seen_ > log.forgotten()) {
      const TraceEvent& event = log.events()[--seen_ - log.forgotten()];
      if (event.op == op && event.kind == EventKind::operation_started) break;
    }
  }
  for (seen_ = std::max(seen_, log.forgotten()); seen_ < end; ++seen_)
    changed = take(log.events()[seen_ - log.forgotten()], seen_ + 1) || changed;
  return changed;
}

bool OperationEvents::take(const TraceEvent& event, std::uint64_t moment) {
  if (!concerns(event)) return false;
  if (event.op == op_) {
    if (is_about_key(event.kind)) key_ = event.key();
    finished_ = finished_ || event.kind == EventKind::operation_finished;
  }
  if (entries_.size() == k_entries_max) return !std::exchange(cut_off_, true);
  entries_.push_back({event, moment});
  return true;
}

bool OperationEvents::concerns(const TraceEvent& event) const {
  if (raw(op_) == 0) return false;
  if (event.op == op_) return true;
  if (entries_.empty() || finished_) return false;
  switch (event.kind) {
    case EventKind::node_started:
    case EventKind::node_crashed:
    case EventKind::node_paused:
    case EventKind::node_resumed:
    case EventKind::range_dropped: return true;
    case EventKind::record_stored:
    case EventKind::record_expired:
    case EventKind::record_collected: return key_ == event.key();
    default: return false;
  }
}

}  // namespace ringside
